/** TOML 1.0 (toml.io/en/v1.0.0), read into nodes. What isn't TOML is passed over up to the end of its line. */
import type { DataNode } from './nodes.ts';

/** The tables of a text. */
export function readToml(text: string): DataNode {
  const root: Table = { entries: new Map(), line: 1 };
  let table: Table | undefined = root;
  const reader = readerOf(text);
  for (reader.skip('blank lines'); !reader.done(); reader.skip('blank lines')) {
    const line = reader.line();
    if (reader.take('[')) {
      const isArray = reader.take('[');
      const path = reader.key();
      table =
        path === undefined ? undefined : isArray ? newItem(root, path, line) : tableAt(root, path, line);
      reader.take(']');
      if (isArray) reader.take(']');
    } else {
      const path = reader.key();
      if (path !== undefined && reader.take('=')) {
        const value = reader.value(0);
        if (value !== undefined && table !== undefined) set(table, path, value, line);
      }
    }
    reader.skipLine();
  }
  return nodeOf(root);
}

// ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────

type Entry = DataNode | Table | readonly Table[];

interface Table {
  readonly entries: Map<string, Entry>;
  readonly line: number;
}

function isTable(entry: Entry | undefined): entry is Table {
  return entry !== undefined && !Array.isArray(entry) && !('kind' in entry);
}

/** The table at a path, made where there is none; in an array of tables the last one. undefined where a value stands. */
function tableAt(from: Table, path: readonly string[], line: number): Table | undefined {
  let table: Table | undefined = from;
  for (const name of path) {
    const entry: Entry | undefined = table?.entries.get(name);
    if (entry === undefined) {
      const made: Table = { entries: new Map(), line };
      table?.entries.set(name, made);
      table = made;
    } else if (isTable(entry)) table = entry;
    else table = 'kind' in entry ? undefined : entry.at(-1);
  }
  return table;
}

function newItem(root: Table, path: readonly string[], line: number): Table | undefined {
  const parent = tableAt(root, path.slice(0, -1), line);
  const name = path.at(-1) ?? '';
  const before = parent?.entries.get(name);
  if (parent === undefined || (before !== undefined && (isTable(before) || 'kind' in before)))
    return undefined;
  const made: Table = { entries: new Map(), line };
  parent.entries.set(name, [...(before ?? []), made]);
  return made;
}

function set(table: Table, path: readonly string[], value: DataNode, line: number): void {
  const parent = tableAt(table, path.slice(0, -1), line);
  parent?.entries.set(path.at(-1) ?? '', value);
}

function nodeOf(entry: Entry): DataNode {
  if (isTable(entry)) {
    const entries = new Map([...entry.entries].map(([name, inner]) => [name, nodeOf(inner)]));
    return { kind: 'map', entries, line: entry.line };
  }
  return 'kind' in entry ? entry : { kind: 'list', items: entry.map(nodeOf), line: entry[0]?.line ?? 1 };
}

// ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────

const deepest = 50;

interface Reader {
  readonly done: () => boolean;
  readonly line: () => number;
  readonly skip: (what: 'blanks' | 'blank lines') => void;
  readonly skipLine: () => void;
  /** Takes the text, with blanks around it, if it comes next. */
  readonly take: (text: string) => boolean;
  /** A dotted key. */
  readonly key: () => readonly string[] | undefined;
  readonly value: (depth: number) => DataNode | undefined;
}

const blanks = /[ \t]*/y;
const blankLines = /(?:[ \t\r\n]|#[^\n]*)*/y;
const restOfLine = /[^\n]*/y;
const bare = /[\w-]+/y;
/** The four kinds of texts; those over several lines come first. */
const texts =
  /"""(?:\r?\n)?((?:[^\\]|\\[\s\S])*?)("{3,5})|'''(?:\r?\n)?([\s\S]*?)('{3,5})|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/y;
/** Numbers, truth values and dates keep the text they are written with. */
const plain = /[\w+:.-]+(?: \d\d:\d\d[\w+:.-]*)?/y;

function readerOf(text: string): Reader {
  let at = 0;
  let counted = 0;
  let line = 1;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  };
  const reader: Reader = {
    done: () => at >= text.length,
    line: () => {
      for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
      return line;
    },
    skip: (what) => void match(what === 'blanks' ? blanks : blankLines),
    skipLine: () => void match(restOfLine),
    take: (wanted) => {
      match(blanks);
      if (!text.startsWith(wanted, at)) return false;
      at += wanted.length;
      match(blanks);
      return true;
    },
    key: () => {
      const names: string[] = [];
      do {
        match(blanks);
        const name = match(bare)?.[0] ?? textOfMatch(match(texts));
        if (name === undefined) return undefined;
        names.push(name);
      } while (reader.take('.'));
      return names;
    },
    value: (depth) => {
      const start = reader.line();
      if (depth > deepest) return undefined;
      if (reader.take('[')) return { kind: 'list', items: listItems(reader, depth), line: start };
      if (reader.take('{')) {
        const table: Table = { entries: new Map(), line: start };
        while (!reader.done() && !reader.take('}')) {
          const path = reader.key();
          const inner = path !== undefined && reader.take('=') ? reader.value(depth + 1) : undefined;
          if (path === undefined || inner === undefined) break;
          set(table, path, inner, start);
          if (!reader.take(',') && reader.take('}')) break;
        }
        return nodeOf(table);
      }
      const found = textOfMatch(match(texts)) ?? match(plain)?.[0];
      return found === undefined ? undefined : { kind: 'scalar', text: found, line: start };
    },
  };
  return reader;
}

function listItems(reader: Reader, depth: number): readonly DataNode[] {
  const items: DataNode[] = [];
  for (reader.skip('blank lines'); !reader.done() && !reader.take(']'); reader.skip('blank lines')) {
    const item = reader.value(depth + 1);
    if (item === undefined) break;
    items.push(item);
    reader.skip('blank lines');
    reader.take(',');
  }
  return items;
}

function textOfMatch(match: RegExpExecArray | undefined): string | undefined {
  if (match === undefined) return undefined;
  const [, long, longEnd = '', longLiteral, literalEnd = '', basic, literal] = match;
  // Up to two quotes may stand before the three that end a text.
  if (long !== undefined) return unescaped(long + longEnd.slice(3));
  if (longLiteral !== undefined) return longLiteral + literalEnd.slice(3);
  return basic === undefined ? literal : unescaped(basic);
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001B',
};

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|[ \t]*\r?\n\s*|(.))/g,
    (_, short: string | undefined, long: string | undefined, letter: string | undefined) => {
      const code = short ?? long;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point > 0x10ffff ? '' : String.fromCodePoint(point);
      }
      return letter === undefined ? '' : (escapes[letter] ?? letter);
    },
  );
}
