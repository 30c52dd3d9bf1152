/** The gcc rule: single-stage files on an image with a C and C++ compiler become a build stage and a runtime stage. */
import { knownImage, unknownBase, windowsBase } from '../../src/toolchain/images.ts';
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { compilerModel } from './commands/index.ts';
import { isConfigure } from './commands/configure.ts';
import { compilerOutput } from './commands/output.ts';
import { isDuplicate } from './duplicates.ts';
import { compilerImage } from './images/images.ts';
import { installedCompiler } from './images/installed.ts';
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
        return knownImage(found.facts, found.assumed);
      case 'cross':
        return unknownBase(
          'the base image builds for other systems than the one that it runs on',
          'nothing: what it builds does not run in an image of that kind',
        );
      case 'lookalike':
        return unknownBase(
          'the base image has a compiler in its name, but it is none that is known: what it contains is not known',
          'base the file on the official gcc image, or say in the configuration that this one is like it',
        );
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  installed: installedCompiler,
  mentionedBy: /\b(?:build-essential|build-base|alpine-sdk|gcc|g\+\+|clang|libtool|dh-autoreconf)/i,
  models: { modelOf: compilerModel, published: isConfigure, output: compilerOutput },
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
