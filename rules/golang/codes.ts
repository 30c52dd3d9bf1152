/** What the golang rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'go-run-at-start': 'refused',
  'go-wrapper-at-start': 'refused',
  'debugger-at-start': 'refused',
  plugin: 'refused',
  'go-run-replaced': 'assumption',
  'modules-not-read': 'assumption',
  'build-tags': 'assumption',
  'build-arguments': 'assumption',
  'modules-as-user': 'assumption',
  'cgo-disabled': 'reason',
  'certificates-built-in': 'reason',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
