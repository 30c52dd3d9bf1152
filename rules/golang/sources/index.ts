/** Reading Go sources. */
export { readProgram } from './program.ts';
export type * from './types.ts';
