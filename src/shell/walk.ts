/** Ways through a shell tree that do not depend on how deep it is nested to the left. */
import type { Redirect, Script, SimpleCommand, Statement, Word, WordPart } from './types.ts';

type AndOr = Extract<Statement, { kind: 'and-or' }>;

/**
 * A chain `a && b || c` as a list. The tree leans to the left, one level for each operator: a line of a generated
 * file can hold thousands.
 */
export function flattenAndOr(statement: AndOr): {
  readonly first: Statement;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly statement: Statement }[];
} {
  const rest: { operator: '&&' | '||'; statement: Statement }[] = [];
  let first: Statement = statement;
  while (first.kind === 'and-or') {
    rest.push({ operator: first.operator, statement: first.right });
    first = first.left;
  }
  return { first, rest: rest.toReversed() };
}

/** The statements directly below one, in the order of the text; a chain of `&&` and `||` counts as one level. */
export function childStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'command':
      return [];
    case 'and-or': {
      const { first, rest } = flattenAndOr(statement);
      return [first, ...rest.map((item) => item.statement)];
    }
    case 'pipeline':
      return statement.stages;
    case 'background':
      return [statement.body];
    case 'if':
      return [
        ...statement.branches.flatMap((branch) => [...branch.condition, ...branch.body]),
        ...(statement.otherwise ?? []),
      ];
    case 'while':
      return [...statement.condition, ...statement.body];
    case 'case':
      return statement.branches.flatMap((branch) => branch.body);
    case 'subshell':
    case 'group':
    case 'for':
    case 'function':
    case 'other':
      return statement.body;
  }
}

/** The words that a statement itself expands, those of its redirects included, not those of statements below it. */
export function ownWords(statement: Statement): readonly Word[] {
  switch (statement.kind) {
    case 'command':
      return [
        ...statement.assignments.flatMap((assignment) => assignment.value ?? []),
        ...statement.words,
        ...redirectWords(statement.redirects),
      ];
    case 'subshell':
    case 'group':
      return redirectWords(statement.redirects);
    case 'for':
      return statement.words ?? [];
    case 'case':
      return [statement.subject, ...statement.branches.flatMap((branch) => branch.patterns)];
    case 'other':
      return statement.words;
    case 'and-or':
    case 'pipeline':
    case 'background':
    case 'if':
    case 'while':
    case 'function':
      return [];
  }
}

function redirectWords(redirects: readonly Redirect[]): readonly Word[] {
  return redirects.flatMap((redirect) => {
    if (redirect.body === undefined) return redirect.target ?? [];
    const { text, parts } = redirect.body;
    return redirect.body.expand ? [{ raw: text, parts, start: redirect.start, end: redirect.end }] : [];
  });
}

/** The scripts of the substitutions in a word, those in the operands of its parameters included. */
export function wordScripts(word: Word): readonly Script[] {
  return word.parts.flatMap(partScripts);
}

/** The scripts that run when a part of a word is expanded. */
export function partScripts(part: WordPart): readonly Script[] {
  switch (part.kind) {
    case 'command-substitution':
      return [part.script];
    case 'other':
      return part.scripts;
    case 'parameter':
      return [part.operand, part.second].flatMap((word) => (word === undefined ? [] : wordScripts(word)));
    case 'literal':
    case 'glob':
    case 'tilde':
      return [];
  }
}

/** All statements of a script, those of substitutions included, each before the ones below it. */
export function* everyStatement(script: Script): Generator<Statement, void, undefined> {
  const pending: Statement[] = script.statements.toReversed();
  for (let statement = pending.pop(); statement !== undefined; statement = pending.pop()) {
    yield statement;
    const nested = ownWords(statement)
      .flatMap(wordScripts)
      .flatMap((inner) => inner.statements);
    for (const below of [...nested, ...childStatements(statement)].toReversed()) pending.push(below);
  }
}

/** Every simple command anywhere in a script. */
export function everyCommand(script: Script): readonly SimpleCommand[] {
  return [...everyStatement(script)].filter((statement) => statement.kind === 'command');
}
