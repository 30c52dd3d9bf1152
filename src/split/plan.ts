/** From what is started to what the runtime stage holds. */
import type { Build, Stage } from '../evaluate/types.ts';
import type { Assumption, Settings } from '../rule/types.ts';
import { askedReasons, byHandReasons, shellsByHand } from './by-hand.ts';
import { returningCommands } from './needs/removed-commands.ts';
import { askedPrograms } from './asked-programs.ts';
import { reasonOf } from './needs/image-needs.ts';
import { directoriesOfUnknownMode } from './files/runtime-directories.ts';
import type { Refused, Toolchain } from '../toolchain/toolchain.ts';
import { commandOfBase } from './stage/entrypoints.ts';
import type { Plan } from './stage/plan.ts';
import type { SplitScene } from './planning/scope.ts';
import { startedBy, withTools } from './planning/started.ts';
import { answersFor, placed } from './planning/answers.ts';
import { environmentOf, needsOf } from './planning/needed.ts';
import { provide, withDigest } from './planning/provided.ts';
import { userUnder } from './planning/running.ts';
import { fetchedOtherwise } from './needs/package-settings.ts';
import {
  confidenceOf,
  distinct,
  modeAssumption,
  packageReasons,
  pinReasons,
  variablesAdded,
  workdirReasons,
} from './planning/remarks.ts';

export type Planned = Refused | { readonly kind: 'plan'; readonly plan: Plan };

/**
 * Each artifact may be built in several ways, the one that needs least first. The smallest base wins, and of the ways that
 * lead to it the one closest to what is written: a change that gains nothing is not made.
 */
export function planOf(
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  given: readonly Assumption[],
  settings: Settings,
): Planned {
  const scope: SplitScene = { build, stage, toolchain, settings };
  const first = planWith(scope, given, 0);
  if (first.kind === 'refusal') return first;
  let best = first.plan;
  for (let way = 1; way < first.plan.ways; way++) {
    const other = planWith(scope, given, way);
    if (other.kind === 'refusal') continue;
    const { base } = other.plan.choice;
    const same = base.reference === best.choice.base.reference;
    if (same || base.rank < best.choice.base.rank) best = other.plan;
  }
  return { kind: 'plan', plan: best };
}

function planWith(scope: SplitScene, given: readonly Assumption[], way: number): Planned {
  const { build, stage } = scope;
  const alone = startedBy(scope);
  if (alone.kind === 'refusal') return alone;
  const first = answersFor(alone.chosen.programs, scope, way);
  if (first.kind === 'refusal') return first;
  const started = withTools(alone, first.answers, scope);
  const answered = started === alone ? first : answersFor(started.chosen.programs, scope, way);
  if (answered.kind === 'refusal') return answered;
  const { start, launches, chosen } = started;
  const { answers } = answered;
  const needed = needsOf(started, answered, scope);
  if (needed.kind === 'refusal') return needed;
  const provided = provide(needed.needs, started, answers, scope);
  if (provided.kind === 'refusal') return provided;
  const { needs, kept, workdir, pathLinks } = provided;
  const as = userUnder(needed, provided, started, answers, scope);
  if (as.kind === 'refusal') return as;
  const { user, given: toUser } = as;
  const choice = withDigest(as.choice, scope);

  const writable = needs.flatMap((need) =>
    need.kind === 'directory' || (need.kind === 'file' && need.writable === true) ? [need.path] : [],
  );
  const places = { workdir, writable, kept, programs: chosen.programs, pathLinks };
  const assumptions = distinct([
    ...given,
    ...chosen.assumptions,
    ...started.consumers.assumptions,
    ...launches.assumptions,
    ...askedPrograms(build, stage),
    ...answers.flatMap((answer) => answer.assumptions),
    ...provided.assumptions,
    ...as.assumptions,
    ...shellsByHand(choice, stage, build),
    ...variablesAdded(choice, answers, stage),
    ...fetchedOtherwise(choice.packages, stage, build.dockerfile),
    ...returningCommands(choice.base, stage, build.dockerfile),
    ...(chosen.addedCommand === undefined ? commandOfBase(choice.base, stage, build) : []),
    ...directoriesOfUnknownMode(places, stage).map(modeAssumption),
  ]);
  const reasons = distinct([
    ...chosen.reasons,
    ...launches.remarks,
    ...started.consumers.remarks,
    ...answers.flatMap((answer) => answer.reasons),
    ...needs.map((need) => reasonOf(need)),
    ...as.reasons,
    ...provided.reasons,
    ...pinReasons(choice, scope),
    ...workdirReasons(workdir, scope),
    ...packageReasons(needed.leftBehind),
    ...byHandReasons(choice, stage),
    ...askedReasons(choice, build.dockerfile, stage, scope.toolchain),
  ]);
  const plan: Plan = {
    start,
    launches,
    programs: placed(chosen.programs, answered),
    links: [...answered.links, ...provided.links],
    pathLinks,
    choice,
    kept,
    user,
    given: toUser,
    workdir,
    writable,
    writesUnknown: launches.uncertainScripts || answers.some((answer) => answer.workdir === 'unknown'),
    addedCommand: chosen.addedCommand,
    edits: answered.edits,
    ways: answered.ways,
    environment: new Set([...launches.variables, ...answers.flatMap((answer) => [...answer.environment])]),
    needs: [...needs, ...environmentOf(launches, answers, scope)],
    confidence: confidenceOf(assumptions, chosen.guessed),
    assumptions,
    reasons,
  };
  return { kind: 'plan', plan };
}
