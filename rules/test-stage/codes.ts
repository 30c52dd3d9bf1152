/** What the test-stage rule can say; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'test-stage': 'migrated',
  'test-stage-not-asked-for': 'unchanged',
  'test-stage-in-place': 'unchanged',
  'no-tests': 'unchanged',
  'tests-stay': 'refused',
  'make-only-tests': 'assumption',
  'test-moved': 'reason',
  'test-kept': 'reason',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
