/** What is said of a plan, and how sure it is. */
import type { Stage } from '../../evaluate/types.ts';
import type { Assumption, Confidence, Reason } from '../../rule/types.ts';
import { isPinned } from '../../image/pins.ts';
import { groundStage } from '../stage/whole-stage.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
import { evidenceAt, evidenceOf } from '../../rule/evidence.ts';
import type { Needs } from '../../toolchain/toolchain.ts';
import { lastOf, type SplitScene } from './scope.ts';

/** A file that says by a digest what it is built with goes on to say so only where a lock has the base's. */
export function pinReasons({ base }: BaseChoice, { build, stage }: SplitScene): readonly Reason[] {
  const { from, base: original } = groundStage(build.stages.at(-1) ?? stage, build);
  const isDigested = original.kind === 'image' && original.reference.digest !== undefined;
  if (!isDigested || isPinned(base.reference)) return [];
  const message = `${base.reference} has no digest, where the image that builds has one: --pin takes it from a lock file`;
  return [{ code: 'base-not-pinned', message, evidence: evidenceOf(build.dockerfile, from) }];
}

/** Variables that the runtime base sets and the original does not, for who goes through all of them. */
export function variablesAdded(
  { base }: BaseChoice,
  answers: readonly Needs[],
  { state }: Stage,
): readonly Assumption[] {
  const evidence = answers.find(({ allVariables }) => allVariables !== undefined)?.allVariables;
  const names = Object.keys(base.config.env).filter((name) => !state.env.has(name));
  if (evidence === undefined || names.length === 0) return [];
  const message = `${names.join(', ')}, which ${base.reference} sets beside the author's variables, ${names.length === 1 ? 'does' : 'do'} not matter to it`;
  return [{ code: 'variables-added', message, evidence }];
}

export function modeAssumption(path: string): Assumption {
  return {
    code: 'mode-not-known',
    message: `the program can do with ${path} as everybody's to read and its owner's to write`,
    evidence: undefined,
  };
}

export function workdirReasons(workdir: string | undefined, { build, stage }: SplitScene): readonly Reason[] {
  const last = lastOf(stage, 'WORKDIR');
  if (workdir !== undefined || last === undefined) return [];
  return [
    {
      code: 'workdir-unused',
      message: 'the program does not look at its working directory',
      evidence: evidenceAt(build.dockerfile, last.id),
    },
  ];
}

export function packageReasons(leftBehind: readonly string[]): readonly Reason[] {
  if (leftBehind.length === 0) return [];
  return [
    {
      code: 'packages-left-behind',
      message: `nothing at run time uses ${leftBehind.join(', ')}`,
      evidence: undefined,
    },
  ];
}

export function confidenceOf(assumptions: readonly Assumption[], guessed: boolean): Confidence {
  if (guessed) return 'possible';
  return assumptions.length === 0 ? 'proven' : 'likely';
}

export function distinct<T extends { readonly code: string; readonly message: string }>(
  items: readonly T[],
): readonly T[] {
  const seen = new Set<string>();
  return items.filter(({ code, message }) => {
    const key = `${code}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
