/**
 * A fleet of repositories to run dfopt over: mostly ordinary ones, and every fault of faults.ts. The seed decides all
 * of it. Needs a file system with POSIX names.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faults } from './faults.ts';
import { ordinaryPiece } from './ordinary.ts';
import { type Random, randomFrom } from './random.ts';
import { type Entry, type Expected, type Piece, type Repository, file } from './repository.ts';

export interface FleetSize {
  readonly repositories: number;
  readonly dockerfiles: number;
}

/** The fleet as data. It has room for every fault when it has a hundred repositories. */
export function fleetOf({ repositories, dockerfiles }: FleetSize, seed = 1): readonly Repository[] {
  const random = randomFrom(seed);
  const counts = sharedOut(dockerfiles - faultPaths, repositories - faults.length, random);
  const ordinary = counts.map((count, index) =>
    repository(`${index % 7 === 0 ? 'team a' : 'team-b'}/app-${index}`, ordinaryPieces(count, random)),
  );
  const faulty = faults.map((fault, index) =>
    repository(`faults/${index}`, [{ directory: '', piece: fault }]),
  );
  return [...ordinary, ...faulty];
}

/** How many Dockerfiles the faults are. */
const faultPaths = faults.reduce((sum, { expected }) => sum + Object.keys(expected).length, 0);

/** Shares out so many things among so many places, at least one each. */
function sharedOut(things: number, places: number, random: Random): readonly number[] {
  if (places < 1 || things < places) throw new Error('the fleet is too small to hold every fault');
  const counts = Array.from({ length: places }, () => 1);
  for (let left = things - places; left > 0; left -= 1) {
    const place = random.below(places);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

interface Placed {
  /** `''` or ending in `/`. */
  readonly directory: string;
  readonly piece: Piece;
}

/** A Dockerfile at the top, the others in a directory each. */
function ordinaryPieces(count: number, random: Random): readonly Placed[] {
  return Array.from({ length: count }, (_, index) => {
    const name = random.pick([
      'Dockerfile',
      'Dockerfile',
      'Containerfile',
      'Dockerfile.prod',
      'app.Dockerfile',
    ]);
    return {
      directory: index === 0 ? '' : `services/part-${index}/`,
      piece: ordinaryPiece(random, name),
    };
  });
}

function repository(name: string, placed: readonly Placed[]): Repository {
  const head: [string, Entry] = ['.git/HEAD', file('ref: refs/heads/main\n')];
  return {
    name,
    entries: new Map([head, ...placed.flatMap((each) => below(each, each.piece.entries))]),
    expected: new Map(placed.flatMap((each) => below(each, each.piece.expected))),
  };
}

function below<Value>({ directory }: Placed, values: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(values).map(([path, value]) => [`${directory}${path}`, value]);
}

/** Puts the fleet on the disk. */
export function writeFleet(directory: string, fleet: readonly Repository[]): void {
  const places = fleet.flatMap(({ name, entries }) =>
    [...entries].map(([path, entry]) => ({ place: join(directory, name, path), entry })),
  );
  for (const { place, entry } of places) {
    mkdirSync(dirname(place), { recursive: true });
    writeEntry(place, entry);
  }
}

function writeEntry(place: string, entry: Entry): void {
  switch (entry.kind) {
    case 'file':
      return writeFileSync(place, entry.content);
    case 'unreadable':
      writeFileSync(place, entry.content);
      return chmodSync(place, 0);
    case 'link':
      return symlinkSync(entry.target, place);
    case 'fifo':
      execFileSync('mkfifo', [place]);
  }
}

/** What must be reported: every Dockerfile by root and path. */
export function expectedOf(fleet: readonly Repository[]): ReadonlyMap<string, Expected> {
  return new Map(
    fleet.flatMap(({ name, expected }) =>
      [...expected].map(([path, each]): [string, Expected] => [placeOf(name, path), each]),
    ),
  );
}

/** One text for a Dockerfile of the fleet. */
export function placeOf(root: string, path: string): string {
  return `${root}/${path}`;
}
