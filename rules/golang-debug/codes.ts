/** What the golang-debug rule can say; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'debug-stage': ['migrated', 'reason'],
  'debug-stage-not-asked-for': 'unchanged',
  'debug-stage-in-place': 'unchanged',
  'no-go-program': 'unchanged',
  'no-debug-build': 'refused',
  'delve-version': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
