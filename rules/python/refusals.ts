/** What stands against splitting a file: packages and sources that need more than what is kept. */
import type { Stage } from '../../src/evaluate/types.ts';
import { packageName } from '../../src/image/packages/index.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { installedPackages } from '../../src/split/needs/installed-packages.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import type { Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { extensionsOf, packagesOfLibrary } from './extensions.ts';
import { variantOf } from './images.ts';
import { compiling, notFollowed } from './packages.ts';
import { requirementsOf } from './requirements.ts';
import type { Sources } from './sources/index.ts';

/** Modules of the distribution's own Python: another interpreter than the image's. */
export function distributionRefusal({ stage, build }: Scene): Refusal | undefined {
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

export function packageRefusal({ stage }: Scene): Refusal | undefined {
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
export function extensionRefusal({ stage }: Scene): Refusal | undefined {
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

export function compilerRefusal({ files }: Sources, stage: Stage): Refusal | undefined {
  const found = files.find(({ compiles }) => compiles !== undefined);
  if (found?.compiles === undefined) return undefined;
  const { why, line, text } = found.compiles;
  return compilesWhileRunning(why, inContext({ file: found.path, line, text }, stage.files));
}
