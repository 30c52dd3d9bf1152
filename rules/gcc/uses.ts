/** What hangs on the toolchain of what a C or C++ program does when it runs. */
import type { OfToolchain } from '../../src/split/uses/scene.ts';
import { driverOf } from './commands/driver.ts';
import { isSourceFile, roleOf } from './source-files.ts';
import { toolNames } from './tools.ts';

export const usesOfC: OfToolchain = {
  // Source: docker-library/gcc, Dockerfile.template.
  installation: '/usr/local/lib/gcc',
  isProgram: (name) => driverOf(name) !== undefined || toolNames.has(name),
  words: ['ar', 'as', 'cc', 'ld', 'make', 'cmake', 'ninja', 'meson', 'strip', 'size', 'nm'],
  embeds: '#embed',
  isSource: isSourceFile,
  isOwnSource: (path) => /\.(c|cc|cpp|cxx|h|hh|hpp|hxx)$/.test(path),
  role: roleOf,
  answer: () => undefined,
};
