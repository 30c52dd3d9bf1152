/** Where a program was built: the stage, and what that held by then. */
import type { Build, FileSystem, Program, Stage, World } from '../../evaluate/types.ts';
import type { Evidence } from '../../rule/types.ts';
import type { SourceEvidence } from './types.ts';

export interface Builder {
  readonly stage: Stage;
  /** The files as they were when it was built. */
  readonly files: FileSystem;
  readonly world: World;
}

/** The stage that the program was built in: the one at hand, one it starts from, or one the program was copied from. */
export function builderOf(
  program: Program,
  { build, stage: started }: { readonly build: Build; readonly stage: Stage },
): Builder {
  const { step } = program.command;
  const stage = build.stages.find(({ steps }) => steps.some(({ id }) => id === step)) ?? started;
  const files = stage.files.upTo(program.at);
  const { facts } = stage;
  return { stage, files, world: { files, distribution: facts?.distribution ?? { family: 'other' }, facts } };
}

/** A place in the sources as a path of the build context, where it came from there. */
export function inContext({ file, line, text }: SourceEvidence, files: FileSystem): Evidence {
  const found = files.lookup(file);
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  return { file: origin?.by === 'context' ? origin.source : file, line, text };
}
