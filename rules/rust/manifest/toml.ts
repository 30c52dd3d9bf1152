/** Cargo's files as data. */
import type { DataNode } from '../../../src/context/consumers/nodes.ts';
import { readToml } from '../../../src/context/consumers/toml.ts';

/** What was read, by text: a build asks for the same many times. */
const read = new Map<string, DataNode>();
/** More texts than this are not kept. */
const maximumKept = 200;

/** A text as data, read once. */
export function tomlOf(text: string): DataNode {
  const known = read.get(text);
  if (known !== undefined) return known;
  const data = readToml(text);
  if (read.size >= maximumKept) read.clear();
  read.set(text, data);
  return data;
}
