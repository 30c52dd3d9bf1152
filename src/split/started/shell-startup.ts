/** What a shell reads before its commands, of what the author put there: files at home and in /etc. */
import { posix } from 'node:path';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import { startupFilesOf } from '../../shell/startup-files.ts';
import { shellStartOf, type ShellStart } from '../../shell/wrappers.ts';
import { isPattern, matchesName } from '../../shell/glob.ts';
import type { Value } from '../../shell/types.ts';
import { accountOf, homeDirectoryOf } from '../needs/users.ts';
import { needed } from './findings.ts';
import { placeOf, stageAt, type CommandPlace } from './place.ts';
import { scriptTextAt } from './script-text.ts';
import type { Findings, SourcingCall, StartedCommand } from './types.ts';

export interface ShellStartup {
  readonly needs: readonly Need[];
  /** Those whose text is known, or what steps added to it: they are read as if they were sourced. */
  readonly scripts: readonly string[];
  readonly assumptions: readonly Assumption[];
}

const nothing: ShellStartup = { needs: [], scripts: [], assumptions: [] };

/** The files that the shell of a command line reads first. What the distribution has there its own image has too. */
export function shellStartup(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence | undefined,
): ShellStartup {
  const start = shellStartOf(words);
  if (start === undefined) return nothing;
  const home = homeOf(start, stage);
  const files = startupFilesOf(start);
  const places = files.map((group) => group.flatMap((place) => placesAt(place, home, stage)));
  const unknown = home === undefined && files.some((group) => group.some((place) => place.startsWith('~/')));
  const found = places.map((group) => firstOf(group, stage, evidence));
  return {
    needs: found.flatMap(({ needs }) => needs),
    scripts: [...new Set(found.flatMap(({ scripts }) => scripts))],
    assumptions: [
      ...found.flatMap(({ assumptions }) => assumptions),
      ...(unknown ? [notRead('what its shell reads in a home directory that is not known', evidence)] : []),
    ],
  };
}

function homeOf({ user }: ShellStart, stage: Stage): string | undefined {
  if (user === undefined) return homeDirectoryOf(stage);
  return user.name === undefined ? undefined : accountOf(user.name, stage)?.home;
}

function placesAt(place: string, home: string | undefined, { state, files }: Stage): readonly string[] {
  if (place.startsWith('~/')) return home === undefined ? [] : [posix.join(home, place.slice(2))];
  if (place.startsWith('$')) {
    const value = state.env.get(place.slice(1));
    if (value?.text === undefined || value.origin === 'base') return [];
    const named = value.text.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, home ?? '~');
    return named === '' ? [] : [posix.resolve(state.workdir.text ?? '/', named)];
  }
  if (!isPattern(place)) return [place];
  const directory = posix.dirname(place);
  return files
    .list(directory)
    .names.filter(({ name }) => matchesName(posix.basename(place), name))
    .map(({ name }) => posix.join(directory, name));
}

/** Of places that a shell looks at one after the other, the first that is there; of a pattern all are. */
function firstOf(paths: readonly string[], stage: Stage, evidence: Evidence | undefined): ShellStartup {
  const found: ShellStartup[] = [];
  for (const path of paths) {
    const there = stage.files.lookup(path);
    if (there.status === 'absent' || (there.status === 'possible' && there.origin.by !== 'opaque')) continue;
    found.push(
      there.status === 'present'
        ? fileRead(path, there.entry, stage, evidence)
        : there.anywhere === true
          ? nothing
          : perhapsRead(path, evidence),
    );
    if (there.status === 'present' && !path.startsWith('/etc/')) break;
  }
  return {
    needs: found.flatMap(({ needs }) => needs),
    scripts: found.flatMap(({ scripts }) => scripts),
    assumptions: found.flatMap(({ assumptions }) => assumptions),
  };
}

const because = 'a shell reads it when it starts';

function fileRead(
  path: string,
  entry: FileEntry,
  stage: Stage,
  evidence: Evidence | undefined,
): ShellStartup {
  if (entry.origin.by === 'base' || entry.origin.by === 'package') return nothing;
  const need: Need = { kind: 'file', path, directory: false, because, evidence };
  if (scriptTextAt(path, stage) !== undefined) return { ...nothing, needs: [need], scripts: [path] };
  // As it is in every new home directory it starts nothing of the author's.
  const untouched = entry.copyOf !== undefined;
  return {
    ...nothing,
    needs: [need],
    assumptions: untouched ? [] : [notRead(`what ${path} starts and reads`, evidence)],
  };
}

function perhapsRead(path: string, evidence: Evidence | undefined): ShellStartup {
  const need: Need = { kind: 'file', path, directory: false, perhaps: true, because, evidence };
  return { ...nothing, needs: [need], assumptions: [notRead(`what ${path} starts and reads`, evidence)] };
}

function notRead(what: string, evidence: Evidence | undefined): Assumption {
  return {
    code: 'script-not-read',
    message: `${what} is kept or part of the runtime image`,
    evidence,
  };
}

/** What is found out of them, for a command that is started. */
export function startupFindings(
  words: readonly Value[],
  { evidence, ...place }: Pick<StartedCommand, 'evidence'> & CommandPlace,
  stage: Stage,
): Findings {
  const { needs, scripts, assumptions } = shellStartup(words, stageAt(place, stage), evidence);
  const user = shellStartOf(words)?.user;
  const call: SourcingCall = {
    evidence,
    main: false,
    optional: true,
    self: undefined,
    functions: new Set(),
    ...placeOf(place),
    directory: place.directory ?? { text: '' },
    ...(user === undefined ? {} : { user }),
  };
  return [
    ...needs.map(needed),
    ...scripts.map((path) => ({ kind: 'sourced', path, call }) as const),
    ...assumptions.map((assumption) => ({ kind: 'assumption', assumption }) as const),
  ];
}
