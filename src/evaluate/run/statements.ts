/** What each kind of statement means. Source: POSIX XCU 2.9 "Shell commands". */
import type { Statement } from '../../shell/types.ts';
import { branches, cases, chain } from './conditions.ts';
import { forLoop, otherStatements, whileLoop } from './loops.ts';
import { reading, redirect } from './redirects.ts';
import { statements } from './sequence.ts';
import { simpleCommand } from './simple.ts';
import type { Situation } from './situation.ts';
import type { Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

/** Walks one statement; what the shell knows after it. */
export function walkStatement(
  walk: Walk,
  item: Statement,
  situation: Situation,
  around: Circumstance,
): Situation {
  switch (item.kind) {
    case 'command':
      return simpleCommand(walk, item, situation, around);
    case 'and-or':
      return chain(walk, item, situation, around);
    case 'pipeline':
      return pipeline(walk, item, situation, around);
    case 'subshell':
      statements(walk, item.body, situation, reading(walk, item.redirects, situation, around));
      redirect(walk, item.redirects, situation, around, undefined);
      return situation;
    case 'group': {
      const after = statements(walk, item.body, situation, reading(walk, item.redirects, situation, around));
      redirect(walk, item.redirects, after, around, undefined);
      return after;
    }
    case 'if':
      return branches(walk, item, situation, around);
    case 'for':
      return forLoop(walk, item, situation, around);
    case 'while':
      return whileLoop(walk, item, situation, around);
    case 'case':
      return cases(walk, item, situation, around);
    case 'function':
      return { ...situation, functions: new Map([...situation.functions, [item.name, item.body]]) };
    case 'background':
      walk.statement(item.body, situation, { ...around, conditional: true, failureIgnored: true });
      return situation;
    case 'other':
      return otherStatements(walk, item, situation, around);
  }
}

/** Each part is a shell of its own, its input the output of the one before; only the last one's failure counts. */
function pipeline(
  walk: Walk,
  { stages, negated }: Extract<Statement, { kind: 'pipeline' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const { commands } = walk.recorder;
  let { input } = around;
  for (const [index, stage] of stages.entries()) {
    const last = index === stages.length - 1;
    const before = commands.length;
    const printed = last ? undefined : walk.expansion.printed(stage, situation, input);
    walk.statement(stage, situation, {
      ...around,
      failureIgnored: around.failureIgnored || !last || negated,
      input,
    });
    input = {
      kind: 'pipe',
      from: commands.length > before ? commands.at(-1) : undefined,
      ...printed,
    };
  }
  return situation;
}
