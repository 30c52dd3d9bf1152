/** Commands at container start that need the compiler, or the sources. */
import { posix } from 'node:path';
import type { Evidence } from '../../src/rule/types.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import type { Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { driverOf } from './driver/driver.ts';
import { builders, debuggers, toolNames } from './tools.ts';

export function gccStart(
  words: readonly string[],
  _scene: Scene,
  evidence: Evidence | undefined,
): Refusal | undefined {
  const [called = '', ...rest] = words;
  const name = posix.basename(called);
  if (debuggers.has(name)) {
    const program = rest.find((word) => !word.startsWith('-'));
    return {
      code: 'debugger-at-start',
      message: `the container runs ${program ?? 'programs'} under ${name}`,
      evidence,
      advice: 'keep this file for debugging and write one that names the program in CMD',
    };
  }
  if (builders.has(name)) {
    return {
      code: 'toolchain-at-start',
      message: `the container runs ${name}, which needs the sources and the tools that they are built with`,
      evidence,
      advice: 'build the program in a RUN and name it in CMD; then run dfopt again',
    };
  }
  if (driverOf(name) !== undefined) {
    return {
      code: 'toolchain-at-start',
      message: `the container compiles when it starts (${[name, ...rest].slice(0, 4).join(' ')})`,
      evidence,
      advice: 'compile the program in a RUN and name it in CMD; then run dfopt again',
    };
  }
  return toolNames.has(name)
    ? refusals.toolAtStart(`${name}, which is part of the toolchain`, evidence)
    : undefined;
}
