/** What rules a file out before anything else is looked at. */
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import { aptSettings, aptSources, archivedPackages } from '../../image/packages/manager.ts';
import { evidenceAt, evidenceOf, evidenceOfCommand } from '../../rule/evidence.ts';
import { refusals } from '../../toolchain/refusals.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';

export function firstObstacle(build: Build, stage: Stage): Refusal | undefined {
  const { dockerfile } = build;
  if (stage.facts?.onbuild === true) return refusals.onbuildBase(evidenceOf(dockerfile, stage.from));
  const [trigger] = stage.config.onbuild;
  if (trigger !== undefined) return refusals.onbuildTriggers(evidenceAt(dockerfile, trigger));
  for (const step of stage.steps) {
    for (const { command, effect } of step.changes) {
      if (command.conditional || command.failureIgnored) continue;
      if (effect.kind === 'fails')
        return refusals.cannotBuild(effect.why, evidenceOfCommand(dockerfile, command));
      // dpkg installs files that are there, and asks no server.
      const fetches = effect.kind === 'packages' && effect.manager === 'apt' && command.name !== 'dpkg';
      if (fetches && effect.action === 'install') {
        const why = archivedPackages(stage.facts?.distribution.codename);
        if (why !== undefined && !changesPackageSources(stage)) {
          return refusals.cannotBuild(why, evidenceOfCommand(dockerfile, command));
        }
      }
    }
  }
  return undefined;
}

function changesPackageSources(stage: Stage): boolean {
  const changed = stage.files.lookup(aptSources);
  return (
    (changed.status === 'present' && changed.entry.origin.by !== 'base') ||
    stage.files.written().some(({ path }) => isInside(path, aptSettings)) ||
    stage.files.opaque().some(({ under }) => isInside(under, aptSettings))
  );
}
