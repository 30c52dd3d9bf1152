/** Reading Go sources. */
export { isKnownImport } from './knowledge/index.ts';
export { readProgram } from './program.ts';
export type * from './knowledge/types.ts';
