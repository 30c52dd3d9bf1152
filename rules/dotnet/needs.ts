/** What an application needs when it runs: .NET itself or only the libraries of it, and what its sources ask of the system. */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { FileSystem, Program } from '../../src/evaluate/types.ts';
import { compareRelease } from '../../src/image/distributions.ts';
import { evidenceAt, evidenceOf, evidenceOfCommand } from '../../src/rule/evidence.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import {
  needing,
  refused,
  type Artifact,
  type Needs,
  type Refusal,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { buildsOf, changesDotnet, type DotnetBuild } from './builds.ts';
import { isLatestOfLine, runtimeNames, whyNoRuntime } from './images/images.ts';
import type { Output } from './msbuild/outputs.ts';
import { withReferences } from './msbuild/outputs.ts';
import type { Project } from './msbuild/project.ts';
import { aspnetPackages, askingForSdk, asksForNothing } from './packages.ts';
import { sourcesOf, type Sources } from './sources/index.ts';
import { isOutput, lineOf, runtimeNeed } from './start.ts';
import { usesOfDotnet } from './uses.ts';

type SdkBuild = Extract<DotnetBuild, { readonly tool: 'dotnet' }>;

/** What is put into the directory that is started, and what it is built from. */
interface Started {
  readonly outputs: readonly Output[];
  /** With all that they are built with. */
  readonly projects: readonly Project[];
  /** Not all of it was there to read. */
  readonly unread: readonly string[];
  readonly build: DotnetBuild | undefined;
}

export function needsOf(artifact: Artifact, _variant: Variant, scene: Scene): Needs | Refused {
  const refusal = imageRefusal(scene) ?? changeRefusal(scene);
  if (refusal !== undefined) return refused(refusal);
  const builds = buildsOf(scene.stage);
  const started = startedIn(artifact, builds);
  const wrong =
    placeRefusal(artifact, started, scene) ??
    packageRefusal(started, scene) ??
    platformRefusal(started, scene) ??
    frameworkRefusal(started, scene) ??
    leftoverRefusal(artifact, started, scene);
  if (wrong !== undefined) return refused(wrong);
  const files = started.build?.files ?? scene.stage.files;
  const sources = sourcesOf(
    started.projects.map(({ directory }) => directory),
    files,
    artifact.shape === 'directory' ? artifact.path : posix.dirname(artifact.path),
  );
  const uses = usesOf(artifact, sources, started, scene);
  if (uses.kind === 'refusal') return uses;
  const framework = frameworkNeeds(started, scene);
  const assumptions = assumptionsOf(artifact, sources, started, scene);
  const open = assumptions.some(({ code }) => code !== 'latest-dotnet');
  const hosted = framework.aspnet || open;
  return needing(
    [
      ...framework.needs,
      ...cultureNeeds(started, scene),
      ...terminalNeeds(sources, started, scene),
      ...uses.needs,
      ...besideNeeds(artifact, started, scene),
      ...contentNeeds(sources, framework.aspnet, scene),
    ],
    {
      workdir: open ? 'unknown' : framework.aspnet && uses.workdir === 'unused' ? 'named' : uses.workdir,
      startsUnknown: open || uses.startsUnknown,
      readsAnywhere: uses.readsAnywhere === true,
      environment: [...uses.environment, ...variablesOf(started, hosted, scene)],
      ...(uses.allVariables === undefined ? {} : { allVariables: uses.allVariables }),
      assumptions: [...uses.assumptions, ...assumptions],
    },
  );
}

function startedIn({ path: directory, madeBy }: Artifact, builds: readonly DotnetBuild[]): Started {
  const ofSdk = builds.filter((build): build is SdkBuild => build.tool === 'dotnet');
  const made = ofSdk.filter(({ run }) => run === madeBy);
  const matching = ofSdk.filter(({ outputs = [] }) =>
    outputs.some((output) => output.directory === directory),
  );
  const chosen = made.length > 0 ? made : matching.length > 0 ? matching : ofSdk;
  const outputs = chosen.flatMap(({ outputs: all = [] }) =>
    all.filter(
      (output) =>
        output.isProgram !== false &&
        (made.length > 0 || matching.length === 0 || output.directory === directory),
    ),
  );
  const projects = chosen.map((build) =>
    build.outputs === undefined
      ? undefined
      : withReferences(
          build.outputs.filter((output) => outputs.includes(output)),
          build.scope,
        ),
  );
  const others = builds.flatMap((build) => (build.tool === 'other' ? [build.name] : []));
  const notRead = chosen.flatMap((build, index) =>
    build.outputs === undefined || projects[index] === undefined ? [namedProject(build)] : [],
  );
  const known = [
    ...new Map(
      projects.flatMap((list) => (list ?? []).map((project) => [project.path, project] as const)),
    ).values(),
  ];
  return {
    outputs,
    projects: known,
    unread: [
      ...notRead,
      ...(outputs.length === 0 && notRead.length === 0
        ? others.length > 0
          ? others
          : ['what builds it']
        : []),
      ...known.flatMap(({ path, unread }) => unread.map((what) => `${posix.basename(path)}: ${what}`)),
    ],
    build: chosen.at(-1) ?? builds[0],
  };
}

function namedProject({ call }: SdkBuild): string {
  return call.project === undefined ? `the project in ${call.directory}` : call.project;
}

function placeOf(build: DotnetBuild | undefined, { build: { dockerfile } }: Scene): Evidence | undefined {
  return build === undefined ? undefined : evidenceOfCommand(dockerfile, build.run);
}

// ── Why it can't be split ────────────────────────────────────────────────────────────────────────────────────

function imageRefusal({ build, stage }: Scene): Refusal | undefined {
  const { base, from } = stage;
  if (base.kind !== 'image') return undefined;
  const why = stage.facts?.extended === true ? undefined : whyNoRuntime(base.reference, from.image.raw);
  return why === undefined || why === 'what it contains is not known'
    ? undefined
    : {
        code: 'no-dotnet-runtime',
        message: `no image is known that runs what ${from.image.raw} builds: ${why}`,
        evidence: evidenceOf(build.dockerfile, from),
        advice:
          'base the file on an image whose tag names the release of .NET and a distribution, such as mcr.microsoft.com/dotnet/sdk:8.0',
      };
}

function changeRefusal({ build, stage }: Scene): Refusal | undefined {
  const found = changesDotnet(stage);
  return found === undefined
    ? undefined
    : {
        code: 'dotnet-changed',
        message: `${found.what}, and the image without the SDK would not have that`,
        evidence: evidenceAt(build.dockerfile, found.step),
        advice: 'split the file by hand, and do the same in the runtime stage',
      };
}

function packageRefusal(started: Started, scene: Scene): Refusal | undefined {
  const names = started.projects.flatMap(({ packages }) =>
    packages.flatMap(({ name, ofBuild }) => (ofBuild ? [] : [name])),
  );
  const name = names.find((each) => askingForSdk.has(each.toLowerCase()));
  return name === undefined
    ? undefined
    : {
        code: 'sdk-at-run-time',
        message: `${name} is among the packages that run: it ${askingForSdk.get(name.toLowerCase()) ?? ''}, for which the SDK is needed`,
        evidence: placeOf(started.build, scene),
        advice: 'nothing: the SDK is part of what the program needs',
      };
}

/** Source: learn.microsoft.com/dotnet/core/rid-catalog (linux-musl-x64 is Alpine, linux-x64 most others). */
function platformRefusal(started: Started, scene: Scene): Refusal | undefined {
  const family = scene.stage.facts?.distribution.family;
  const other = started.outputs.find(({ runtime, selfContained, native, singleFile }) => {
    if (runtime === undefined || runtime.includes('?')) return false;
    if (/^(win|osx|maccatalyst|ios|android|browser|freebsd)/.test(runtime)) return true;
    const isMusl = /^(linux-musl|alpine)/.test(runtime);
    const bound = selfContained !== false || native !== false || singleFile !== false;
    return bound && isMusl !== (family === 'alpine');
  });
  return other === undefined
    ? undefined
    : {
        code: 'another-platform',
        message: `${posix.basename(other.project.path)} is built for ${other.runtime ?? ''}, which is not the platform of the image`,
        evidence: placeOf(started.build, scene),
        advice:
          'build for the platform of the image (linux-x64, on Alpine linux-musl-x64), or leave the runtime identifier out',
      };
}

/** What is built for another .NET than the image has, as far as its own runtime does not lie beside it. */
function frameworkRefusal(started: Started, scene: Scene): Refusal | undefined {
  const [major, minor] = (lineOf(scene.stage) ?? '').split('.').map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major)) return undefined;
  const rolls =
    scene.stage.state.env.has('DOTNET_ROLL_FORWARD') ||
    scene.stage.state.env.has('DOTNET_ROLL_FORWARD_ON_NO_CANDIDATE_FX');
  const other = started.outputs.find(({ framework, selfContained, project }) => {
    if (framework === undefined || selfContained !== false || rolls || project.property('RollForward') !== '')
      return false;
    // "Minor: roll forward to the lowest higher minor version" (dotnet/core/versions/selection).
    return framework.major !== major || framework.minor > minor;
  });
  return other === undefined
    ? undefined
    : {
        code: 'framework-not-there',
        message: `${posix.basename(other.project.path)} is built for ${other.framework?.name ?? ''}, and the image has .NET ${major}.${minor}: as far as this file tells, it does not start`,
        evidence: placeOf(started.build, scene),
        advice:
          'name the image of the release that the project is for, or have it roll forward (RollForward)',
      };
}

/** Up to 2.x what `dotnet build` leaves is started with the packages of the cache beside it. */
function leftoverRefusal(artifact: Artifact, started: Started, scene: Scene): Refusal | undefined {
  const major = Number.parseInt(scene.stage.facts?.version ?? '', 10);
  return major < 3 && isBuildOutput(artifact, started)
    ? {
        code: 'dotnet-not-followed',
        message: `the container starts what dotnet build leaves in ${artifact.path}: up to .NET Core 2.2 that finds its packages in the cache of NuGet`,
        evidence: placeOf(started.build, scene),
        advice:
          'publish it (dotnet publish -c Release -o out), and start what is published; then run dfopt again',
      }
    : undefined;
}

function isBuildOutput({ path }: Artifact, { outputs }: Started): boolean {
  const here = outputs.filter(({ directory }) => directory === path);
  return here.length > 0
    ? here.every(({ isPublished }) => !isPublished)
    : /\/bin\/(Debug|Release)(\/|$)/.test(path) && !path.split('/').includes('publish');
}

// ── What it runs on ──────────────────────────────────────────────────────────────────────────────────────────

function frameworkNeeds(
  started: Started,
  scene: Scene,
): { readonly needs: readonly Need[]; readonly aspnet: boolean } {
  const evidence = placeOf(started.build, scene);
  const version = lineOf(scene.stage);
  const because = 'it is a program of .NET';
  const dependencies: Need = { kind: 'runtime', name: runtimeNames.dependencies, version, because, evidence };
  const known = started.outputs.length > 0;
  if (known && started.outputs.every(({ selfContained }) => selfContained === true)) {
    return { needs: [dependencies], aspnet: usesAspnet(started).uses !== 'no' };
  }
  const { uses, why } = usesAspnet(started);
  return {
    needs: [
      dependencies,
      runtimeNeed(scene.stage, 'it is built to run on a .NET of the image', evidence),
      ...(uses === 'no'
        ? []
        : [{ kind: 'runtime', name: runtimeNames.aspnet, version, because: why, evidence } as const]),
    ],
    aspnet: uses !== 'no',
  };
}

/** Whether it runs on ASP.NET Core; `perhaps` where something that was not read may ask for it. */
function usesAspnet({ outputs, projects, unread }: Started): {
  readonly uses: 'yes' | 'no' | 'perhaps';
  readonly why: string;
} {
  const web = projects.find(({ sdk }) => sdk === 'Microsoft.NET.Sdk.Web');
  if (web !== undefined)
    return { uses: 'yes', why: `${posix.basename(web.path)} is a project of Microsoft.NET.Sdk.Web` };
  const asking = projects.find(
    ({ frameworks, packages }) =>
      frameworks.includes('Microsoft.AspNetCore.App') ||
      packages.some(({ name }) => aspnetPackages.has(name.toLowerCase())),
  );
  if (asking !== undefined)
    return { uses: 'yes', why: `${posix.basename(asking.path)} refers to Microsoft.AspNetCore.App` };
  if (outputs.length === 0 || unread.length > 0)
    return { uses: 'perhaps', why: `${unread[0] ?? 'the project'} was not read, which may ask for it` };
  const other = projects.find(({ sdk }) => !plainSdks.has(sdk ?? ''));
  if (other !== undefined)
    return {
      uses: 'perhaps',
      why: `${posix.basename(other.path)} is a project of ${other.sdk ?? 'an SDK that is not known'}, which may ask for it`,
    };
  const name = runningPackages(projects).find((each) => !asksForNothing(each));
  return name === undefined
    ? { uses: 'no', why: '' }
    : { uses: 'perhaps', why: `the package ${name} was not read, which may ask for it` };
}

const plainSdks: ReadonlySet<string> = new Set(['Microsoft.NET.Sdk', 'Microsoft.NET.Sdk.Worker']);

function runningPackages(projects: readonly Project[]): readonly string[] {
  return projects.flatMap(({ packages }) =>
    packages.flatMap(({ name, ofBuild }) =>
      ofBuild || aspnetPackages.has(name.toLowerCase()) ? [] : [name],
    ),
  );
}

/** From which release of Alpine on the data of ICU is a package of its own, which the SDK's images have. */
const firstWithData = '3.16';

/**
 * The SDK's images on Alpine have ICU, and since 8.0 the time zones; those without the SDK have neither, and switch cultures off.
 * Source: dotnet/dotnet-docker, documentation/image-variants.md.
 */
function cultureNeeds({ outputs, build }: Started, scene: Scene): readonly Need[] {
  const { facts } = scene.stage;
  if (facts?.distribution.family !== 'alpine') return [];
  const evidence = placeOf(build, scene);
  const invariant = outputs.length > 0 && outputs.every(({ invariant: said }) => said === true);
  const major = Number.parseInt(facts.version ?? '10', 10);
  const { release } = facts.distribution;
  const order = release === undefined ? undefined : compareRelease(release, firstWithData);
  const hasData = order === undefined ? major >= 6 : order >= 0;
  return [
    ...(invariant
      ? []
      : [
          {
            kind: 'library-packages',
            packages: ['icu-libs', ...(hasData ? ['icu-data-full'] : [])],
            because:
              'it may format and compare texts of other cultures, for which the image of the SDK has ICU',
            evidence,
          } as const,
        ]),
    ...(major >= 8
      ? [
          {
            kind: 'library-packages',
            packages: ['tzdata'],
            because: 'it may look up time zones, which the image of the SDK has',
            evidence,
          } as const,
        ]
      : []),
  ];
}

/** The database of terminals: on Alpine the SDK's images have it since 3.0, for PowerShell; others have it of the distribution. */
function terminalNeeds({ files }: Sources, { build }: Started, scene: Scene): readonly Need[] {
  const { facts } = scene.stage;
  const major = Number.parseInt(facts?.version ?? '10', 10);
  if (facts?.distribution.family !== 'alpine' || major < 3 || !files.some(({ usesTerminal }) => usesTerminal))
    return [];
  const because = 'it asks what the terminal can do';
  return [
    {
      kind: 'library-packages',
      packages: ['ncurses-terminfo-base'],
      because,
      evidence: placeOf(build, scene),
    },
  ];
}

/** Variables that the SDK's image sets otherwise than the others do, and that .NET or its libraries read. */
function variablesOf({ outputs }: Started, hosted: boolean, { stage }: Scene): readonly string[] {
  const major = Number.parseInt(stage.facts?.version ?? '10', 10);
  const onAlpine = stage.facts?.distribution.family === 'alpine';
  const invariant = outputs.length > 0 && outputs.every(({ invariant: said }) => said === true);
  return [
    ...(hosted && major >= 3 && major < 8 ? ['ASPNETCORE_URLS'] : []),
    // Microsoft.Extensions.FileProviders.Physical asks for it where settings are loaded again when they change.
    ...(hosted ? ['DOTNET_USE_POLLING_FILE_WATCHER'] : []),
    ...(onAlpine && !invariant ? ['DOTNET_SYSTEM_GLOBALIZATION_INVARIANT'] : []),
    ...(onAlpine && major < 5 ? ['LC_ALL', 'LANG'] : []),
  ];
}

/** All that is published with what is started: settings, pages, libraries of packages. */
function besideNeeds({ path, shape }: Artifact, { outputs, build }: Started, scene: Scene): readonly Need[] {
  const place = shape === 'directory' ? path : posix.dirname(path);
  const published =
    outputs.some(({ directory }) => directory === place) ||
    (outputs.length === 0 && isOutput(place, scene.stage));
  if (shape === 'file' && !published) return [];
  const because = 'what it is published with lies there';
  return [{ kind: 'file', path: place, directory: true, because, evidence: placeOf(build, scene) }];
}

/** Something beside the sources that a build which was not read may have made, and likely did not. */
function placeRefusal(
  { path, shape, entry }: Artifact,
  { outputs }: Started,
  { stage }: Scene,
): Refusal | undefined {
  const place = posix.dirname(path);
  if (shape === 'directory' || outputs.length > 0 || entry.origin.by !== 'opaque' || isOutput(place, stage))
    return undefined;
  return refusals.scriptNotReadable(path, undefined);
}

// ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────────

type Uses = Refused | Extract<ReturnType<typeof needsOfFindings>, { kind: 'needs' }>;

function usesOf(
  artifact: Artifact,
  sources: Sources,
  { build: made, projects }: Started,
  { build, stage }: Scene,
): Uses {
  const findings = sources.files.flatMap((file) => file.findings);
  const command = artifact.madeBy ?? made?.run;
  const files: FileSystem = made?.files ?? stage.files;
  if (command === undefined || findings.length === 0) {
    return {
      kind: 'needs',
      needs: [],
      workdir: 'unused',
      startsUnknown: false,
      environment: [],
      allVariables: undefined,
      readsAnywhere: false,
      assumptions: [],
    };
  }
  const program: Program = {
    toolchain: 'dotnet',
    command,
    package: projects[0]?.path,
    sources: projects[0]?.directory,
    remote: false,
    at: files.at,
  };
  return needsOfFindings(findings, {
    program,
    entry: artifact.entry,
    stage,
    build,
    toolchain: usesOfDotnet,
    place: (evidence) => inContext(evidence, files),
  });
}

/** Settings and web files that ASP.NET Core looks for in the working directory, and files that texts of the program name. */
function contentNeeds({ files }: Sources, aspnet: boolean, { stage }: Scene): readonly Need[] {
  const workdir = stage.state.workdir.text ?? '/';
  const content = aspnet
    ? stage.files
        .list(workdir)
        .names.flatMap(({ name }) =>
          /^appsettings(\.[\w-]+)?\.json$|^wwwroot$/i.test(name) ? [posix.join(workdir, name)] : [],
        )
    : [];
  const named = files
    .flatMap(({ texts }) => texts)
    .filter((text) => /^[\w@.+/-]+$/.test(text) && /[./]/.test(text) && text.length < 200)
    .map((text) => posix.resolve(workdir, text))
    .filter((path) => path !== workdir && !isInside(workdir, path));
  const because = (path: string): string =>
    content.includes(path)
      ? 'ASP.NET Core looks for it in the working directory'
      : 'a text of the program names it';
  return [...new Set([...content, ...named])].flatMap((path): readonly Need[] => {
    const found = stage.files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by !== 'context') return [];
    const directory = found.entry.kind === 'directory';
    return [{ kind: 'file', path, directory, because: because(path), evidence: undefined }];
  });
}

// ── What is taken for granted ────────────────────────────────────────────────────────────────────────────────

function assumptionsOf(
  artifact: Artifact,
  sources: Sources,
  started: Started,
  scene: Scene,
): readonly Assumption[] {
  const { build, stage } = scene;
  const { base, from } = stage;
  const evidence = placeOf(started.build, scene);
  const packages = runningPackages(started.projects);
  const unread = started.outputs.length === 0 ? [] : sources.unread;
  return [
    ...(started.unread.length > 0
      ? [
          {
            code: 'dotnet-project-not-read',
            message: `what is built holds all that it needs beside the files that are kept, and runs on the .NET of the image: ${firstOf(started.unread, 2)} was not read to the end`,
            evidence,
          } as const,
        ]
      : []),
    ...(packages.length > 0
      ? [
          {
            code: 'dotnet-packages-not-read',
            message: `the packages that it runs with (${firstOf([...new Set(packages)], 3)}) start no programs and read no files but those that are kept, and need nothing of the system that the image without the SDK has not`,
            evidence,
          } as const,
        ]
      : []),
    ...(unread.length > 0
      ? [
          {
            code: 'dotnet-sources-not-read',
            message: `what was not read of the sources (${firstOf(unread, 3)}) starts no programs and reads no files but those that are kept`,
            evidence,
          } as const,
        ]
      : []),
    ...(isBuildOutput(artifact, started)
      ? [
          {
            code: 'build-output-started',
            message: `what dotnet build leaves in ${artifact.path} holds all that it needs beside the files that are kept: it is not what would be published`,
            evidence,
          } as const,
        ]
      : []),
    ...(base.kind === 'image' && isLatestOfLine(base.reference)
      ? [
          {
            code: 'latest-dotnet',
            message: `it runs on the latest .NET ${lineOf(stage) ?? ''}: which one ${from.image.raw} has is not known`,
            evidence: evidenceOf(build.dockerfile, from),
          } as const,
        ]
      : []),
  ];
}
