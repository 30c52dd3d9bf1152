/** What the dotnet rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'no-build-with-dotnet': 'unchanged',
  'dotnet-run-at-start': 'refused',
  'dotnet-not-followed': 'refused',
  'assembly-not-made': 'refused',
  'sdk-at-run-time': 'refused',
  'dotnet-changed': 'refused',
  'no-dotnet-runtime': 'refused',
  'framework-not-there': 'refused',
  'another-platform': 'refused',
  'dotnet-project-not-read': 'assumption',
  'dotnet-packages-not-read': 'assumption',
  'dotnet-sources-not-read': 'assumption',
  'build-output-started': 'assumption',
  'run-by-dotnet': 'assumption',
  'latest-dotnet': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
