/** Ends `dfopt migrate --write` at a random moment, again and again, and looks at what it leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executable } from '../cli/dfopt.ts';
import { selfContained } from './ordinary.ts';
import type { Random } from './random.ts';

export interface Place {
  /** Where the repositories are. */
  readonly repositories: string;
  /** The process's own temporary directory. */
  readonly temporary: string;
  /** Every Dockerfile with what it holds before and after, by its path below `repositories`. */
  readonly files: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
}

/** Five files to a repository, and each different, so that a mix-up would show. */
export async function killPlace(directory: string, count: number): Promise<Place> {
  const place = { repositories: join(directory, 'repos'), temporary: join(directory, 'tmp') };
  mkdirSync(place.temporary, { recursive: true });
  const texts = Array.from({ length: count }, (_, index): [string, string] => [
    `repo-${Math.floor(index / 5)}/service-${index}/Dockerfile`,
    `${selfContained(`service-${index}`)}${'# as it was\n'.repeat(index)}`,
  ]);
  for (const [path, text] of texts) {
    mkdirSync(join(place.repositories, path, '..'), { recursive: true });
    mkdirSync(join(place.repositories, path, '..', '..', '.git'), { recursive: true });
    writeFileSync(join(place.repositories, path), text);
  }
  await ended(startWriting(place));
  const files = new Map(
    texts.map(([path, before]) => {
      const after = readFileSync(join(place.repositories, path), 'utf8');
      return [path, { before, after }];
    }),
  );
  return { ...place, files };
}

/** What one killed run left. */
export interface Remains {
  readonly signal: NodeJS.Signals | null;
  readonly before: number;
  readonly after: number;
  /** Files that are neither the one nor the other. */
  readonly damaged: readonly string[];
  /** Whatever else lies among the repositories. */
  readonly strangers: readonly string[];
  /** What is left in the temporary directory. */
  readonly staged: readonly string[];
}

/** Puts every file back, starts writing, and sends the signal so many milliseconds after the n-th file is written. */
export async function killedAt(
  place: Place,
  signal: NodeJS.Signals,
  { position, delay }: Moment,
): Promise<Remains> {
  putBack(place);
  const child = startWriting(place);
  const end = ended(child);
  await writtenOrEnded(child, place, position);
  await passed(delay);
  child.kill(signal);
  return { signal: await end, ...remainsIn(place) };
}

export interface Moment {
  /** The file that is waited for, in the order of writing, from 0. */
  readonly position: number;
  /** Milliseconds after it. */
  readonly delay: number;
}

/** A moment while a run writes so many files; a few are left at the end, so that the run is not over before it. */
export function someMoment(random: Random, count: number): Moment {
  return { position: random.below(Math.ceil(count * 0.8)), delay: random.next() * 10 };
}

function putBack({ repositories, temporary, files }: Place): void {
  for (const [path, { before }] of files) writeFileSync(join(repositories, path), before);
  rmSync(temporary, { recursive: true });
  mkdirSync(temporary);
}

function startWriting({ repositories, temporary }: Pick<Place, 'repositories' | 'temporary'>): ChildProcess {
  const roots = readdirSync(repositories);
  return spawn(process.execPath, [executable(), 'migrate', '--write', '--quiet', ...roots], {
    cwd: repositories,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'] ?? '', HOME: temporary, TMPDIR: temporary },
  });
}

function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (_status, signal) => done(signal));
  });
}

async function writtenOrEnded(
  child: ChildProcess,
  { repositories, files }: Place,
  position: number,
): Promise<void> {
  const inOrder = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const awaited = inOrder[position];
  if (awaited === undefined) throw new Error(`there is no file ${position}`);
  const [path, { before }] = awaited;
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  while (isRunning() && readFileSync(join(repositories, path), 'utf8') === before) await passed(1);
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function remainsIn({ repositories, temporary, files }: Place): Omit<Remains, 'signal'> {
  const now = [...files].map(([path, texts]) => {
    const text = readFileSync(join(repositories, path), 'utf8');
    return { path, state: text === texts.before ? 'before' : text === texts.after ? 'after' : 'damaged' };
  });
  const inState = (state: string) => now.filter((each) => each.state === state).map(({ path }) => path);
  return {
    before: inState('before').length,
    after: inState('after').length,
    damaged: inState('damaged'),
    strangers: filesIn(repositories).filter((path) => !files.has(path)),
    staged: filesIn(temporary),
  };
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
