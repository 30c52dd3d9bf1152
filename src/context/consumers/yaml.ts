/**
 * YAML and JSON with comments, read into nodes. The parser is loaded when the first such file is read: most runs
 * never need it, and loading it takes longer than everything else this folder does.
 */
import { createRequire } from 'node:module';
import type * as Parser from 'yaml';
import type { DataNode } from './nodes.ts';

type Yaml = typeof Parser;

let loaded: Yaml | undefined;

function yaml(): Yaml {
  loaded ??= createRequire(import.meta.url)('yaml');
  if (loaded === undefined) throw new Error('the YAML parser could not be loaded');
  return loaded;
}

/** The YAML specification sets no limit; a file that refers to itself a thousandfold is an attack. */
const mostAliases = 100;
const deepest = 100;
/** With aliases a small text can stand for any number of nodes. */
const mostNodes = 100_000;

/** The documents of a YAML text; none for a text that isn't YAML. */
export function readYaml(text: string): readonly DataNode[] {
  const { parseAllDocuments, LineCounter } = yaml();
  const lineCounter = new LineCounter();
  try {
    const documents = parseAllDocuments(text, {
      lineCounter,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    // An empty stream is not an array of documents.
    if (!Array.isArray(documents)) return [];
    return documents.flatMap((document) => {
      if (document.errors.length > 0) return [];
      const reader = nodeReader(document, (offset) => lineCounter.linePos(offset).line);
      return reader(document.contents, 0) ?? [];
    });
  } catch {
    return [];
  }
}

type YamlDocument = Parameters<Parser.Alias['resolve']>[0];

function nodeReader(
  document: YamlDocument,
  lineAt: (offset: number) => number,
): (node: unknown, depth: number) => DataNode | undefined {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  let aliases = 0;
  let nodes = 0;
  const read = (node: unknown, depth: number): DataNode | undefined => {
    nodes += 1;
    if (depth > deepest || nodes > mostNodes) return undefined;
    if (isAlias(node)) {
      aliases += 1;
      return aliases > mostAliases ? undefined : read(node.resolve(document), depth + 1);
    }
    if (isScalar(node)) {
      const line = lineAt(node.range?.[0] ?? 0);
      return { kind: 'scalar', text: scalarText(node), line };
    }
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => read(item, depth + 1) ?? []);
      return { kind: 'list', items, line: lineAt(node.range?.[0] ?? 0) };
    }
    if (!isMap(node)) return undefined;
    const entries = new Map<string, DataNode>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : undefined;
      const found = name === undefined ? undefined : read(value, depth + 1);
      if (name === undefined || found === undefined) continue;
      // `<<` brings in what isn't there already.
      if (name === '<<') {
        const merged = found.kind === 'list' ? found.items : [found];
        for (const source of merged) {
          if (source.kind !== 'map') continue;
          for (const [inner, inside] of source.entries) if (!entries.has(inner)) entries.set(inner, inside);
        }
      } else entries.set(name, found);
    }
    return { kind: 'map', entries, line: lineAt(node.range?.[0] ?? 0) };
  };
  return read;
}

/** Numbers, booleans and dates keep the text they were written with: `1.20` isn't 1.2. */
function scalarText(node: { readonly value: unknown; readonly source?: string | undefined }): string {
  if (typeof node.value === 'string') return node.value;
  return node.value === null ? '' : (node.source ?? String(node.value));
}

/** JSON with comments and trailing commas: comments become blanks, so that lines stay where they are. */
export function readJson(text: string): DataNode | undefined {
  return readYaml(blankComments(text))[0];
}

/** Replaces `//` and block comments outside of strings, and a comma before a closing bracket, by blanks. */
function blankComments(text: string): string {
  const tokens = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|,(?=\s*[}\]])/g;
  // YAML allows no tab before a value; JSON does.
  return text
    .replaceAll(tokens, (token) => (token.startsWith('"') ? token : token.replaceAll(/[^\n]/g, ' ')))
    .replaceAll('\t', ' ');
}
