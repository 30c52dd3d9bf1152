/** What hangs on the toolchain of what a Python program does when it runs. */
import type { OfToolchain } from '../../src/split/uses/scene.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import { roleOf } from './source-files.ts';

/** Compilers and linkers, which packages of the distribution bring to the build. */
const compilers =
  /^(cc|c\+\+|gcc|g\+\+|clang(\+\+)?|gfortran|make|cmake|ld|ninja|cargo|rustc|pip[23]?|uv|poetry|pipenv)(-[\d.]+)?$/;

export const usesOfPython: OfToolchain = {
  installation: ['/usr/local/lib/python3'],
  isProgram: (name) => compilers.test(name),
  words: ['cc', 'ld', 'make', 'install', 'test', 'file', 'sort', 'date', 'sum', 'link', 'time'],
  embeds: 'package_data',
  isSource: () => false,
  isOwnSource: () => false,
  role: roleOf,
  // `sys.executable -m pip install …`
  answer: ({ kind, arguments: given = [] }, evidence) => {
    const [first, second] = given.map((name) => (name.known ? name.text : undefined));
    return kind === 'program' && first === '-m' && second === 'pip'
      ? { refusal: refusals.startsToolchain('pip', evidence) }
      : undefined;
  },
};
