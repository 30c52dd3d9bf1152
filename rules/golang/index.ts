/** The golang rule: single-stage files on a golang image become a build stage and a runtime stage. */
import { codes } from './codes.ts';
import type { Toolchain } from '../../src/toolchain/toolchain.ts';
import { goCommands, goOutput } from './commands/index.ts';
import { isDuplicate } from './duplicates.ts';
import { golangImage } from './images.ts';
import { needsOf, variantsOf } from './needs.ts';
import { golangSizes } from './sizes.ts';
import { ofGoBuild, roleOf } from './source-files.ts';
import { goStart } from './start.ts';
import { golangTraces } from './verify/index.ts';

export const golang: Toolchain = {
  name: 'golang',
  description: 'splits single-stage files on golang images into a build stage and a minimal runtime stage',
  codes,
  image: (reference) => {
    const found = golangImage(reference);
    switch (found?.kind) {
      case 'golang':
        return {
          kind: 'toolchain',
          facts: found.facts,
          ...(found.assumed === undefined
            ? {}
            : { assumption: { code: 'base-image', message: found.assumed, evidence: undefined } }),
        };
      case 'lookalike':
        return {
          kind: 'refused',
          refusal: {
            code: 'unknown-base',
            message:
              'the base image has golang in its name, but it is not the official one: what it contains is not known',
            advice:
              'base the file on the official golang image, or say in the configuration that this one is like it',
          },
        };
      case 'windows':
        return {
          kind: 'refused',
          refusal: {
            code: 'windows-base',
            message: 'the base image is a Windows image',
            advice: 'nothing: dfopt splits Linux images only',
          },
        };
      case undefined:
        return undefined;
    }
  },
  models: { commands: goCommands, output: goOutput },
  start: goStart,
  ofBuild: ofGoBuild,
  ofSources: { projectFiles: ['go.mod'], endings: ['go'] },
  variants: variantsOf,
  needs: needsOf,
  role: roleOf,
  duplicate: isDuplicate,
  sizes: golangSizes,
  traces: golangTraces,
};
