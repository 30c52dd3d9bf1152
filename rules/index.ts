/** All rules, in the order they are asked. */
import type { Rule } from '../src/rule/types.ts';
import { defineToolchain } from '../src/split/define-toolchain.ts';
import type { Toolchain } from '../src/toolchain/toolchain.ts';
import { dotnet } from './dotnet/index.ts';
import { gcc } from './gcc/index.ts';
import { golangDebug } from './golang-debug/index.ts';
import { golang } from './golang/index.ts';
import { java } from './java/index.ts';
import { namedStages } from './named-stages/index.ts';
import { node } from './node/index.ts';
import { python } from './python/index.ts';
import { rust } from './rust/index.ts';
import { testStage } from './test-stage/index.ts';

/** The toolchains whose images are split: a rule each. */
export const toolchains: readonly [Toolchain, ...Toolchain[]] = [
  golang,
  rust,
  gcc,
  node,
  python,
  java,
  dotnet,
];

export const rules: readonly Rule[] = [
  ...toolchains.map(defineToolchain),
  namedStages,
  testStage,
  golangDebug,
];
