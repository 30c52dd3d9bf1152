/** What belongs to the Go distribution. */

import { words } from './word-list.ts';

/**
 * First elements of the standard library's import paths; no other import path may start with one of them
 * unless it is the module's own. Source: `go list std` of Go 1.4 to 1.26, https://pkg.go.dev/std
 */
const ROOTS: ReadonlySet<string> = new Set(
  words(
    'archive arena bufio builtin bytes cmp compress container context crypto',
    'database debug embed encoding errors expvar flag fmt go hash html',
    'image index io iter log maps math mime net os path plugin',
    'reflect regexp runtime simd slices sort strconv strings structs sync',
    'syscall testing text time unicode unique unsafe weak C',
  ),
);

export function isStandardImport(path: string): boolean {
  const slash = path.indexOf('/');
  return ROOTS.has(slash < 0 ? path : path.slice(0, slash));
}

/**
 * Packages that compute: nothing they do is seen outside of the program but what it prints, and they hand on nothing
 * that does more. Source: the packages' pages, https://pkg.go.dev/std
 */
const COMPUTING: ReadonlySet<string> = new Set(
  words(
    'bufio bytes cmp container/heap container/list container/ring context crypto/hmac crypto/md5 crypto/sha1',
    'crypto/sha256 crypto/sha512 crypto/subtle encoding encoding/base32 encoding/base64 encoding/binary encoding/csv',
    'encoding/hex encoding/json encoding/xml errors fmt hash hash/adler32 hash/crc32 hash/crc64 hash/fnv hash/maphash',
    'html io iter log maps math math/big math/bits math/cmplx math/rand math/rand/v2 path regexp regexp/syntax slices',
    'sort strconv strings sync sync/atomic text/tabwriter time unicode unicode/utf16 unicode/utf8',
  ),
);

/** Whether a package of the standard library only computes. */
export function isComputing(path: string): boolean {
  return COMPUTING.has(path);
}
