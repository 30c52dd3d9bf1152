/** Environment files and the variables in compose files (compose-spec, `12-interpolation.md`; Compose's own dotenv syntax). */
import { unknownValue } from '../makefile/types.ts';
import type { DataNode } from './nodes.ts';

/** `NAME=value` lines, with comments, `export` and quotes. A name alone takes its value from elsewhere. */
export function environmentFile(text: string | undefined): ReadonlyMap<string, string> {
  const lines = (text ?? '').split(/\r?\n/).flatMap((line): readonly (readonly [string, string])[] => {
    const equals = line.indexOf('=');
    const name = line
      .slice(0, Math.max(0, equals))
      .trim()
      .replace(/^export\s+/, '');
    return /^[\w.-]+$/.test(name) ? [[name, environmentValue(line.slice(equals + 1).trim())]] : [];
  });
  return new Map(lines);
}

/** What stands in quotes is the value; without them, a comment may follow behind a blank. */
function environmentValue(text: string): string {
  const quoted = /^(["'])((?:[^\\]|\\.)*?)\1/.exec(text);
  return quoted?.[2] ?? text.replace(/(?:^|\s)#.*$/, '').trimEnd();
}

/**
 * Fills in `$NAME` and `${NAME:-default}`; U+FFFC stands where a variable has no known value. The shell that calls
 * Compose may set any of them: a default is what the author had in mind.
 */
function interpolate(text: string, environment: ReadonlyMap<string, string>): string {
  let filled = '';
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at);
    if (dollar === -1) return filled + text.slice(at);
    filled += text.slice(at, dollar);
    const read = readVariable(text, dollar, environment);
    filled += read.value;
    at = read.end;
  }
  return filled;
}

interface ReadVariable {
  readonly value: string;
  readonly end: number;
}

function readVariable(text: string, dollar: number, environment: ReadonlyMap<string, string>): ReadVariable {
  if (text[dollar + 1] === '$') return { value: '$', end: dollar + 2 };
  const plain = /^[A-Za-z_]\w*/.exec(text.slice(dollar + 1))?.[0];
  if (plain !== undefined) {
    return { value: environment.get(plain) ?? unknownValue, end: dollar + 1 + plain.length };
  }
  const close = text[dollar + 1] === '{' ? closingBrace(text, dollar + 1) : undefined;
  if (close === undefined) return { value: '$', end: dollar + 1 };
  const [, name = '', operator = '', operand = ''] =
    /^(\w+)(:?[-+?])?([\s\S]*)$/.exec(text.slice(dollar + 2, close)) ?? [];
  const value = environment.get(name);
  const has = value !== undefined && (value !== '' || !operator.startsWith(':'));
  const end = close + 1;
  if (operator.endsWith('-')) return { value: has ? value : interpolate(operand, environment), end };
  if (operator.endsWith('+')) return { value: has ? interpolate(operand, environment) : unknownValue, end };
  return { value: value ?? unknownValue, end };
}

/** Nobody writes a longer default; a text of opened braces alone would be gone through again for each. */
const longestVariable = 1000;

/** Defaults may hold variables of their own: `${A:-${B}}`. */
function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  const end = Math.min(text.length, open + longestVariable);
  for (let at = open; at < end; at += 1) {
    if (text[at] === '{' && (at === open || text[at - 1] === '$')) depth += 1;
    else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

/** All texts of a node with their variables filled in; keys have none. */
export function interpolated(node: DataNode, environment: ReadonlyMap<string, string>): DataNode {
  switch (node.kind) {
    case 'scalar':
      return node.text.includes('$') ? { ...node, text: interpolate(node.text, environment) } : node;
    case 'list':
      return { ...node, items: node.items.map((item) => interpolated(item, environment)) };
    case 'map':
      return {
        ...node,
        entries: new Map([...node.entries].map(([key, value]) => [key, interpolated(value, environment)])),
      };
  }
}
