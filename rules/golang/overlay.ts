/**
 * The sources that a build compiles where the command says that they are others than those in the directories:
 * `-overlay` replaces files one by one, `-modfile` puts another file in the place of go.mod. Source: `go help build`.
 */
import { posix } from 'node:path';
import type { FileSystem } from '../../src/evaluate/types.ts';
import type { GoCall } from './commands/flags.ts';
import type { SourceFiles } from './sources/index.ts';

/** Path → the file that is read in its place; undefined for one that is taken away. */
type Replaced = ReadonlyMap<string, string | undefined>;

/** The files as the compiler sees them; undefined where it isn't known what is in the place of what. */
export function compiledSources(
  call: GoCall,
  workdir: string | undefined,
  sources: string,
  files: FileSystem,
): SourceFiles | undefined {
  const overlay = overlayOf(call, workdir, files);
  const modules = otherModFile(call, workdir, sources, files);
  if (overlay === undefined || modules === undefined) return undefined;
  return replacing(new Map([...modules, ...overlay]), files);
}

function pathGiven(call: GoCall, name: string, workdir: string | undefined): string | undefined {
  const given = call.flags.get(name)?.text;
  return given === undefined || given === '' || workdir === undefined
    ? undefined
    : posix.resolve(workdir, given);
}

/** `{"Replace": {"x.go": "y.go", "gone.go": ""}}`; paths are relative to where the command runs. */
function overlayOf(call: GoCall, workdir: string | undefined, { read }: FileSystem): Replaced | undefined {
  if (!call.flags.has('overlay')) return new Map();
  const path = pathGiven(call, 'overlay', workdir);
  const text = path === undefined ? undefined : read(path);
  const replaced = text === undefined ? undefined : replacementsIn(text);
  if (replaced === undefined || workdir === undefined) return undefined;
  return new Map(
    replaced.map(([from, to]) => [
      posix.resolve(workdir, from),
      to === '' ? undefined : posix.resolve(workdir, to),
    ]),
  );
}

function replacementsIn(text: string): readonly (readonly [string, string])[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed)) return undefined;
    const replace = parsed['Replace'] ?? {};
    if (!isObject(replace)) return undefined;
    const entries = Object.entries(replace);
    return entries.flatMap(([from, to]): readonly (readonly [string, string])[] =>
      typeof to === 'string' ? [[from, to]] : [],
    );
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** "-modfile=file.mod: in module aware mode, read (and possibly write) an alternate go.mod file". */
function otherModFile(
  call: GoCall,
  workdir: string | undefined,
  sources: string,
  { read, lookup }: FileSystem,
): Replaced | undefined {
  if (!call.flags.has('modfile')) return new Map();
  const path = pathGiven(call, 'modfile', workdir);
  if (path === undefined || read(path) === undefined) return undefined;
  for (let place = sources; ; place = posix.dirname(place)) {
    const file = posix.join(place, 'go.mod');
    if (lookup(file).status === 'present') return new Map([[file, path]]);
    if (place === '/') return undefined;
  }
}

function replacing(replaced: Replaced, files: FileSystem): SourceFiles {
  const byDirectory = new Map<string, string[]>();
  for (const path of replaced.keys()) {
    const directory = posix.dirname(path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), posix.basename(path)]);
  }
  return {
    read: (path) => {
      if (!replaced.has(path)) return files.read(path);
      const other = replaced.get(path);
      return other === undefined ? undefined : files.read(other);
    },
    list: (directory) => {
      const { names, complete } = files.list(directory);
      const changed = byDirectory.get(directory);
      if (changed !== undefined) {
        const kept = names.filter(({ name }) => !changed.includes(name));
        const put = changed.filter((name) => replaced.get(posix.join(directory, name)) !== undefined);
        return [...kept, ...put.map((name) => ({ name, kind: 'file' as const }))];
      }
      return names.length === 0 && !complete ? undefined : names;
    },
  };
}
