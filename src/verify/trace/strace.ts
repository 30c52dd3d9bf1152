/**
 * Reading the output of `strace -f -y -o` (strace(1)): one call a line, with the process that made it, in two parts where
 * others came between. `-y` writes the path behind each descriptor: `openat(AT_FDCWD</src>, "a.html", O_RDONLY) =
 * 3</src/a.html>`.
 */
import { absolutePath } from '../image/files.ts';

/** The calls that are asked for: what opens files, starts programs, and makes processes. */
export const tracedCalls = 'open,openat,openat2,creat,execve,execveat,clone,clone3,fork,vfork'.split(',');

/** What a process did, or looked for. */
export interface TraceEvent {
  /** `missed`: there was no such file to open. */
  readonly kind: 'opened' | 'started' | 'missed';
  /** As the process named it, absolute. */
  readonly path: string;
  /** What was behind it, links followed. */
  readonly real: string;
  /** The programs that led to it, each started by the one before; of what was opened, the last one opened it. */
  readonly by: readonly string[];
  /** What was there before did not matter: it was made anew. */
  readonly anew: boolean;
}

interface Line {
  readonly process: string;
  readonly call: Call;
}

interface Call {
  readonly name: string;
  readonly args: readonly string[];
  /** What stands behind `=`. */
  readonly result: string;
}

/** What the trace tells, in its order; a path that was given relative to nothing known is taken from `workingDir`. */
export function traceEvents(trace: string, workingDir: string): readonly TraceEvent[] {
  const lines = callsIn(trace);
  const parents = parentsIn(lines);
  const programs = new Map<string, readonly string[]>();
  const programsOf = (process: string): readonly string[] => {
    const known = programs.get(process);
    if (known !== undefined) return known;
    // A process is what its parent was when it is seen first.
    const parent = parents.get(process);
    const inherited = parent === undefined || parent === process ? [] : (programs.get(parent) ?? []);
    programs.set(process, inherited);
    return inherited;
  };
  return lines.flatMap(({ process, call }): readonly TraceEvent[] => {
    const by = programsOf(process);
    if (call.name === 'execve' || call.name === 'execveat') {
      if (call.result !== '0') return [];
      const [directory, name] = call.name === 'execve' ? [undefined, call.args[0]] : call.args;
      const path = pathOf(directory, name, workingDir);
      if (path === undefined) return [];
      programs.set(process, [...by, path]);
      return [{ kind: 'started', path, real: path, by, anew: false }];
    }
    const opening = openingBy(call, workingDir);
    return opening === undefined ? [] : [{ by, ...opening }];
  });
}

function openingBy({ name, args, result }: Call, workingDir: string): Omit<TraceEvent, 'by'> | undefined {
  const relative = name === 'openat' || name === 'openat2';
  if (!relative && name !== 'open' && name !== 'creat') return undefined;
  const [directory, file, flags = ''] = relative ? args : [undefined, ...args];
  const real = descriptorPath(result);
  if (real === undefined) {
    const path = isNotThere(result) ? pathOf(directory, file, workingDir) : undefined;
    return path === undefined ? undefined : { kind: 'missed', path, real: path, anew: false };
  }
  const anew = name === 'creat' || (flags.includes('O_CREAT') && flags.includes('O_TRUNC'));
  return { kind: 'opened', path: pathOf(directory, file, workingDir, real) ?? real, real, anew };
}

/** open(2): no file of the name, or what leads to it is no directory. */
function isNotThere(result: string): boolean {
  return ['ENOENT', 'ENOTDIR'].some((error) => result.startsWith(`-1 ${error}`));
}

/** A name that a call was given, made absolute by the directory that it was given with. */
function pathOf(
  directory: string | undefined,
  quoted: string | undefined,
  workingDir: string,
  otherwise?: string,
): string | undefined {
  if (quoted === undefined || !quoted.startsWith('"') || !quoted.endsWith('"')) return otherwise;
  const name = unescaped(quoted.slice(1, -1));
  if (name.startsWith('/')) return absolutePath('/', name);
  const from = directory === undefined ? undefined : descriptorPath(directory);
  return from === undefined ? (otherwise ?? absolutePath(workingDir, name)) : absolutePath(from, name);
}

/** `3</src/a.html>`, `AT_FDCWD</src>`: the path; undefined for what is no file of a name. */
function descriptorPath(text: string): string | undefined {
  const start = text.indexOf('<');
  if (start < 0 || !text.endsWith('>')) return undefined;
  const path = unescaped(text.slice(start + 1, -1));
  return path.startsWith('/') && !path.endsWith(' (deleted)') ? path : undefined;
}

// ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────

const unfinished = ' <unfinished ...>';

/** The calls that came to their end, each where it did. */
function callsIn(trace: string): readonly Line[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line): readonly Line[] => {
    const digits = line.length - line.trimStart().length + leadingDigits(line.trimStart());
    const process = line.slice(0, digits).trim();
    const text = line.slice(digits).trim();
    if (text.endsWith(unfinished)) {
      begun.set(process, text.slice(0, -unfinished.length));
      return [];
    }
    const call = readCall(text.startsWith('<... ') ? resumed(text, begun.get(process)) : text);
    if (text.startsWith('<... ')) begun.delete(process);
    return call === undefined ? [] : [{ process, call }];
  });
}

function leadingDigits(text: string): number {
  let end = 0;
  while (end < text.length && isDigit(text[end])) end += 1;
  return end;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** `<... openat resumed>) = 3</a>` behind what it had begun with. */
function resumed(text: string, begun: string | undefined): string {
  return begun === undefined ? '' : begun + text.slice(text.indexOf('>') + 1);
}

/** Which process made which: what a call that makes one gives back. */
function parentsIn(lines: readonly Line[]): ReadonlyMap<string, string> {
  const making = new Set(['clone', 'clone3', 'fork', 'vfork']);
  return new Map(
    lines.flatMap(({ process, call }): readonly [string, string][] =>
      making.has(call.name) && isDigit(call.result[0]) ? [[call.result, process]] : [],
    ),
  );
}

const closing: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** A call taken apart at the commas of its own; undefined for lines that tell of none, or of one without a result. */
function readCall(text: string): Call | undefined {
  const start = text.indexOf('(');
  if (start <= 0) return undefined;
  const args: string[] = [];
  const open: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' || (character === '<' && text[at + 1] !== '<')) {
      at = endOf(text, at, character === '"' ? '"' : '>');
      continue;
    }
    const end = closing.get(character);
    if (end !== undefined) open.push(end);
    else if (open.length > 0 && character === open.at(-1)) open.pop();
    else if (open.length === 0 && (character === ',' || character === ')')) {
      args.push(text.slice(from, at).trim());
      from = at + 1;
      if (character === ')') {
        const rest = text.slice(from).trim();
        return rest.startsWith('= ')
          ? { name: text.slice(0, start), args, result: rest.slice(2).trim() }
          : undefined;
      }
    }
  }
  return undefined;
}

/** Where a quoted text or a descriptor's path ends; a backslash takes the next character's meaning. */
function endOf(text: string, start: number, end: string): number {
  let at = start + 1;
  while (at < text.length && text[at] !== end) at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** strace writes bytes outside ASCII as C escapes. */
function unescaped(text: string): string {
  const bytes: number[] = [];
  const source = Buffer.from(text, 'utf8');
  for (let index = 0; index < source.length; index += 1) {
    const byte = source.readUInt8(index);
    if (byte !== 0x5c) {
      bytes.push(byte);
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(source.toString('latin1', index + 1, index + 4))?.[0];
    if (octal !== undefined) {
      bytes.push(Number.parseInt(octal, 8));
      index += octal.length;
      continue;
    }
    const letter = source.toString('latin1', index + 1, index + 2);
    bytes.push(simpleEscapes.get(letter) ?? letter.charCodeAt(0));
    index += 1;
  }
  return Buffer.from(bytes).toString('utf8');
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['f', 12],
  ['v', 11],
]);
