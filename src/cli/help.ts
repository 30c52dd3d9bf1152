/** The pages of `--help`. Pure: text from descriptions, laid out for a width. */
import { wrap } from '../report/wrap.ts';
import type { Command, Option } from './command.ts';
import { type ExitCode, exitCode } from './streams.ts';

/** A row of two columns: a name and what it means. */
type Row = readonly [name: string, meaning: string];

/** What each exit code means, in the order of the codes. */
const exitMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCode.fine, 'fine, also when there was nothing to do'],
  [exitCode.wouldChange, '--check found something to change; no other reason'],
  [exitCode.unusable, 'wrong usage, or a file that cannot be read or parsed, after all others were done'],
  [exitCode.different, 'a verification found a difference'],
  [exitCode.notKnown, 'a verification could not compare everything'],
  [exitCode.interrupted, 'a verification was interrupted, and has put away what it made'],
];

const INDENT = '  ';
const GAP = 2;
/** A name longer than this has its meaning on the next line. */
const WIDEST_NAME = 26;
/** Command lines are longer, what they do is said in a few words. */
const WIDEST_EXAMPLE = 46;

/** The page of one command. */
export function commandHelp(command: Command, width: number): string {
  const { usage, about, options, examples = [], exits = [] } = command;
  return page([
    [`Usage: dfopt ${usage}`],
    ...about.split('\n\n').map((paragraph) => wrap(paragraph.replaceAll(/\s+/g, ' '), width)),
    section('Options:', [...Object.entries(options).map(optionRow), helpRow], width),
    examples.length === 0 ? [] : section('Examples:', examples, width, WIDEST_EXAMPLE),
    exits.length === 0 ? [] : exitSection(exits, width),
  ]);
}

/** The page of dfopt itself. */
export function overviewHelp(commands: readonly Row[], width: number): string {
  return page([
    ['Usage: dfopt COMMAND [options]'],
    ['Splits single-stage Dockerfiles into a build stage and a minimal runtime stage.'],
    section('Commands:', commands, width),
    section('Options:', [helpRow, ['-v, --version', 'print the version']], width),
    section(
      'Examples:',
      [
        ['dfopt migrate Dockerfile', 'print a patch'],
        ['dfopt migrate --write .', 'change the files below a directory'],
        ['dfopt verify Dockerfile', 'build both images and compare them'],
        ['dfopt explain CODE', 'what an outcome means'],
      ],
      width,
      WIDEST_EXAMPLE,
    ),
    exitSection(
      exitMeanings.map(([code]) => code),
      width,
    ),
    ["'dfopt COMMAND --help' shows the options of a command."],
  ]);
}

const helpRow: Row = ['-h, --help', 'print this page'];

function page(parts: readonly (readonly string[])[]): string {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function exitSection(codes: readonly ExitCode[], width: number): readonly string[] {
  const rows = exitMeanings
    .filter(([code]) => codes.includes(code))
    .map(([code, meaning]): Row => [String(code), meaning]);
  return section('Exit codes:', rows, width);
}

function optionRow([name, option]: readonly [string, Option]): Row {
  const alias = option.alias === undefined ? '    ' : `-${option.alias}, `;
  const long = `--${option.kind === 'flag' ? prefixOf(option.usual) : ''}${name}`;
  const value = option.kind === 'flag' ? '' : ` ${option.value}`;
  return [`${alias}${long}${value}`, `${option.description}${valuesOf(option)}`];
}

function prefixOf(usual: true | 'either' | undefined): string {
  if (usual === undefined) return '';
  return usual === 'either' ? '[no-]' : 'no-';
}

function valuesOf(option: Option): string {
  if (option.kind === 'flag') return '';
  const values = option.values === undefined ? '' : `: ${option.values.join(', ')}`;
  return option.otherwise === undefined ? values : `${values} (default: ${option.otherwise})`;
}

/** A heading with rows under it, all meanings in one column. */
function section(
  title: string,
  rows: readonly Row[],
  width: number,
  widest = WIDEST_NAME,
): readonly string[] {
  const fitting = rows.map(([name]) => name.length).filter((length) => length <= widest);
  const column = INDENT.length + Math.max(0, ...fitting) + GAP;
  return [
    title,
    ...rows.flatMap(([name, meaning]) => {
      const [first = '', ...others] = wrap(meaning, width - column);
      const start = `${INDENT}${name}`;
      const fits = start.length + GAP <= column;
      return [
        ...(fits ? [`${start.padEnd(column)}${first}`] : [start, `${' '.repeat(column)}${first}`]),
        ...others.map((line) => `${' '.repeat(column)}${line}`),
      ];
    }),
  ];
}
