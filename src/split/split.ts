/** Splits the final stage of a file: from the build to a proposal, or a refusal. */
import type { Build, Stage } from '../evaluate/types.ts';
import type { Settings, Verdict } from '../rule/types.ts';
import type { Refusal, Toolchain } from '../toolchain/toolchain.ts';
import { builtAhead } from './built-ahead.ts';
import { planOf } from './plan.ts';
import { proposal } from './stage/proposal.ts';
import { stageToSplit, type StageToSplit } from './stage-to-split.ts';
import { nothing, refuse, type RefusalVerdict } from './verdicts.ts';

/** Proposes to split the stage, the final one of the file; the others stay as they are. */
export function split(build: Build, found: StageToSplit, toolchain: Toolchain, settings: Settings): Verdict {
  const verdict = splitStage(build, found, toolchain, settings);
  // What stands against a file before its commands are looked at stands against it with another command, too.
  return verdict.kind === 'refusal'
    ? (aheadOf(verdict, build, found.stage, toolchain, settings) ?? verdict)
    : verdict;
}

/**
 * A file that is refused because its start command compiles: what it starts can be built in the image where one is asked
 * for what is possible, and else that is on offer. Only where the file that comes of it can be split.
 */
function aheadOf(
  refusal: RefusalVerdict,
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  settings: Settings,
): Verdict | undefined {
  const ahead = builtAhead(build, stage, toolchain, refusal.code);
  if (ahead === undefined) return undefined;
  if (ahead.kind === 'refusal') return refuse(ahead.refusal);
  const wanted = settings.confidence === 'possible';
  const found = stageToSplit(ahead.build, toolchain, settings);
  const next = found.kind === 'stage' ? splitStage(ahead.build, found, toolchain, settings) : found;
  if (next.kind === 'proposal') {
    const offer = 'or look at what --confidence possible makes of it, which does that';
    return wanted ? ahead.proposal : { ...refusal, advice: `${refusal.advice}; ${offer}` };
  }
  if (!wanted || next.kind !== 'refusal') return undefined;
  // From the added step on, lines are not those of the file that people have.
  const { evidence } = next;
  const moved = evidence?.file === 'Dockerfile' && evidence.line >= ahead.line;
  return { ...next, evidence: moved ? refusal.evidence : evidence };
}

function splitStage(
  build: Build,
  { stage, given, installed }: StageToSplit,
  toolchain: Toolchain,
  settings: Settings,
): Verdict {
  const plan = planOf(build, stage, toolchain, given, settings);
  if (plan.kind === 'plan') return proposal(build, stage, toolchain, plan.plan);
  return installed !== undefined && isOfOthers(plan.refusal, stage, toolchain)
    ? nothing(
        'not-a-toolchain-image',
        `${installed} is installed on ${stage.from.image.raw}, and what the container starts is not built with it`,
      )
    : refuse(plan.refusal);
}

/** What is said of a command that the toolchain has nothing to do with, as far as is known. */
const commandsOfOthers: ReadonlySet<string> = new Set([
  'command-not-found',
  'prebuilt-program',
  'program-not-built',
  'script-not-readable',
  'shell-at-start',
]);

/** Whether a file has a toolchain for something else than the program that it starts: an interpreter's modules, a tool of its own. */
function isOfOthers({ code }: Refusal, { files }: Stage, { name }: Toolchain): boolean {
  if (code === 'program-not-built') return true;
  const builds =
    files.written().some(({ program }) => program?.toolchain === name) ||
    files.opaque().some(({ origin }) => origin.by === 'opaque' && origin.program?.toolchain === name);
  return commandsOfOthers.has(code) && !builds;
}
