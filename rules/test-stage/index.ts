/**
 * The test-stage rule: steps of a build stage that only test or lint move to a stage of their own on top of it. It is
 * asked for, never done by default: BuildKit makes only what the target needs, so a default build no longer tests.
 */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import { changedAfter } from '../../src/rule/changed-after.ts';
import { keywordLike } from '../../src/rule/instruction-text.ts';
import { freeStageName, takenNames } from '../../src/rule/stage-names.ts';
import { stageReferences, targetOf } from '../../src/evaluate/references.ts';
import type { Build, Stage, Step } from '../../src/evaluate/types.ts';
import type { Code } from '../../src/rule/codes.ts';
import type { Assumption, Evidence, Reason, Rule, Settings, Verdict } from '../../src/rule/types.ts';
import { neededArguments } from '../../src/rule/arguments.ts';
import { evidenceOf } from '../../src/rule/evidence.ts';
import { insertionBefore, removalEdits, textWithComments } from '../../src/rule/edits.ts';
import { codes } from './codes.ts';
import { kindOf, reportsOf } from './checks.ts';

export const testStage: Rule = {
  name: 'test-stage',
  phase: 'targets',
  description: 'moves steps that only test or lint to a stage of their own (with --stages test)',
  codes,
  stages: ['test'],
  knowledge: { image: () => undefined, modelOf: () => undefined, output: () => undefined },
  check,
};

const advice = 'write the tests as a RUN of their own, after which nothing that they need is changed';

function check(build: Build, settings: Settings): Verdict {
  if (!settings.stages.includes('test')) {
    return nothing('test-stage-not-asked-for', 'a stage for tests was not asked for');
  }
  const last = build.stages.at(-1);
  if (last === undefined || build.stages.length < 2) {
    return nothing('single-stage', 'the file has one stage: its tests run where its program is built');
  }
  if (build.stages.some(({ name }) => name !== undefined && /^tests?$/.test(name))) {
    return nothing('test-stage-in-place', 'the file has a stage for tests already');
  }
  const found = build.stages.slice(0, -1).map((stage) => movable(stage, build));
  const sets = found.filter(({ moved }) => moved.length > 0);
  if (sets.length === 0) {
    const [kept] = found.flatMap((each) => each.kept);
    return kept === undefined
      ? nothing('no-tests', 'no step of the file tests anything')
      : { kind: 'refusal', ...kept, code: 'tests-stay', advice };
  }
  const taken = new Set(takenNames(build));
  const stages = sets.map(({ stage, moved }) => {
    const parent = stage.from.name?.raw ?? '';
    const name = freeStageName(['test', `test-${parent}`, `test-stage-${stage.index}`], taken);
    taken.add(name);
    return { parent, name, stage, moved };
  });
  const { dockerfile } = build;
  const keyword = (word: string, { from }: Stage): string => keywordLike(from, word, dockerfile);
  const text = stages.map(({ parent, name, stage, moved }) => [
    `${keyword('FROM', stage)} ${parent} ${keyword('AS', stage)} ${name}`,
    ...new Set(
      moved
        .flatMap((step) => neededArguments(step, stage, dockerfile))
        .map((argument) => `${keyword('ARG', stage)} ${argument}`),
    ),
    ...moved.map(({ instruction }) => {
      const taken = textWithComments(instruction, dockerfile);
      return `${taken.comments}${taken.text}`;
    }),
  ]);
  const moved = stages.flatMap((each) => each.moved);
  const assumptions = moved.flatMap(({ commands, instruction }) =>
    commands.some(({ name }) => name === 'make') ? [assumed(evidenceOf(dockerfile, instruction))] : [],
  );
  return {
    kind: 'proposal',
    code: 'test-stage',
    edits: [
      ...removalEdits(
        dockerfile,
        moved.map(({ instruction }) => instruction),
      ),
      insertionBefore(dockerfile, last.from, text),
    ],
    confidence: assumptions.length === 0 ? 'proven' : 'likely',
    assumptions,
    reasons: [
      ...stages.flatMap((each) => each.moved.map((step) => movedReason(step, each.name, build))),
      ...found.flatMap(({ kept }) => kept),
    ],
    summary: undefined,
    message: stages
      .map(({ name }) => `the tests are in the stage ${name}: run docker build --target ${name} in CI`)
      .join(', '),
  };
}

function nothing(code: Code<'unchanged'>, message: string): Verdict {
  return { kind: 'nothing', code, message };
}

function assumed(evidence: Evidence | undefined): Assumption {
  return {
    code: 'make-only-tests',
    message: 'the make target only tests, and nothing that it makes is used later',
    evidence,
  };
}

function movedReason({ instruction }: Step, name: string, build: Build): Reason {
  return {
    code: 'test-moved',
    message: `it only tests, so it runs in the stage ${name}: a default build no longer runs it, and CI has to call docker build --target ${name}`,
    evidence: evidenceOf(build.dockerfile, instruction),
  };
}

// ── What can be moved ────────────────────────────────────────────────────────────────────────────────────────

interface Movable {
  readonly stage: Stage;
  readonly moved: readonly Step[];
  /** Steps that test and stay, with why. */
  readonly kept: readonly Reason[];
}

function movable(stage: Stage, build: Build): Movable {
  const testing = stage.steps.filter(({ commands }) => commands.some((run) => kindOf(run) === 'check'));
  const judged = testing.map((step) => ({ step, why: obstacle(step, stage, build) }));
  return {
    stage,
    moved: judged.filter(({ why }) => why === undefined).map(({ step }) => step),
    kept: judged.flatMap(({ step, why }) =>
      why === undefined
        ? []
        : [
            {
              code: 'test-kept',
              message: `it tests and stays where it is: ${why}`,
              evidence: evidenceOf(build.dockerfile, step.instruction),
            },
          ],
    ),
  };
}

/** What keeps a step that tests in its place, in words. */
function obstacle(step: Step, stage: Stage, build: Build): string | undefined {
  if (stage.from.name === undefined) return 'its stage has no name';
  if (step.commands.some((run) => kindOf(run) === 'other')) return 'it does more than that';
  const checks = step.commands.filter((run) => kindOf(run) === 'check');
  if (checks.every(({ failureIgnored }) => failureIgnored)) return 'its failure is ignored';
  const changed = changedAfter(step, stage);
  if (changed !== undefined) return changed;
  const written = stage.files
    .written()
    .filter(({ origin }) => (origin.by === 'command' || origin.by === 'opaque') && origin.step === step.id)
    .map(({ path }) => path);
  const reports = step.commands.flatMap((run) =>
    reportsOf(run).map((path) => posix.resolve(run.workdir.text ?? '/', path)),
  );
  const used = [...written, ...reports].find((path) => isUsed(path, step, stage, build));
  return used === undefined ? undefined : `${used}, which it writes, is used later`;
}

/** Whether a later step of the stage names the file, or another stage copies it or a directory that it lies in. */
function isUsed(path: string, step: Step, stage: Stage, build: Build): boolean {
  const name = posix.basename(path);
  const later = stage.steps.filter(({ id }) => id > step.id);
  const text = build.dockerfile.text;
  if (later.some(({ instruction }) => text.slice(instruction.start, instruction.end).includes(name)))
    return true;
  return stageReferences(build).some((reference) => {
    const target = targetOf(reference, reference.stage, build.stages);
    if (target.kind !== 'stage' || target.index !== stage.index) return false;
    return reference.paths.some(
      (copied) => /[*?[$]/.test(copied) || isInside(path, posix.resolve('/', copied)),
    );
  });
}
