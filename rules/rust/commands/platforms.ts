/**
 * Triples of platforms. Source: The rustc book, "Platform Support"; The Rust Reference, "Linkage" (static and dynamic C
 * runtimes).
 */

/** Whether programs for a platform run in images of Linux, on a machine that such images are commonly built on. */
export function runsInImages(triple: string): boolean {
  return /(^|-)linux(-|$)/.test(triple) && /^(x86_64|aarch64|i686)-/.test(triple);
}

export function isMusl(triple: string): boolean {
  return /-musl/.test(triple);
}
