/**
 * Instructions that carry a command: RUN, CMD, ENTRYPOINT, SHELL, HEALTHCHECK.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseMaybeJSON`, `parseHealthConfig`),
 * frontend/dockerfile/instructions/parse.go, frontend/dockerfile/dockerfile2llb/convert.go (`dispatchRun`).
 */
import { isSpace, skipWhile } from './characters.ts';
import { bodyParts, readMark } from './heredocs.ts';
import type { FoundHeredoc } from './heredocs.ts';
import { readJson } from './json.ts';
import type { JsonReading } from './json.ts';
import { fromParts, sliceLogical, sourceOffset, sourceParts, sourceSpan } from './logical.ts';
import { isEmpty, meaning, missing, syntax, textOf, unreadable } from './raw-instruction.ts';
import type { ArgumentsReading, Problem, RawInstruction } from './raw-instruction.ts';
import type { CommandForm, LogicalText, Span } from './types.ts';

const notStrings = 'the JSON array may hold nothing but strings: put quotes around each item';

function notStringsProblem(span: Span): Problem {
  return syntax('bad-arguments', notStrings, span);
}

/** RUN, CMD and ENTRYPOINT. Without any argument they are accepted, as an empty command. */
export function readCommand(
  statement: RawInstruction,
  keyword: 'RUN' | 'CMD' | 'ENTRYPOINT',
  heredocs: readonly FoundHeredoc[],
  source: string,
): ArgumentsReading {
  const { rest, json } = statement;
  if (json.kind === 'not-strings') return unreadable(statement, notStringsProblem(rest));
  const command =
    scriptForm(statement, heredocs, source) ?? commandForm(statement, rest, json, heredocs, source);
  return {
    complete: (base) => ({ keyword, command, ...base }),
    words: isEmpty(rest) ? [] : [rest],
    problems: [],
  };
}

export function readShell(statement: RawInstruction): ArgumentsReading {
  const { rest, json } = statement;
  if (json.kind === 'not-strings') return unreadable(statement, notStringsProblem(rest));
  if (isEmpty(rest) || (json.kind === 'strings' && json.items.length === 0)) {
    return missing(statement, 'a shell, as a JSON array: SHELL ["/bin/sh", "-c"]');
  }
  if (json.kind !== 'strings') {
    const message = 'SHELL takes a JSON array: SHELL ["/bin/sh", "-c"]';
    return unreadable(statement, meaning('bad-arguments', message, rest));
  }
  const command = commandForm(statement, rest, json, [], '');
  return {
    complete: (base) => ({ keyword: 'SHELL', command, ...base }),
    words: [rest],
    problems: [],
  };
}

export function readHealthcheck(statement: RawInstruction): ArgumentsReading {
  const { logical, rest } = statement;
  const typeEnd = skipWhile(logical.text, rest.start, rest.end, (code) => !isSpace(code));
  const type = { start: rest.start, end: typeEnd };
  const command = { start: skipWhile(logical.text, typeEnd, rest.end, isSpace), end: rest.end };
  const json = readJson(logical.text, command);
  if (isEmpty(rest)) return missing(statement, 'NONE or CMD and a command');
  if (json.kind === 'not-strings') return unreadable(statement, notStringsProblem(command));

  const words = isEmpty(command) ? [type] : [type, command];
  const empty = isEmpty(command) || (json.kind === 'strings' && json.items.length === 0);
  switch (textOf(statement, type).toUpperCase()) {
    case 'NONE': {
      if (!empty)
        return unreadable(
          statement,
          meaning('bad-arguments', 'HEALTHCHECK NONE takes nothing else', command),
        );
      return {
        complete: (base) => ({ keyword: 'HEALTHCHECK', command: undefined, ...base }),
        words,
        problems: [],
      };
    }
    case 'CMD': {
      if (empty)
        return unreadable(statement, meaning('missing-arguments', 'HEALTHCHECK CMD needs a command', type));
      const form = commandForm(statement, command, json, [], '');
      return {
        complete: (base) => ({ keyword: 'HEALTHCHECK', command: form, ...base }),
        words,
        problems: [],
      };
    }
    default: {
      const message = `HEALTHCHECK starts with CMD or NONE, not with '${textOf(statement, type)}'`;
      return unreadable(statement, meaning('bad-arguments', message, type));
    }
  }
}

function commandForm(
  { logical }: RawInstruction,
  span: Span,
  json: JsonReading,
  heredocs: readonly FoundHeredoc[],
  source: string,
): CommandForm {
  const place = sourceSpan(logical, span);
  if (json.kind === 'strings') {
    return { form: 'exec', words: json.items.map((item) => item.value), span: place };
  }
  return {
    form: 'shell',
    source: withHeredocs(logical, span, heredocs, source),
    brokenJson: json.kind === 'broken',
    span: place,
  };
}

/** The text for the shell: the command, then each heredoc's body and delimiter behind a line feed. */
function withHeredocs(
  logical: LogicalText,
  span: Span,
  heredocs: readonly FoundHeredoc[],
  source: string,
): LogicalText {
  if (heredocs.length === 0) return sliceLogical(logical, span);
  const parts = heredocs.flatMap(({ heredoc: { body }, end }) => {
    // The line feed that ends the line before the body; a file that ends here may have none.
    const lineFeed = { start: body.start - (source[body.start - 1] === '\n' ? 1 : 0), end: body.start };
    return [lineFeed, body, ...(end === undefined ? [] : [end])].filter((part) => !isEmpty(part));
  });
  const all = [...sourceParts(logical, span), ...parts];
  const text =
    logical.text.slice(span.start, span.end) +
    parts.map((part) => source.slice(part.start, part.end)).join('');
  return fromParts(text, all);
}

/** `RUN <<EOF` alone: the body is the script. */
function scriptForm(
  statement: RawInstruction,
  heredocs: readonly FoundHeredoc[],
  source: string,
): CommandForm | undefined {
  const first = heredocs[0]?.heredoc;
  if (first === undefined || statement.json.kind === 'strings') return undefined;
  if (readMark(textOf(statement, statement.rest)).kind !== 'mark') return undefined;
  const { body, stripTabs, content } = first;
  const parts = bodyParts(source, body, stripTabs);
  return {
    form: 'script',
    heredoc: first,
    source:
      parts.length > 0
        ? fromParts(content, parts)
        : { text: '', segments: [{ logical: 0, source: body.start, length: 0 }] },
    span: {
      start: sourceOffset(statement.logical, statement.rest.start),
      end: sourceSpan(statement.logical, statement.rest).end,
    },
  };
}
