/** Helm templates as plain YAML, as far as `values.yaml` tells (Helm documentation, "Template Functions and Pipelines"). */
import { unknownValue } from '../makefile/types.ts';
import { at, textOf, type DataNode } from './nodes.ts';

export interface PlainTemplate {
  readonly text: string;
  /** The line of the template that a line of the text comes from; both counted from 1. */
  readonly lineOf: (line: number) => number;
}

/**
 * Values that `values.yaml` has are filled in, lines that are nothing but a directive go, other directives become an
 * unknown value. What a condition would leave out stays in.
 */
export function withoutTemplates(template: string, values: DataNode | undefined): PlainTemplate {
  const lines: string[] = [];
  const from: number[] = [];
  // What `.` means: `with` changes it, up to its `end`.
  const scopes: (DataNode | undefined)[] = [];
  for (const [index, line] of template.split('\n').entries()) {
    for (const text of plainLines(line, values, scopes)) {
      lines.push(text);
      from.push(index + 1);
    }
  }
  return { text: lines.join('\n'), lineOf: (line) => from[line - 1] ?? line };
}

function plainLines(
  line: string,
  values: DataNode | undefined,
  scopes: (DataNode | undefined)[],
): readonly string[] {
  const alone = /^[ \t]*\{\{([^{}]*)\}\}[ \t]*\r?$/.exec(line)?.[1];
  if (alone === undefined) {
    return [
      line.replaceAll(/\{\{([^{}]*)\}\}/g, (_, inside: string) => {
        const found = valueOf(expressionIn(inside), values, scopes);
        return textOf(found) ?? unknownValue;
      }),
    ];
  }
  const expression = expressionIn(alone);
  const [, word = '', rest = ''] = /^(\w+)\b[ \t]*(.*)$/.exec(expression) ?? [];
  if (['if', 'range', 'with', 'define', 'block'].includes(word)) {
    scopes.push(
      word === 'with' ? valueOf(rest, values, scopes) : word === 'range' ? undefined : scopes.at(-1),
    );
  } else if (word === 'end') scopes.pop();
  else {
    const block = /^toYaml[ \t]+([.\w$-]+)[ \t]*\|[ \t]*n?indent[ \t]+(\d+)$/.exec(expression);
    if (block !== null) return blockLines(valueOf(block[1] ?? '', values, scopes), Number(block[2]));
  }
  return [''];
}

function expressionIn(inside: string): string {
  return inside.replaceAll(/^-|-$/g, '').trim();
}

/** `.Values.a.b` and `.a` below `with`, with functions behind a pipe left aside; undefined for other expressions. */
function valueOf(
  expression: string,
  values: DataNode | undefined,
  scopes: readonly (DataNode | undefined)[],
): DataNode | undefined {
  const [, path] = /^\$?\.Values\.([\w.-]+)/.exec(expression) ?? [];
  if (path !== undefined) return at(values, ...path.split('.'));
  const [, inner] = /^\.([a-z][\w.-]*)?(?:[ \t]*\||$)/.exec(expression) ?? [];
  if (!expression.startsWith('.') || scopes.length === 0) return undefined;
  return inner === undefined
    ? /^\.(?:[ \t]*\||$)/.test(expression)
      ? scopes.at(-1)
      : undefined
    : at(scopes.at(-1), ...inner.split('.'));
}

/** A value as lines of a block: they may stand below a key or among other keys. */
function blockLines(node: DataNode | undefined, indent: number): readonly string[] {
  const before = ' '.repeat(Math.min(indent, 200));
  if (node?.kind === 'map') {
    return [...node.entries].map(([key, value]) => `${before}${JSON.stringify(key)}: ${flow(value)}`);
  }
  return node?.kind === 'list' ? node.items.map((item) => `${before}- ${flow(item)}`) : [''];
}

/** JSON is YAML. */
function flow(node: DataNode): string {
  if (node.kind === 'scalar') return JSON.stringify(node.text);
  if (node.kind === 'list') return `[${node.items.map(flow).join(', ')}]`;
  return `{${[...node.entries].map(([key, value]) => `${JSON.stringify(key)}: ${flow(value)}`).join(', ')}}`;
}
