/**
 * Instructions with plain values: WORKDIR, USER, STOPSIGNAL and MAINTAINER take the rest of the line as one, EXPOSE
 * and VOLUME a list.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseString`,
 * `parseStringsWhitespaceDelimited`), frontend/dockerfile/instructions/parse.go.
 */
import { isSpace, skipWhile } from './characters.ts';
import {
  isEmpty,
  meaning,
  missing,
  placedWord,
  substitutionProblems,
  syntax,
  unreadable,
} from './raw-instruction.ts';
import type { ArgumentsReading, RawInstruction } from './raw-instruction.ts';
import { argumentList } from './list-arguments.ts';

export function readValue(
  statement: RawInstruction,
  keyword: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER',
): ArgumentsReading {
  if (isEmpty(statement.rest)) return missing(statement, 'a value');
  const value = placedWord(statement, statement.rest);
  return {
    complete: (base) => ({ keyword, value: value.word, ...base }),
    words: [statement.rest],
    problems: keyword === 'MAINTAINER' ? [] : substitutionProblems(statement, [value]),
  };
}

export function readValues(statement: RawInstruction, keyword: 'EXPOSE' | 'VOLUME'): ArgumentsReading {
  const { rest, json } = statement;
  if (json.kind === 'not-strings') {
    return unreadable(
      statement,
      syntax('bad-arguments', 'the JSON array may hold nothing but strings', rest),
    );
  }
  const values = argumentList(statement);
  if (values.length === 0) return missing(statement, 'at least one value');
  const blank = values.filter(({ word: { raw } }) => skipWhile(raw, 0, raw.length, isSpace) === raw.length);
  return {
    complete: (base) => ({
      keyword,
      json: json.kind === 'strings',
      values: values.map(({ word }) => word),
      ...base,
    }),
    words: json.kind === 'strings' ? [rest] : values.map(({ span }) => span),
    problems: [
      ...blank.map(({ span }) => meaning('bad-arguments', `${keyword} can't take an empty value`, span)),
      ...substitutionProblems(statement, values),
    ],
  };
}
