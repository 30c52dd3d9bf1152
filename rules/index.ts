/** All rules, in the order they are asked. */
import type { Rule } from '../src/rule/types.ts';
import { golangDebug } from './golang-debug/index.ts';
import { golang } from './golang/index.ts';
import { namedStages } from './named-stages/index.ts';
import { testStage } from './test-stage/index.ts';

export const rules: readonly Rule[] = [golang, namedStages, testStage, golangDebug];
