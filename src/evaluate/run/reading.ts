/** `read`: a line taken apart into variables (POSIX XCU read). */
import { parseOptions, defineOptions } from '../../shell/options.ts';
import type { Value } from '../types.ts';

export interface ReadCall {
  readonly names: readonly string[];
  /** Backslashes are left as they are. */
  readonly raw: boolean;
  readonly separators: string;
}

const options = defineOptions('r');

/** What a call of read assigns to, and how it splits; undefined for one that isn't followed. */
export function readCall(
  words: readonly Value[],
  variables: ReadonlyMap<string, Value>,
): ReadCall | undefined {
  const [name, ...rest] = words;
  const given = name?.text === 'read' ? parseOptions(rest, options) : undefined;
  const names = given?.operands.flatMap(({ text }) => text ?? []);
  const separators = variables.has('IFS') ? variables.get('IFS')?.text : ' \t\n';
  if (given === undefined || names === undefined || separators === undefined) return undefined;
  if (names.length !== given.operands.length || !names.every((one) => /^[A-Za-z_]\w*$/.test(one)))
    return undefined;
  return { names: names.length === 0 ? ['REPLY'] : names, raw: given.has('r'), separators };
}

/** What the variables are after a line was read; undefined where backslashes or separators are read in ways of their own. */
export function assignRead(
  line: string,
  { names, raw, separators }: ReadCall,
): ReadonlyMap<string, Value> | undefined {
  if (!raw && line.includes('\\')) return undefined;
  const blank = [...separators].filter((character) => /\s/.test(character)).join('');
  const marks = [...separators].filter((character) => !/\s/.test(character));
  const isBlank = (character: string | undefined): boolean =>
    character !== undefined && blank.includes(character);
  const isMark = (character: string | undefined): boolean =>
    character !== undefined && marks.includes(character);
  const fields: string[] = [];
  let at = 0;
  const skipBlank = (): void => {
    while (at < line.length && isBlank(line[at])) at += 1;
  };
  skipBlank();
  while (fields.length < names.length - 1) {
    const start = at;
    while (at < line.length && !isBlank(line[at]) && !isMark(line[at])) at += 1;
    fields.push(line.slice(start, at));
    skipBlank();
    if (isMark(line[at])) {
      at += 1;
      skipBlank();
    }
  }
  let end = line.length;
  while (end > at && isBlank(line[end - 1])) end -= 1;
  const rest = line.slice(at, end);
  // A separator at the very end is taken off in some cases and stays in others.
  if (isMark(rest.at(-1))) return undefined;
  return new Map([...names].map((name, index) => [name, { text: [...fields, rest][index] ?? '' }]));
}
