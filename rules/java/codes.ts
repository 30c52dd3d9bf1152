/** What the java rule can say beside what every split says; README.md has a section for each. */
import type { CodeTable, Declared } from '../../src/rule/codes.ts';

export const codes = {
  'no-build-with-java': 'unchanged',
  'same-java-again': 'unchanged',
  'builds-and-starts': 'refused',
  'pattern-not-expanded': 'refused',
  'jar-not-named': 'refused',
  'class-path-not-there': 'refused',
  'jar-not-made': 'refused',
  'java-not-followed': 'refused',
  'jdk-at-run-time': 'refused',
  'java-changed': 'refused',
  'no-java-runtime': 'refused',
  'application-server-not-there': 'refused',
  'java-libraries-not-read': 'assumption',
  'java-sources-not-read': 'assumption',
  'project-not-read': 'assumption',
  'started-by-build-tool': 'assumption',
} as const satisfies CodeTable;

declare module '../../src/rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
