/** What becomes of a file with one toolchain, and none of those that dfopt has. */
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import { conclude } from '../../src/migrate/migrate.ts';
import { jointKnowledge, runPhases } from '../../src/migrate/phases.ts';
import type { Outcome, Settings } from '../../src/rule/types.ts';
import { defineToolchain } from '../../src/split/define-toolchain.ts';
import type { Toolchain } from '../../src/toolchain/toolchain.ts';

/** As where nothing is said. */
export const plainSettings: Settings = {
  confidence: 'likely',
  stages: [],
  bases: {},
  baseSet: undefined,
  pins: {},
  rootAllowed: true,
  toolchains: {},
  asked: new Set(),
};

/** @param files The build context. */
export function splitWith(
  toolchain: Toolchain,
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  changes: Partial<Settings> = {},
): Outcome {
  const rules = [defineToolchain(toolchain)];
  const context = memoryContext({ ...files, Dockerfile: dockerfile });
  const build = evaluate(parse(dockerfile), jointKnowledge(rules), context);
  return conclude(runPhases(build, rules, { ...plainSettings, ...changes }, []));
}

/** The text that it becomes, from the runtime stage on; what else became of it in a line. */
export function runtimeStageOf(outcome: Outcome): string {
  if (outcome.outcome !== 'migrated') return `${outcome.outcome} ${outcome.code}: ${outcome.message}`;
  return outcome.text.slice(outcome.text.lastIndexOf('\nFROM') + 1);
}
