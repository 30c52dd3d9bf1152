/**
 * Generated instructions, written the way the file writes its own: the case of its keywords, its escape character and
 * line ends. One that is too long for a line goes on over several, one item a line, as people write them.
 */
import { builders, printer } from 'prettier/doc';
import type { Dockerfile, Instruction } from '../dockerfile/types.ts';

type Doc = builders.Doc;

const { group, ifBreak, indent, join, line } = builders;

/** Columns that an instruction may take before it goes on over several lines. */
const printWidth = 120;

export interface InstructionStyle {
  /** Keywords are written in lower case. */
  readonly lower: boolean;
  readonly escape: Dockerfile['escape'];
  readonly newline: Dockerfile['newline'];
}

/** How the file writes its instructions. */
export function styleOf(dockerfile: Dockerfile): InstructionStyle {
  const { escape, newline } = dockerfile;
  return { lower: lowerCaseKeywords(dockerfile), escape, newline };
}

/** An instruction that stays on its line. */
export function instructionText(style: InstructionStyle, keyword: string, rest: string): string {
  return `${keywordText(style, keyword)} ${rest}`;
}

/** COPY with flags; a path with a space in it takes the JSON form. */
export function copyText(
  style: InstructionStyle,
  flags: readonly string[],
  paths: readonly string[],
): string {
  const head = [keywordText(style, 'COPY'), ...flags].join(' ');
  const broken = continued(style);
  const list = paths.some((path) => /\s/.test(path))
    ? [
        broken,
        '[',
        join(
          [',', broken],
          paths.map((path) => JSON.stringify(path)),
        ),
        ']',
      ]
    : [broken, join(broken, [...paths])];
  return laidOut(style, [head, indent(list)]);
}

/** ENV with `KEY=value` pairs. */
export function variablesText(style: InstructionStyle, pairs: readonly string[]): string {
  return laidOut(style, [
    keywordText(style, 'ENV'),
    indent([pairs.length > 1 ? continued(style) : ' ', join(continued(style), [...pairs])]),
  ]);
}

/** RUN with a command that takes a list of names, between what comes before and after them. */
export function listingCommandText(
  style: InstructionStyle,
  {
    before,
    names,
    after,
  }: { readonly before: string; readonly names: readonly string[]; readonly after?: string },
): string {
  const broken = continued(style);
  const rest = after === undefined ? [] : [broken, after];
  return laidOut(style, [
    `${keywordText(style, 'RUN')} ${before}`,
    indent([broken, join(broken, [...names]), ...rest]),
  ]);
}

function keywordText({ lower }: InstructionStyle, keyword: string): string {
  return lower ? keyword.toLowerCase() : keyword;
}

/** A space, or where the instruction is broken the escape character and a line end. */
function continued({ escape }: InstructionStyle): Doc {
  return [ifBreak(` ${escape}`, ''), line];
}

function laidOut({ newline }: InstructionStyle, content: Doc): string {
  const { formatted } = printer.printDocToString(group(content), {
    printWidth,
    tabWidth: 4,
    useTabs: false,
  });
  return formatted.replace(/\r?\n/g, newline);
}

/** Whether the file writes its keywords in lower case, so that generated ones do too. */
export function lowerCaseKeywords(dockerfile: Dockerfile): boolean {
  return dockerfile.instructions.every(({ keywordSpan }) => {
    const keyword = dockerfile.text.slice(keywordSpan.start, keywordSpan.end);
    return keyword === keyword.toLowerCase();
  });
}

/** A keyword in the case in which the instruction writes its own. */
export function keywordLike({ keywordSpan }: Instruction, keyword: string, { text }: Dockerfile): string {
  const own = text.slice(keywordSpan.start, keywordSpan.end);
  return own === own.toLowerCase() ? keyword.toLowerCase() : keyword;
}
