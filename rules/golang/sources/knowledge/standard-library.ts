/** What belongs to the Go distribution. */

import { words } from '../words.ts';

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
