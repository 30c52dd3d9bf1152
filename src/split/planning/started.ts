/** What the container starts, and who else starts what in it. */
import { consumerNeeds, type ConsumerNeeds } from '../started/consumers.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import { launchesOf } from '../started/launches.ts';
import { firstObstacle } from './obstacles.ts';
import { programsOf, toolsOfTheImage, type Programs } from '../started/programs.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { startOf, type Start } from '../start/start.ts';
import { refused, type Needs, type Refused } from '../../toolchain/toolchain.ts';
import type { Plan } from '../stage/plan.ts';
import type { SplitScene } from './scope.ts';

/** What the container starts, and who else starts what in it. */
export interface Started {
  readonly kind: 'started';
  readonly start: Start;
  readonly consumers: Extract<ConsumerNeeds, { kind: 'needs' }>;
  readonly launches: Plan['launches'];
  readonly chosen: Extract<Programs, { kind: 'programs' }>;
}

export function startedBy(scope: SplitScene): Started | Refused {
  const { build, stage } = scope;
  const obstacle = firstObstacle(build, stage);
  if (obstacle !== undefined) return refused(obstacle);
  const start = startOf(stage);
  if (start.kind === 'broken') {
    return refused(refusals.brokenCommand(evidenceAt(build.dockerfile, start.step)));
  }
  const consumers = consumerNeeds(build, stage);
  if (consumers.kind === 'refusal') return consumers;
  const launches = launchesOf(start, consumers.launched, scope);
  if (launches.kind === 'refusal') return launches;
  const chosen = programsOf(start, launches, scope);
  if (chosen.kind === 'refusal') return chosen;
  return { kind: 'started', start, consumers, launches, chosen };
}

/** With the tools that programs may start which start others under names that aren't known. */
export function withTools(
  started: Started,
  answers: readonly Needs[],
  { build, stage }: SplitScene,
): Started {
  const { chosen } = started;
  const tools = startsUnknown(started, answers) ? toolsOfTheImage(build, stage, chosen.programs) : [];
  return tools.length === 0
    ? started
    : { ...started, chosen: { ...chosen, programs: [...chosen.programs, ...tools] } };
}

export function startsUnknown({ launches }: Started, answers: readonly Needs[]): boolean {
  return launches.uncertainScripts || launches.usedByHand || answers.some((answer) => answer.startsUnknown);
}
