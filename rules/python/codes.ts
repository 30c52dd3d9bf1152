/** What the python rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'only-installs': 'unchanged',
  'python-start-not-known': 'refused',
  'interactive-at-start': 'refused',
  'build-tool-at-start': 'refused',
  'installs-at-start': 'refused',
  'supervisor-at-start': 'refused',
  'python-step-not-known': 'refused',
  'distribution-modules': 'refused',
  'python-package-not-followed': 'refused',
  'compiles-while-running': 'refused',
  'builds-javascript': 'refused',
  'another-interpreter': 'refused',
  'editable-install': 'refused',
  'requirements-not-read': 'refused',
  conda: 'refused',
  'python-packages-not-read': 'assumption',
  'step-stays-in-project': 'assumption',
  'interpreter-of-the-image': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
