/** What a project needs when it runs. */
import { needing, type Needs, type Refused, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { described } from './scripts.ts';
import { buildSteps } from './idle.ts';

export const needs: Toolchain['needs'] = (_artifact, _variant, scene): Needs | Refused => {
  for (const { run, step } of buildSteps(scene)) {
    const evidence = evidenceOfCommand(scene.build.dockerfile, run);
    if (step.does === 'builds') continue;
    return {
      kind: 'refusal',
      refusal: {
        code: 'script-not-known',
        message: `what ${described(step)} writes is not known${step.why === undefined ? '' : `: ${step.why}`}`,
        evidence,
        advice:
          'run dfopt where package.json is (or give the context with --context), or build with a command that dfopt knows',
      },
    };
  }
  return needing([], {
    workdir: 'named',
    startsUnknown: true,
    assumptions: [
      {
        code: 'packages-not-read',
        message:
          'the packages that are installed need nothing of the system beside what the slim image has, and start no other programs',
        evidence: undefined,
      },
    ],
  });
};
