/**
 * State of tools that go along: settings, accounts and keys that a step of the build puts where the tool looks for them.
 * The tool comes as a package of the runtime stage, which knows nothing of what was set before.
 */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { CommandRun, FileEntry, Origin, Stage } from '../../evaluate/types.ts';
import { distributionPrograms } from '../../image/bases.ts';
import { commandsOf } from '../../image/packages/index.ts';
import { toolStates } from '../../image/tool-state.ts';
import type { Need } from '../../rule/need.ts';
import { commandOfNeed } from '../../toolchain/needs.ts';
import { directoriesOf } from '../../toolchain/traces.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { accountOf, runUserOf } from '../needs/users.ts';
import { holdsSources, keptFile, type KeptFile } from './kept-files.ts';
import { isRepositoryFile } from './repository-files.ts';

/** What the author's steps put where the tools that run look for it. */
export function toolFiles(needs: readonly Need[], stage: Stage, toolchain: Toolchain): readonly KeptFile[] {
  const called = calledTools(needs);
  if (called.size === 0) return [];
  const homes = homesOf(needs, stage);
  const known = toolStates.map(({ places, readers }) => ({
    places: places.flatMap((place) => placesAt(place, homes)),
    reader: readers.find((name) => called.has(name)),
  }));
  // What the distribution's own commands read at home is for people at a terminal.
  const plain = distributionPrograms(stage.facts?.distribution);
  const other = [...called].find((name) => !plain.has(name));
  const readerOf = (path: string): string | undefined => {
    const own = known.filter(({ places }) => places.some((place) => isInside(path, place)));
    if (own.length > 0) return own.find(({ reader }) => reader !== undefined)?.reader;
    return isDotFile(path, homes) ? other : undefined;
  };
  const ofBuild = directoriesOf(toolchain.ofBuild);
  const author = (path: string, origin: Origin): boolean =>
    origin.by !== 'base' && origin.by !== 'package' && !ofBuild.some((place) => isInside(path, place));
  const single = stage.files
    .written()
    .filter(({ kind, path, origin, program }) => {
      const made = kind !== 'directory' && program === undefined && author(path, origin);
      return made && !isRepositoryFile(posix.basename(path));
    })
    .map(({ path }: FileEntry) => ({ path, directory: false, sure: true }));
  const trees = stage.files
    .trees()
    .filter(({ path, origin }) => author(path, origin) && stage.files.lookup(path).status === 'present')
    .map(({ path }) => ({ path, directory: true, sure: true }));
  const opaque = stage.files
    .opaque()
    .filter(({ under, origin }) => author(under, origin))
    .map(({ under }) => ({ path: under, directory: true, sure: false }));
  const states = [...single, ...trees, ...opaque].flatMap(
    ({ path, directory, sure }): readonly KeptFile[] => {
      const reader = readerOf(path);
      if (reader === undefined) return [];
      const file = keptFile(path, directory, stage.files, `${reader} reads it`);
      return [sure ? file : { ...file, perhaps: true }];
    },
  );
  return [
    ...states,
    ...(called.has('git') ? repositories(stage) : []),
    ...namedByEnvironment(stage, toolchain),
    ...chosenAlternatives(called, stage),
  ];
}

/** Repositories that steps make: the one that git finds from the working directory (git(1), --git-dir), and bare ones. */
function repositories({ state, files, steps }: Stage): readonly KeptFile[] {
  const workdir = state.workdir.text ?? '/';
  const makers = steps.flatMap(({ commands }) => commands).filter(({ name }) => name === 'git');
  return files.opaque().flatMap(({ under, origin }): readonly KeptFile[] => {
    if (origin.by !== 'opaque' || !makers.includes(origin.command)) return [];
    const own = posix.basename(under) === '.git' && isInside(workdir, posix.dirname(under));
    const cloned = under === workdir && origin.command.words.some(({ text }) => text === 'clone');
    if (!own && !cloned && !isBare(origin.command)) return [];
    const place = cloned && !isBare(origin.command) ? posix.join(under, '.git') : under;
    return [{ ...keptFile(place, true, files, 'git reads it'), perhaps: true }];
  });
}

function isBare({ words }: CommandRun): boolean {
  return words.some(({ text }) => text === '--bare' || text === '--mirror');
}

/** Variables that the system gives a meaning of its own, or that name what is looked up one by one. */
const notOfTools: ReadonlySet<string> = new Set(['HOME', 'PWD', 'OLDPWD', 'PATH', 'SHELL']);

/** The author's files that variables of the image name: BASH_ENV, GIT_CONFIG_GLOBAL, PGPASSFILE, GIT_SSH_COMMAND. */
function namedByEnvironment(stage: Stage, { ofBuild, role }: Toolchain): readonly KeptFile[] {
  const { state, files } = stage;
  const isSource = (name: string): boolean =>
    role({ path: name, directory: false }, undefined) === 'build-only';
  return [...state.env].flatMap(([name, value]) => {
    if (value.origin === 'base' || notOfTools.has(name) || ofBuild.variable(name)) return [];
    const paths = value.text?.split(/[\s:;,='"]+/).filter((word) => word.startsWith('/')) ?? [];
    return paths.flatMap((path): readonly KeptFile[] => {
      const found = files.lookup(path);
      if (found.status !== 'present' || ['base', 'package', 'workdir'].includes(found.entry.origin.by))
        return [];
      const directory = found.entry.kind === 'directory';
      const sources =
        directory && (isInside(state.workdir.text ?? '/', path) || holdsSources(path, files, isSource));
      return sources || found.entry.program !== undefined
        ? []
        : [keptFile(path, directory, files, `${name} names it`)];
    });
  });
}

const alternatives = '/etc/alternatives';

/** Which of several programs has a name (update-alternatives(1)): chosen anew, a package chooses its own. */
function chosenAlternatives(called: ReadonlySet<string>, { steps, files }: Stage): readonly KeptFile[] {
  const chosen = steps
    .flatMap(({ commands }) => commands)
    .filter(({ name }) => name === 'update-alternatives' || name === 'update-java-alternatives')
    .some(({ words }) => {
      const texts = words.map(({ text }) => text);
      const at = texts.indexOf('--set');
      const [, name = '', path = ''] = at < 0 ? [] : texts.slice(at);
      // A package's commands are chosen together: iptables-save with iptables.
      return at >= 0 && [name, posix.basename(path)].some((word) => isOfOnePackage(word, called));
    });
  return chosen ? [keptFile(alternatives, true, files, 'update-alternatives chooses there')] : [];
}

function isOfOnePackage(name: string, called: ReadonlySet<string>): boolean {
  return [...called].some((command) => command === name || command.startsWith(`${name}-`));
}

/** Commands that run, and those of packages that are kept for what may call them. */
function calledTools(needs: readonly Need[]): ReadonlySet<string> {
  return new Set(
    needs.flatMap((need) => {
      if (need.kind === 'package') return commandsOf(need.name);
      const command = commandOfNeed(need);
      return command === undefined ? [] : [command];
    }),
  );
}

/** The home directories of the users that tools may run as. */
function homesOf(needs: readonly Need[], stage: Stage): readonly string[] {
  const named = needs.flatMap((need) =>
    need.kind === 'user-record' && need.name !== undefined ? [need.name] : [],
  );
  const user = runUserOf(stage);
  const users = [...(user === undefined ? [] : [user.root ? 'root' : user.name]), ...named];
  const set = stage.state.env.get('HOME')?.text;
  const homes = users.flatMap((name) => accountOf(name, stage)?.home ?? []);
  return [...new Set([...(set === undefined ? [] : [set]), ...homes])].filter((home) => home !== '/');
}

function placesAt(place: string, homes: readonly string[]): readonly string[] {
  return place.startsWith('~/') ? homes.map((home) => posix.join(home, place.slice(2))) : [place];
}

/** What of a home directory tools keep by convention: files and directories whose names start with a dot. */
function isDotFile(path: string, homes: readonly string[]): boolean {
  return homes.some((home) => isInside(path, home) && posix.relative(home, path).startsWith('.'));
}
