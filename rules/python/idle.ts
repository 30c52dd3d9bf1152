/** What a split would leave behind; where that is nothing, nothing is to be done. */
import { posix } from 'node:path';
import { packagesAfter } from '../../src/evaluate/commands/packages.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import { packageName, purposeOf } from '../../src/image/packages/index.ts';
import type { NothingToSplit, Scene } from '../../src/toolchain/toolchain.ts';
import { callsOf } from './environments.ts';
import { imagePrefix, variantOf } from './images.ts';
import { nameOf } from './requirements.ts';
import { toolInstalledBy } from './tool-scripts.ts';

/** Packages of the distributions that compile, by name; development packages are told by theirs. */
const compilers =
  /^(build-essential|build-base|alpine-sdk|gcc|g\+\+|cpp|gfortran|clang|llvm|rustc|rust|cargo|golang(-go)?|go|cmake|swig|nasm|yasm|ninja-build|cython3?)$|^(gcc|g\+\+|gfortran|clang|llvm)-?\d/;

/** Whether a package is for compiling alone. */
export function isForCompiling(name: string): boolean {
  return compilers.test(packageName(name)) || purposeOf(name) === 'development';
}

/** Packages for compiling that a layer of the image holds: those that the step which installs them removes again are none. */
export function compilingPackages({ steps }: Stage): readonly string[] {
  return [
    ...new Set(
      steps.flatMap(({ changes }) => [...packagesAfter(changes).there.keys()].filter(isForCompiling)),
    ),
  ];
}

/** What a build stage would keep to itself, in words; none where the image would be the same again. */
export function leftBehindBy(stage: Stage): readonly string[] {
  const { facts } = stage;
  const compiling = compilingPackages(stage);
  const calls = callsOf(stage).map(({ call }) => call);
  const isFull = facts !== undefined && variantOf(facts) === 'full';
  const apart = calls.some(
    (call) =>
      call.does === 'environment' ||
      (call.does === 'install' && call.place.kind !== 'unknown' && !isOfImage(call.place)),
  );
  const builds = calls.some(({ does }) => does === 'wheels' || does === 'extensions');
  const tools = toolsIn(stage);
  return [
    ...compiling,
    ...(isFull && (apart || builds) ? ['the compilers of the image'] : []),
    ...(apart ? tools : []),
    ...(calls.some(({ does }) => does === 'wheels') ? ['wheels'] : []),
  ];
}

function isOfImage(place: { readonly kind: string; readonly prefix?: string }): boolean {
  return place.kind === 'environment' && place.prefix === imagePrefix;
}

/** Build tools that bring packages of their own, or are large; without the others an image is hardly smaller. */
const heavyTools: ReadonlySet<string> = new Set(
  'poetry pipenv pdm uv hatch cython maturin cmake ninja meson pip-tools rust'.split(' '),
);

/** Those that lie beside an environment: installed with pip, by their makers' scripts, or copied from their images. */
function toolsIn(stage: Stage): readonly string[] {
  const { files, steps } = stage;
  const installed = callsOf(stage).flatMap(({ call }) =>
    call.does === 'install' && isOfImage(call.place)
      ? call.requirements.flatMap((text) => nameOf(text) ?? [])
      : [],
  );
  const byScript = steps.flatMap(({ commands }) =>
    commands.flatMap((run) => toolInstalledBy(run, files) ?? []),
  );
  const written = files.written().map(({ path, origin }) => ({ path, origin }));
  const brought = files.opaque().map(({ under, origin }) => ({ path: under, origin }));
  const copied = [...written, ...brought]
    .filter(({ origin }) => origin.by === 'stage' || origin.by === 'download')
    .map(({ path }) => posix.basename(path));
  return [...new Set([...installed, ...byScript, ...copied])].filter((name) => heavyTools.has(name));
}

/** undefined where a build stage would keep something to itself. */
export function nothingToSplit({ stage }: Scene): NothingToSplit | undefined {
  if (stage.facts?.onbuild === true || stage.config.onbuild.length > 0) return undefined;
  if (leftBehindBy(stage).length > 0) return undefined;
  const installs = callsOf(stage).some(({ call }) => call.does === 'install');
  return {
    code: 'only-installs',
    message: installs
      ? 'no step brings a compiler, header or build tool that stays in the image: it only installs packages'
      : 'nothing is built or installed with Python',
  };
}
