/** Calls of CMake, and of make and ninja where CMake has written their files. Source: cmake(1). */
import { posix } from 'node:path';
import { opaque, pathOf } from '../../../src/evaluate/commands/paths.ts';
import type {
  CommandModel,
  CommandRun,
  Effect,
  FileSystem,
  Program,
  Value,
  World,
} from '../../../src/evaluate/types.ts';
import { projectOf } from '../cmake/evaluate.ts';
import type { Configuration, Installed, Project, ProjectFiles, Target } from '../cmake/types.ts';

/** What CMake leaves in the directory that it builds in. */
const cache = 'CMakeCache.txt';

/** What a call asks for. */
type Call =
  | { readonly kind: 'configure'; readonly configuration: Configuration }
  | { readonly kind: 'build'; readonly directory: string; readonly targets: readonly string[] }
  | { readonly kind: 'install'; readonly directory: string; readonly prefix: string | undefined };

export const cmake: CommandModel = (run, world) => {
  const call = cmakeCall(run);
  switch (call?.kind) {
    case 'configure':
      return [
        opaque(call.configuration.binary, 'cmake writes the files of the build there'),
        { kind: 'write', path: posix.join(call.configuration.binary, cache), entry: 'file' },
      ];
    case 'build':
      return built(call.directory, call.targets, run, world);
    case 'install':
      return installed(call.directory, call.prefix, run, world);
    case undefined:
      return undefined;
  }
};

/** `make` and `ninja` in a directory that CMake has prepared. */
export const buildTool: CommandModel = (run, world) => {
  const words = run.words.slice(1);
  const at = words.findIndex(({ text }) => text === '-C');
  const directory = pathOf(at < 0 ? { text: '.' } : (words[at + 1] ?? { text: '.' }), run);
  if (directory === undefined || configurationIn(directory, world.files) === undefined) return undefined;
  const targets = words.filter(
    (word, index) =>
      word.text?.startsWith('-') !== true &&
      !word.text?.includes('=') &&
      !takesValue.has(words[index - 1]?.text ?? ''),
  );
  if (targets.some(({ text }) => text === undefined)) return undefined;
  return built(
    directory,
    targets.map(({ text }) => text ?? ''),
    run,
    world,
  );
};

const takesValue: ReadonlySet<string> = new Set(['-C', '-j', '-l', '-k', '-f']);

function cmakeCall(run: CommandRun): Call | undefined {
  const words = run.words.slice(1);
  const [first, second] = words;
  const text = first?.text;
  if (text === '--build') return buildCall(second, words.slice(2), run);
  if (text === '--install') return installCall(second, words.slice(2), run);
  if (
    text === undefined ||
    ['-E', '-P', '--version', '--help', '-N', '--preset', '--open', '--find-package'].includes(text)
  )
    return undefined;
  return configureCall(words, run);
}

function buildCall(place: Value | undefined, words: readonly Value[], run: CommandRun): Call | undefined {
  const directory = place === undefined ? undefined : pathOf(place, run);
  if (directory === undefined) return undefined;
  const targets: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const text = words[index]?.text;
    if (text === undefined) return undefined;
    if (text === '--') break;
    if (text === '--target' || text === '-t') {
      while (words[index + 1]?.text?.startsWith('-') === false) {
        index += 1;
        targets.push(words[index]?.text ?? '');
      }
    }
  }
  return { kind: 'build', directory, targets };
}

function installCall(place: Value | undefined, words: readonly Value[], run: CommandRun): Call | undefined {
  const directory = place === undefined ? undefined : pathOf(place, run);
  const at = words.findIndex(({ text }) => text === '--prefix');
  const prefix = at < 0 ? undefined : words[at + 1];
  const path = prefix === undefined ? undefined : pathOf(prefix, run);
  if (directory === undefined || (prefix !== undefined && path === undefined)) return undefined;
  return { kind: 'install', directory, prefix: path };
}

function configureCall(words: readonly Value[], run: CommandRun): Call | undefined {
  let source: Value | undefined;
  let binary: Value | undefined;
  const places: Value[] = [];
  const definitions = new Map<string, string>();
  const define = (text: string | undefined): void => {
    const match = /^(\w+)(?::\w+)?=(.*)$/s.exec(text ?? '');
    if (match?.[1] !== undefined) definitions.set(match[1], match[2] ?? '');
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? { text: undefined };
    const next = words[index + 1];
    const text = word.text ?? word.prefix ?? '';
    if (
      text === '-S' ||
      text === '-B' ||
      text === '-D' ||
      text === '-G' ||
      text === '-U' ||
      text === '-C' ||
      text === '-T' ||
      text === '-A'
    ) {
      index += 1;
      if (text === '-S') source = next;
      if (text === '-B') binary = next;
      if (text === '-D') define(next?.text);
    } else if (text.startsWith('-S')) source = { text: text.slice(2) };
    else if (text.startsWith('-B')) binary = { text: text.slice(2) };
    else if (text.startsWith('-D')) define(word.text?.slice(2));
    else if (text === '--install-prefix') {
      index += 1;
      definitions.set('CMAKE_INSTALL_PREFIX', next?.text ?? '');
    } else if (!text.startsWith('-')) places.push(word);
  }
  const from = pathOf(source ?? places[0] ?? { text: '.' }, run);
  const to = pathOf(binary ?? { text: '.' }, run);
  if (from === undefined || to === undefined) return undefined;
  const environment = new Map([...run.env].map(([name, { text }]) => [name, text]));
  return { kind: 'configure', configuration: { source: from, binary: to, definitions, environment } };
}

/** How the project in a directory was configured: by the last call that did. */
function configurationIn(directory: string, files: FileSystem): Configuration | undefined {
  const found = files.lookup(posix.join(directory, cache));
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  if (origin?.by !== 'command' || origin.command.name !== 'cmake') return undefined;
  const call = cmakeCall(origin.command);
  return call?.kind === 'configure' ? call.configuration : undefined;
}

/** The project that a call builds. */
export function projectIn(directory: string, files: FileSystem): Project | undefined {
  const configuration = configurationIn(directory, files);
  return configuration === undefined ? undefined : projectOf(configuration, filesOf(files));
}

/** The directory that a call builds in; undefined where it is no such call. */
export function builtIn(run: CommandRun, files: FileSystem): string | undefined {
  if (run.name === 'cmake') {
    const call = cmakeCall(run);
    return call?.kind === 'build' || call?.kind === 'install' ? call.directory : undefined;
  }
  if (!['make', 'gmake', 'ninja', 'samu'].includes(run.name ?? '')) return undefined;
  const at = run.words.findIndex(({ text }) => text === '-C');
  const directory = pathOf(at < 0 ? { text: '.' } : (run.words[at + 1] ?? { text: '.' }), run);
  return directory !== undefined && configurationIn(directory, files) !== undefined ? directory : undefined;
}

function filesOf(files: FileSystem): ProjectFiles {
  return {
    read: (path) => files.read(path),
    list: (directory) => {
      const { names, complete, generated } = files.list(directory);
      return {
        names: names.map(({ name, kind }) => ({ name, directory: kind === 'directory' })),
        complete: complete || generated,
      };
    },
    exists: (path) => {
      const found = files.lookup(path);
      return found.status === 'possible' ? undefined : found.status === 'present';
    },
  };
}

/** What is made by default, or those that are named; `install` makes all and copies them. */
function built(
  directory: string,
  targets: readonly string[],
  run: CommandRun,
  world: World,
): readonly Effect[] | undefined {
  const project = projectIn(directory, world.files);
  if (project === undefined) return undefined;
  const all =
    targets.length === 0 || targets.includes('all') || targets.some((name) => /^install(\/|$)/.test(name));
  const wanted = [...project.targets.values()].filter(({ name, apart }) =>
    all ? !apart : isNeeded(name, targets, project),
  );
  const written = wanted.flatMap((target) => fileOf(target, run, world));
  const copied = targets.some((name) => /^install(\/|$)/.test(name)) ? copies(project, undefined, run) : [];
  return [opaque(directory, `${run.name ?? 'cmake'} writes what it builds there`), ...written, ...copied];
}

/** A target that is named, or that one of them is linked with. */
function isNeeded(name: string, targets: readonly string[], project: Project): boolean {
  const seen = new Set<string>(targets);
  for (const each of seen)
    for (const link of project.targets.get(each)?.links ?? []) if (project.targets.has(link)) seen.add(link);
  return seen.has(name);
}

function fileOf(target: Target, run: CommandRun, { files }: World): readonly Effect[] {
  const { path, kind, name, sources } = target;
  if (path === undefined) return [];
  if (kind !== 'executable' || target.test)
    return [
      {
        kind: 'write',
        path: versioned(path, target),
        entry: 'file',
        mode: kind === 'static' ? 0o644 : 0o755,
      },
      ...namesOf(path, target),
    ];
  const program: Program = {
    toolchain: 'gcc',
    command: run,
    package: name,
    sources: posix.dirname(sources.find((source) => source.startsWith('/')) ?? path),
    remote: false,
    at: files.at,
  };
  return [{ kind: 'write', path, entry: 'file', mode: 0o755, program }];
}

function versioned(path: string, { version }: Target): string {
  return version === undefined ? path : `${path}.${version.file}`;
}

function link(path: string, to: string): Effect {
  return { kind: 'write', path, entry: 'link', target: posix.basename(to) };
}

/** The links by which programs and the linker find a library with a version. */
function namesOf(path: string, { version }: Target): readonly Effect[] {
  if (version === undefined) return [];
  const asked = `${path}.${version.asked}`;
  return [
    ...(version.asked === version.file ? [] : [link(asked, `${path}.${version.file}`)]),
    link(path, asked),
  ];
}

function installed(
  directory: string,
  prefix: string | undefined,
  run: CommandRun,
  { files }: World,
): readonly Effect[] | undefined {
  const project = projectIn(directory, files);
  return project === undefined ? undefined : copies(project, prefix, run);
}

/** What `install` copies: below DESTDIR where that is set, and below another prefix where one is given. */
function copies(project: Project, prefix: string | undefined, { env }: CommandRun): readonly Effect[] {
  const destination = env.get('DESTDIR')?.text ?? '';
  const place = (path: string): string => {
    const moved = prefix === undefined ? path : posix.join(prefix, posix.relative('/usr/local', path));
    return posix.join('/', destination, moved);
  };
  return project.installed.flatMap((item) => copyOf(item, project, place));
}

function copyOf(item: Installed, project: Project, place: (path: string) => string): readonly Effect[] {
  switch (item.kind) {
    case 'target': {
      const target = project.targets.get(item.target);
      const isLibrary = posix.basename(item.directory) === 'lib';
      const goes =
        target?.kind === 'executable'
          ? !isLibrary
          : target?.kind === 'shared' || target?.kind === 'static'
            ? isLibrary
            : false;
      if (target?.path === undefined || !goes) return [];
      const to = place(posix.join(item.directory, posix.basename(target.path)));
      const file = { from: versioned(target.path, target), to: versioned(to, target) };
      return [{ kind: 'copy', ...file, move: false }, ...namesOf(to, target)];
    }
    case 'file':
      return [
        {
          kind: 'copy',
          from: item.from,
          to: place(posix.join(item.directory, item.rename ?? posix.basename(item.from))),
          move: false,
        },
      ];
    case 'directory':
      return [{ kind: 'copy', from: item.from, to: place(item.directory), move: false }];
  }
}
