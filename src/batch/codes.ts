/** What is said of files that were not read, not written or left alone before any rule saw them. */
import type { CodeTable, Declared } from '../rule/codes.ts';

export const codes = {
  'not-found': 'failed',
  'no-permission': 'failed',
  'not-a-regular-file': 'failed',
  'too-large': 'failed',
  'not-text': 'failed',
  unreadable: 'failed',
  'is-a-link': ['failed', 'unchanged'],
  'leads-outside': 'failed',
  'changed-meanwhile': 'failed',
  'write-failed': 'failed',
  'bad-configuration': 'failed',
  excluded: 'unchanged',
  'in-baseline': 'unchanged',
  template: 'unchanged',
  'not-a-dockerfile': 'unchanged',
  'verified-different': 'refused',
  'verified-unknown': 'refused',
} as const satisfies CodeTable;

declare module '../rule/codes.ts' {
  interface DeclaredCodes extends Declared<typeof codes> {}
}
