/** What commands print, as it follows from their words, what they read, and the files that are known. */
import { posix } from 'node:path';
import { echo, printf } from '../../shell/printed.ts';
import { wrappedBy } from '../../shell/wrappers.ts';
import type { CommandRun, Value } from '../types.ts';
import { filters } from './filters.ts';
import { callsOfXargs } from './given.ts';
import { ls } from './listing.ts';
import { searched, type Action, type Found } from './search.ts';
import { wordsOf, type Printed, type Printer, type Printing } from './types.ts';

export { callsOfXargs, type Rounds } from './given.ts';
export { searched, type Action, type Found, type SearchResult } from './search.ts';
export { linesOf, type Printed, type Printing } from './types.ts';

/** The standard output of a command; undefined where it isn't known. */
export function printedBy(run: CommandRun, printing: Printing): Printed | undefined {
  const { name } = run;
  if (name === undefined || run.words.some(({ text }) => text === undefined)) return undefined;
  const own = printing.ofToolchain(run);
  if (own !== undefined) return { text: own };
  const printer = printers.get(name);
  if (printer !== undefined) return printer(run, printing);
  const wrapped = wrappedBy(run.words);
  if (wrapped?.kind !== 'command' || wrapped.assignments.length > 0) return undefined;
  return printedBy(calledWith(run, wrapped.words), printing);
}

const echoes: Printer = (run, { shell }) => {
  const words = wordsOf(run);
  const text = words && echo(words, shell);
  return text === undefined ? undefined : { text };
};

const formats: Printer = (run) => {
  const words = wordsOf(run);
  const text = words && printf(words);
  return text === undefined ? undefined : { text };
};

const nothing: Printer = () => ({ text: '' });

const find: Printer = (run, printing) => {
  const result = searched(run, printing.files);
  const [only, ...more] = result?.done ?? [];
  if (result === undefined || only === undefined || more.length > 0) return undefined;
  const each = only.found.map((found) => printedFor(only.action, found, run, printing));
  const joined = only.action.kind === 'execute' && only.action.joined;
  const texts = joined ? [printedForAll(only.action, only.found, run, printing)] : each;
  return texts.every((text) => text !== undefined)
    ? { text: texts.join(''), ...(result.unordered ? { unordered: true } : {}) }
    : undefined;
};

function printedFor(action: Action, found: Found, run: CommandRun, printing: Printing): string | undefined {
  switch (action.kind) {
    case 'print':
      return found.path + action.end;
    case 'printf':
      return formatted(action.format, found);
    case 'execute':
      return printedBy(calledFor(action, [found], run), printing)?.text;
  }
}

function printedForAll(
  action: Action,
  found: readonly Found[],
  run: CommandRun,
  printing: Printing,
): string | undefined {
  if (action.kind !== 'execute' || action.there) return undefined;
  return found.length === 0 ? '' : printedBy(calledFor(action, found, run), printing)?.text;
}

/** A command that find starts for what it found. */
export function calledFor(
  { words, joined, there }: Extract<Action, { kind: 'execute' }>,
  found: readonly Found[],
  run: CommandRun,
): CommandRun {
  const paths = found.map(({ path }) => (there ? `./${posix.basename(path)}` : path));
  const [path = ''] = paths;
  const called = joined
    ? [...words, ...paths].map((text) => ({ text }))
    : words.map((text) => ({ text: text.replaceAll('{}', () => path) }));
  const [first] = found;
  const inside = there && first !== undefined ? { ...run, workdir: { text: first.directory } } : run;
  return calledWith({ ...inside, input: undefined }, called);
}

function calledWith(run: CommandRun, words: readonly Value[]): CommandRun {
  return { ...run, name: posix.basename(words[0]?.text ?? ''), words };
}

/** Directives of -printf for names (find(1)). */
function formatted(format: string, { path, root }: Found): string | undefined {
  let isKnown = true;
  const text = format.replace(
    /%(.)|\\(.)/gs,
    (_, directive: string | undefined, escape: string | undefined) => {
      switch (directive ?? `\\${escape ?? ''}`) {
        case 'p':
          return path;
        case 'f':
          return posix.basename(path);
        case 'h':
          return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
        case 'P':
          return path.slice(root.length).replace(/^\/+/, '');
        case '%':
          return '%';
        case '\\n':
          return '\n';
        case '\\t':
          return '\t';
        case '\\0':
          return '\0';
        default:
          isKnown = false;
          return '';
      }
    },
  );
  return isKnown && !/[%\\]/.test(format.replace(/%.|\\./gs, '')) ? text : undefined;
}

const xargs: Printer = (run, printing) => {
  const rounds = callsOfXargs(run, printing);
  const texts = rounds?.calls.map(
    (words) => printedBy(calledWith({ ...run, input: undefined }, words), printing)?.text,
  );
  if (rounds === undefined || texts === undefined || !texts.every((text) => text !== undefined))
    return undefined;
  return { text: texts.join(''), ...(rounds.unordered ? { unordered: true } : {}) };
};

const printers: ReadonlyMap<string, Printer> = new Map<string, Printer>([
  ...filters,
  ['ls', ls],
  ['find', find],
  ['xargs', xargs],
  ['echo', echoes],
  ['printf', formats],
  [':', nothing],
  ['true', nothing],
  ['false', nothing],
]);
