/** The rust rule: single-stage files on an image with Rust become a build stage and a runtime stage. */
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { rustCommands, rustOutput } from './commands/index.ts';
import { isDuplicate } from './duplicates.ts';
import { rustImage } from './images/images.ts';
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
        return {
          kind: 'toolchain',
          facts: found.facts,
          ...(found.assumed === undefined
            ? {}
            : { assumption: { code: 'base-image', message: found.assumed, evidence: undefined } }),
        };
      case 'cross':
        return {
          kind: 'refused',
          refusal: {
            code: 'unknown-base',
            message: `the base image is not the official one, and it builds ${found.what}`,
            advice: 'base the file on the official rust image, and build with --target for musl there',
          },
        };
      case 'lookalike':
        return {
          kind: 'refused',
          refusal: {
            code: 'unknown-base',
            message:
              'the base image has rust in its name, but it is not the official one: what it contains is not known',
            advice:
              'base the file on the official rust image, or say in the configuration that this one is like it',
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
  models: { commands: rustCommands, output: rustOutput },
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
