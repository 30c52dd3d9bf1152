/** What packages, compilers and steps ask of the system, or put elsewhere than what runs. */
import { packagesAfter } from '../../src/evaluate/commands/packages.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import { packageName, runtimeLibraries } from '../../src/image/packages/index.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { installedPackages, originalHas } from '../../src/split/needs/installed-packages.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import type { Artifact, Scene } from '../../src/toolchain/toolchain.ts';
import { extensionsOf, packagesOfLibrary } from './extensions.ts';
import { compilingPackages } from './idle.ts';
import { imagePrefix, variantOf } from './images.ts';
import { asking, withLibraries, withOpenMp, withSharedFiles } from './packages.ts';
import { projectSteps } from './project-commands.ts';
import { requirementsOf, type Requirement } from './requirements.ts';
import { isOfImage, rootsOf } from './roots.ts';
import { broughtByImages } from './source-files.ts';
import type { Sources } from './sources/index.ts';
import { foreignDirectories } from './steps.ts';

/** What well-known packages ask for; what the full image has beside the slim one is looked for there alone. */
export function packageNeeds(packages: readonly Requirement[], { stage }: Scene): readonly Need[] {
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
export function besideInterpreterNeeds(packages: readonly Requirement[]): readonly Need[] {
  const shared = packages.find(({ name }) => withSharedFiles.has(name));
  const libraries = packages.find(({ name }) => withLibraries.has(name));
  return [
    ...(shared === undefined ? [] : [besideInterpreter('share', shared), besideInterpreter('etc', shared)]),
    ...(libraries === undefined ? [] : [besideInterpreter('lib', libraries)]),
  ];
}

function besideInterpreter(place: string, { name, evidence }: Requirement): Need {
  return {
    kind: 'file',
    path: `${imagePrefix}/${place}`,
    directory: true,
    // Every image has the others; `etc` is not in those of Alpine.
    ...(place === 'etc' ? { perhaps: true } : {}),
    because: `${name} installs files there`,
    evidence,
  };
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
export function extensionNeeds({ stage }: Scene): readonly Need[] {
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
export function compilerNeeds({ stage, build }: Scene): readonly Need[] {
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
export function removedNeeds({ stage, build }: Scene): readonly Need[] {
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
export function foreignNeeds({ path: own }: Artifact, { stage }: Scene): readonly Need[] {
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
export function collectedNeeds({ files }: Sources, { stage }: Scene): readonly Need[] {
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

const windowModules: ReadonlySet<string> = new Set(['tkinter', 'Tkinter', 'turtle', 'customtkinter']);

/** Tk is in the full image alone. Source: docker-library/python, Dockerfile-linux.template. */
export function windowNeeds({ files }: Sources, stage: Stage): readonly Need[] {
  const isFull = stage.facts !== undefined && variantOf(stage.facts) === 'full';
  const found = files.find(({ modules }) => [...modules].some((module) => windowModules.has(module)));
  if (!isFull || found === undefined) return [];
  const evidence = inContext({ file: found.path, line: 1, text: 'tkinter' }, stage.files);
  return [
    { kind: 'library-packages', packages: ['libtk8.6'], because: 'it opens windows with Tk', evidence },
  ];
}
