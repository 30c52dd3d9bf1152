/** Programs that a program starts and that only a step without a model can have brought into the image. */
import { mayBuild } from '../../../evaluate/commands/builders.ts';
import type { CommandRun, Origin, Stage } from '../../../evaluate/types.ts';
import type { Assumption, Evidence } from '../../../rule/types.ts';
import type { Refusal } from '../../../toolchain/toolchain.ts';

/** What drives a build of the author's own: what it makes is a program of the sources at hand. */
const builds: ReadonlySet<string> = new Set(['make', 'gmake', 'mage', 'task', 'just', 'bazel', 'goreleaser']);

/** What is said of a program that a step made: it goes along, or nothing is known of what it needs. */
export function madeByStep(
  name: string,
  path: string,
  origin: Origin,
  evidence: Evidence,
): { readonly refusal: Refusal } | { readonly assumption: Assumption } | undefined {
  if (origin.by !== 'opaque') return undefined;
  const { command } = origin;
  if (mayBuild(origin) && builds.has(command.name ?? '')) {
    const message = `${calledAs(command)} makes ${path}, which needs nothing more than this image has`;
    return { assumption: { code: 'program-path', message, evidence } };
  }
  return {
    refusal: {
      code: 'no-base',
      message: `the program starts ${name}, which ${calledAs(command)} brings: what it needs at run time is not known`,
      evidence,
      advice:
        'split the file by hand and install that program in the runtime stage too, or have a package of the distribution bring it',
    },
  };
}

/** A program that nothing brings as far as this file tells, though a step may have written anywhere. */
export function perhapsMadeByStep(name: string, stage: Stage, evidence: Evidence): readonly Assumption[] {
  const step = stage.files.anywhere().at(-1);
  if (step?.by !== 'opaque') return [];
  const message = `${calledAs(step.command)} brings no ${name}, which the program may start`;
  return [{ code: 'program-not-made', message, evidence }];
}

function calledAs({ words }: CommandRun): string {
  const text = words
    .slice(0, 3)
    .map((word) => word.text?.replaceAll(/\s+/g, ' ') ?? '…')
    .join(' ');
  return words.length === 0
    ? 'a script in the Dockerfile'
    : `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
