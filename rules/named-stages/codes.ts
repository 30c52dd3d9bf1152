/** What the named-stages rule can say; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'stages-named': 'migrated',
  'names-in-place': 'unchanged',
  'name-ambiguous': 'refused',
  'number-not-a-stage': 'refused',
  'number-used': 'refused',
  'number-is-a-context': 'refused',
  'onbuild-number': 'refused',
  'variable-reference': 'refused',
  'reference-not-editable': 'refused',
  'stage-named': 'reason',
  'reference-named': 'reason',
  'mount-number': 'reason',
  'as-upper-case': 'reason',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
