/** What images with the SDK of .NET show in an image that was built: facts for `dfopt verify`. Source: dotnet/dotnet-docker (ENV of sdk). */
import type { Traces } from '../../../src/toolchain/traces.ts';

export const dotnetTraces: Traces = {
  // Every image of the SDK sets it, and none without the SDK does.
  isIn: (environment) => environment.has('NUGET_XMLDOC_MODE'),
  commands: ['/usr/share/dotnet/sdk'],
  pathDirectories: [],
  rebuilds: [],
  ownDirectories: [
    '/root/.nuget',
    '/root/.dotnet',
    '/root/.local/share/NuGet',
    '/root/.templateengine',
    '/tmp/NuGetScratch',
  ],
  ofLibraries: ['dotnet-packages-not-read'],
};
