/** What compose files take from others: `extends` of a service, `include` of a file (compose-spec, `05-services.md`, `14-include.md`). */
import { parentOf, pathFrom } from '../files/tree.ts';
import { joinPath } from './commands.ts';
import type { SourceFile } from './findings.ts';
import { at, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readYaml } from './yaml.ts';

interface Files {
  readonly read: (path: string) => string | undefined;
}

/** `extends` of `extends` goes no deeper, and no more files are included. */
const deepestExtends = 8;
const mostIncluded = 30;

/** A compose file and the files that it includes, directly or by another, each once. */
export function includedFiles(source: SourceFile, { read }: Files): readonly SourceFile[] {
  const found = [source];
  const seen = new Set([source.path]);
  // What is included may include more: the list grows while it is gone through.
  for (const file of found) {
    if (!/^include[ \t]*:/m.test(file.text)) continue;
    for (const item of itemsOf(at(readYaml(file.text)[0], 'include'))) {
      for (const written of item.kind === 'scalar' ? [item.text] : textsOf(at(item, 'path'))) {
        const path = joinPath(parentOf(file.path), written);
        const text = path === undefined || seen.has(path) ? undefined : read(path);
        if (path === undefined || text === undefined || seen.size > mostIncluded) continue;
        seen.add(path);
        found.push({ path, text });
      }
    }
  }
  return found;
}

/** A service with what it takes from others. */
export function extended(service: DataNode, path: string, files: Files, depth = 0): DataNode {
  const extend = at(service, 'extends');
  const name = extend?.kind === 'scalar' ? extend.text : textOf(at(extend, 'service'));
  const file = textOf(at(extend, 'file'));
  if (name === undefined || depth >= deepestExtends) return service;
  const from = file === undefined ? path : joinPath(parentOf(path), file);
  const text = from === undefined ? undefined : files.read(from);
  const base = text === undefined ? undefined : at(readYaml(text)[0], 'services', name);
  if (base === undefined || from === undefined) return service;
  const whole = extended(base, from, files, depth + 1);
  return merge(moved(whole, parentOf(from), parentOf(path)), service);
}

/** Maps merge key by key, `volumes` and `environment` add up, everything else is replaced (compose-spec, `13-merge.md`). */
function merge(base: DataNode, over: DataNode): DataNode {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const before = entries.get(key);
    const added =
      before !== undefined && before.kind === 'list' && value.kind === 'list' && addingKeys.has(key);
    if (added) entries.set(key, { ...value, items: [...before.items, ...value.items] });
    else entries.set(key, before === undefined ? value : merge(before, value));
  }
  return { kind: 'map', entries, line: over.line };
}

const addingKeys: ReadonlySet<string> = new Set(['volumes', 'environment', 'args', 'watch', 'env_file']);

/** Relative paths of a service are those of its own file: here they are told from another directory. */
function moved(service: DataNode, from: string, to: string): DataNode {
  if (from === to || service.kind !== 'map') return service;
  const path: Change = (node) =>
    node.kind === 'scalar' ? { ...node, text: toldFrom(node.text, from, to) } : node;
  const changes: Readonly<Record<string, Change>> = {
    build: (node) => (node.kind === 'map' ? inside('context', path)(node) : path(node)),
    env_file: each((node) => (node.kind === 'map' ? inside('path', path)(node) : path(node))),
    volumes: each((node) => {
      if (node.kind === 'map') return inside('source', path)(node);
      const [source = '', ...rest] = node.kind === 'scalar' ? node.text.split(':') : [];
      return node.kind === 'scalar' && source.startsWith('.')
        ? { ...node, text: [toldFrom(source, from, to), ...rest].join(':') }
        : node;
    }),
    develop: inside('watch', each(inside('path', path))),
  };
  return Object.entries(changes).reduce<DataNode>(
    (node, [key, change]) => inside(key, change)(node),
    service,
  );
}

type Change = (node: DataNode) => DataNode;

/** The change of one entry, where the node is a map. */
function inside(key: string, change: Change): Change {
  return (node) => (node.kind === 'map' ? withEntry(node, key, change) : node);
}

function withEntry(node: Extract<DataNode, { kind: 'map' }>, key: string, change: Change): DataNode {
  const value = node.entries.get(key);
  return value === undefined ? node : { ...node, entries: new Map(node.entries).set(key, change(value)) };
}

function each(change: Change): Change {
  return (node) => (node.kind === 'list' ? { ...node, items: node.items.map(change) } : change(node));
}

function toldFrom(path: string, from: string, to: string): string {
  const found = joinPath(from, path);
  if (found === undefined) return path;
  const way = pathFrom(to, found);
  return way === '' ? '.' : way.startsWith('.') ? way : `./${way}`;
}
