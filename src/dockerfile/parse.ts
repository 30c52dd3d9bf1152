/**
 * Dockerfile text to a lossless tree.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go (`Parse`), frontend/dockerfile/instructions/parse.go
 * (`Parse`).
 */
import { escapeOf, noDirectives, readDirective } from './directives.ts';
import { utf8Length } from './encoding.ts';
import { readInstruction } from './instruction.ts';
import { kindOf, physicalLine } from './continuations.ts';
import type { Escape, PhysicalLine } from './continuations.ts';
import { lineAt, lineSpan, linesOf } from './positions.ts';
import type { Lines } from './positions.ts';
import type { Comment, Directive, Dockerfile, Instruction, Node, ParseError } from './types.ts';

/** Reads a Dockerfile. Never throws: what the builder would refuse is in `errors`, and the tree is there all the same. */
export function parse(text: string): Dockerfile {
  const lines = linesOf(text);
  const byteOrderMark = text.charCodeAt(0) === 0xfeff;
  const from = byteOrderMark ? 1 : 0;
  const nodes: Node[] = byteOrderMark ? [{ kind: 'byte-order-mark', start: 0, end: 1 }] : [];
  const found: (readonly ParseError[])[] = [];
  let escape: Escape = '\\';
  let directives = noDirectives;
  /** Behind what is neither comment nor directive, no directive follows. */
  const noMoreDirectives = (): void => {
    if (directives.place !== 'over') directives = { ...directives, place: 'over' };
  };

  for (let number = 1; ;) {
    const line = physicalLine(lines, number, from);
    if (line === undefined || line.start === line.end) break;
    const kind = kindOf(text, line);
    if (kind === 'text') {
      noMoreDirectives();
      const read = readInstruction(lines, number, escape, from);
      nodes.push(read.instruction);
      found.push(read.errors);
      number = read.next;
      continue;
    }
    number += 1;
    if (kind === 'blank') {
      noMoreDirectives();
      nodes.push({ kind: 'blank', start: line.start, end: line.end });
      continue;
    }
    const read = readDirective(directives, text.slice(line.text, line.content), line.text === from);
    directives = read.state;
    if (read.kind === 'directive') {
      nodes.push({ kind: 'directive', name: read.name, value: read.value, start: line.start, end: line.end });
      if (read.name === 'escape') {
        const chosen = escapeOf(read.value);
        if (chosen === undefined) found.push([badEscape(lines, line, read.value)]);
        escape = chosen ?? escape;
      }
    } else {
      if (read.kind === 'repeated') found.push([repeated(lines, line, read.name)]);
      nodes.push(commentNode(text, line));
    }
  }

  const instructions = nodes.filter((node): node is Instruction => node.kind === 'instruction');
  return {
    text,
    escape,
    newline: firstNewline(text),
    byteOrderMark,
    nodes,
    directives: nodes.filter((node): node is Directive => node.kind === 'directive'),
    instructions,
    errors: [found.flat(), placementErrors(instructions), longLines(lines), emptiness(instructions)]
      .flat()
      .toSorted((left, right) => left.start - right.start),
  };
}

function commentNode(text: string, line: PhysicalLine): Comment {
  return {
    kind: 'comment',
    text: text.slice(line.text + 1, line.content).trim(),
    start: line.start,
    end: line.end,
  };
}

function firstNewline(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

// ── Errors of the file as a whole ────────────────────────────────────────────────────────────────────────────

function errorAt(lines: Lines, line: PhysicalLine, message: string): ParseError {
  return {
    code: 'bad-directive',
    message,
    start: line.text,
    end: line.content,
    line: lineAt(lines, line.start),
  };
}

const badEscape = (lines: Lines, line: PhysicalLine, value: string): ParseError =>
  errorAt(lines, line, `the escape character can be \\ or \`, not '${value}'`);

const repeated = (lines: Lines, line: PhysicalLine, name: string): ParseError =>
  errorAt(lines, line, `the directive '${name}' is given twice`);

/** Before the first FROM only ARG may stand. */
function placementErrors(instructions: readonly Instruction[]): readonly ParseError[] {
  const stage = instructions.findIndex(startsStage);
  return instructions
    .slice(0, stage < 0 ? undefined : stage)
    .filter(({ keyword }) => keyword !== 'ARG' && keyword !== 'UNKNOWN')
    .map(({ keyword, keywordSpan, line }) => ({
      code: 'instruction-before-from' as const,
      message: `${keyword} stands before the first FROM, where only ARG may stand`,
      start: keywordSpan.start,
      end: keywordSpan.end,
      line,
    }));
}

/** A FROM, readable or not. */
function startsStage(instruction: Instruction): boolean {
  return (
    instruction.keyword === 'FROM' ||
    (instruction.keyword === 'UNKNOWN' && instruction.name.toLowerCase() === 'from')
  );
}

function emptiness(instructions: readonly Instruction[]): readonly ParseError[] {
  const place = { start: 0, end: 0, line: 1 };
  if (instructions.length === 0) {
    return [{ code: 'empty-file', message: 'the file has no instructions', ...place }];
  }
  return instructions.some(startsStage)
    ? []
    : [{ code: 'no-stage', message: 'the file has no FROM, so there is nothing to build', ...place }];
}

/** Bytes a line can have, without its line feed. Source: Go's `bufio.MaxScanTokenSize`, less one. */
const longestLine = 65_535;

function longLines(lines: Lines): readonly ParseError[] {
  const { text } = lines;
  return lines.starts.flatMap((start, index): readonly ParseError[] => {
    const stop = lineSpan(lines, index + 1)?.end ?? text.length;
    const end = text[stop - 1] === '\n' ? stop - 1 : stop;
    // A code unit takes up to three bytes.
    if ((end - start) * 3 <= longestLine || utf8Length(text, start, end) <= longestLine) return [];
    const message = `the line has more than ${longestLine} bytes, which the builder can't read`;
    return [{ code: 'line-too-long', message, start, end, line: index + 1 }];
  });
}
