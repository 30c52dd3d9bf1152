/** The commands of a file that build with .NET, with the projects that they build. */
import type { CommandRun, FileSystem, Stage } from '../../src/evaluate/types.ts';
import { scopeOf, textsOf } from './commands.ts';
import { buildCall, type BuildCall } from './msbuild/call.ts';
import { outputsOf, withReferences, type Output, type Scope } from './msbuild/outputs.ts';
import type { Project } from './msbuild/project.ts';

export type DotnetBuild = {
  readonly run: CommandRun;
  /** The files as they were when its step began. */
  readonly files: FileSystem;
} & (
  | {
      readonly tool: 'dotnet';
      readonly call: BuildCall;
      /** undefined where a project was not there to read. */
      readonly outputs: readonly Output[] | undefined;
      /** With those that they are built with. */
      readonly projects: readonly Project[] | undefined;
      readonly scope: Scope;
    }
  /** One that is not followed: what it is called. */
  | { readonly tool: 'other'; readonly name: string }
);

/** Build tools that call the SDK, and scripts. */
const others: ReadonlySet<string> = new Set(
  'msbuild make gmake nuke dotnet-cake cake fake paket just task pwsh'.split(' '),
);

const building: ReadonlySet<string> = new Set(['build', 'publish', 'msbuild', 'test', 'pack']);

/** They are asked for often, and projects take a while to read. */
const found = new WeakMap<Stage, readonly DotnetBuild[]>();

export function buildsOf(stage: Stage): readonly DotnetBuild[] {
  const before = found.get(stage);
  if (before !== undefined) return before;
  const builds = stage.steps.flatMap((step, index) => {
    const files = stage.files.upTo(stage.steps[index - 1]?.filesAfter ?? 0);
    return step.commands.flatMap((run) => buildOf(run, files, stage) ?? []);
  });
  found.set(stage, builds);
  return builds;
}

function buildOf(run: CommandRun, files: FileSystem, stage: Stage): DotnetBuild | undefined {
  const words = textsOf(run);
  const name = run.name ?? '';
  if (name === 'dotnet') {
    const call = buildCall(words, run.workdir.text ?? '/');
    if (call === undefined || !building.has(call.verb)) return undefined;
    const scope = scopeOf(run, files, stage.facts);
    const outputs = outputsOf(call, scope);
    const projects = outputs === undefined ? undefined : withReferences(outputs, scope);
    return { run, files, tool: 'dotnet', call, outputs, projects, scope };
  }
  const isScript =
    /^\.{0,2}\/.*|\.(sh|bash|ps1)$/.test(words[0] ?? '') || (/^(ba|da|a)?sh$/.test(name) && words.length > 1);
  return others.has(name) || isScript ? { run, files, tool: 'other', name: words[0] ?? name } : undefined;
}

/** Commands that change what the image has of .NET: another runtime beside it, files below its directory. */
export function changesDotnet(stage: Stage): { readonly step: number; readonly what: string } | undefined {
  const installs = stage.steps.flatMap(({ id, commands }) =>
    commands.flatMap((run) => {
      const words = textsOf(run);
      if (run.name === 'dotnet' && /^(dev-certs|user-secrets)$/.test(words[1] ?? ''))
        return [{ step: id, what: `dotnet ${words[1] ?? ''} keeps what .NET looks for in a home directory` }];
      const script = words.find((word) => /dotnet-install\.(sh|ps1)/.test(word));
      return script !== undefined && !/^(curl|wget|chmod|rm)$/.test(run.name ?? '')
        ? [{ step: id, what: `${script} installs another .NET` }]
        : [];
    }),
  );
  const written = stage.files
    .written()
    .flatMap(({ path, origin }) =>
      path.startsWith('/usr/share/dotnet/') && origin.by !== 'base' && 'step' in origin
        ? [{ step: origin.step, what: `${path} is written, which is in the directory of .NET` }]
        : [],
    );
  const trees = stage.files
    .trees()
    .flatMap(({ path, origin }) =>
      (path === '/usr/share/dotnet' || path.startsWith('/usr/share/dotnet/')) &&
      origin.by !== 'base' &&
      'step' in origin
        ? [{ step: origin.step, what: `${path} is copied, which is in the directory of .NET` }]
        : [],
    );
  return installs[0] ?? written[0] ?? trees[0];
}
