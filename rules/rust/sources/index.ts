/** Reading Rust sources. */
export { zoneCrates } from './knowledge/crates.ts';
export { readProgram } from './program.ts';
export type * from './knowledge/types.ts';
