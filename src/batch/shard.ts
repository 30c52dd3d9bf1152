/** Splitting a run over several machines, so that a file's shard depends on its own path alone. */
import { createHash } from 'node:crypto';

/** The `index`-th of `count` shards, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/8`; else what is wrong with it, in words. */
export function parseShard(text: string): Shard | { readonly wrong: string } {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  if (match === null) return { wrong: 'is not of the form i/n' };
  const index = Number(match[1]);
  const count = Number(match[2]);
  if (count === 0) return { wrong: 'asks for a part of none' };
  if (index === 0) return { wrong: 'asks for part 0: parts are counted from 1' };
  return index > count ? { wrong: `asks for part ${index} of ${count}` } : { index, count };
}

/** Whether the key belongs to the shard. Adding or removing other keys never moves it. */
export function inShard(key: string, { index, count }: Shard): boolean {
  // Six bytes: the largest whole number of bytes that a double holds exactly.
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) % count === index - 1;
}
