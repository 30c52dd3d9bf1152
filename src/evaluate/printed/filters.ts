/** Commands that print what they read, some of its lines, or a part of each (POSIX XCU, coreutils 9, busybox). */
import { posix } from 'node:path';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import type { Value } from '../types.ts';
import { byBytes, ordersByBytes } from './directory.ts';
import { regularExpression, type Syntax } from './expressions.ts';
import { fromLines, linesOf, wordsOf, type Printed, type Printer, type Printing } from './types.ts';
import type { CommandRun } from '../types.ts';

/** What files hold one after the other; standard input where none is named, or `-`. */
export function inputOf(
  operands: readonly Value[],
  run: CommandRun,
  { files }: Printing,
): Printed | undefined {
  const workdir = run.workdir.text;
  const texts = (operands.length === 0 ? [{ text: '-' }] : operands).map(({ text }): Printed | undefined => {
    if (text === undefined) return undefined;
    if (text === '-') return givenTo(run);
    if (!text.startsWith('/') && workdir === undefined) return undefined;
    const content = files.read(posix.resolve(workdir ?? '/', text));
    return content === undefined ? undefined : { text: content };
  });
  const [only] = texts;
  if (texts.length === 1) return only;
  return texts.every((text) => text !== undefined)
    ? {
        text: texts.map(({ text }) => text).join(''),
        ...(texts.some(({ unordered }) => unordered === true) ? { unordered: true as const } : {}),
      }
    : undefined;
}

/** What comes in on standard input. */
export function givenTo({ input }: CommandRun): Printed | undefined {
  if (input?.text === undefined) return undefined;
  const unordered = input.kind === 'pipe' && input.unordered === true;
  return { text: input.text, ...(unordered ? { unordered } : {}) };
}

/** A printer for options of a table, and the files in its operands. */
const filter =
  (
    table: string,
    print: (input: Printed, options: ParsedOptions, run: CommandRun) => readonly string[] | undefined,
    leading = 0,
  ): Printer =>
  (run, printing) => {
    const options = parseOptions(run.words.slice(1), tableOf(table));
    if (options === undefined) return undefined;
    const input = inputOf(options.operands.slice(leading), run, printing);
    const lines = input && print(input, options, run);
    return lines && fromLines(lines, input);
  };

const tables = new Map<string, ReturnType<typeof defineOptions>>();
function tableOf(text: string): ReturnType<typeof defineOptions> {
  const table = tables.get(text) ?? defineOptions(text);
  tables.set(text, table);
  return table;
}

const sort: Printer = (run, printing) => {
  const options = parseOptions(run.words.slice(1), tableOf('u|unique r|reverse'));
  const input = options && ordersByBytes(run) ? inputOf(options.operands, run, printing) : undefined;
  if (options === undefined || input === undefined) return undefined;
  const lines = linesOf(input.text).toSorted(byBytes);
  const kept = options.has('u') ? [...new Set(lines)] : lines;
  return fromLines(options.has('r') ? kept.toReversed() : kept);
};

const uniq = filter('', ({ text, unordered }) =>
  unordered === true ? undefined : linesOf(text).filter((line, index, all) => line !== all[index - 1]),
);

const tac = filter('', ({ text, unordered }) =>
  unordered === true ? undefined : linesOf(text).toReversed(),
);

/** `head -n 2`, `head -2`, and `tail` alike. */
const ends =
  (which: 'head' | 'tail'): Printer =>
  (run, printing) => {
    const words = run.words
      .slice(1)
      .flatMap((word): readonly Value[] =>
        /^-\d+$/.test(word.text ?? '') ? [{ text: '-n' }, { text: (word.text ?? '').slice(1) }] : [word],
      );
    const options = parseOptions(words, tableOf('n|lines= q|quiet|silent'));
    if (options === undefined || options.operands.length > 1) return undefined;
    const input = inputOf(options.operands, run, printing);
    const given = options.has('n') ? options.value('n')?.text : '10';
    if (input === undefined || given === undefined || !/^\+?\d+$/.test(given)) return undefined;
    const lines = linesOf(input.text);
    const count = Number(given);
    if (which === 'head') {
      if (given.startsWith('+') || (input.unordered === true && count < lines.length)) return undefined;
      return fromLines(lines.slice(0, count), input);
    }
    if (input.unordered === true) return undefined;
    if (given.startsWith('+')) return fromLines(lines.slice(Math.max(0, count - 1)));
    return fromLines(count === 0 ? [] : lines.slice(-count));
  };

/** `cut -d: -f1,3-`, `cut -c1-7`. */
const cut = filter('d|delimiter= f|fields= c|characters= s|only-delimited', ({ text }, options) => {
  const list = options.value(options.has('f') ? 'f' : 'c')?.text;
  const ranges = list?.split(',').map((item) => /^(\d+)?(-)?(\d+)?$/.exec(item));
  if (ranges === undefined || !ranges.every((range) => range !== null && range[0] !== '' && range[0] !== '-'))
    return undefined;
  const isChosen = (number: number): boolean =>
    ranges.some((range) => {
      const [, from, dash, to] = range ?? [];
      const first = from === undefined ? 1 : Number(from);
      const last = to !== undefined ? Number(to) : dash === undefined ? first : Number.POSITIVE_INFINITY;
      return number >= first && number <= last;
    });
  if (options.has('f') === options.has('c')) return undefined;
  const chosen = <Item>(items: readonly Item[]): readonly Item[] =>
    items.filter((_, index) => isChosen(index + 1));
  if (options.has('c')) {
    return /^[\n -~]*$/.test(text) ? linesOf(text).map((line) => chosen([...line]).join('')) : undefined;
  }
  const delimiter = options.has('d') ? options.value('d')?.text : '\t';
  if (delimiter?.length !== 1) return undefined;
  return linesOf(text).flatMap((line) => {
    if (!line.includes(delimiter)) return options.has('s') ? [] : [line];
    return [chosen(line.split(delimiter)).join(delimiter)];
  });
});

/** `tr A B` for single characters and ranges, `tr -d A`. */
const tr: Printer = (run) => {
  const options = parseOptions(run.words.slice(1), tableOf('d|delete s|squeeze-repeats'));
  const input = givenTo(run);
  const sets = options?.operands.map(({ text }) => (text === undefined ? undefined : charactersOf(text)));
  if (options === undefined || input === undefined || sets === undefined || options.has('s'))
    return undefined;
  const [from, to] = sets;
  if (from === undefined || !sets.every((set) => set !== undefined)) return undefined;
  const unordered = input.unordered === true ? { unordered: true as const } : {};
  if (options.has('d')) {
    if (sets.length !== 1) return undefined;
    return { text: [...input.text].filter((character) => !from.includes(character)).join(''), ...unordered };
  }
  const last = to?.at(-1);
  if (to === undefined || last === undefined || sets.length !== 2) return undefined;
  const text = [...input.text]
    .map((character) => {
      const at = from.lastIndexOf(character);
      return at < 0 ? character : (to[at] ?? last);
    })
    .join('');
  return { text, ...unordered };
};

const trEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
  ['\\', '\\'],
]);

const characterClasses: ReadonlyMap<string, string> = new Map([
  ['[:upper:]', 'A-Z'],
  ['[:lower:]', 'a-z'],
  ['[:digit:]', '0-9'],
  ['[:space:]', String.raw` \n\t\r`],
]);

/** The characters of an operand of tr. */
function charactersOf(text: string): readonly string[] | undefined {
  const plain = characterClasses.get(text) ?? text;
  if (/[[\]]/.test(plain)) return undefined;
  const characters: string[] = [];
  for (const [whole, escape, first, last] of plain.matchAll(/\\(.)|(.)-(.)|./gs)) {
    if (escape !== undefined) {
      const character = trEscapes.get(escape);
      if (character === undefined) return undefined;
      characters.push(character);
    } else if (first !== undefined && last !== undefined) {
      const [start, end] = [first.charCodeAt(0), last.charCodeAt(0)];
      if (end < start || end > 127) return undefined;
      for (let code = start; code <= end; code++) characters.push(String.fromCharCode(code));
    } else characters.push(whole);
  }
  return characters;
}

/** `grep PATTERN [FILE]`, with `-v`, `-o`, `-E`, `-F`, `-w` left out. */
const grep =
  (usual: Syntax): Printer =>
  (run, printing) => {
    const options = parseOptions(
      run.words.slice(1),
      tableOf(
        'v|invert-match o|only-matching E|extended-regexp F|fixed-strings h|no-filename i|ignore-case e|regexp= x|line-regexp a',
      ),
    );
    if (options === undefined) return undefined;
    const expressions = options.has('e') ? options.values('e') : options.operands.slice(0, 1);
    const operands = options.has('e') ? options.operands : options.operands.slice(1);
    const pattern = expressions[0]?.text;
    // Before the lines of several files stand their names.
    if (pattern === undefined || expressions.length !== 1 || (operands.length > 1 && !options.has('h')))
      return undefined;
    const input = inputOf(operands, run, printing);
    const syntax = options.has('F') ? 'fixed' : options.has('E') ? 'extended' : usual;
    const expression = regularExpression(pattern, syntax, options.has('i') ? 'ig' : 'g');
    if (input === undefined || expression === undefined || pattern.includes('\n')) return undefined;
    const whole = (line: string): boolean => [...line.matchAll(expression)].some(([text]) => text === line);
    const matches = (line: string): boolean =>
      options.has('x') ? whole(line) : line.match(expression) !== null;
    const lines = linesOf(input.text).filter((line) => matches(line) !== options.has('v'));
    if (!options.has('o')) return fromLines(lines, input);
    if (options.has('v') || options.has('x')) return undefined;
    return fromLines(
      lines.flatMap((line) =>
        [...line.matchAll(expression)].map(([text]) => text).filter((text) => text !== ''),
      ),
      input,
    );
  };

const sedOptions = 'n|quiet|silent e|expression= E|r|regexp-extended i|in-place?';

/** `sed 's/…/…/'`, several of them, and `sed -n Np`, `sed -n 's/…/…/p'`. */
const sed: Printer = (run, printing) => {
  const options = parseOptions(run.words.slice(1), tableOf(sedOptions));
  // What changes files prints nothing.
  if (options === undefined || options.has('i')) return undefined;
  const { scripts, operands } = sedScripts(options);
  const input = inputOf(operands, run, printing);
  const edit = input && sedEdit(scripts, options);
  const number = scripts.length === 1 ? /^(\d+)p$/.exec(scripts[0]?.text ?? '')?.[1] : undefined;
  if (input === undefined) return undefined;
  if (options.has('n') && number !== undefined) {
    const line = linesOf(input.text)[Number(number) - 1];
    return input.unordered === true ? undefined : fromLines(line === undefined ? [] : [line]);
  }
  return edit && fromLines(linesOf(input.text).flatMap(edit), input);
};

function sedScripts(options: ParsedOptions): {
  readonly scripts: readonly Value[];
  readonly operands: readonly Value[];
} {
  return options.has('e')
    ? { scripts: options.values('e'), operands: options.operands }
    : { scripts: options.operands.slice(0, 1), operands: options.operands.slice(1) };
}

/** What becomes of each line; undefined for a script that isn't followed. */
function sedEdit(
  scripts: readonly Value[],
  options: ParsedOptions,
): ((line: string) => readonly string[]) | undefined {
  const syntax = options.has('E') ? 'extended' : 'basic';
  const replacements = scripts.flatMap(({ text }) =>
    text === undefined ? [undefined] : splitCommands(text).map((command) => replacementOf(command, syntax)),
  );
  if (replacements.length === 0 || !replacements.every((replacement) => replacement !== undefined))
    return undefined;
  const [only, ...more] = replacements;
  if (options.has('n'))
    return only === undefined || more.length > 0 || !only.prints
      ? undefined
      : (line) => (only.matches(line) ? [only.replace(line)] : []);
  if (replacements.some(({ prints }) => prints)) return undefined;
  return (line) => [replacements.reduce((text, { replace }) => replace(text), line)];
}

/** The text of a file after `sed -i`; undefined where that isn't followed. */
export function editedBySed(words: readonly Value[], text: string): string | undefined {
  const options = parseOptions(words.slice(1), tableOf(sedOptions));
  const edit = options?.has('i') === true ? sedEdit(sedScripts(options).scripts, options) : undefined;
  if (edit === undefined) return undefined;
  const edited = linesOf(text).flatMap(edit).join('\n');
  return edited === '' || !text.endsWith('\n') ? edited : `${edited}\n`;
}

/** Commands with `;` between; one inside of a command makes pieces that nobody understands, and is left. */
function splitCommands(script: string): readonly string[] {
  return script
    .split(/[;\n]/)
    .map((command) => command.trim())
    .filter((command) => command !== '');
}

interface Replacement {
  readonly matches: (line: string) => boolean;
  readonly replace: (line: string) => string;
  readonly prints: boolean;
}

/** `s/PATTERN/TEXT/`, with the flags `g` and `p`. */
function replacementOf(command: string, syntax: Syntax): Replacement | undefined {
  const mark = command[1] ?? '';
  if (!command.startsWith('s') || !/^[/|#,:@!]$/.test(mark)) return undefined;
  const [, pattern = '', text = '', flags, ...more] = command.split(mark);
  if (more.length > 0 || flags === undefined || !/^g?p?$/.test(flags) || /[&\\]/.test(text)) return undefined;
  if (pattern === '' || pattern.endsWith('\\')) return undefined;
  const expression = regularExpression(pattern, syntax, flags.replace('p', ''));
  return (
    expression && {
      matches: (line) => line.search(expression) >= 0,
      replace: (line) => line.replace(expression, () => text),
      prints: flags.endsWith('p'),
    }
  );
}

/** `awk '{print $N}'`, with `/PATTERN/` or `NR==N` in front, and `-F`. */
const awk: Printer = (run, printing) => {
  const options = parseOptions(run.words.slice(1), tableOf('F='), { stopAtOperand: true });
  const [program, ...operands] = options?.operands ?? [];
  const found =
    /^\s*(?:\/((?:[^/\\]|\\.)*)\/|NR\s*==\s*(\d+))?\s*\{\s*print\s*(?:\$(\d+|NF))?\s*;?\s*\}\s*$/.exec(
      program?.text ?? '',
    );
  if (options === undefined || found === null) return undefined;
  const [, pattern, number, field = '0'] = found;
  const separator = options.has('F') ? options.value('F')?.text : ' ';
  if (separator === undefined || (separator !== ' ' && !/^[^\\|^$.*+?()[\]{}\st]$/.test(separator)))
    return undefined;
  const expression = pattern === undefined ? undefined : regularExpression(pattern, 'extended');
  const input = inputOf(operands, run, printing);
  if (input === undefined || (pattern !== undefined && expression === undefined)) return undefined;
  if (number !== undefined && input.unordered === true) return undefined;
  const lines = linesOf(input.text).filter(
    (line, index) =>
      (expression === undefined || expression.test(line)) &&
      (number === undefined || index + 1 === Number(number)),
  );
  return fromLines(
    lines.map((line) => {
      if (field === '0') return line;
      const blank = line.trim();
      const fields = separator === ' ' ? (blank === '' ? [] : blank.split(/[ \t]+/)) : line.split(separator);
      return (
        (field === 'NF' ? (fields.length === 0 ? line : fields.at(-1)) : fields[Number(field) - 1]) ?? ''
      );
    }),
    input,
  );
};

/** The last component, a suffix taken off (POSIX XCU basename). */
function lastComponent(path: string, suffix: string | undefined): string {
  const name = path === '' ? '' : posix.basename(path) || '/';
  return suffix !== undefined && suffix !== name && name.endsWith(suffix)
    ? name.slice(0, name.length - suffix.length)
    : name;
}

const basename: Printer = (run) => {
  const options = parseOptions(run.words.slice(1), tableOf('a|multiple s|suffix='), { stopAtOperand: true });
  const words = options?.operands.flatMap(({ text }) => text ?? []);
  if (options === undefined || words === undefined || words.length !== options.operands.length)
    return undefined;
  const [first, second, ...more] = words;
  if (first === undefined) return undefined;
  if (options.given.length > 0) {
    const suffix = options.has('s') ? options.value('s') : { text: '' };
    return suffix?.text === undefined
      ? undefined
      : fromLines(words.map((word) => lastComponent(word, suffix.text)));
  }
  return more.length > 0 ? undefined : fromLines([lastComponent(first, second)]);
};

const dirname: Printer = (run) => {
  const words = wordsOf(run);
  if (words === undefined || words.length === 0 || words[0]?.startsWith('-') === true) return undefined;
  return fromLines(words.map((word) => posix.dirname(word)));
};

const seq: Printer = (run) => {
  const numbers = wordsOf(run);
  if (numbers === undefined || numbers.length > 3 || !numbers.every((word) => /^-?\d{1,6}$/.test(word)))
    return undefined;
  const [one = 1, two, three] = numbers.map(Number);
  const [first, step, last] =
    two === undefined ? [1, 1, one] : three === undefined ? [one, 1, two] : [one, two, three];
  const count = step === 0 ? -1 : Math.floor((last - first) / step) + 1;
  if (numbers.length === 0 || step === 0 || count > 10_000) return undefined;
  return fromLines(Array.from({ length: Math.max(0, count) }, (_, index) => String(first + index * step)));
};

const pwd: Printer = ({ workdir, words }) =>
  workdir.text === undefined || words.length > 1 ? undefined : fromLines([workdir.text]);

const cat: Printer = (run, printing) => inputOf(run.words.slice(1), run, printing);

export const filters: ReadonlyMap<string, Printer> = new Map<string, Printer>([
  ['cat', cat],
  ['tee', givenTo],
  ['sort', sort],
  ['uniq', uniq],
  ['tac', tac],
  ['head', ends('head')],
  ['tail', ends('tail')],
  ['cut', cut],
  ['tr', tr],
  ['grep', grep('basic')],
  ['egrep', grep('extended')],
  ['fgrep', grep('fixed')],
  ['sed', sed],
  ...['awk', 'gawk', 'mawk'].map((name): [string, Printer] => [name, awk]),
  ['basename', basename],
  ['dirname', dirname],
  ['seq', seq],
  ['pwd', pwd],
]);
