/** What `go list` prints: packages and modules, one a line (`go help list`). */
import { posix } from 'node:path';
import type { CommandRun, Value, World } from '../../../src/evaluate/types.ts';
import { importPathOf } from '../sources/knowledge/naming.ts';
import { directoryOf } from './build.ts';
import { goCall, goSetting, tagsOf, withVerbFirst, type GoCall } from './flags.ts';
import { modeOf, type Mode } from './modules.ts';
import { packagesOf, type Package } from './packages.ts';

/** Fields that a format may name, and their texts. */
type Fields = Readonly<Record<string, string>>;

const understood: ReadonlySet<string> = new Set(['f', 'm', 'tags', 'mod', 'e', 'C']);

/** undefined where a package isn't known, or the format asks for more than names and places. */
export function listed(run: CommandRun, world: World): string | undefined {
  const call = goCall(withFormat(withVerbFirst(run.words)), goSetting('GOFLAGS', run, world.files.read));
  const directory = directoryOf(call, run);
  const words = call.arguments.map(({ text }) => text);
  if (call.verb !== 'list' || directory === undefined || call.uncertain || call.unknownFlags)
    return undefined;
  if (
    !words.every((word) => word !== undefined) ||
    ![...call.flags.keys()].every((name) => understood.has(name))
  )
    return undefined;
  const mode = modeOf(run, world, directory);
  if (mode.kind !== 'modules' || mode.workspace || mode.path === undefined || mode.root === undefined)
    return undefined;
  const format = formatOf(call);
  const entries = call.flags.has('m')
    ? words.length === 0
      ? [{ Path: mode.path, Dir: mode.root }]
      : undefined
    : packagesOf(words, { directory, run, world, tags: tagsOf(call) }).map((found) => fieldsOf(found, mode));
  if (entries === undefined || !entries.every((fields) => fields !== undefined)) return undefined;
  const lines = entries
    .toSorted((one, other) => byPlace(one.Dir ?? '', other.Dir ?? ''))
    .map((fields) => (format === undefined ? (fields.ImportPath ?? fields.Path) : written(format, fields)));
  if (!lines.every((line) => line !== undefined)) return undefined;
  // "go list" ends a line that the format leaves open, and prints none for an empty one.
  return lines.map((line) => (line === '' || line.endsWith('\n') ? line : `${line}\n`)).join('');
}

/** `-f` has a value here alone: `go get -f` has none. */
function withFormat(words: readonly Value[]): readonly Value[] {
  const at = words.findIndex(({ text }) => text === '-f' || text === '--f');
  const format = words[at + 1]?.text;
  if (at < 0 || format === undefined) return words;
  return [...words.slice(0, at), { text: `-f=${format}` }, ...words.slice(at + 2)];
}

/** undefined: the path alone. */
function formatOf({ flags }: GoCall): string | undefined {
  return flags.get('f')?.text;
}

function fieldsOf(found: Package, mode: Extract<Mode, { kind: 'modules' }>): Fields | undefined {
  if (found.kind !== 'local' || mode.path === undefined || mode.root === undefined) return undefined;
  const path = importPathOf(mode.path, mode.root, found.directory);
  if (path === undefined) return undefined;
  const name = found.holds === 'program' ? { Name: 'main' } : {};
  const module = { 'Module.Path': mode.path, 'Module.Dir': mode.root };
  return {
    ImportPath: path,
    Dir: found.directory,
    ...name,
    ...module,
    ...(found.holds === 'library' ? { isLibrary: 'true' } : {}),
  };
}

/** As directories are gone through: what is in one comes before its neighbours. */
function byPlace(one: string, other: string): number {
  const [left, right] = [one.split('/'), other.split('/')];
  const at = left.findIndex((name, index) => name !== right[index]);
  if (at < 0) return left.length - right.length;
  const [first = '', second] = [left[at], right[at]];
  return second === undefined || first > second ? 1 : -1;
}

/** A format of texts and fields, as a whole inside of `{{if eq .Name "main"}}…{{end}}` or not. */
function written(format: string, fields: Fields): string | undefined {
  const condition =
    /^\s*\{\{-?\s*if\s+eq\s+\.Name\s+["`]main["`]\s*-?\}\}(.*)\{\{-?\s*end\s*-?\}\}\s*$/s.exec(format);
  if (condition !== null) {
    const { Name, isLibrary } = fields;
    if (Name === undefined && isLibrary === undefined) return undefined;
    return Name === 'main' ? written(condition[1] ?? '', fields) : '';
  }
  let isKnown = true;
  const text = format.replace(/\{\{\s*\.([\w.]+)\s*\}\}/g, (_, name: string) => {
    const value = fields[name];
    isKnown &&= value !== undefined;
    return value ?? '';
  });
  return isKnown && !text.includes('{{') ? text : undefined;
}

/** Whether a command is a call of it. */
export function isList({ name, words }: CommandRun): boolean {
  return (
    name === 'go' && withVerbFirst(words)[1]?.text === 'list' && posix.basename(words[0]?.text ?? '') === 'go'
  );
}
