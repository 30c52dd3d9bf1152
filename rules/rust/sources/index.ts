/** Reading Rust sources. */
export { certificateCrates, zoneCrates } from './knowledge/crates.ts';
export { readProgram } from './program.ts';
export type * from './knowledge/types.ts';
export type { SourceEvidence } from '../../../src/split/uses/types.ts';
