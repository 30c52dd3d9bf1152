/** What a measured package can do, as the words of the table say it. */

import type { FindingKind } from './types.ts';

/** Kinds of effects, the one that only a module's linkage knows, and the one of a package that could not be measured. */
export type Code =
  | 'cgo'
  | 'unknown'
  | 'tls'
  | 'zone'
  | 'user'
  | 'temporary'
  | 'media'
  | 'services'
  | 'protocols'
  | 'home'
  | 'open'
  | 'list'
  | 'write'
  | 'start'
  | 'directory'
  | 'beside'
  | 'sources'
  | 'plugin';

const CODES: ReadonlyMap<FindingKind, Code> = new Map([
  ['tls-client', 'tls'],
  ['time-zone', 'zone'],
  ['user-lookup', 'user'],
  ['temporary-directory', 'temporary'],
  ['mime-types', 'media'],
  ['service-names', 'services'],
  ['protocol-names', 'protocols'],
  ['home-directory', 'home'],
  ['read-file', 'open'],
  ['read-directory', 'list'],
  ['read-glob', 'list'],
  ['write', 'write'],
  ['program', 'start'],
  ['working-directory', 'directory'],
  ['executable-directory', 'beside'],
  ['source-tree', 'sources'],
  ['plugin', 'plugin'],
]);

const ALL: ReadonlySet<string> = new Set<string>([...CODES.values(), 'cgo', 'unknown']);

/** The word for a kind of effect; undefined for one that is of no consequence without a name (variables). */
export function codeOf(kind: FindingKind): Code | undefined {
  return CODES.get(kind);
}

export function isCode(word: string): word is Code {
  return ALL.has(word);
}
