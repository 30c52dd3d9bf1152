/** The golang rule: single-stage files on a golang image become a build stage and a runtime stage. */
import { codes } from './codes.ts';
import { knownImage, lookalikeOf, windowsBase } from '../../src/toolchain/images.ts';
import type { Toolchain } from '../../src/toolchain/toolchain.ts';
import { goModel, goOutput } from './commands/index.ts';
import { isDuplicate } from './duplicates.ts';
import { golangImage } from './images.ts';
import { installedGo } from './installed.ts';
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
        return knownImage(found.facts, found.assumed);
      case 'lookalike':
        return lookalikeOf('golang');
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  installed: installedGo,
  mentionedBy: /golang|\bgo[\d$]|(?<![\w/.-])go(?![\w/.-])/i,
  models: { modelOf: goModel, output: goOutput },
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
