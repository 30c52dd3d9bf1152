/**
 * A logical line taken apart as far as every instruction is alike: keyword, flags, the rest. All spans are offsets
 * into the logical text.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/split_command.go (`splitCommand`).
 */
import { isBlank, skipWhile, trimSpan } from './characters.ts';
import { substitutionError } from './expand.ts';
import { readFlags } from './flags.ts';
import type { RawFlag } from './flags.ts';
import { readJson } from './json.ts';
import type { JsonReading } from './json.ts';
import type { Escape } from './continuations.ts';
import { sourceSpan } from './logical.ts';
import type { Instruction, InstructionBase, LogicalText, ParseErrorCode, Span, Word } from './types.ts';

/** The keywords of the language. Source: moby/buildkit frontend/dockerfile/command/command.go. */
export const keywords = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

export type Keyword = (typeof keywords)[number];

const byName: ReadonlyMap<string, Keyword> = new Map(
  keywords.map((keyword) => [keyword.toLowerCase(), keyword]),
);

/** Instructions whose arguments may be a JSON array. */
const jsonKeywords: ReadonlySet<string> = new Set<Keyword>([
  'ADD',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'RUN',
  'SHELL',
  'VOLUME',
]);

export interface RawInstruction {
  readonly logical: LogicalText;
  readonly escape: Escape;
  readonly keywordSpan: Span;
  /** The keyword as written. */
  readonly name: string;
  /** undefined for a word that is no keyword. */
  readonly keyword: Keyword | undefined;
  readonly flags: readonly RawFlag[];
  /** A `--` that ends the flags. */
  readonly separator: Span | undefined;
  /** The arguments behind the flags, trimmed. */
  readonly rest: Span;
  /** The arguments as JSON, where the instruction has such a form. */
  readonly json: JsonReading;
}

/** Takes a span of a logical text apart; under ONBUILD it is not the whole line. */
export function readRawInstruction(logical: LogicalText, span: Span, escape: Escape): RawInstruction {
  const { text } = logical;
  const line = trimSpan(text, span);
  const keywordEnd = skipWhile(text, line.start, line.end, (code) => !isBlank(code));
  const name = text.slice(line.start, keywordEnd);
  const keyword = byName.get(name.toLowerCase());
  const { flags, separator, end } = readFlags(text, { start: keywordEnd, end: line.end }, escape);
  const rest = trimSpan(text, { start: end, end: line.end });
  return {
    logical,
    escape,
    keywordSpan: { start: line.start, end: keywordEnd },
    name,
    keyword,
    flags,
    separator,
    rest,
    json: keyword !== undefined && jsonKeywords.has(keyword) ? readJson(text, rest) : { kind: 'none' },
  };
}

export interface Problem {
  readonly code: ParseErrorCode;
  readonly message: string;
  /** Offsets into the logical text. */
  readonly span: Span;
  /**
   * `syntax`: found while the line is read, under ONBUILD too. `meaning`: found when the instruction is used, which
   * for one under ONBUILD is another build.
   */
  readonly level: 'syntax' | 'meaning';
}

export interface ArgumentsReading {
  /**
   * Completes an instruction with what the arguments say; undefined when they can't be read, and `problems` says why.
   */
  readonly complete: ((base: InstructionBase) => Instruction) | undefined;
  /** Where the arguments stand in the logical text, in order. */
  readonly words: readonly Span[];
  readonly problems: readonly Problem[];
}

// ── For the modules that read arguments ──────────────────────────────────────────────────────────────────────

/** The text of a span. */
export function textOf({ logical }: RawInstruction, span: Span): string {
  return logical.text.slice(span.start, span.end);
}

/** Whether there is no text in the span. */
export function isEmpty(span: Span): boolean {
  return span.end <= span.start;
}

/** A word with its place in the file. */
export function wordAt(statement: RawInstruction, span: Span): Word {
  const { start, end } = sourceSpan(statement.logical, span);
  return { raw: textOf(statement, span), start, end };
}

/** Words with their places on the line too. */
export interface PlacedWord {
  readonly word: Word;
  readonly span: Span;
}

/** A word with its place in the file and in the instruction's text. */
export function placedWord(statement: RawInstruction, span: Span): PlacedWord {
  return { word: wordAt(statement, span), span };
}

/** A problem of an instruction that is written as it should be, but means nothing. */
export function meaning(code: ParseErrorCode, message: string, span: Span): Problem {
  return { code, message, span, level: 'meaning' };
}

/** A problem of how something is written. */
export function syntax(code: ParseErrorCode, message: string, span: Span): Problem {
  return { code, message, span, level: 'syntax' };
}

/** Arguments that can't be read. */
export function unreadable(statement: RawInstruction, ...problems: readonly Problem[]): ArgumentsReading {
  return { complete: undefined, words: isEmpty(statement.rest) ? [] : [statement.rest], problems };
}

/** An instruction without what it needs. */
export function missing(statement: RawInstruction, needs: string): ArgumentsReading {
  const message = `${statement.name.toUpperCase()} needs ${needs}`;
  return unreadable(statement, meaning('missing-arguments', message, statement.keywordSpan));
}

/** What no value of a variable can make right: an open quote, a substitution that the builder doesn't know. */
export function substitutionProblems(
  statement: RawInstruction,
  words: readonly PlacedWord[],
): readonly Problem[] {
  return words.flatMap(({ word, span }) => {
    const error = substitutionError(word.raw, { escape: statement.escape });
    return error === undefined
      ? []
      : [meaning('bad-substitution', `'${word.raw}' can't be read: ${error}`, span)];
  });
}
