/** What hangs on the toolchain of what a .NET program does when it runs. */
import type { OfToolchain } from '../../src/split/uses/scene.ts';
import { isSourceFile, ofDotnetBuild, roleOf } from './source-files.ts';

const programs: ReadonlySet<string> = new Set([
  'dotnet',
  'msbuild',
  'csc',
  'nuget',
  'pwsh',
  'dnx',
  'dotnet-ef',
]);

export const usesOfDotnet: OfToolchain = {
  installation: ofDotnetBuild.installation,
  isProgram: (name) => programs.has(name),
  words: [],
  embeds: 'EmbeddedResource',
  isSource: isSourceFile,
  isOwnSource: (path) => /\.cs$/i.test(path),
  role: (file) => roleOf(file, undefined),
  answer: () => undefined,
};
