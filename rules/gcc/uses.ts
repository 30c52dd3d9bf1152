/** What hangs on the toolchain of what a C or C++ program does when it runs. */
import type { Stage } from '../../src/evaluate/types.ts';
import type { OfToolchain } from '../../src/split/uses/scene.ts';
import { driverOf } from './driver/driver.ts';
import { unwinderNeeds } from './linkage.ts';
import { isSourceFile, roleOf } from './source-files.ts';
import { toolNames } from './tools.ts';

export function usesOfC(started: Stage): OfToolchain {
  return {
    ...common,
    answer: ({ kind, name }, evidence) => {
      const unwinds = kind === 'shared-library' && name?.known === true && name.text === 'libgcc_s.so.1';
      const needs = unwinds ? unwinderNeeds(started, evidence) : undefined;
      return needs === undefined ? undefined : { needs };
    },
  };
}

const common: OfToolchain = {
  // Source: docker-library/gcc, Dockerfile.template.
  installation: ['/usr/local/lib/gcc'],
  isProgram: (name) => driverOf(name) !== undefined || toolNames.has(name),
  words: ['ar', 'as', 'cc', 'ld', 'make', 'cmake', 'ninja', 'meson', 'strip', 'size', 'nm'],
  embeds: '#embed',
  isSource: isSourceFile,
  isOwnSource: (path) => /\.(c|cc|cpp|cxx|h|hh|hpp|hxx)$/.test(path),
  role: roleOf,
  answer: () => undefined,
};
