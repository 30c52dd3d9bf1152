/** Expansion of variables and functions (GNU make manual, "How to Use Variables" and "Functions for Transforming Text"). */
import { callFunction, functionNames } from './functions.ts';
import { unknownValue, type Budget, type MakeScope } from './types.ts';
import { substituteWord, wordsOf } from './words-and-patterns.ts';

export const newBudget = (): Budget => ({ left: 500_000 });

/** A variable that refers to itself is an error to make; deeper nesting than this is nothing else. */
const deepest = 60;

/** A text that doubles itself has no length that a few lines could not make too long; none of any use is longer. */
const longest = 100_000;

/** Replaces all references in a text. What can't be known becomes `unknownValue`. */
export function expand(text: string, scope: MakeScope): string {
  if (!text.includes('$')) return text;
  scope.budget.left -= 1 + text.length / 100;
  if (scope.depth > deepest || scope.budget.left < 0 || text.length > longest) return unknownValue;
  let result = '';
  let at = 0;
  for (;;) {
    const dollar = text.indexOf('$', at);
    if (result.length > longest) return unknownValue;
    if (dollar === -1) return result + text.slice(at);
    result += text.slice(at, dollar);
    const opening = text[dollar + 1];
    if (opening === undefined) return `${result}$`;
    if (opening === '$') {
      result += '$';
      at = dollar + 2;
    } else if (opening === '(' || opening === '{') {
      const end = closing(text, dollar + 1);
      // make stops at an unterminated reference.
      if (end === undefined) return result + unknownValue;
      result += expandReference(text.slice(dollar + 2, end), { ...scope, depth: scope.depth + 1 });
      at = end + 1;
    } else {
      result += valueOf(opening, { ...scope, depth: scope.depth + 1 });
      at = dollar + 2;
    }
  }
}

/** Offset of the bracket that closes the one at `start`; only brackets of the same kind nest. */
export function closing(text: string, start: number): number | undefined {
  const open = text[start];
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

function expandReference(inside: string, scope: MakeScope): string {
  const called = /^([a-z][a-z-]*)(?:\s+|$)/.exec(inside);
  const name = called?.[1];
  if (called !== null && name !== undefined && functionNames.has(name) && inside.length > name.length) {
    return callFunction(name, inside.slice(called[0].length), scope, expand);
  }
  const reference = expand(inside, scope);
  const substitution = /^([^:]+):([^=]*)=(.*)$/s.exec(reference);
  if (substitution === null) return valueOf(reference, scope);
  const [, variable = '', from = '', to = ''] = substitution;
  const value = valueOf(variable, scope);
  if (value.includes(unknownValue)) return unknownValue;
  // `$(VAR:.c=.o)` is `$(VAR:%.c=%.o)`.
  const pattern = from.includes('%') ? { from, to } : { from: `%${from}`, to: `%${to}` };
  return wordsOf(value)
    .map((word) => substituteWord(pattern.from, pattern.to, word))
    .join(' ');
}

/** The expanded value of a variable; the empty text when it isn't set, as make has it. */
export function valueOf(name: string, scope: MakeScope): string {
  if (name.includes(unknownValue)) return unknownValue;
  const variable = scope.variables.get(name);
  if (variable === undefined) return scope.unread && isName(name) ? unknownValue : '';
  return variable.flavor === 'simple' ? variable.text : expand(variable.text, scope);
}

/** A name that files set: not a parameter of `call`, and none of make's own (`.DEFAULT_GOAL`, `MAKEFLAGS`). */
function isName(name: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(name) && !/^(MAKE\w*|MFLAGS|GNUMAKEFLAGS|VPATH|SUFFIXES)$/.test(name);
}
