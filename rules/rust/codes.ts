/** What the rust rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'cargo-run-at-start': 'refused',
  'other-platform': 'refused',
  'cargo-run-replaced': 'assumption',
  'libraries-not-known': 'assumption',
  'crates-not-read': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
