/** Reading a configuration's text: JSON or YAML, data only, with a place for every complaint. */
import * as v from 'valibot';
import {
  type Document,
  LineCounter,
  type Node,
  type Pair,
  isMap,
  isNode,
  isPair,
  isScalar,
  parseDocument,
} from 'yaml';
import { didYouMean } from '../suggest.ts';
import { type Configuration, baseDeclarationKeys, configurationSchema } from './schema.ts';

/** Something wrong in a configuration. */
export interface ConfigurationProblem {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong and what to do. */
  readonly message: string;
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** Names that only the caller knows, for suggestions and to tell a typing error from a wish. */
export interface KnownNames {
  readonly rules: readonly string[];
  readonly toolchains: readonly string[];
}

/**
 * Reads and checks a configuration. JSON is read as the YAML it is (YAML 1.2 §1.3), so that one parser gives the
 * places. `key` is where in the document the configuration stands: `['dfopt']` in package.json.
 */
export function parseConfiguration(
  text: string,
  known: KnownNames,
  key: readonly string[] = [],
): ConfigurationResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const at = (offset: number, message: string): ConfigurationProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return { ok: false, problems: faults.map(({ pos, message }) => at(pos[0], syntaxMessage(message))) };
  }
  const data = plain(document, key);
  if (!data.ok) return { ok: false, problems: [at(0, data.message)] };
  // An empty file says nothing, which is allowed.
  const value = data.value ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    const place = offsetOf(document, key, false);
    return {
      ok: false,
      problems: [at(place, 'the configuration is no mapping; write settings as NAME: value')],
    };
  }
  const checked = v.safeParse(configurationSchema, value);
  const problems = checked.success
    ? unknownNames(checked.output, known)
    : checked.issues.map((issue) => describe(innermost(issue), known));
  if (checked.success && problems.length === 0) return { ok: true, configuration: checked.output };
  return {
    ok: false,
    problems: problems
      .map(({ path, onKey, message }) => at(offsetOf(document, [...key, ...path], onKey), message))
      .toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}

function plain(
  document: Document.Parsed,
  key: readonly string[],
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } {
  try {
    // Refuses documents whose aliases multiply without bounds.
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { ok: true, value: key.reduce<unknown>(entry, value) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function entry(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}

function syntaxMessage(message: string): string {
  const [first = ''] = message.split('\n');
  return `${first.charAt(0).toLowerCase()}${first.slice(1)}; correct the syntax`;
}

// ── Complaints ───────────────────────────────────────────────────────────────────────────────────────────────

interface Complaint {
  readonly path: readonly (string | number)[];
  /** The key at the path's end is wrong, not its value. */
  readonly onKey: boolean;
  readonly message: string;
}

/** Of a value that may be of several kinds: what is wrong with it as the one that it comes closest to. */
function innermost(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const within = (issue.issues ?? []).toSorted((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
  if (issue.type !== 'union' || within?.path === undefined || issue.path === undefined) return issue;
  const [first, ...rest] = issue.path;
  return innermost({ ...within, path: [first, ...rest, ...within.path] });
}

function describe(issue: v.BaseIssue<unknown>, known: KnownNames): Complaint {
  const steps = (issue.path ?? []).map(({ key, origin }) => ({ key: keyOf(key), origin }));
  const path = steps.map(({ key }) => key);
  const last = steps.at(-1);
  const name = dotted(path);
  if (last?.origin === 'key') {
    if (issue.received === 'undefined') {
      return { path: path.slice(0, -1), onKey: false, message: `'${last.key}' is missing; add it` };
    }
    const possible = namesIn(path.slice(0, -1), known);
    const advice = didYouMean(String(last.key), possible) ?? `possible are ${possible.join(', ')}`;
    return { path, onKey: true, message: `'${name}' is no setting; ${advice}` };
  }
  if (issue.kind === 'validation')
    return { path, onKey: false, message: `'${name}': ${issue.message}; give a value` };
  const given = JSON.parse(quotedOr(issue.received, '""'));
  const words = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const wanted =
    words.length > 0 ? words.map((word) => `'${word}'`).join(', ') : article(issue.expected ?? '');
  const near = typeof given === 'string' && given !== '' ? didYouMean(given, words) : undefined;
  return {
    path,
    onKey: false,
    message: `'${name}' is ${issue.received}, not ${words.length > 1 ? 'one of ' : ''}${wanted}; ${near ?? 'change it'}`,
  };
}

function quotedOr(text: string, otherwise: string): string {
  return /^"[^"\\]*"$/.test(text) ? text : otherwise;
}

const articles: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'a mapping',
  string: 'a text',
  boolean: 'true or false',
};

function article(type: string): string {
  return articles[type] ?? type;
}

function keyOf(key: unknown): string | number {
  return typeof key === 'number' ? key : String(key);
}

/** The keys that are allowed in an object of the configuration. */
function namesIn(path: readonly (string | number)[], known: KnownNames): readonly string[] {
  const [section] = path;
  if (section === undefined)
    return Object.keys(configurationSchema.entries).filter((key) => !key.startsWith('$'));
  if (section === 'bases' && path.length === 2) return baseDeclarationKeys;
  if (section === 'bases') return configurationSchema.entries.bases.wrapped.key.options;
  if (section === 'baseSet') return Object.keys(configurationSchema.entries.baseSet.wrapped.entries);
  if (section === 'overrides' && path.length === 2) {
    return Object.keys(configurationSchema.entries.overrides.wrapped.item.entries);
  }
  return section === 'toolchains' ? known.toolchains : known.rules;
}

/** Keys that the schema takes for names of any kind, but nothing of that name exists. */
function unknownNames(configuration: Configuration, known: KnownNames): readonly Complaint[] {
  return [
    ...strangers(['rules'], configuration.rules, known.rules),
    ...strangers(['toolchains'], configuration.toolchains, known.toolchains),
    ...(configuration.overrides ?? []).flatMap((override, index) =>
      strangers(['overrides', index, 'rules'], override.rules, known.rules),
    ),
  ];
}

function strangers(
  path: readonly (string | number)[],
  value: object | undefined,
  names: readonly string[],
): readonly Complaint[] {
  return Object.keys(value ?? {})
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: [...path, name],
      onKey: true,
      message: `'${dotted([...path, name])}' is no setting; ${didYouMean(name, names) ?? `possible are ${names.join(', ')}`}`,
    }));
}

/** `overrides[0].rules.golang` */
function dotted(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

// ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The offset of the node at the path, or of the nearest one above it that is in the text. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[], onKey: boolean): number {
  if (path.length === 0) return startOf(document.contents);
  if (onKey) {
    const holder = document.getIn(path.slice(0, -1), true);
    const pair = isMap(holder)
      ? holder.items.find((item) => keyText(item) === String(path.at(-1)))
      : undefined;
    if (isPair(pair) && isNode(pair.key)) return startOf(pair.key);
  }
  const node = document.getIn(path, true);
  return isNode(node) ? startOf(node) : offsetOf(document, path.slice(0, -1), false);
}

function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
