/** The names that settings can refer to. */
import type { KnownNames } from './config/parse.ts';

export function knownNames(): KnownNames {
  return { rules: ['golang'], toolchains: ['golang'] };
}
