/** What the golang rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'unknown-base': 'refused',
  'windows-base': 'refused',
  'not-a-program': 'refused',
  'go-run-at-start': 'refused',
  'toolchain-at-start': 'refused',
  'go-wrapper-at-start': 'refused',
  'hot-reload-at-start': 'refused',
  'debugger-at-start': 'refused',
  'tests-at-start': 'refused',
  plugin: 'refused',
  'go-run-replaced': 'assumption',
  'base-image': 'assumption',
  'sources-not-read': 'assumption',
  'modules-not-read': 'assumption',
  'generated-sources': 'assumption',
  'build-tags': 'assumption',
  'build-arguments': 'assumption',
  static: 'reason',
  'cgo-disabled': 'reason',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
