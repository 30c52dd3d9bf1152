/**
 * Conditions of MSBuild, as far as they compare texts. Source: learn.microsoft.com/visualstudio/msbuild/msbuild-conditions (operators,
 * their order, quotes).
 */

/** undefined where something in it is not known. */
export type Truth = boolean | undefined;

type Token =
  | { readonly kind: 'text'; readonly text: string | undefined }
  | { readonly kind: 'sign'; readonly text: string };

/** @param resolve what a text with properties stands for; undefined where that isn't known. */
export function conditionHolds(
  condition: string,
  resolve: (text: string) => string | undefined,
  exists: (path: string) => Truth,
): Truth {
  const tokens = tokensOf(condition, resolve);
  if (tokens === undefined) return undefined;
  const found = either({ tokens, exists }, 0);
  return found !== undefined && found.next === tokens.length ? found.truth : undefined;
}

const signs = ['==', '!=', '>=', '<=', '>', '<', '(', ')', '!'];

function tokensOf(
  condition: string,
  resolve: (text: string) => string | undefined,
): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < condition.length;) {
    const letter = condition[at] ?? '';
    if (/\s/.test(letter)) {
      at += 1;
      continue;
    }
    if (letter === "'") {
      const end = condition.indexOf("'", at + 1);
      if (end < 0) return undefined;
      tokens.push({ kind: 'text', text: resolve(condition.slice(at + 1, end)) });
      at = end + 1;
      continue;
    }
    const sign = signs.find((each) => condition.startsWith(each, at));
    if (sign !== undefined) {
      tokens.push({ kind: 'sign', text: sign });
      at += sign.length;
      continue;
    }
    const word = wordAt(condition, at);
    if (word === '') return undefined;
    const isOperator = /^(and|or|exists)$/i.test(word);
    tokens.push(
      isOperator ? { kind: 'sign', text: word.toLowerCase() } : { kind: 'text', text: resolve(word) },
    );
    at += word.length;
  }
  return tokens;
}

/** `$(Name)`, a number, a word: brackets in it belong to it. */
function wordAt(condition: string, start: number): string {
  let depth = 0;
  let at = start;
  for (; at < condition.length; at += 1) {
    const letter = condition[at] ?? '';
    if (letter === '(' && condition[at - 1] === '$') depth += 1;
    else if (letter === ')' && depth > 0) depth -= 1;
    else if (depth === 0 && /[\s'()=!<>]/.test(letter)) break;
  }
  return condition.slice(start, at);
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly exists: (path: string) => Truth;
}

interface Parsed {
  readonly truth: Truth;
  readonly next: number;
}

function signAt({ tokens }: Reading, at: number): string | undefined {
  const token = tokens[at];
  return token?.kind === 'sign' ? token.text : undefined;
}

function either(reading: Reading, start: number): Parsed | undefined {
  let found = both(reading, start);
  while (found !== undefined && signAt(reading, found.next) === 'or') {
    const other = both(reading, found.next + 1);
    if (other === undefined) return undefined;
    found = { truth: disjunction(found.truth, other.truth), next: other.next };
  }
  return found;
}

function both(reading: Reading, start: number): Parsed | undefined {
  let found = single(reading, start);
  while (found !== undefined && signAt(reading, found.next) === 'and') {
    const other = single(reading, found.next + 1);
    if (other === undefined) return undefined;
    found = { truth: conjunction(found.truth, other.truth), next: other.next };
  }
  return found;
}

function single(reading: Reading, start: number): Parsed | undefined {
  const sign = signAt(reading, start);
  if (sign === '!') {
    const negated = single(reading, start + 1);
    return negated === undefined
      ? undefined
      : { truth: negated.truth === undefined ? undefined : !negated.truth, next: negated.next };
  }
  if (sign === '(') {
    const inner = either(reading, start + 1);
    return inner !== undefined && signAt(reading, inner.next) === ')'
      ? { truth: inner.truth, next: inner.next + 1 }
      : undefined;
  }
  if (sign === 'exists') {
    const path = reading.tokens[start + 2];
    if (signAt(reading, start + 1) !== '(' || path?.kind !== 'text' || signAt(reading, start + 3) !== ')')
      return undefined;
    return { truth: path.text === undefined ? undefined : reading.exists(path.text), next: start + 4 };
  }
  const left = reading.tokens[start];
  if (left?.kind !== 'text') return undefined;
  const operator = signAt(reading, start + 1);
  const right = reading.tokens[start + 2];
  if (operator === '==' || operator === '!=') {
    if (right?.kind !== 'text') return undefined;
    if (left.text === undefined || right.text === undefined) return { truth: undefined, next: start + 3 };
    // "String comparison is case-insensitive."
    const same = left.text.toLowerCase() === right.text.toLowerCase();
    return { truth: operator === '==' ? same : !same, next: start + 3 };
  }
  if (operator !== undefined && /^[<>]=?$/.test(operator)) {
    return right?.kind === 'text' ? { truth: undefined, next: start + 3 } : undefined;
  }
  const word = left.text?.toLowerCase();
  return { truth: word === 'true' ? true : word === 'false' ? false : undefined, next: start + 1 };
}

function conjunction(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

function disjunction(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  return left === undefined || right === undefined ? undefined : false;
}
