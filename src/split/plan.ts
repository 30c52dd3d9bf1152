/** From what is started to what the runtime stage holds. */
import type { Build, Stage } from '../build/types.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { Assumption, Confidence, Edit, Reason } from '../engine/types.ts';
import { askedPrograms } from './asked-programs.ts';
import { chooseBase, commandOfNeed, type BaseChoice } from './base.ts';
import { consumerNeeds } from './consumers.ts';
import { evidenceAt } from './evidence.ts';
import { environmentNeeds, reasonOf, userNeeds } from './image-needs.ts';
import { addsCertificates, hasSystemPath, packageNeeds, packageOf } from './installed-packages.ts';
import type { KeptFile } from './kept-files.ts';
import { launchesOf, type Launches, type StartedProgram } from './launches/index.ts';
import { firstObstacle } from './obstacles.ts';
import { programsOf } from './programs.ts';
import { refusals } from './refusals.ts';
import { keptFiles } from './runtime-files.ts';
import { startOf, type Start } from './start.ts';
import type { Need, ProgramNeeds, Refusal, Toolchain } from './types.ts';
import { runUserOf, type RunUser } from './users.ts';

export interface Plan {
  readonly start: Start;
  readonly launches: Extract<Launches, { kind: 'launches' }>;
  readonly programs: readonly StartedProgram[];
  readonly choice: BaseChoice;
  readonly kept: readonly KeptFile[];
  readonly user: RunUser;
  readonly workdir: string | undefined;
  /** Directories that the program is known to write in. */
  readonly writable: readonly string[];
  /** It may write in others. */
  readonly writesUnknown: boolean;
  /** The command that is added where the file has none. */
  readonly addedCommand: readonly string[] | undefined;
  readonly edits: readonly Edit[];
  readonly environment: ReadonlySet<string>;
  readonly confidence: Confidence;
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

export type Planned =
  { readonly kind: 'refusal'; readonly refusal: Refusal } | { readonly kind: 'plan'; readonly plan: Plan };

/**
 * A first plan may change the build so that a smaller base does (a static program); where the base that is chosen has
 * a C library all the same, the build stays as it is.
 */
export function planOf(
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  given: readonly Assumption[],
): Planned {
  const changing = planWith(build, stage, toolchain, given, true);
  if (changing.kind === 'refusal' || changing.plan.edits.length === 0) return changing;
  if (changing.plan.choice.base.libc.kind === 'none') return changing;
  const unchanged = planWith(build, stage, toolchain, given, false);
  const same =
    unchanged.kind === 'plan' && unchanged.plan.choice.base.reference === changing.plan.choice.base.reference;
  return same ? unchanged : changing;
}

function planWith(
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  given: readonly Assumption[],
  mayChangeBuild: boolean,
): Planned {
  const { dockerfile } = build;
  const early = firstObstacle(build, stage);
  if (early !== undefined) return { kind: 'refusal', refusal: early };
  const start = startOf(stage);
  if (start.kind === 'broken') {
    return { kind: 'refusal', refusal: refusals.brokenCommand(evidenceAt(dockerfile, start.step)) };
  }
  const consumers = consumerNeeds(build, stage);
  if (consumers.kind === 'refusal') return consumers;
  const launches = launchesOf(start, consumers.launched, { build, stage, toolchain });
  if (launches.kind === 'refusal') return launches;
  const chosen = programsOf(start, launches, { build, stage, toolchain });
  if (chosen.kind === 'refusal') return chosen;
  const { programs } = chosen;

  const assumptions: Assumption[] = [
    ...given,
    ...chosen.assumptions,
    ...consumers.assumptions,
    ...askedPrograms(build, stage),
  ];
  const reasons: Reason[] = [...chosen.reasons];
  const needs: Need[] = [...launches.needs, ...consumers.needs];
  const edits: Edit[] = [];
  const environment = new Set<string>(launches.variables);
  const answers: Extract<ProgramNeeds, { kind: 'needs' }>[] = [];
  for (const { entry } of programs) {
    if (entry.program === undefined) continue;
    const answer = toolchain.needs(entry.program, entry, stage, build, { mayChangeBuild });
    if (answer.kind === 'refusal') return answer;
    answers.push(answer);
    needs.push(...answer.needs);
    edits.push(...answer.edits.filter((edit) => !edits.some((other) => sameEdit(edit, other))));
    assumptions.push(...answer.assumptions);
    reasons.push(...answer.reasons);
    for (const name of answer.environment) environment.add(name);
  }

  const user = runUserOf(stage);
  if (user === undefined)
    return {
      kind: 'refusal',
      refusal: refusals.userNotKnown(evidenceAt(dockerfile, lastOf(stage, 'USER')?.id)),
    };
  needs.push(...userNeeds(user, stage, build));
  needs.push(...environmentNeeds(stage, build));

  const called = new Set(needs.flatMap((need) => commandOfNeed(need) ?? []));
  const packages = packageNeeds(stage, dockerfile, {
    distribution: stage.facts?.distribution ?? { family: 'other' },
    called,
    links: answers.some(({ linkage }) => linkage !== 'static'),
    startsUnknown: launches.uncertainScripts || answers.some(({ startsUnknown }) => startsUnknown),
  });
  if (packages.kind === 'refusal') return packages;
  needs.push(...packages.needs);

  const files = keptFiles(needs, answers, programs, launches, stage, toolchain);
  if (files.kind === 'refusal') return files;
  assumptions.push(...files.assumptions);
  for (const need of needs) {
    // A file in a directory that goes along as a whole is there if the original has it.
    const covered = need.kind === 'file' && !files.kept.some(({ path }) => path === need.path);
    if (need.assumption !== undefined && !covered) assumptions.push(need.assumption);
  }

  const distribution = stage.facts?.distribution ?? { family: 'other' };
  const search = chooseBase(needs, distribution, {
    has: (path) => hasSystemPath(path, stage),
    ownCertificates: addsCertificates(stage),
    packageOf: (command) => packageOf(command, stage),
  });
  if (search.kind === 'none') {
    return {
      kind: 'refusal',
      refusal: refusals.noBase(search.need.because, search.lacking, search.need.evidence),
    };
  }
  const unusedWorkdir = answers.every(({ workdir }) => workdir === 'unused') && !launches.workdirUsed;
  const workdir = stage.state.workdir.text;
  if (workdir === undefined && !unusedWorkdir) {
    return {
      kind: 'refusal',
      refusal: refusals.workdirNotKnown(evidenceAt(dockerfile, lastOf(stage, 'WORKDIR')?.id)),
    };
  }
  reasons.push(...needs.map((need) => reasonOf(need)));
  const lastWorkdir = lastOf(stage, 'WORKDIR');
  if (unusedWorkdir && lastWorkdir !== undefined) {
    reasons.push({
      code: 'workdir-unused',
      message: 'the program does not look at its working directory',
      evidence: evidenceAt(dockerfile, lastWorkdir.id),
    });
  }
  if (packages.leftBehind.length > 0) {
    reasons.push({
      code: 'packages-left-behind',
      message: `only the build uses ${packages.leftBehind.join(', ')}`,
      evidence: undefined,
    });
  }
  return {
    kind: 'plan',
    plan: {
      start,
      launches,
      programs,
      choice: search.choice,
      kept: files.kept,
      user,
      workdir: unusedWorkdir ? undefined : workdir,
      writable: needs.flatMap((need) =>
        need.kind === 'directory' || (need.kind === 'file' && need.writable === true) ? [need.path] : [],
      ),
      writesUnknown: launches.uncertainScripts || answers.some((answer) => answer.workdir === 'unknown'),
      addedCommand: chosen.addedCommand,
      edits,
      environment,
      confidence: confidenceOf(assumptions, chosen.guessed),
      assumptions: distinct(assumptions),
      reasons: distinct(reasons),
    },
  };
}

function confidenceOf(assumptions: readonly Assumption[], guessed: boolean): Confidence {
  if (guessed) return 'possible';
  return assumptions.length === 0 ? 'proven' : 'likely';
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function distinct<T extends { readonly code: string; readonly message: string }>(
  items: readonly T[],
): readonly T[] {
  const seen = new Set<string>();
  return items.filter(({ code, message }) => {
    const key = `${code}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function lastOf(stage: Stage, keyword: Instruction['keyword']): { readonly id: number } | undefined {
  return stage.steps.findLast(({ instruction }) => instruction.keyword === keyword);
}
