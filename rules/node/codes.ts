/** What the node rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'nothing-built': 'unchanged',
  'nothing-to-gain': 'unchanged',
  'start-not-known': 'refused',
  'script-not-known': 'refused',
  'output-not-followed': 'refused',
  'builds-at-start': 'refused',
  'process-manager-at-start': 'refused',
  'global-tool-at-start': 'refused',
  'package-manager-not-there': 'refused',
  'package-not-followed': 'refused',
  'native-package-not-known': 'refused',
  'packages-not-read': 'assumption',
  'development-packages-left-behind': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
