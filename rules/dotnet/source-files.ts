/** Files and directories that only building .NET projects reads. */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { Artifact, Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';

/** What is published lies in a directory that holds all of it; sources, project files and what else is built stay behind. */
export function roleOf(
  { path, directory }: { readonly path: string; readonly directory: boolean },
  artifact: Artifact | undefined,
): Role {
  if (artifact?.shape === 'directory' && isInside(path, artifact.path)) return 'run';
  const name = posix.basename(path);
  return buildDirectories.has(name) || (!directory && isSourceFile(path)) ? 'build-only' : 'unknown';
}

const buildDirectories: ReadonlySet<string> = new Set([
  'bin',
  'obj',
  'Properties',
  'TestResults',
  '.vs',
  '.vscode',
  '.idea',
  '.config',
  '.nuget',
]);

export function isSourceFile(path: string): boolean {
  const name = posix.basename(path);
  return (
    /\.(cs|fs|fsi|fsx|vb|razor|cshtml|resx|csproj|fsproj|vbproj|sln|slnx|slnf|props|targets|user|ruleset|nuspec|snk|cake|DotSettings)$/i.test(
      name,
    ) ||
    /^(global\.json|nuget\.config|packages\.lock\.json|packages\.config|libman\.json|\.editorconfig|stylecop\.json)$/i.test(
      name,
    )
  );
}

/** Variables of the SDK, NuGet and PowerShell. Source: learn.microsoft.com/dotnet/core/tools/dotnet-environment-variables. */
export const ofDotnetBuild: OfBuild = {
  variable: (name) =>
    /^(NUGET_|MSBUILD|DOTNET_CLI_|POWERSHELL_|DOTNET_SDK_|DOTNET_INSTALL_)/.test(name) || ofSdk.has(name),
  workspaces: [],
  installation: [
    '/usr/share/dotnet',
    '/usr/share/powershell',
    '/root/.nuget',
    '/root/.dotnet',
    '/root/.local/share/NuGet',
    '/root/.templateengine',
  ],
  packages: (name) => ofMachineCode.has(name),
};

/** What it takes to make machine code; the images without the SDK bring what that is linked with. Source: learn.microsoft.com/dotnet/core/deploying/native-aot ("Prerequisites"). */
const ofMachineCode: ReadonlySet<string> = new Set(['clang', 'zlib1g-dev', 'zlib-dev', 'build-base']);

const ofSdk: ReadonlySet<string> = new Set([
  'DOTNET_NOLOGO',
  'DOTNET_SKIP_FIRST_TIME_EXPERIENCE',
  'DOTNET_PRINT_TELEMETRY_MESSAGE',
  'DOTNET_GENERATE_ASPNET_CERTIFICATE',
  'DOTNET_ADD_GLOBAL_TOOLS_TO_PATH',
  'DOTNET_VERSION',
  'ASPNET_VERSION',
]);
