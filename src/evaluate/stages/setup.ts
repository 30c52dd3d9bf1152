/** What is installed on a distribution's own image, followed from step to step. */
import { packagesAfter } from '../commands/packages.ts';
import type { FileSystem, ImageFacts, Knowledge, SystemChange } from '../types.ts';

/** Follows whether a toolchain is installed while a stage is evaluated. */
export interface SetupLog {
  /** The facts after what the step at hand did so far. */
  readonly now: (changes: readonly SystemChange[], files: FileSystem) => ImageFacts | undefined;
  /** The step is over: what is there now is in a layer. */
  readonly endStep: (changes: readonly SystemChange[], files: FileSystem) => void;
  /** The facts with the toolchain that a layer holds. */
  readonly facts: () => ImageFacts | undefined;
  /** Those with a toolchain that no layer holds. */
  readonly passing: () => ImageFacts | undefined;
}

/**
 * @param base the facts of what the stage starts from.
 * @param earlier what the stages did that it starts from.
 */
export function createSetupLog(
  { installed }: Knowledge,
  base: ImageFacts | undefined,
  earlier: readonly SystemChange[],
): SetupLog {
  if (base === undefined || base.toolchain !== undefined || installed === undefined)
    return { now: () => base, endStep: () => undefined, facts: () => base, passing: () => undefined };
  let before = earlier;
  let kept: ImageFacts | undefined;
  let seen: ImageFacts | undefined;
  let asked: { readonly changes: number; readonly at: number; readonly facts: ImageFacts | undefined };
  asked = { changes: -1, at: -1, facts: undefined };
  const find = (changes: readonly SystemChange[], files: FileSystem): ImageFacts | undefined => {
    const count = before.length + changes.length;
    if (asked.changes === count && asked.at === files.at) return asked.facts;
    const packages = packagesAfter([...before, ...changes]);
    const facts = installed({
      facts: base,
      packages: packages.there,
      unknownPackages: !packages.complete,
      files,
    });
    seen = facts ?? seen;
    asked = { changes: count, at: files.at, facts };
    return facts;
  };
  return {
    now: (changes, files) => find(changes, files) ?? kept ?? base,
    endStep: (changes, files) => {
      kept = find(changes, files) ?? kept;
      before = [...before, ...changes];
    },
    facts: () => kept ?? base,
    passing: () => (kept === undefined ? seen : undefined),
  };
}
