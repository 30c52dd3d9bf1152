/** Reading Go sources. */
export { knownCgo } from './knowledge/cgo.ts';
export { isKnownImport } from './knowledge/index.ts';
export { measuredPackage, type MeasuredPackage } from './knowledge/measured-modules.ts';
export { cachedDirectory, readsOwnFiles } from './knowledge/own-files.ts';
export { readProgram } from './program.ts';
export type * from './knowledge/types.ts';
