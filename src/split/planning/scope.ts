/** What is split, and what all steps of planning ask of it. */
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Distribution } from '../../image/types.ts';
import type { Instruction } from '../../dockerfile/types.ts';
import type { Settings } from '../../rule/types.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';

/** A stage that is split, and who knows its programs. */
export interface SplitScene {
  readonly build: Build;
  readonly stage: Stage;
  readonly toolchain: Toolchain;
  readonly settings: Settings;
}

export function distributionOf({ facts }: Stage): Distribution {
  return facts?.distribution ?? { family: 'other' };
}

export function lastOf(stage: Stage, keyword: Instruction['keyword']): { readonly id: number } | undefined {
  return stage.steps.findLast(({ instruction }) => instruction.keyword === keyword);
}
