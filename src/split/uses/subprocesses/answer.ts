/** What it takes to start something, and how several answers become one. */
import type { Need } from '../../../rule/need.ts';
import type { Assumption } from '../../../rule/types.ts';
import type { Refusal } from '../../../toolchain/toolchain.ts';

export type StartedNeeds =
  | {
      readonly kind: 'needs';
      readonly needs: readonly Need[];
      /** False when what is started is not all known. */
      readonly complete: boolean;
      /** A shell runs a script: that may read what lies in the working directory. */
      readonly script: boolean;
      readonly assumptions?: readonly Assumption[];
      /** It may read files of its directory by names that aren't known. */
      readonly readsUnknown?: boolean;
      /** One of these may lie anywhere in the image. */
      readonly readsAnywhere?: boolean;
      /** Its name isn't known, nor a directory that it lies in: it may be any command of the image. */
      readonly anyCommand?: boolean;
    }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

/** These, and nothing else. */
export const met = (needs: readonly Need[]): StartedNeeds => ({
  kind: 'needs',
  needs,
  complete: true,
  script: false,
});

/** These, and whatever a script calls and reads that isn't known. */
export const scriptNotKnown = (needs: readonly Need[] = []): StartedNeeds => ({
  kind: 'needs',
  needs,
  complete: false,
  script: true,
});

export function assuming(assumptions: readonly Assumption[], rest: StartedNeeds): StartedNeeds {
  if (rest.kind === 'refusal' || assumptions.length === 0) return rest;
  return { ...rest, assumptions: [...(rest.assumptions ?? []), ...assumptions] };
}

export function withNeeds(needs: readonly Need[], rest: StartedNeeds): StartedNeeds {
  return rest.kind === 'refusal' ? rest : { ...rest, needs: [...needs, ...rest.needs] };
}

/**
 * The needs of several that are started.
 *
 * @param complete they are all that is
 */
export function together(started: readonly StartedNeeds[], complete: boolean): StartedNeeds {
  const refusal = started.find((one) => one.kind === 'refusal');
  if (refusal !== undefined) return refusal;
  const answers = started.flatMap((one) => (one.kind === 'needs' ? [one] : []));
  return {
    kind: 'needs',
    needs: answers.flatMap(({ needs }) => needs),
    complete: complete && answers.every((one) => one.complete),
    script: answers.some(({ script }) => script),
    readsUnknown: answers.some(({ readsUnknown }) => readsUnknown === true),
    readsAnywhere: answers.some(({ readsAnywhere }) => readsAnywhere === true),
    anyCommand: answers.some(({ anyCommand }) => anyCommand === true),
    assumptions: answers.flatMap(({ assumptions = [] }) => assumptions),
  };
}
