/** Libraries that the author put there by hand, and that no package of the distribution brings. */
import type { Build, Stage } from '../../evaluate/types.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import { loaderSettings } from '../../image/implicit-files.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';

/**
 * Places of libraries that the loader is told of: what lies there may be loaded by name while the program runs. Source:
 * ld.so(8), ldconfig(8).
 */
export function ownLibraries(stage: Stage, build: Build): Refusal | undefined {
  const listed = stage.files
    .written()
    .find(
      ({ path, origin }) => loaderSettings.some((place) => isInside(path, place)) && origin.by !== 'base',
    );
  const variable = stage.state.env.get('LD_LIBRARY_PATH');
  const named = variable === undefined || variable.origin === 'base' ? undefined : variable;
  if (listed === undefined && named === undefined) return undefined;
  const step =
    listed !== undefined && 'step' in listed.origin
      ? listed.origin.step
      : named !== undefined && named.origin !== 'base'
        ? named.origin
        : undefined;
  const place = listed?.path ?? 'LD_LIBRARY_PATH';
  return {
    code: 'library-not-known',
    message: `the program may load libraries from where ${place} says, which no package of the distribution brings`,
    evidence: evidenceAt(build.dockerfile, step),
    advice:
      'install the library from a package of the distribution, or split the file by hand and copy its files to the runtime stage',
  };
}
