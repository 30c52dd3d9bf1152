/** The names that settings can refer to. */
import { rules } from '../../rules/index.ts';
import type { KnownNames } from './config/parse.ts';

export function knownNames(): KnownNames {
  const names = rules.map(({ name }) => name);
  // Each rule is about one toolchain and has its name.
  return { rules: names, toolchains: names };
}
