/** What the a-new-name rule can say; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'a-new-name-made': ['migrated', 'reason'],
  'a-new-name-in-place': 'unchanged',
  'a-new-name-not-asked-for': 'unchanged',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
