/** The dotnet rule: single-stage files on images with the SDK of .NET become a build stage and a stage on an image without it. */
import { knownImage, unknownBase, windowsBase } from '../../src/toolchain/images.ts';
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { dotnetModel } from './commands.ts';
import { nothingToSplit } from './idle.ts';
import { dotnetRuntimes, factsOf } from './images/images.ts';
import { namedImage } from './images/tags.ts';
import { needsOf } from './needs.ts';
import { dotnetSizes } from './sizes.ts';
import { ofDotnetBuild, roleOf } from './source-files.ts';
import { dotnetStart } from './start.ts';
import { dotnetTraces } from './verify/index.ts';

export const dotnet: Toolchain = {
  name: 'dotnet',
  description:
    'splits single-stage files on images with the SDK of .NET into a build stage and a stage on the image of the runtime',
  codes,
  image: (reference) => {
    const found = namedImage(reference);
    switch (found?.kind) {
      case 'sdk':
        return knownImage(factsOf(found.image), found.image.assumed);
      case 'removed':
        return {
          kind: 'refused',
          refusal: {
            code: 'cannot-build',
            message: `this file cannot be built today: microsoft/${reference.name} was removed from Docker Hub in 2021`,
            advice:
              'base the file on mcr.microsoft.com/dotnet/sdk (mcr.microsoft.com/dotnet/core/sdk for 2.2 and 3.0); then run dfopt again',
          },
        };
      case 'lookalike':
        return unknownBase(
          'the base image has .NET in its name, but it is none that is known: what it contains is not known',
          'base the file on mcr.microsoft.com/dotnet/sdk, or say in the configuration that this one is like it',
        );
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  models: { modelOf: dotnetModel, output: () => undefined },
  start: dotnetStart,
  nothingToSplit,
  variants: () => [asWritten],
  needs: needsOf,
  role: roleOf,
  ofBuild: ofDotnetBuild,
  ofSources: {
    projectFiles: ['global.json', 'Directory.Build.props'],
    endings: ['cs', 'fs', 'vb', 'csproj'],
  },
  runtimes: dotnetRuntimes,
  sizes: dotnetSizes,
  traces: dotnetTraces,
};
