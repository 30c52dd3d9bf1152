/** The rust rule: single-stage files on an image with Rust become a build stage and a runtime stage. */
import { knownImage, lookalikeOf, unknownBase, windowsBase } from '../../src/toolchain/images.ts';
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { rustModel, rustOutput } from './commands/index.ts';
import { isDuplicate } from './duplicates.ts';
import { rustImage } from './images/images.ts';
import { installedRust } from './images/installed.ts';
import { needsOf } from './needs.ts';
import { rustSizes } from './sizes.ts';
import { ofRustBuild, roleOf } from './source-files.ts';
import { rustStart } from './start.ts';
import { rustTraces } from './verify/index.ts';

export const rust: Toolchain = {
  name: 'rust',
  description: 'splits single-stage files on rust images into a build stage and a minimal runtime stage',
  codes,
  image: (reference) => {
    const found = rustImage(reference);
    switch (found?.kind) {
      case 'rust':
        return knownImage(found.facts, found.assumed);
      case 'cross':
        return unknownBase(
          `the base image is not the official one, and it builds ${found.what}`,
          'base the file on the official rust image, and build with --target for musl there',
        );
      case 'lookalike':
        return lookalikeOf('rust');
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  installed: installedRust,
  mentionedBy: /\b(?:cargo|rust)/i,
  models: { modelOf: rustModel, output: rustOutput },
  start: rustStart,
  ofBuild: ofRustBuild,
  ofSources: { projectFiles: ['Cargo.toml'], endings: ['rs'] },
  variants: () => [asWritten],
  needs: needsOf,
  role: roleOf,
  duplicate: isDuplicate,
  sizes: rustSizes,
  traces: rustTraces,
};
