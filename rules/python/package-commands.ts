/** Commands that installed packages bring: their names are known of none, so that it is what nothing else brings. */
import { posix } from 'node:path';
import type { Stage } from '../../src/evaluate/types.ts';
import { originalHas } from '../../src/split/needs/installed-packages.ts';
import type { Resolved } from '../../src/split/start/resolve-command.ts';
import { callsOf, environmentsIn } from './environments.ts';
import { imagePrefix } from './images.ts';

/** Whether a command is one of the installed packages', by what its name stands for elsewhere. */
export function isOfPackages(called: string, found: Resolved, stage: Stage): boolean {
  if (!callsOf(stage).some(({ call }) => call.does === 'install')) return false;
  const { state, files } = stage;
  const prefixes = [imagePrefix, ...environmentsIn(files).map(({ prefix }) => prefix)];
  if (called.includes('/')) {
    const path = posix.resolve(state.workdir.text ?? '/', called);
    const ofImage = stage.facts?.contains(path) === 'yes';
    return (
      !ofImage && found.kind !== 'file' && prefixes.some((prefix) => posix.dirname(path) === `${prefix}/bin`)
    );
  }
  // A directory of another image, copied among commands, may hold any.
  const ofAnother = found.kind === 'made' && found.origin.by === 'stage';
  const elsewhere =
    found.kind !== 'missing' && !ofAnother && !(found.kind === 'system' && found.path === undefined);
  return !elsewhere && !originalHas(called, stage);
}
