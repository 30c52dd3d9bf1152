/**
 * COPY and ADD.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseMaybeJSONToList`),
 * frontend/dockerfile/instructions/parse.go (`parseCopy`, `parseSourcesAndDest`).
 */
import { heredocSubstitutionError } from './expand.ts';
import { readMark } from './heredocs.ts';
import type { FoundHeredoc } from './heredocs.ts';
import { meaning, substitutionProblems, syntax, unreadable } from './raw-instruction.ts';
import type { ArgumentsReading, PlacedWord, Problem, RawInstruction } from './raw-instruction.ts';
import type { CopySource, Heredoc, Span } from './types.ts';
import { argumentList } from './list-arguments.ts';

export function readCopy(
  statement: RawInstruction,
  keyword: 'COPY' | 'ADD',
  heredocs: readonly FoundHeredoc[],
): ArgumentsReading {
  const { rest, json } = statement;
  if (json.kind === 'not-strings') {
    return unreadable(
      statement,
      syntax('bad-arguments', 'the JSON array may hold nothing but strings', rest),
    );
  }
  const words = argumentList(statement);
  const destination = words.at(-1);
  if (destination === undefined || words.length < 2) {
    const message = `${keyword} needs a source and a destination`;
    return unreadable(statement, meaning('missing-arguments', message, statement.keywordSpan));
  }
  const sources = words.slice(0, -1);
  // Of several heredocs with one delimiter the builder uses the last.
  const byDelimiter = new Map(heredocs.map(({ heredoc }) => [heredoc.delimiter, heredoc]));
  const copySources = sources.map((source) => copySource(source, byDelimiter));
  return {
    complete: (base) => ({
      keyword,
      json: json.kind === 'strings',
      sources: copySources,
      destination: destination.word,
      ...base,
    }),
    words: json.kind === 'strings' ? [rest] : words.map(({ span }) => span),
    problems: [
      ...destinationProblems(keyword, destination),
      ...substitutionProblems(statement, [
        ...sources.filter(({ word }) => readMark(word.raw).kind !== 'mark'),
        destination,
      ]),
      ...heredocs.flatMap(({ heredoc }) => bodyProblems(heredoc, rest)),
    ],
  };
}

/** A source that looks like a heredoc is one, even where the line has none to give it: then it is an empty file. */
function copySource({ word }: PlacedWord, heredocs: ReadonlyMap<string, Heredoc>): CopySource {
  const reading = readMark(word.raw);
  if (reading.kind !== 'mark') return { kind: 'path', word };
  const { start, end } = word;
  const last = heredocs.get(reading.mark.delimiter);
  const nothing = { body: { start: end, end }, content: '' };
  return { kind: 'heredoc', heredoc: { ...(last ?? nothing), ...reading.mark, span: { start, end } } };
}

/** The body is substituted too, unless the delimiter is quoted. */
function bodyProblems({ expand, content, delimiter }: Heredoc, span: Span): readonly Problem[] {
  const error = expand ? heredocSubstitutionError(content) : undefined;
  if (error === undefined) return [];
  const message = `the body of the heredoc '${delimiter}' can't be read: ${error}; quote the delimiter to keep the body as it is`;
  return [meaning('bad-substitution', message, span)];
}

function destinationProblems(keyword: string, destination: PlacedWord): readonly Problem[] {
  if (readMark(destination.word.raw).kind !== 'mark') return [];
  const message = `${keyword} can't write to a heredoc: '${destination.word.raw}' stands where the destination should be`;
  return [meaning('bad-heredoc', message, destination.span)];
}
