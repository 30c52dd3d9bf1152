/** The python rule: single-stage files on python images that keep what they build with become a build stage and a runtime stage. */
import { knownImage, lookalikeOf, windowsBase } from '../../src/toolchain/images.ts';
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { pythonModel } from './commands.ts';
import { nothingToSplit } from './idle.ts';
import { pythonImage, pythonRuntimes } from './images.ts';
import { needsOf } from './needs.ts';
import { pythonSizes } from './sizes.ts';
import { ofPythonBuild, roleOf } from './source-files.ts';
import { pythonStart } from './start.ts';
import { pythonTraces } from './verify/index.ts';

export const python: Toolchain = {
  name: 'python',
  description:
    'splits single-stage files on python images that keep compilers and headers into a build stage and a runtime stage',
  codes,
  image: (reference) => {
    const found = pythonImage(reference);
    switch (found?.kind) {
      case 'python':
        return knownImage(found.facts, found.assumed);
      case 'lookalike':
        return lookalikeOf('python');
      case 'conda':
        return {
          kind: 'refused',
          refusal: {
            code: 'conda',
            message:
              'the base image is one of conda, whose packages bring libraries and an interpreter of their own',
            advice:
              'split the file by hand: conda-pack puts an environment into one archive for the runtime stage',
          },
        };
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  models: { modelOf: pythonModel, output: () => undefined },
  start: pythonStart,
  nothingToSplit,
  variants: () => [asWritten],
  needs: needsOf,
  role: roleOf,
  ofBuild: ofPythonBuild,
  ofSources: { projectFiles: ['pyproject.toml', 'setup.py', 'requirements.txt', 'Pipfile'], endings: ['py'] },
  runtimes: pythonRuntimes,
  sizes: pythonSizes,
  traces: pythonTraces,
};
