/** What is said of any file, whatever rules there are; rules/README.md has a section for each. */
import type { CodeTable, Declared } from '../rule/codes.ts';

export const codes = {
  'single-stage': 'unchanged',
  ignored: 'unchanged',
  'no-rule': 'unchanged',
  'nothing-to-do': 'unchanged',
  'minor-change': 'unchanged',
  confidence: 'refused',
  'parse-error': 'failed',
  'invariant-broken': 'failed',
  'not-stable': 'failed',
  'internal-error': 'failed',
  'edits-overlap': 'reason',
} as const satisfies CodeTable;

declare module '../rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
