/**
 * JavaScript and TypeScript, read into syntax trees. The parser is loaded when the first such file is read: most runs never need
 * it.
 */
import { createRequire } from 'node:module';
import type * as Parser from '@babel/parser';

type Babel = typeof Parser;

let loaded: Babel | undefined;

function babel(): Babel {
  loaded ??= createRequire(import.meta.url)('@babel/parser');
  if (loaded === undefined) throw new Error('the JavaScript parser could not be loaded');
  return loaded;
}

/** A node of a tree, as far as it is looked at. Source: babel/babel, packages/babel-parser/ast/spec.md. */
export interface SyntaxNode {
  readonly type: string;
  readonly line: number;
  readonly field: (name: string) => unknown;
  readonly child: (name: string) => SyntaxNode | undefined;
  readonly list: (name: string) => readonly SyntaxNode[];
  readonly text: (name: string) => string | undefined;
  readonly children: () => readonly SyntaxNode[];
}

/** Larger files are generated, or data. */
const longest = 2_000_000;

/** The tree of a file; undefined for one that is not understood. */
export function parseSource(path: string, text: string): SyntaxNode | undefined {
  if (text.length > longest) return undefined;
  const isTypeScript = /\.[cm]?tsx?$/.test(path);
  try {
    const file = babel().parse(text, {
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      plugins: [
        ...(isTypeScript ? (['typescript', 'decorators-legacy'] as const) : (['decorators-legacy'] as const)),
        ...(/\.[cm]?ts$/.test(path) ? [] : (['jsx'] as const)),
      ],
    });
    return nodeOf(file.program);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodeOf(value: unknown): SyntaxNode | undefined {
  if (!isRecord(value)) return undefined;
  const { type, loc } = value;
  if (typeof type !== 'string') return undefined;
  const start = isRecord(loc) ? loc['start'] : undefined;
  const line = isRecord(start) && typeof start['line'] === 'number' ? start['line'] : 1;
  const list = (name: string): readonly SyntaxNode[] => {
    const found = value[name];
    return Array.isArray(found) ? found.flatMap((item) => nodeOf(item) ?? []) : [];
  };
  return {
    type,
    line,
    field: (name) => value[name],
    child: (name) => nodeOf(value[name]),
    list,
    text: (name) => {
      const found = value[name];
      return typeof found === 'string' ? found : undefined;
    },
    children: () =>
      Object.keys(value).flatMap((name) =>
        aside.has(name) ? [] : Array.isArray(value[name]) ? list(name) : (nodeOf(value[name]) ?? []),
      ),
  };
}

/** Fields that hold no part of the program. */
const aside: ReadonlySet<string> = new Set([
  'loc',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'comments',
  'extra',
  'errors',
]);
