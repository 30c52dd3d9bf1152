/** Reading a Dockerfile from a place that may hold anything. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { decode } from '../dockerfile/encoding.ts';
import { type Failure, failureOf, sizeLimit } from './failures.ts';

/** A file's bytes as they were read, which is what a later write must still find. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly encoding: 'utf-8' | 'latin-1';
}

export type ReadResult =
  { readonly ok: true; readonly content: FileContent } | { readonly ok: false; readonly failure: Failure };

/**
 * Reads a regular file of at most 1 MiB of text. Nothing else is opened: opening a FIFO waits for a writer, and
 * opening a device can have effects of its own.
 */
export async function readDockerfile(path: string): Promise<ReadResult> {
  try {
    const before = refusal(await stat(path));
    if (before !== undefined) return { ok: false, failure: before };
    // O_NONBLOCK: should a FIFO have taken the file's place since, opening it returns at once.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const after = refusal(await handle.stat());
      if (after !== undefined) return { ok: false, failure: after };
      return contentOf(await readAtMost(handle, sizeLimit + 1));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { ok: false, failure: failureOf(error, 'unreadable') };
  }
}

/** Reads standard input to its end, up to the size limit. */
export async function readStream(stream: AsyncIterable<string | Uint8Array>): Promise<ReadResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      chunks.push(bytes);
      size += bytes.length;
      if (size > sizeLimit) return { ok: false, failure: { code: 'too-large' } };
    }
  } catch (error) {
    return { ok: false, failure: failureOf(error, 'unreadable') };
  }
  return contentOf(Buffer.concat(chunks));
}

function refusal(stats: Stats): Failure | undefined {
  const kind = kindName(stats);
  if (kind !== undefined) return { code: 'not-a-regular-file', why: `it is ${kind}` };
  return stats.size > sizeLimit ? { code: 'too-large' } : undefined;
}

/** What a path is, in words; undefined for a regular file. */
export function kindName(
  stats: Pick<
    Stats,
    | 'isDirectory'
    | 'isFIFO'
    | 'isSocket'
    | 'isCharacterDevice'
    | 'isBlockDevice'
    | 'isFile'
    | 'isSymbolicLink'
  >,
): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO (named pipe)';
  if (stats.isSocket()) return 'a socket';
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return 'a device';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return 'not a regular file';
}

async function readAtMost(handle: FileHandle, limit: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(limit);
  let length = 0;
  while (length < limit) {
    const { bytesRead } = await handle.read(buffer, length, limit - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return Uint8Array.prototype.slice.call(buffer, 0, length);
}

function contentOf(bytes: Uint8Array): ReadResult {
  if (bytes.length > sizeLimit) return { ok: false, failure: { code: 'too-large' } };
  if (isUtf16(bytes)) {
    return { ok: false, failure: { code: 'not-text', why: 'it is UTF-16, which no builder reads' } };
  }
  if (bytes.includes(0)) return { ok: false, failure: { code: 'not-text' } };
  return { ok: true, content: { bytes, ...decode(bytes) } };
}

/** A byte-order mark of UTF-16, either way round. */
function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
