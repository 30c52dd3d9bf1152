/**
 * One instruction: the logical line, the heredocs behind it, and the node made of them.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go (`newNodeFromLine`, `canContainHeredoc`),
 * frontend/dockerfile/instructions/parse.go (`ParseInstruction`, `parseOnBuild`).
 */
import { readCommand, readHealthcheck, readShell } from './command-arguments.ts';
import { readCopy } from './copy-arguments.ts';
import { readFrom } from './from-arguments.ts';
import { readArg, readPairs } from './pair-arguments.ts';
import { readValue, readValues } from './value-arguments.ts';
import { checkFlags } from './flags.ts';
import { bodyParts, bodyTokens, findMarks, readBody } from './heredocs.ts';
import type { Body, FoundHeredoc, PlacedMark } from './heredocs.ts';
import { readLogicalLine } from './continuations.ts';
import type { Escape } from './continuations.ts';
import { sourceOffset, sourceSpan } from './logical.ts';
import { lineAt } from './positions.ts';
import type { Lines } from './positions.ts';
import { nearest } from './nearest.ts';
import { isEmpty, keywords, meaning, readRawInstruction, syntax, unreadable } from './raw-instruction.ts';
import type { ArgumentsReading, Problem, RawInstruction } from './raw-instruction.ts';
import { tokensOf } from './tokens.ts';
import type { Mark } from './tokens.ts';
import type { Instruction, InstructionBase, LogicalText, ParseError, Token } from './types.ts';

export interface InstructionReading {
  readonly instruction: Instruction;
  readonly errors: readonly ParseError[];
  /** The line behind the instruction, counted from 1. */
  readonly next: number;
}

/** Everything that building the nodes of one logical line needs. */
interface Reading {
  readonly lines: Lines;
  readonly statement: RawInstruction;
  readonly heredocs: readonly FoundHeredoc[];
  readonly trivia: readonly Token[];
  readonly bodyTokens: readonly Token[];
  readonly start: number;
  readonly end: number;
}

/** Reads the instruction that starts at the line `first`; `from` is where its text may start at the earliest. */
export function readInstruction(
  lines: Lines,
  first: number,
  escape: Escape,
  from: number,
): InstructionReading {
  const line = readLogicalLine(lines, first, escape, from);
  const { logical } = line;
  const statement = readRawInstruction(logical, { start: 0, end: logical.text.length }, escape);
  const child = triggerOf(statement);
  const { marks, error } = takesHeredocs(child ?? statement)
    ? findMarks(logical.text)
    : { marks: [], error: undefined };

  let next = line.last + 1;
  const bodies: Body[] = [];
  const heredocs: FoundHeredoc[] = [];
  for (const placed of marks) {
    const body = readBody(lines, placed.mark, next);
    next = body.next;
    bodies.push(body);
    heredocs.push(foundHeredoc(lines.text, placed, body, logical));
  }

  const open = bodies.findIndex((body) => body.end === undefined);
  const openMark = marks[open];
  const heredocProblems: readonly Problem[] = [
    ...(error === undefined
      ? []
      : [syntax('bad-heredoc', `the delimiter can't be read: ${error.message}`, error)]),
    ...(openMark === undefined
      ? []
      : [
          syntax(
            'unterminated-heredoc',
            `the heredoc has no end: no line is exactly '${openMark.mark.delimiter}'`,
            openMark.span,
          ),
        ]),
  ];

  const body = bodies.flatMap(bodyTokens);
  const reading: Reading = {
    lines,
    statement,
    heredocs,
    trivia: line.trivia,
    bodyTokens: body,
    start: Math.min(line.trivia[0]?.start ?? lines.text.length, sourceOffset(logical, 0)),
    end: [...line.trivia, ...body].reduce((end, token) => Math.max(end, token.end), logicalEnd(statement)),
  };
  const { instruction, problems } = build(reading, child);
  return {
    instruction,
    errors: [...problems, ...heredocProblems].map((problem) => parseError(lines, statement, problem)),
    next,
  };
}

function foundHeredoc(
  text: string,
  { mark, span }: PlacedMark,
  body: Body,
  logical: LogicalText,
): FoundHeredoc {
  const { delimiter, stripTabs, expand, fd } = mark;
  const content = bodyParts(text, body.body, stripTabs)
    .map((part) => text.slice(part.start, part.end))
    .join('');
  return {
    heredoc: { delimiter, stripTabs, expand, fd, body: body.body, content, span: sourceSpan(logical, span) },
    end: body.delimiter,
  };
}

const logicalEnd = ({ logical }: RawInstruction): number =>
  sourceSpan(logical, { start: Math.max(0, logical.text.length - 1), end: logical.text.length }).end;

function parseError(lines: Lines, { logical }: RawInstruction, { code, message, span }: Problem): ParseError {
  const place = sourceSpan(logical, span);
  return { code, message, start: place.start, end: place.end, line: lineAt(lines, place.start) };
}

/** The instruction that ONBUILD keeps for later. */
function triggerOf(statement: RawInstruction): RawInstruction | undefined {
  const { keyword, rest, logical, escape } = statement;
  return keyword === 'ONBUILD' && !isEmpty(rest) ? readRawInstruction(logical, rest, escape) : undefined;
}

/** RUN, COPY and ADD take heredocs, unless their arguments are JSON. */
function takesHeredocs({ keyword, json }: RawInstruction): boolean {
  return (keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD') && json.kind !== 'strings';
}

// ── Nodes ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Built {
  readonly instruction: Instruction;
  readonly problems: readonly Problem[];
}

function build(reading: Reading, child: RawInstruction | undefined): Built {
  const { statement } = reading;
  return statement.keyword === 'ONBUILD'
    ? buildOnbuild(reading, child)
    : buildPlain(reading, readArguments(reading), readMarks(statement));
}

/** The tokens in front of the arguments. */
function readMarks({ keywordSpan, flags, separator }: RawInstruction): readonly Mark[] {
  return [
    ...(isEmpty(keywordSpan)
      ? []
      : [{ kind: 'keyword' as const, start: keywordSpan.start, end: keywordSpan.end }]),
    ...flags.map(({ start, end }) => ({ kind: 'flag' as const, start, end })),
    ...(separator === undefined
      ? []
      : [{ kind: 'flag' as const, start: separator.start, end: separator.end }]),
  ];
}

const argumentMark = ({ start, end }: { start: number; end: number }): Mark => ({
  kind: 'argument',
  start,
  end,
});

function buildPlain(reading: Reading, read: ArgumentsReading, marks: readonly Mark[]): Built {
  const { statement } = reading;
  const base = baseOf(reading, [...marks, ...read.words.map(argumentMark)]);
  return {
    instruction: read.complete?.(base) ?? { keyword: 'UNKNOWN', name: statement.name, ...base },
    problems: [...read.problems, ...flagProblems(statement)],
  };
}

function flagProblems({ keyword, flags, escape, logical, rest }: RawInstruction): readonly Problem[] {
  // HEALTHCHECK NONE drops its flags unread.
  const ignored =
    keyword === 'HEALTHCHECK' && /^none(?:\s|$)/i.test(logical.text.slice(rest.start, rest.end));
  if (keyword === undefined || ignored) return [];
  return checkFlags(keyword, flags, escape).map(({ flag, message }) =>
    meaning('bad-flag', message, { start: flag.start, end: flag.end }),
  );
}

/** What all instructions have. The instruction reaches from the start of its first line, white space included, to its end. */
function baseOf(reading: Reading, marks: readonly Mark[]): InstructionBase {
  const { lines, statement, trivia, bodyTokens: body, start, end } = reading;
  const { logical, keywordSpan, flags } = statement;
  const keyword = sourceSpan(logical, keywordSpan);
  const first = marks.find((mark) => mark.kind !== 'keyword');
  const last = marks.at(-1);
  const span = first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
  return {
    kind: 'instruction',
    start,
    end,
    keywordSpan: keyword,
    argumentsSpan: span === undefined ? { start: keyword.end, end: keyword.end } : sourceSpan(logical, span),
    tokens: [...tokensOf(logical, logicalSpan(reading), marks, trivia), ...body],
    flags: flags.map((flag) => {
      const place = sourceSpan(logical, flag);
      return { name: flag.name, value: flag.value, start: place.start, end: place.end };
    }),
    heredocs: reading.heredocs.map(({ heredoc }) => heredoc),
    line: lineAt(lines, keyword.start),
    endLine: lineAt(lines, Math.max(start, end - 1)),
  };
}

/** The part of the logical line that the instruction has: all of it, or for a trigger what is behind ONBUILD. */
function logicalSpan({ statement, start }: Reading): { start: number; end: number } {
  const { logical, keywordSpan } = statement;
  const whole = sourceSpan(logical, { start: 0, end: 0 }).start >= start;
  return { start: whole ? 0 : keywordSpan.start, end: logical.text.length };
}

function buildOnbuild(reading: Reading, child: RawInstruction | undefined): Built {
  const { statement } = reading;
  if (child === undefined) {
    const message = 'ONBUILD needs an instruction';
    return buildPlain(
      reading,
      unreadable(statement, meaning('missing-arguments', message, statement.keywordSpan)),
      readMarks(statement),
    );
  }
  const start = sourceSpan(statement.logical, child.keywordSpan).start;
  const childReading: Reading = {
    ...reading,
    statement: child,
    start,
    trivia: reading.trivia.filter((token) => token.start > start),
  };
  const refused = refusedTrigger(child);
  const read = refused === undefined ? readArguments(childReading) : unreadable(child, refused);
  const childMarks = readMarks(child);
  const trigger = buildPlain(childReading, read, childMarks);
  // What only matters when the trigger fires is not this build's business.
  const later = trigger.problems.filter((problem) => problem.level === 'syntax');
  return {
    instruction: {
      keyword: 'ONBUILD',
      trigger: trigger.instruction,
      ...baseOf(reading, [...readMarks(statement), ...childMarks, ...read.words.map(argumentMark)]),
    },
    problems: [...later, ...flagProblems(statement)],
  };
}

function refusedTrigger({ keyword, keywordSpan }: RawInstruction): Problem | undefined {
  return keyword === 'ONBUILD' || keyword === 'FROM' || keyword === 'MAINTAINER'
    ? syntax('bad-onbuild', `${keyword} can't be a trigger of ONBUILD`, keywordSpan)
    : undefined;
}

function readArguments({ statement, heredocs, lines }: Reading): ArgumentsReading {
  const { keyword } = statement;
  switch (keyword) {
    case 'FROM':
      return readFrom(statement);
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
      return readCommand(statement, keyword, heredocs, lines.text);
    case 'SHELL':
      return readShell(statement);
    case 'HEALTHCHECK':
      return readHealthcheck(statement);
    case 'ENV':
    case 'LABEL':
      return readPairs(statement, keyword);
    case 'ARG':
      return readArg(statement);
    case 'COPY':
    case 'ADD':
      return readCopy(statement, keyword, heredocs);
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return readValue(statement, keyword);
    case 'EXPOSE':
    case 'VOLUME':
      return readValues(statement, keyword);
    // ONBUILD is built elsewhere; a trigger can't be one.
    case 'ONBUILD':
    case undefined:
      return unreadable(statement, unknownInstruction(statement));
  }
}

function unknownInstruction({ name, keywordSpan }: RawInstruction): Problem {
  const similar = nearest(name, keywords);
  const message =
    name === ''
      ? 'the line has a continuation but no instruction'
      : `'${name}' is no instruction${similar === undefined ? '' : `; did you mean ${similar}?`}`;
  return meaning('unknown-instruction', message, keywordSpan);
}
