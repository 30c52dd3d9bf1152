/** The node rule: single-stage files on node images that build become a build stage and a runtime stage. */
import { knownImage, lookalikeOf, windowsBase } from '../../src/toolchain/images.ts';
import type { Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { nodeModel } from './commands.ts';
import { nothingToSplit } from './idle.ts';
import { nodeImage, nodeRuntimes } from './images.ts';
import { needsOf, variantsOf } from './needs.ts';
import { nodeSizes } from './sizes.ts';
import { ofNodeBuild, roleOf } from './source-files.ts';
import { nodeStart } from './start.ts';
import { nodeTraces } from './verify/index.ts';

export const node: Toolchain = {
  name: 'node',
  description:
    'splits single-stage files on node images that build something into a build stage and a runtime stage',
  codes,
  image: (reference) => {
    const found = nodeImage(reference);
    switch (found?.kind) {
      case 'node':
        return knownImage(found.facts, found.assumed);
      case 'lookalike':
        return lookalikeOf('node');
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  models: { modelOf: nodeModel, output: () => undefined },
  start: nodeStart,
  nothingToSplit,
  variants: variantsOf,
  needs: needsOf,
  role: roleOf,
  ofBuild: ofNodeBuild,
  ofSources: { projectFiles: ['package.json'], endings: ['js', 'cjs', 'mjs', 'ts', 'tsx', 'jsx'] },
  runtimes: nodeRuntimes,
  sizes: nodeSizes,
  traces: nodeTraces,
};
