/**
 * ENV, LABEL and ARG.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseNameVal`, `parseNameOrNameVal`),
 * frontend/dockerfile/instructions/parse.go (`parseKvps`, `parseArg`).
 */
import { isBlank, skipWhile } from './characters.ts';
import { sourceSpan } from './logical.ts';
import {
  isEmpty,
  meaning,
  missing,
  placedWord,
  substitutionProblems,
  syntax,
  textOf,
  unreadable,
  wordAt,
} from './raw-instruction.ts';
import type { ArgumentsReading, RawInstruction } from './raw-instruction.ts';
import type { Pair, Span } from './types.ts';
import { splitQuoted } from './split-arguments.ts';

/** Where the parts of a pair are on the line. */
interface PairSpans {
  readonly whole: Span;
  readonly key: Span;
  readonly value: Span | undefined;
}

/** ENV and LABEL: `key=value …`, or in the old form `key value` with one pair. */
export function readPairs(statement: RawInstruction, keyword: 'ENV' | 'LABEL'): ArgumentsReading {
  const { logical, rest, escape } = statement;
  const words = splitQuoted(logical.text, rest, escape);
  const [first] = words;
  if (first === undefined) return missing(statement, 'at least one key=value');
  if (!textOf(statement, first).includes('=')) return readLegacyPair(statement, keyword);

  const spans = words.map((word) => splitPair(statement, word));
  const bare = spans.find((pair) => pair.value === undefined);
  if (bare !== undefined) {
    const message = `'${textOf(statement, bare.whole)}' has no '=': ${keyword} takes key=value, and a value with spaces needs quotes`;
    return unreadable(statement, syntax('bad-pair', message, bare.whole));
  }
  return pairsReading(statement, keyword, spans, false);
}

/** `ENV key the rest of the line`. */
function readLegacyPair(statement: RawInstruction, keyword: 'ENV' | 'LABEL'): ArgumentsReading {
  const { logical, rest } = statement;
  const keyEnd = skipWhile(logical.text, rest.start, rest.end, (code) => !isBlank(code));
  const key = { start: rest.start, end: keyEnd };
  if (keyEnd === rest.end) {
    const message = `${keyword} needs a value for '${textOf(statement, key)}': ${keyword} key=value`;
    return unreadable(statement, syntax('missing-arguments', message, key));
  }
  const value = { start: skipWhile(logical.text, keyEnd, rest.end, isBlank), end: rest.end };
  return pairsReading(statement, keyword, [{ whole: rest, key, value }], true);
}

/** ARG: names, each with or without a default. */
export function readArg(statement: RawInstruction): ArgumentsReading {
  const words = splitQuoted(statement.logical.text, statement.rest, statement.escape);
  if (words.length === 0) return missing(statement, 'a name');
  return pairsReading(
    statement,
    'ARG',
    words.map((word) => splitPair(statement, word)),
    false,
  );
}

/** A word at its first `=`. */
function splitPair(statement: RawInstruction, word: Span): PairSpans {
  const equals = textOf(statement, word).indexOf('=');
  if (equals < 0) return { whole: word, key: word, value: undefined };
  const at = word.start + equals;
  return { whole: word, key: { start: word.start, end: at }, value: { start: at + 1, end: word.end } };
}

/** An escape character at the very end is no word, but it is there. */
function leftover({ rest }: RawInstruction, spans: readonly PairSpans[]): readonly Span[] {
  const end = spans.at(-1)?.whole.end ?? rest.end;
  return end < rest.end ? [{ start: rest.end - 1, end: rest.end }] : [];
}

function pairsReading(
  statement: RawInstruction,
  keyword: 'ENV' | 'LABEL' | 'ARG',
  spans: readonly PairSpans[],
  legacy: boolean,
): ArgumentsReading {
  const pairs = spans.map(({ whole, key, value }): Pair => ({
    key: textOf(statement, key),
    value: value && wordAt(statement, value),
    ...sourceSpan(statement.logical, whole),
  }));
  const blank = spans.filter(({ key }) => isEmpty(key));
  // The name in an ARG is taken as it is.
  const checked = spans.flatMap(({ key, value }) => [
    ...(keyword === 'ARG' ? [] : [key]),
    ...(value === undefined ? [] : [value]),
  ]);
  return {
    complete: (base) => ({ keyword, pairs, legacy, ...base }),
    words: [...spans.map(({ whole }) => whole), ...leftover(statement, spans)],
    problems: [
      ...blank.map(({ whole }) =>
        meaning('bad-pair', `'${textOf(statement, whole)}' has no name before the '='`, whole),
      ),
      ...substitutionProblems(
        statement,
        checked.map((span) => placedWord(statement, span)),
      ),
    ],
  };
}
