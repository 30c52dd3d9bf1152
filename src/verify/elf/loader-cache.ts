/** glibc's `/etc/ld.so.cache`: which file a library name stands for (glibc, `sysdeps/generic/dl-cache.h`). */

const magic = 'glibc-ld.so.cache1.1';
const headerSize = 48;
const entrySize = 24;

/** Library name → path; empty for no cache or one of another format. The best match of a name comes first. */
export function readLoaderCache(bytes: Buffer | undefined): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  // Older systems put this format behind a table of the libc5 days.
  const start = bytes?.indexOf(magic, 0, 'latin1') ?? -1;
  if (bytes === undefined || start < 0 || bytes.length < start + headerSize) return paths;
  // Byte 28 of the header: 3 is big-endian; 0 (unset) and 2 are little-endian.
  const big = (bytes.readUInt8(start + 28) & 3) === 3;
  const word = (at: number): number => (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const text = (offset: number): string => {
    const from = start + offset;
    const end = bytes.indexOf(0, from);
    return bytes.toString('utf8', from, end < 0 ? bytes.length : end);
  };
  const count = Math.min(word(start + 20), Math.floor((bytes.length - start - headerSize) / entrySize));
  for (let index = 0; index < count; index += 1) {
    const at = start + headerSize + index * entrySize;
    const name = text(word(at + 4));
    if (!paths.has(name)) paths.set(name, text(word(at + 8)));
  }
  return paths;
}
