/** What a program needs when it runs: what its sources and its packages ask of the system. */
import type { CommandRun, Program, Stage } from '../../src/evaluate/types.ts';
import { packagesAfter } from '../../src/evaluate/commands/packages.ts';
import { packageName, runtimeLibraries } from '../../src/image/packages/index.ts';
import { evidenceOf, evidenceOfCommand } from '../../src/rule/evidence.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import { ownLibraries } from '../../src/split/needs/own-libraries.ts';
import { installedPackages, originalHas } from '../../src/split/needs/installed-packages.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
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
import { callsOf } from './environments.ts';
import { extensionsOf } from './extensions.ts';
import { compilingPackages } from './idle.ts';
import { imagePrefix, variantOf } from './images.ts';
import { interpreterOf } from './interpreter.ts';
import {
  asking,
  compiling,
  developmentOf,
  notFollowed,
  withLibraries,
  withOpenMp,
  withSharedFiles,
} from './packages.ts';
import { requirementsOf, type Requirement } from './requirements.ts';
import { workOf, workWords } from './project-commands.ts';
import { isOfImage, rootsOf } from './roots.ts';
import { broughtByImages } from './source-files.ts';
import { sourceAt, sourcesBelow, type Sources } from './sources/index.ts';
import { buildTools } from './tools.ts';
import {
  foreignDirectories,
  foreignRefusal,
  interpreterRefusal,
  javaScriptRefusal,
  stepRefusal,
} from './steps.ts';
import { usesOfPython } from './uses.ts';

export function needsOf(artifact: Artifact, _variant: Variant, scene: Scene): Needs | Refused {
  const { stage, build } = scene;
  const sources = sourcesOf(artifact, stage);
  const refusal =
    stepRefusal(scene) ??
    interpreterRefusal(scene) ??
    javaScriptRefusal(scene) ??
    foreignRefusal(scene) ??
    ownLibraries(stage, build) ??
    distributionRefusal(scene) ??
    packageRefusal(scene) ??
    extensionRefusal(scene) ??
    compilerRefusal(sources, stage);
  if (refusal !== undefined) return refused(refusal);
  const { packages: all, unread } = requirementsOf(stage);
  const packages = all.filter(({ name }) => !buildTools.has(name));
  const program = programOf(artifact, stage);
  if (program === undefined) return refused(refusals.noProgram(evidenceOf(build.dockerfile, stage.from)));
  const findings = needsOfFindings(
    sources.files.flatMap((file) => file.findings),
    {
      program,
      entry: artifact.entry,
      stage,
      build,
      toolchain: usesOfPython,
      place: (evidence) => inContext(evidence, stage.files),
    },
  );
  if (findings.kind === 'refusal') return findings;
  const workdir = stage.state.workdir.text ?? '/';
  const others = packages.length + unread.length > 0;
  const assumptions: readonly Assumption[] = [
    ...findings.assumptions,
    ...sourcesNotRead(sources),
    ...compiledNotRead(scene),
    ...projectWritten(scene),
    ...interpreterTaken(scene),
    ...(others ? [packagesNotRead(packages, unread, scene)] : []),
  ];
  return needing(
    [
      ...findings.needs,
      ...packageNeeds(packages, scene),
      ...besideInterpreterNeeds(packages),
      ...compilerNeeds(scene),
      ...extensionNeeds(scene),
      ...removedNeeds(scene),
      ...windowNeeds(sources, stage),
      ...foreignNeeds(artifact, scene),
      ...collectedNeeds(sources, scene),
    ],
    {
      workdir: isOfImage(workdir, stage) ? 'unknown' : 'named',
      startsUnknown: findings.startsUnknown || others || sources.unread.length > 0,
      readsAnywhere: findings.readsAnywhere,
      environment: findings.environment,
      ...(findings.allVariables === undefined ? {} : { allVariables: findings.allVariables }),
      assumptions,
    },
  );
}

/** What is read for it: what lies below the author's directories, and what is installed from sources of the image. */
function sourcesOf({ path, shape }: Artifact, stage: Stage): Sources {
  const { local } = requirementsOf(stage);
  const places = [
    ...new Set([...rootsOf(undefined, stage), ...(shape === 'directory' ? [path] : []), ...local]),
  ];
  const parts = [
    ...places
      .filter((place) => !isOfImage(place, stage) && stage.files.lookup(place).status === 'present')
      .map((place) => sourcesBelow(place, stage.files)),
    ...(shape === 'file' ? [sourceAt(path, stage.files)] : []),
  ];
  const files = new Map(parts.flatMap((part) => part.files.map((file) => [file.path, file] as const)));
  return { files: [...files.values()], unread: [...new Set(parts.flatMap(({ unread }) => unread))] };
}

/** The author's files are started as they are: where a program is asked for, the first command of the file stands for its making. */
function programOf({ path, entry }: Artifact, { steps, files }: Stage): Program | undefined {
  const { origin } = entry;
  const command = 'command' in origin ? origin.command : steps.flatMap(({ commands }) => commands)[0];
  if (command === undefined) return undefined;
  return { toolchain: 'python', command, package: undefined, sources: path, remote: false, at: files.at };
}

// ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Modules of the distribution's own Python: another interpreter than the image's. */
function distributionRefusal({ stage, build }: Scene): Refusal | undefined {
  const found = [...installedPackages(stage)].find(([name]) => isModuleOfDistribution(packageName(name)));
  if (found === undefined) return undefined;
  const [name, change] = found;
  return {
    code: 'distribution-modules',
    message: `${packageName(name)} is installed for the Python of the distribution, which is another than that of the image, and which of the two runs what is not followed`,
    evidence: evidenceOfCommand(build.dockerfile, change.command),
    advice: 'install the module with pip for the Python of the image; then run dfopt again',
  };
}

/** Parts of the interpreter and tools that install, which others than modules are. */
const partsOfPython =
  /^(python3?|python2(\.7)?|python3\.\d+|python-is-python3)$|^python[\d.]*-(minimal|dev|all-dev|all|pip|setuptools|wheel|venv|virtualenv|distutils|lib2to3|pkg-resources|software-properties|dbg|doc)$|^py3?-(pip|setuptools|wheel|virtualenv)$/;

function isModuleOfDistribution(name: string): boolean {
  return /^(python3?|python2|py3?)-/.test(name) && !partsOfPython.test(name);
}

function packageRefusal({ stage }: Scene): Refusal | undefined {
  const { packages, cloned, unread } = requirementsOf(stage);
  const compiled = packages.find(({ name }) => compiling.has(name));
  if (compiled !== undefined) {
    return compilesWhileRunning(`${compiled.name} ${compiling.get(compiled.name) ?? ''}`, compiled.evidence);
  }
  const other = packages.find(({ name }) => notFollowed.has(name));
  if (other !== undefined) {
    return {
      code: 'python-package-not-followed',
      message: `${other.name} is among the packages that are installed: it ${notFollowed.get(other.name) ?? ''}`,
      evidence: other.evidence,
      advice: 'split the file by hand, and install in the runtime stage what the package asks for',
    };
  }
  const [list] = unread;
  if (list !== undefined && stage.facts !== undefined && variantOf(stage.facts) === 'full') {
    return {
      code: 'requirements-not-read',
      message: `which packages are installed is not known (${list} was not read), and they may be linked with libraries that the slim image lacks`,
      evidence: undefined,
      advice: 'run dfopt where the list of packages is (or give the context with --context)',
    };
  }
  const [clone] = cloned;
  if (clone !== undefined) {
    return {
      code: 'editable-install',
      message: `${clone} is installed from where it is cloned to, and runs from there`,
      evidence: undefined,
      advice: 'leave -e away, so that it is installed with the other packages; then run dfopt again',
    };
  }
  return undefined;
}

function compilesWhileRunning(message: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'compiles-while-running',
    message: `a compiler has to be there when it runs: ${message}`,
    evidence,
    advice: 'nothing: without a compiler in the image it would not run',
  };
}

/** On the full image an extension module may be linked with whatever lies there. */
function extensionRefusal({ stage }: Scene): Refusal | undefined {
  const { sources, libraries } = extensionsOf(stage);
  const [first] = sources;
  if (first === undefined || stage.facts === undefined || variantOf(stage.facts) !== 'full') return undefined;
  const lost = libraries?.find((name) => packagesOfLibrary(name, stage) === undefined);
  if (libraries !== undefined && lost === undefined) return undefined;
  return {
    code: 'library-not-known',
    message:
      lost === undefined
        ? `${first} is compiled, and which libraries of the full image it is linked with is not known`
        : `an extension module is linked with lib${lost}, and which package brings that at run time is not known`,
    evidence: inContext({ file: first, line: 1, text: '' }, stage.files),
    advice:
      'build on the slim image with the development packages that it takes, or split the file by hand with the libraries that ldd names',
  };
}

function packagesOfLibrary(name: string, { facts }: Stage): readonly string[] | undefined {
  const development = developmentOf.get(name);
  if (development === undefined) return undefined;
  return broughtByImages.has(development)
    ? []
    : runtimeLibraries(development, facts?.distribution ?? { family: 'other' });
}

function compilerRefusal({ files }: Sources, stage: Stage): Refusal | undefined {
  const found = files.find(({ compiles }) => compiles !== undefined);
  if (found?.compiles === undefined) return undefined;
  const { why, line, text } = found.compiles;
  return compilesWhileRunning(why, inContext({ file: found.path, line, text }, stage.files));
}

// ── Needs ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What well-known packages ask for; what the full image has beside the slim one is looked for there alone. */
function packageNeeds(packages: readonly Requirement[], { stage }: Scene): readonly Need[] {
  const isFull = stage.facts !== undefined && variantOf(stage.facts) === 'full';
  return packages.flatMap(({ name, evidence }): readonly Need[] => {
    const asks = asking.get(name);
    if (asks === undefined) return [];
    const because = `${name} is installed: ${asks.why}`;
    const distribution = stage.facts?.distribution ?? { family: 'other' };
    const bundled = asks.wheelsSince !== undefined && !isBefore(evidence?.text, asks.wheelsSince);
    const packagesOf =
      isFull && !bundled
        ? (asks.development ?? [])
            .filter((each) => !broughtByImages.has(each))
            .flatMap((each) => runtimeLibraries(each, distribution) ?? [])
        : [];
    return [
      ...(asks.programs ?? [])
        .filter((program) => originalHas(program, stage))
        .map((program): Need => ({ kind: 'command', name: program, because, evidence })),
      ...(packagesOf.length === 0
        ? []
        : [{ kind: 'library-packages', packages: packagesOf, because, evidence } as const]),
    ];
  });
}

/** What packages put beside the interpreter, out of the directory of packages: in an environment of its own that goes along anyway. */
function besideInterpreterNeeds(packages: readonly Requirement[]): readonly Need[] {
  const shared = packages.find(({ name }) => withSharedFiles.has(name));
  const libraries = packages.find(({ name }) => withLibraries.has(name));
  const need = (place: string, { name, evidence }: Requirement): Need => ({
    kind: 'file',
    path: `${imagePrefix}/${place}`,
    directory: true,
    // Every image has the others; `etc` is not in those of Alpine.
    ...(place === 'etc' ? { perhaps: true } : {}),
    because: `${name} installs files there`,
    evidence,
  });
  return [
    ...(shared === undefined ? [] : [need('share', shared), need('etc', shared)]),
    ...(libraries === undefined ? [] : [need('lib', libraries)]),
  ];
}

/** Whether a requirement pins a version before another. */
function isBefore(text: string | undefined, version: string): boolean {
  const pinned = /===?\s*([\d.]+)/.exec(text ?? '')?.[1];
  if (pinned === undefined) return false;
  const [left, right] = [pinned, version].map((one) => one.split('.').map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Libraries that extension modules of the author's are linked with; on a slim image, those of the packages that are installed. */
function extensionNeeds({ stage }: Scene): readonly Need[] {
  const isFull = stage.facts !== undefined && variantOf(stage.facts) === 'full';
  const { libraries = [] } = extensionsOf(stage);
  return libraries.flatMap((name): readonly Need[] => {
    const packages = isFull ? (packagesOfLibrary(name, stage) ?? []) : [];
    const because = `an extension module is linked with lib${name}`;
    return packages.length === 0
      ? []
      : [{ kind: 'library-packages', packages, because, evidence: undefined }];
  });
}

/**
 * What a compiler brings that the modules which it makes are linked with. Sources: the dependencies of gcc, g++ and gfortran in
 * Debian's and Alpine's packages; on Alpine the C++ library is in no image of Python.
 */
function compilerNeeds({ stage, build }: Scene): readonly Need[] {
  const { family } = stage.facts?.distribution ?? { family: 'other' };
  const changes = stage.steps.flatMap(({ changes: all }) => all);
  const installed = packagesAfter(changes).there;
  const placeOf = (name: string): Evidence | undefined => {
    const change = installed.get(name);
    return change === undefined ? undefined : evidenceOfCommand(build.dockerfile, change.command);
  };
  const names = compilingPackages(stage);
  const cxx = names.find((name) => /^(g\+\+|build-base|alpine-sdk|clang)/.test(name));
  const fortran = names.find((name) => name.startsWith('gfortran'));
  const c = names.find((name) => name.startsWith('gcc'));
  const needs: Need[] = [];
  const library = (soname: string, packages: readonly string[], by: string): Need => ({
    kind: 'library',
    soname,
    packages,
    because: `modules that ${by} compiled may be linked with it`,
    evidence: placeOf(by),
  });
  if (family === 'alpine' && cxx !== undefined)
    needs.push({
      kind: 'c++-library',
      because: `modules that ${cxx} compiled may be linked with it`,
      evidence: placeOf(cxx),
    });
  else if (family === 'alpine' && c !== undefined) needs.push(library('libgcc_s.so.1', ['libgcc'], c));
  const { packages, unread } = requirementsOf(stage);
  const openMp = unread.length > 0 || packages.some(({ name }) => withOpenMp.has(name));
  const compiler = names.find((name) => /^(build-essential|gcc|g\+\+)/.test(name));
  if (family === 'debian' && openMp && compiler !== undefined)
    needs.push(library('libgomp.so.1', ['libgomp1'], compiler));
  if (fortran !== undefined)
    needs.push(library('libgfortran.so.5', [family === 'alpine' ? 'libgfortran' : 'libgfortran5'], fortran));
  return needs;
}

/**
 * Libraries of development packages that a later step removes without what came with them: they are in the image still. apk
 * removes what nothing depends on any more; apt-get(8) does so with autoremove.
 */
function removedNeeds({ stage, build }: Scene): readonly Need[] {
  const distribution = stage.facts?.distribution ?? { family: 'other' };
  if (distribution.family !== 'debian') return [];
  const commands = stage.steps.flatMap((step) => step.commands);
  const cleans = commands.some(
    ({ name, words }) =>
      (name === 'apt-get' || name === 'apt') &&
      words.some(({ text }) => text === 'autoremove' || text === '--auto-remove' || text === '--autoremove'),
  );
  if (cleans) return [];
  const there = installedPackages(stage);
  return stage.steps.flatMap(({ changes }) =>
    changes.flatMap(({ command, effect }) =>
      effect.kind !== 'packages' || effect.action !== 'install'
        ? []
        : effect.names
            .filter((name) => !there.has(name))
            .flatMap((name): readonly Need[] => {
              const packages = runtimeLibraries(name, distribution) ?? [];
              const because = `${packageName(name)} is removed again, and its libraries stay in the image`;
              return packages.length === 0
                ? []
                : [
                    {
                      kind: 'library-packages',
                      packages,
                      because,
                      evidence: evidenceOfCommand(build.dockerfile, command),
                    },
                  ];
            }),
    ),
  );
}

/** What other commands have put elsewhere, such as archives that are unpacked. */
function foreignNeeds({ path: own }: Artifact, { stage }: Scene): readonly Need[] {
  const kept = [own, ...rootsOf(undefined, stage)];
  return foreignDirectories(stage, kept).map((path) => ({
    kind: 'file',
    path,
    directory: true,
    because: 'a step puts files there, and the program may read them',
    evidence: undefined,
  }));
}

/** Directories that settings of Django name, where a step fills them. */
function collectedNeeds({ files }: Sources, { stage }: Scene): readonly Need[] {
  if (projectSteps(stage).length === 0) return [];
  return files.flatMap(({ roots, path: file }) =>
    roots.flatMap(({ path, line, text }): readonly Need[] =>
      isOfImage(path, stage)
        ? []
        : [
            {
              kind: 'file',
              path,
              directory: true,
              perhaps: true,
              because: 'the settings name it, and a step may fill it',
              evidence: inContext({ file, line, text }, stage.files),
            },
          ],
    ),
  );
}

/** Commands of the project that a step runs, and that write where its settings say. */
function projectSteps({ steps }: Stage): readonly CommandRun[] {
  return steps.flatMap(({ commands }) => commands.filter((run) => workOf(workWords(run)) === 'writes'));
}

const windowModules: ReadonlySet<string> = new Set(['tkinter', 'Tkinter', 'turtle', 'customtkinter']);

/** Tk is in the full image alone. Source: docker-library/python, Dockerfile-linux.template. */
function windowNeeds({ files }: Sources, stage: Stage): readonly Need[] {
  const isFull = stage.facts !== undefined && variantOf(stage.facts) === 'full';
  const found = files.find(({ modules }) => [...modules].some((module) => windowModules.has(module)));
  if (!isFull || found === undefined) return [];
  const evidence = inContext({ file: found.path, line: 1, text: 'tkinter' }, stage.files);
  return [
    { kind: 'library-packages', packages: ['libtk8.6'], because: 'it opens windows with Tk', evidence },
  ];
}

// ── Assumptions ──────────────────────────────────────────────────────────────────────────────────────────────

function sourcesNotRead({ unread, files }: Sources): readonly Assumption[] {
  const [first] = unread;
  const unknown = files.find(({ importsUnknown }) => importsUnknown);
  if (first === undefined && unknown === undefined) return [];
  const what =
    first === undefined ? `what ${unknown?.path ?? ''} imports by names that are not known` : first;
  return [
    {
      code: 'sources-not-read',
      message: `the program starts no other program and needs nothing of the system beside what is kept: ${what} was not read`,
      evidence: undefined,
    },
  ];
}

function interpreterTaken({ stage, build }: Scene): readonly Assumption[] {
  const interpreter = interpreterOf(stage);
  if (interpreter.kind !== 'not-known') return [];
  return [
    {
      code: 'interpreter-of-the-image',
      message: 'uv makes the environment with the interpreter of the image, and downloads none',
      evidence: evidenceOfCommand(build.dockerfile, interpreter.call.run),
    },
  ];
}

function projectWritten({ stage, build }: Scene): readonly Assumption[] {
  const [first] = projectSteps(stage);
  if (first === undefined) return [];
  return [
    {
      code: 'step-stays-in-project',
      message: `${workWords(first).slice(0, 2).join(' ')} writes nowhere but below the project, and into directories that the settings name in full`,
      evidence: evidenceOfCommand(build.dockerfile, first),
    },
  ];
}

function compiledNotRead({ stage }: Scene): readonly Assumption[] {
  const { sources } = extensionsOf(stage);
  const [first] = sources;
  return first === undefined
    ? []
    : [
        {
          code: 'c-code-not-read',
          message: `what is compiled into extension modules and was not read (${firstOf(sources, 3)}) needs no more at run time than the libraries and the files that are kept`,
          evidence: inContext({ file: first, line: 1, text: '' }, stage.files),
        },
      ];
}

function packagesNotRead(
  packages: readonly Requirement[],
  unread: readonly string[],
  { stage, build }: Scene,
): Assumption {
  const others = packages.map(({ name }) => name).filter((name) => !asking.has(name));
  const install = callsOf(stage).find(({ call }) => call.does === 'install');
  const names = [...others, ...unread.map((what) => `those of ${what}`)];
  return {
    code: 'python-packages-not-read',
    message: `the packages that are installed${names.length === 0 ? '' : ` (${firstOf(names, 4)})`} start no programs, and need no libraries beside those that are kept and those of their wheels`,
    evidence: install === undefined ? undefined : evidenceOfCommand(build.dockerfile, install.run),
  };
}
