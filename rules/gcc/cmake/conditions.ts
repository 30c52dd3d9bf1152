/** Conditions of `if` and `while`: true, false, or not known. Source: cmake-commands(7), if. */
import type { CMakeArgument } from './parse.ts';
import { unknownText } from '../project/types.ts';

export interface ConditionScene {
  /** The value of a variable; undefined where it isn't set. */
  readonly variable: (name: string) => string | undefined;
  readonly isTarget: (name: string) => boolean;
  readonly isCommand: (name: string) => boolean;
  readonly exists: (path: string) => boolean | undefined;
}

type Truth = boolean | undefined;

export function conditionOf(words: readonly CMakeArgument[], scene: ConditionScene): Truth {
  const [value, rest] = orOf(words, scene);
  return rest.length === 0 ? value : undefined;
}

type Parsed = readonly [Truth, readonly CMakeArgument[]];

function isWord(word: CMakeArgument | undefined, text: string): boolean {
  return word?.form === 'unquoted' && word.text === text;
}

function orOf(words: readonly CMakeArgument[], scene: ConditionScene): Parsed {
  let [value, rest] = andOf(words, scene);
  while (isWord(rest[0], 'OR')) {
    const [right, after] = andOf(rest.slice(1), scene);
    value = value === true || right === true ? true : value === false && right === false ? false : undefined;
    rest = after;
  }
  return [value, rest];
}

function andOf(words: readonly CMakeArgument[], scene: ConditionScene): Parsed {
  let [value, rest] = notOf(words, scene);
  while (isWord(rest[0], 'AND')) {
    const [right, after] = notOf(rest.slice(1), scene);
    value = value === false || right === false ? false : value === true && right === true ? true : undefined;
    rest = after;
  }
  return [value, rest];
}

function notOf(words: readonly CMakeArgument[], scene: ConditionScene): Parsed {
  if (!isWord(words[0], 'NOT')) return testOf(words, scene);
  const [value, rest] = notOf(words.slice(1), scene);
  return [value === undefined ? undefined : !value, rest];
}

function testOf(words: readonly CMakeArgument[], scene: ConditionScene): Parsed {
  const [first, second, third] = words;
  if (first === undefined) return [undefined, []];
  if (isWord(first, '(')) {
    const [value, rest] = orOf(words.slice(1), scene);
    return [value, isWord(rest[0], ')') ? rest.slice(1) : rest];
  }
  const unary = first.form === 'unquoted' ? unaryOf(first.text, second?.text, scene) : 'none';
  if (unary !== 'none') return [unary, words.slice(2)];
  if (second?.form === 'unquoted' && comparisons.has(second.text) && third !== undefined) {
    return [compared(valueOf(first, scene), second.text, valueOf(third, scene)), words.slice(3)];
  }
  return [truthOf(first, scene), words.slice(1)];
}

function unaryOf(test: string, operand: string | undefined, scene: ConditionScene): Truth | 'none' {
  if (operand === undefined) return 'none';
  const known = !operand.includes(unknownText);
  switch (test) {
    case 'DEFINED':
      return known ? scene.variable(operand) !== undefined : undefined;
    case 'TARGET':
      return known && scene.isTarget(operand) ? true : undefined;
    case 'COMMAND':
      return known && scene.isCommand(operand) ? true : undefined;
    case 'EXISTS':
      return known ? scene.exists(operand) : undefined;
    case 'POLICY':
    case 'IS_DIRECTORY':
    case 'IS_SYMLINK':
    case 'IS_ABSOLUTE':
    case 'TEST':
      return undefined;
    default:
      return 'none';
  }
}

const comparisons: ReadonlySet<string> = new Set(
  (
    'STREQUAL MATCHES EQUAL LESS GREATER LESS_EQUAL GREATER_EQUAL STRLESS STRGREATER STRLESS_EQUAL STRGREATER_EQUAL VERSION_EQUAL ' +
    'VERSION_LESS VERSION_GREATER VERSION_LESS_EQUAL VERSION_GREATER_EQUAL IN_LIST IS_NEWER_THAN PATH_EQUAL'
  ).split(' '),
);

/** A word that is the name of a variable stands for its value. */
function valueOf({ text, form }: CMakeArgument, scene: ConditionScene): string {
  return form === 'unquoted' ? (scene.variable(text) ?? text) : text;
}

function compared(left: string, operator: string, right: string): Truth {
  if (left.includes(unknownText) || right.includes(unknownText)) return undefined;
  switch (operator) {
    case 'STREQUAL':
      return left === right;
    case 'MATCHES':
      return /^[\w|^$. -]*$/.test(right) ? new RegExp(right).test(left) : undefined;
    case 'EQUAL':
      return Number(left) === Number(right);
    case 'LESS':
      return Number(left) < Number(right);
    case 'GREATER':
      return Number(left) > Number(right);
    default:
      return undefined;
  }
}

/** A constant, or a variable that isn't a false constant. */
function truthOf({ text, form }: CMakeArgument, scene: ConditionScene): Truth {
  if (text.includes(unknownText)) return undefined;
  const constant = constantOf(text);
  if (constant !== undefined) return constant;
  if (form !== 'unquoted') return false;
  const value = scene.variable(text);
  if (value === undefined) return false;
  if (value.includes(unknownText)) return undefined;
  return constantOf(value) !== false;
}

function constantOf(text: string): boolean | undefined {
  const upper = text.toUpperCase();
  if (['1', 'ON', 'YES', 'TRUE', 'Y'].includes(upper) || /^-?[1-9]\d*(\.\d+)?$/.test(text)) return true;
  if (
    ['', '0', 'OFF', 'NO', 'FALSE', 'N', 'IGNORE', 'NOTFOUND'].includes(upper) ||
    upper.endsWith('-NOTFOUND')
  )
    return false;
  return undefined;
}
