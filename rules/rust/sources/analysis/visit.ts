/** Going through expressions, with all that is in them. */
import { partsOf } from '../syntax/expressions.ts';
import { itemsOf } from '../syntax/items.ts';
import type { Tokens } from '../syntax/tokens.ts';
import type { Expression, Item, Statement } from '../syntax/tree.ts';

export interface Visitor {
  readonly expression?: (expression: Expression, isCallee: boolean) => void;
  readonly statement?: (statement: Statement) => void;
  readonly item?: (item: Item) => void;
}

/** Visits an expression with all in it, also what macros are given; items in it are told of and not gone into. */
export function visit(expression: Expression, visitor: Visitor, isCallee = false): void {
  visitor.expression?.(expression, isCallee);
  const go = (inner: Expression | undefined): void => {
    if (inner !== undefined) visit(inner, visitor);
  };
  switch (expression.kind) {
    case 'call':
      visit(expression.callee, visitor, true);
      expression.arguments.forEach(go);
      return;
    case 'method':
      go(expression.receiver);
      expression.arguments.forEach(go);
      return;
    case 'field':
      go(expression.base);
      return;
    case 'macro':
      for (const statement of partsOf(expression.tokens)) visitStatement(statement, visitor);
      for (const item of groupsWithItems(expression.tokens)) visitor.item?.(item);
      return;
    case 'same':
    case 'unary':
      go(expression.inner);
      return;
    case 'binary':
      go(expression.left);
      go(expression.right);
      return;
    case 'index':
      go(expression.base);
      go(expression.index);
      return;
    case 'block':
      for (const statement of expression.statements) visitStatement(statement, visitor);
      go(expression.value);
      return;
    case 'if':
      go(expression.condition);
      go(expression.whenTrue);
      go(expression.otherwise);
      return;
    case 'match':
      go(expression.subject);
      for (const { guard, value } of expression.arms) {
        go(guard);
        go(value);
      }
      return;
    case 'loop':
      go(expression.over);
      go(expression.body);
      return;
    case 'closure':
      go(expression.body);
      return;
    case 'struct':
      for (const { value } of expression.fields) go(value);
      go(expression.base);
      return;
    case 'list':
      expression.items.forEach(go);
      return;
    case 'assignment':
      go(expression.target);
      go(expression.value);
      return;
    case 'let':
    case 'jump':
      go(expression.value);
      return;
    case 'text':
    case 'literal':
    case 'path':
    case 'unknown':
  }
}

/** Implementations and functions below the brackets of a macro at the level of items. */
function groupsWithItems(tokens: Tokens): readonly Item[] {
  return tokens.flatMap((token) =>
    token.kind === 'group' && token.bracket === '{'
      ? itemsOf(token.tokens).filter(({ kind }) => kind === 'implementation' || kind === 'function')
      : [],
  );
}

function visitStatement(statement: Statement, visitor: Visitor): void {
  visitor.statement?.(statement);
  switch (statement.kind) {
    case 'let-statement':
      if (statement.value !== undefined) visit(statement.value, visitor);
      if (statement.otherwise !== undefined) visit(statement.otherwise, visitor);
      return;
    case 'expression':
      visit(statement.expression, visitor);
      return;
    case 'item':
      visitor.item?.(statement.item);
  }
}
