/** What hangs on build arguments: with others than the defaults it is there, or isn't. */
import { withAnyArguments } from '../../evaluate/stages/any-arguments.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, FileSystem, Stage, StepId } from '../../evaluate/types.ts';
import { evidenceAt, evidenceOfCommand } from '../../rule/evidence.ts';
import { listed } from '../../rule/listed.ts';
import type { Assumption } from '../../rule/types.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { mayBeMissing, withoutNested, type KeptFile } from './kept-files.ts';
import { placedFiles } from './placed-files.ts';

/** The stage as it is whatever its build arguments are; the same where it has none. */
export function stageOfAnyArguments(stage: Stage, build: Build): Stage {
  const declares = stage.steps.some(({ after }) => after.args.size > 0);
  return declares ? (withAnyArguments(build).stages[stage.index] ?? stage) : stage;
}

/** Whether a build with some arguments may be without what is at a path. */
export function mayBeMissingIn(path: string, files: FileSystem): boolean {
  const found = files.lookup(path);
  return found.status === 'present' && mayBeMissing(found.entry);
}

/** The kept files, so that a build with other arguments has what it makes, and does without what it doesn't. */
export function filesByArguments(
  kept: readonly KeptFile[],
  stage: Stage,
  build: Build,
  toolchain: Toolchain,
  options: Parameters<typeof placedFiles>[2],
): readonly KeptFile[] {
  const open = stageOfAnyArguments(stage, build);
  if (open === stage) return kept;
  const asked = placedFiles(open, toolchain, options).filter(({ path }) => {
    const found = open.files.lookup(path);
    const isThere = found.status === 'present' && found.entry.path === path;
    return isThere && stage.files.lookup(path).status !== 'present';
  });
  return withoutNested([
    ...kept.map((file) =>
      mayBeMissingIn(file.path, open.files) ? { ...file, perhaps: true as const } : file,
    ),
    ...asked.map((file) => ({ ...file, perhaps: true as const })),
  ]);
}

/** Programs that are built with other arguments: what they would need was not looked at. */
export function programsByArguments(stage: Stage, build: Build): readonly Assumption[] {
  const open = stageOfAnyArguments(stage, build);
  if (open === stage) return [];
  return open.files.written().flatMap(({ path, program, perhaps }) =>
    program === undefined || perhaps !== true || stage.files.lookup(path).status === 'present'
      ? []
      : [
          {
            code: 'program-by-argument' as const,
            message: `${path} stays behind, which is built with other build arguments than the defaults`,
            evidence: evidenceOfCommand(build.dockerfile, program.command),
          },
        ],
  );
}

/**
 * Files, programs and the working directory that are called by a build argument (`COPY f /etc/$NAME.conf`): the runtime stage names
 * them as a build with the defaults does.
 */
export function namesByArguments(
  paths: readonly { readonly path: string; readonly directory: boolean }[],
  stage: Stage,
  build: Build,
): readonly Assumption[] {
  const open = stageOfAnyArguments(stage, build);
  if (open === stage) return [];
  const bySteps = new Map<StepId, string[]>();
  for (const { path, directory } of paths) {
    const found = stage.files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by === 'base') continue;
    const { step } = found.entry.origin;
    if (open.files.lookup(path).status === 'present') continue;
    // What is called by an argument lies in a directory that goes along as a whole.
    const comesAlong = open.files
      .opaque()
      .some(
        ({ under, origin }) => directory && 'step' in origin && origin.step === step && isInside(under, path),
      );
    if (!comesAlong) bySteps.set(step, [...(bySteps.get(step) ?? []), path]);
  }
  return [...bySteps].map(([step, all]): Assumption => {
    const distinct = [...new Set(all)];
    const names = distinct.filter(
      (path) => !distinct.some((other) => other !== path && isInside(path, other)),
    );
    const message = `${listed(names)} ${names.length === 1 ? 'is' : 'are'} called so by a build argument, and no build gives it another value`;
    return { code: 'program-by-argument', message, evidence: evidenceAt(build.dockerfile, step) };
  });
}
