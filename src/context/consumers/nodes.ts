/** Data with the lines it stands on: what YAML, JSON and HCL files are read into. */

export type DataNode =
  | { readonly kind: 'scalar'; readonly text: string; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly DataNode[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, DataNode>; readonly line: number };

/** The node at a path of keys. */
export function at(node: DataNode | undefined, ...keys: readonly string[]): DataNode | undefined {
  let current = node;
  for (const key of keys) current = current?.kind === 'map' ? current.entries.get(key) : undefined;
  return current;
}

/** The text of a scalar. */
export function textOf(node: DataNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

/** The texts of a list of scalars; a lone scalar is a list of one. */
export function textsOf(node: DataNode | undefined): readonly string[] {
  if (node?.kind === 'scalar') return [node.text];
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}

/** The items of a list; none of anything else. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The entries of a map, in order; none of anything else. */
export function entriesOf(node: DataNode | undefined): readonly (readonly [string, DataNode])[] {
  return node?.kind === 'map' ? [...node.entries] : [];
}

/** `{ KEY: value }` or `[KEY=value]`; a key alone takes its value from elsewhere and is left out. */
export function assignmentsOf(node: DataNode | undefined): Readonly<Record<string, string>> {
  if (node?.kind === 'map') {
    return Object.fromEntries(
      entriesOf(node).flatMap(([key, value]) => (value.kind === 'scalar' ? [[key, value.text]] : [])),
    );
  }
  return Object.fromEntries(
    textsOf(node).flatMap((text) => {
      const equals = text.indexOf('=');
      return equals === -1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]];
    }),
  );
}

/** Every map in the data, the outer ones first. */
export function everyMap(node: DataNode): readonly DataNode[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap(everyMap);
  return [node, ...[...node.entries.values()].flatMap(everyMap)];
}
