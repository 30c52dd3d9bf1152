/** The gcc rule: single-stage files on an image with a C and C++ compiler become a build stage and a runtime stage. */
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { compilerCommands } from './commands/index.ts';
import { compilerOutput } from './commands/output.ts';
import { isDuplicate } from './duplicates.ts';
import { compilerImage } from './images/images.ts';
import { needsOf } from './needs.ts';
import { gccSizes } from './sizes.ts';
import { ofBuild, roleOf } from './source-files.ts';
import { gccStart } from './start.ts';
import { gccTraces } from './verify/index.ts';

export const gcc: Toolchain = {
  name: 'gcc',
  description:
    'splits single-stage files on images of C and C++ compilers into a build stage and a minimal runtime stage',
  codes,
  image: (reference) => {
    const found = compilerImage(reference);
    switch (found?.kind) {
      case 'known':
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
            message: 'the base image builds for other systems than the one that it runs on',
            advice: 'nothing: what it builds does not run in an image of that kind',
          },
        };
      case 'lookalike':
        return {
          kind: 'refused',
          refusal: {
            code: 'unknown-base',
            message:
              'the base image has a compiler in its name, but it is none that is known: what it contains is not known',
            advice:
              'base the file on the official gcc image, or say in the configuration that this one is like it',
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
  models: { commands: compilerCommands, output: compilerOutput },
  start: gccStart,
  variants: () => [asWritten],
  needs: needsOf,
  role: roleOf,
  duplicate: isDuplicate,
  ofBuild,
  ofSources: {
    projectFiles: ['CMakeLists.txt', 'configure.ac', 'meson.build'],
    endings: ['c', 'cc', 'cpp', 'cxx', 'h', 'hh', 'hpp'],
  },
  traces: gccTraces,
  sizes: gccSizes,
};
