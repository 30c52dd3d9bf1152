/** The names that settings can refer to. */
import { rules } from '../../../rules/index.ts';
import type { KnownNames } from './parse.ts';

export function knownNames(): KnownNames {
  // A rule that splits files is about one toolchain and has its name.
  const toolchains = rules.filter(({ phase }) => phase === 'structure');
  return { rules: rules.map(({ name }) => name), toolchains: toolchains.map(({ name }) => name) };
}

/** The stages that can be asked for. */
export function knownStages(): readonly string[] {
  return rules.flatMap(({ stages = [] }) => stages);
}
