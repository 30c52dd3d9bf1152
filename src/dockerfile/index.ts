/** Reading and printing Dockerfiles. */
export { decode, encode, fits } from './encoding.ts';
export type { Decoded, Encoding } from './encoding.ts';
export { expand, expandHeredoc, expandWords, substitutionError } from './expand.ts';
export type { Expansion, ExpandOptions, Lookup, Unknown, WordsExpansion } from './expand.ts';
export { sliceLogical, sourceOffset, sourceParts, sourceSpan } from './logical.ts';
export { parse } from './parse.ts';
export { lineAt, lineSpan, linesOf, linesSpan, offsetAt, positionAt } from './positions.ts';
export type { Lines, Position } from './positions.ts';
export { print } from './print.ts';
export type * from './types.ts';
