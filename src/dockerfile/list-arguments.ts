/** Arguments that are a list: a JSON array of strings, or words between blanks. */
import { sourceSpan } from './logical.ts';
import { placedWord } from './raw-instruction.ts';
import type { PlacedWord, RawInstruction } from './raw-instruction.ts';
import { splitBlanks } from './split-arguments.ts';

/** The arguments in order, each with its place. */
export function argumentList(statement: RawInstruction): readonly PlacedWord[] {
  const { logical, rest, json } = statement;
  if (json.kind !== 'strings')
    return splitBlanks(logical.text, rest).map((span) => placedWord(statement, span));
  return json.items.map(({ value, start, end }) => {
    const span = { start, end };
    const place = sourceSpan(logical, span);
    return { word: { raw: value, start: place.start, end: place.end }, span };
  });
}
