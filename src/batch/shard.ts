/** Splitting a run over several machines, so that a file's shard depends on its own path alone. */
import { createHash } from 'node:crypto';

/** The `index`-th of `count` shards, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/8`; undefined when it is not of that form or out of range. */
export function parseShard(text: string): Shard | undefined {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const index = Number(match?.[1]);
  const count = Number(match?.[2]);
  return match !== null && index >= 1 && index <= count ? { index, count } : undefined;
}

/** Whether the key belongs to the shard. Adding or removing other keys never moves it. */
export function inShard(key: string, { index, count }: Shard): boolean {
  // Six bytes: the largest whole number of bytes that a double holds exactly.
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) % count === index - 1;
}
