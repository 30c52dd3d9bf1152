/** Programs that are built twice: `cargo build --release && cargo install --path .`. */
import { posix } from 'node:path';
import type { FileEntry, Program } from '../../src/evaluate/types.ts';

/**
 * Whether a program is the same as another and lies there only by the way: where cargo left it, or under the same name. Under
 * another name of the author's it may be there to be called.
 */
export function isDuplicate(entry: FileEntry, of: FileEntry): boolean {
  if (entry.program === undefined || of.program === undefined) return false;
  if (!isSameProgram(entry.program, of.program)) return false;
  return posix.basename(entry.path) === posix.basename(of.path) || isLeftByCargo(entry, entry.program);
}

function isLeftByCargo({ origin }: FileEntry, { command }: Program): boolean {
  return origin.by === 'command' && origin.command === command;
}

/** The same program of the same package, for the same platform. */
function isSameProgram(one: Program, other: Program): boolean {
  if (one === other) return true;
  if (one.sources === undefined || one.package === undefined || one.remote || other.remote) return false;
  return one.sources === other.sources && one.package === other.package && one.elsewhere === other.elsewhere;
}
