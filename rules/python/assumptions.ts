/** What is taken for granted of a program: what was not read of it. */
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Assumption } from '../../src/rule/types.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import type { Scene } from '../../src/toolchain/toolchain.ts';
import { callsOf } from './environments.ts';
import { extensionsOf } from './extensions.ts';
import { interpreterOf } from './interpreter.ts';
import { asking } from './packages.ts';
import { projectSteps, workWords } from './project-commands.ts';
import type { Requirement } from './requirements.ts';
import type { Sources } from './sources/index.ts';

export function sourcesNotRead({ unread, files }: Sources): readonly Assumption[] {
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

export function interpreterTaken({ stage, build }: Scene): readonly Assumption[] {
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

export function projectWritten({ stage, build }: Scene): readonly Assumption[] {
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

export function compiledNotRead({ stage }: Scene): readonly Assumption[] {
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

export function packagesNotRead(
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
