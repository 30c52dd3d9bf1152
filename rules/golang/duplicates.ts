/** Programs that are built twice: `go get ./... && go build -o app`, `make install`. */
import { posix } from 'node:path';
import type { FileEntry, Program } from '../../src/evaluate/types.ts';
import { goCallOf, tagsOf, type GoCall } from './commands/flags.ts';

/**
 * Whether a program is the same as another and lies there only by the way: a copy under the same name, or under the name
 * that the go command gave it. Under another name of the author's it may be there to be called.
 */
export function isDuplicate(entry: FileEntry, of: FileEntry): boolean {
  if (entry.program === undefined || of.program === undefined) return false;
  if (!isSameProgram(entry.program, of.program)) return false;
  return posix.basename(entry.path) === posix.basename(of.path) || isNamedByGo(entry, entry.program);
}

function isNamedByGo({ origin }: FileEntry, { command }: Program): boolean {
  if (origin.by !== 'command' || origin.command !== command) return false;
  return goCallOf(command)?.flags.has('o') === false;
}

/** Built from the same files, for the same system, with the same things in it. */
function isSameProgram(one: Program, other: Program): boolean {
  if (one === other) return true;
  if (one.sources === undefined || one.sources !== other.sources || one.remote || other.remote) return false;
  const [first, second] = [goCallOf(one.command), goCallOf(other.command)];
  if (first === undefined || second === undefined) return false;
  return (
    same(platformOf(one), platformOf(other)) &&
    same(contentsOf(first), contentsOf(second)) &&
    agree(filesOf(first), filesOf(second)) &&
    agree(valuesOf(first), valuesOf(second))
  );
}

function platformOf({ command }: Program): readonly string[] {
  return ['GOOS', 'GOARCH', 'GOARM'].map((name) => command.env.get(name)?.text ?? '');
}

/** What a call says of which files are taken, and of how the program is made. */
function contentsOf(call: GoCall): readonly string[] {
  const modes = ['race', 'msan', 'asan', 'cover', 'buildmode', 'overlay', 'modfile'];
  return [
    ...tagsOf(call).toSorted(),
    ...modes.map((name) => (call.flags.has(name) ? `${name}=${call.flags.get(name)?.text ?? ''}` : '')),
  ];
}

/** The files that it names: a call without any takes the whole directory, which has one `func main`. */
function filesOf(call: GoCall): readonly string[] {
  return call.arguments.flatMap(({ text = '' }) => (text.endsWith('.go') ? [posix.basename(text)] : []));
}

/** Values that it links in (`-X`): one without them is the same program with the values of its sources. */
function valuesOf(call: GoCall): readonly string[] {
  const flags = call.flags.get('ldflags');
  const text = flags?.text ?? flags?.prefix ?? '';
  return text.includes('-X') ? [text] : [];
}

function agree(one: readonly string[], other: readonly string[]): boolean {
  return one.length === 0 || other.length === 0 || same(one, other);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
