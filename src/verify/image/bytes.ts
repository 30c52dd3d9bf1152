/** Bytes read front to back, from a range of a file (where skipping costs nothing) or from a stream. */
import type { FileHandle } from 'node:fs/promises';

export interface ByteSource {
  /** The next `length` bytes, fewer at the end. */
  readonly read: (length: number) => Promise<Buffer>;
  readonly skip: (length: number) => Promise<void>;
  /** Bytes read or skipped so far. */
  readonly position: () => number;
}

const empty = Buffer.alloc(0);

/** Reads `[start, end)` of an open file. */
export function fileSource(handle: FileHandle, start: number, end: number): ByteSource {
  let at = start;
  return {
    position: () => at - start,
    skip: async (length) => {
      at = Math.min(end, at + length);
    },
    read: async (length) => {
      const wanted = Math.min(length, end - at);
      if (wanted <= 0) return empty;
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(buffer, filled, wanted - filled, at + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      at += filled;
      return filled === wanted ? buffer : buffer.subarray(0, filled);
    },
  };
}

/** Reads chunks as they come; what is skipped is read and dropped. */
export function streamSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let pending: Buffer = empty;
  let at = 0;

  async function next(): Promise<boolean> {
    for (;;) {
      const step = await iterator.next();
      if (step.done === true) return false;
      if (step.value.length === 0) continue;
      pending = Buffer.from(step.value.buffer, step.value.byteOffset, step.value.byteLength);
      return true;
    }
  }

  async function take(length: number, keep: (part: Buffer) => void): Promise<void> {
    let left = length;
    while (left > 0) {
      if (pending.length === 0 && !(await next())) return;
      const part = pending.subarray(0, left);
      pending = pending.subarray(part.length);
      left -= part.length;
      at += part.length;
      keep(part);
    }
  }

  return {
    position: () => at,
    skip: (length) => take(length, () => {}),
    read: async (length) => {
      const parts: Buffer[] = [];
      await take(length, (part) => parts.push(part));
      const [first] = parts;
      return first !== undefined && parts.length === 1 ? first : Buffer.concat(parts);
    },
  };
}
