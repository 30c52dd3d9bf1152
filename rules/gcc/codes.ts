/** What the gcc rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'linked-with-unknown': 'assumption',
  'libraries-not-read': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
