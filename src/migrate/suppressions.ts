/**
 * What the author of a Dockerfile asked dfopt to leave alone.
 *
 *     # dfopt ignore reason
 *     # dfopt ignore=CODE,CODE reason
 *     # check=skip=CODE,CODE        (the builder's own directive, where it still counts)
 *
 * A comment anywhere in the file is about the whole file: what dfopt proposes changes a file as a whole. Comments
 * inside an instruction (between continued lines) count too; text in a heredoc is no comment.
 *
 * Source for `check`: https://docs.docker.com/reference/dockerfile/#check (`skip=all` or a list of checks, several
 * settings joined by `;`).
 */
import { lineAt, linesOf } from '../dockerfile/index.ts';
import type { Dockerfile, Instruction, Span } from '../dockerfile/types.ts';

export interface Suppression {
  /** Codes or names of rules; `all` for every one. */
  readonly codes: 'all' | readonly string[];
  /** Why, in the author's words; `''` when nothing was said. */
  readonly reason: string;
  /** Counted from 1. */
  readonly line: number;
  readonly span: Span;
}

/** A comment that is addressed to dfopt and that it doesn't understand. */
export interface SuppressionProblem {
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
  readonly span: Span;
}

export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionProblem[];
}

/** Reads what a file says to dfopt, in the order it says it. */
export function ignores(dockerfile: Dockerfile): Suppressions {
  const lineOf = (offset: number) => lineAt(linesOf(dockerfile.text), offset);
  const directives = dockerfile.directives
    .filter(({ name }) => name === 'check')
    .flatMap((directive) => {
      const codes = skippedChecks(directive.value);
      return codes === undefined
        ? []
        : [{ codes, reason: '', line: lineOf(directive.start), span: spanOf(directive) }];
    });
  const comments = commentsOf(dockerfile).flatMap((comment) => {
    const read = readComment(comment.text);
    return read === undefined ? [] : [{ read, line: lineOf(comment.start), span: spanOf(comment) }];
  });
  return {
    suppressions: [
      ...directives,
      ...comments.flatMap(({ read, line, span }) =>
        read.kind === 'ignore' ? [{ codes: read.codes, reason: read.reason, line, span }] : [],
      ),
    ],
    problems: comments.flatMap(({ read, line, span }) =>
      read.kind === 'problem' ? [{ message: read.message, line, span }] : [],
    ),
  };
}

/** The first suppression that covers any of the names (a code, the rule it comes from). */
export function suppressionOf(
  suppressions: readonly Suppression[],
  names: readonly string[],
): Suppression | undefined {
  return suppressions.find(({ codes }) => codes === 'all' || names.some((name) => codes.includes(name)));
}

/** `skip=` of a check directive; undefined when it has none. */
function skippedChecks(value: string): Suppression['codes'] | undefined {
  const lists = value.split(';').flatMap((setting) => {
    const [key = '', list = ''] = setting.split('=', 2);
    return key.trim().toLowerCase() === 'skip' ? [namesIn(list)] : [];
  });
  if (lists.length === 0) return undefined;
  const names = lists.flat();
  return names.includes('all') ? 'all' : names;
}

function namesIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

// ── Comments ─────────────────────────────────────────────────────────────────────────────────────────────────

interface CommentText extends Span {
  /** What follows the `#`. */
  readonly text: string;
}

function commentsOf(dockerfile: Dockerfile): readonly CommentText[] {
  return dockerfile.nodes.flatMap((node): readonly CommentText[] => {
    if (node.kind === 'comment') return [node];
    return node.kind === 'instruction' ? commentsInside(node, dockerfile.text) : [];
  });
}

function commentsInside(instruction: Instruction, text: string): readonly CommentText[] {
  return instruction.tokens
    .filter(({ kind }) => kind === 'comment')
    .map(({ start, end }) => ({ start, end, text: text.slice(start, end).replace(/^\s*#/, '') }));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

type Read =
  | { readonly kind: 'ignore'; readonly codes: Suppression['codes']; readonly reason: string }
  | { readonly kind: 'problem'; readonly message: string };

/** Undefined for a comment to people, which may well begin with the tool's name: `# dfopt made this two stages`. */
function readComment(text: string): Read | undefined {
  if (!/dfopt/i.test(text)) return undefined;
  const [tool = '', word = '', ...rest] = text.trim().split(/\s+/);
  if (tool.replace(/:$/, '').toLowerCase() !== 'dfopt') return undefined;
  const [command = '', ...values] = word.split('=');
  const given = values.join('=');
  if (command.toLowerCase() !== 'ignore') {
    return values.length === 0
      ? undefined
      : {
          kind: 'problem',
          message: `'${command}' is nothing that dfopt can be told; write 'dfopt ignore=CODE reason'`,
        };
  }
  const reason = rest.join(' ');
  if (values.length === 0) return { kind: 'ignore', codes: 'all', reason };
  const codes = namesIn(given);
  return codes.length === 0
    ? {
        kind: 'problem',
        message: "the code is missing behind 'ignore='; name one, or write 'dfopt ignore reason' for all",
      }
    : { kind: 'ignore', codes, reason };
}
