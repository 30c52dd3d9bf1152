/**
 * The golang-debug rule: a target `debug` beside the default one, with the same programs, built with their symbols and
 * without optimisation, on a base with a shell. It is asked for, and the default target stays the last and lean one.
 */
import { changedAfter } from '../../src/rule/changed-after.ts';
import { keywordLike } from '../../src/rule/instruction-text.ts';
import { freeStageName, takenNames } from '../../src/rule/stage-names.ts';
import { stageReferences, targetOf, type StageReference } from '../../src/evaluate/references.ts';
import type { Build, FileEntry, Stage, Step } from '../../src/evaluate/types.ts';
import type { Code } from '../../src/rule/codes.ts';
import type { Assumption, Edit, Reason, Rule, Settings, Verdict } from '../../src/rule/types.ts';
import { pinned } from '../../src/image/pins.ts';
import { alpineBase, candidateBases, debianSlimBase, type RuntimeBase } from '../../src/image/bases.ts';
import { neededArguments } from '../../src/rule/arguments.ts';
import { evidenceOf } from '../../src/rule/evidence.ts';
import { editedPart, insertionBefore } from '../../src/rule/edits.ts';
import { codes } from './codes.ts';
import { debugEdits } from './command.ts';

export const golangDebug: Rule = {
  name: 'golang-debug',
  phase: 'targets',
  description: 'adds a target with symbols and a shell to debug Go programs in (with --stages debug)',
  codes,
  stages: ['debug', 'delve'],
  knowledge: { image: () => undefined, modelOf: () => undefined, output: () => undefined },
  check,
};

const debugName = 'debug';
const delvePath = '/usr/local/bin/dlv';

function check(build: Build, settings: Settings): Verdict {
  const delve = settings.stages.includes('delve');
  if (!delve && !settings.stages.includes('debug')) {
    return nothing('debug-stage-not-asked-for', 'a stage to debug in was not asked for');
  }
  const last = build.stages.at(-1);
  if (last === undefined || build.stages.length < 2) {
    return nothing('single-stage', 'the file has one stage: its program can be debugged in it');
  }
  if (build.stages.some(({ name }) => name === debugName)) {
    return nothing('debug-stage-in-place', 'the file has a stage to debug in already');
  }
  const programs = last.files
    .written()
    .filter(({ program, origin }) => program?.toolchain === 'golang' && origin.by === 'stage');
  if (programs.length === 0) {
    return nothing('no-go-program', 'the default target has no Go program that another stage builds');
  }
  const plan = planOf(last, programs, build);
  return plan.kind === 'refused'
    ? refused(plan.why, plan.step, build)
    : proposal(last, withDigest(plan, settings), delve, build);
}

/** The base of the stage, with the digest that a lock file has of it. */
function withDigest(
  plan: Extract<Plan, { kind: 'plan' }>,
  { pins }: Settings,
): Extract<Plan, { kind: 'plan' }> {
  const { base } = plan;
  if (base === undefined) return plan;
  return { ...plan, base: { ...base, reference: pinned(base.reference, pins) } };
}

function nothing(code: Code<'unchanged'>, message: string): Verdict {
  return { kind: 'nothing', code, message };
}

function refused(why: string, step: Step | undefined, build: Build): Verdict {
  return {
    kind: 'refusal',
    code: 'no-debug-build',
    message: `there is no stage to debug in: ${why}`,
    evidence: evidenceOf(build.dockerfile, step?.instruction),
    advice:
      "build the program by 'go build' in a RUN of its own, whose result the last stage copies by its path",
  };
}

// ── The plan ─────────────────────────────────────────────────────────────────────────────────────────────────

type Plan =
  | { readonly kind: 'refused'; readonly why: string; readonly step: Step | undefined }
  | {
      readonly kind: 'plan';
      /** The stage that builds the programs. */
      readonly builder: Stage;
      readonly builderName: string;
      /** The steps that build them, and how they are changed. */
      readonly steps: readonly { readonly step: Step; readonly edits: readonly Edit[] }[];
      /** Where the last stage refers to the builder. */
      readonly references: readonly StageReference[];
      /** The base to start from in place of the last stage's, which has no shell. */
      readonly base: RuntimeBase | undefined;
    };

function refusal(why: string, step?: Step): Plan {
  return { kind: 'refused', why, step };
}

function planOf(last: Stage, programs: readonly FileEntry[], build: Build): Plan {
  const ids = new Set(
    programs.flatMap(({ program }) => (program === undefined ? [] : [program.command.step])),
  );
  const builders = build.stages.filter(({ steps }) => steps.some(({ id }) => ids.has(id)));
  const [builder, ...others] = builders;
  if (builder === undefined || others.length > 0) return refusal('its programs come from several stages');
  const references = stageReferences(build).filter((reference) => {
    const target = targetOf(reference, reference.stage, build.stages);
    return reference.stage === last.index && target.kind === 'stage' && target.index === builder.index;
  });
  const builderName = builder.from.name?.raw;
  if (builderName === undefined || references.length === 0) {
    return refusal('the stage that builds its programs is not the one that they are copied from');
  }
  const steps: { step: Step; edits: readonly Edit[] }[] = [];
  for (const step of builder.steps.filter(({ id }) => ids.has(id))) {
    const changed = changedAfter(step, builder);
    if (changed !== undefined)
      return refusal(`what the build sees is not there at the stage's end: ${changed}`, step);
    const edits = debugEdits(step.instruction, build.dockerfile.text);
    if (edits === undefined) return refusal('its build command is not one that flags can be added to', step);
    steps.push({ step, edits });
  }
  const base = shellBase(last, builder);
  if (base !== undefined && usesNamedUser(last)) {
    return refusal('its user has a name that only the base of the last stage knows');
  }
  return { kind: 'plan', builder, builderName, steps, references, base };
}

/** A base with a shell, of the builder's own release; undefined where the last stage's own has one. */
function shellBase({ base }: Stage, { facts }: Stage): RuntimeBase | undefined {
  const distribution = facts?.distribution ?? { family: 'other' as const };
  const known =
    base.kind === 'image'
      ? candidateBases(distribution).find(({ reference }) => reference === base.text)
      : undefined;
  const bare =
    base.kind === 'scratch' ||
    (known !== undefined && known.shell === undefined) ||
    (base.kind === 'image' && /distroless|chainguard/.test(base.text));
  if (!bare) return undefined;
  return distribution.family === 'alpine'
    ? alpineBase(distribution.release)
    : debianSlimBase(distribution.family === 'debian' ? distribution.codename : undefined);
}

function usesNamedUser({ steps, files }: Stage): boolean {
  const user = steps.findLast(({ instruction }) => instruction.keyword === 'USER')?.after.user.text ?? 'root';
  const name = user.split(':')[0] ?? '';
  return !/^(\d+|root|)$/.test(name) && files.lookup('/etc/passwd').status !== 'present';
}

// ── The proposal ─────────────────────────────────────────────────────────────────────────────────────────────

function proposal(last: Stage, plan: Extract<Plan, { kind: 'plan' }>, delve: boolean, build: Build): Verdict {
  const { dockerfile } = build;
  const { builder, builderName, steps, base } = plan;
  const keyword = (word: string): string => keywordLike(last.from, word, dockerfile);
  const taken = takenNames(build);
  const debugBuild = freeStageName([`${builderName}-debug`, 'build-debug', 'build-for-debug'], taken);
  const programs = steps.map(({ step, edits }) => partOf(dockerfile.text, step, edits));
  const runtime = runtimeText(last, plan, debugBuild, keyword, build);
  if (runtime === undefined || programs.some((text) => text === undefined)) {
    return refused('its lines cannot be repeated', steps[0]?.step, build);
  }
  const args = steps.flatMap(({ step }) => neededArguments(step, builder, dockerfile));
  const delveBuild = `${keyword('RUN')} GOFLAGS='' GOBIN=/usr/local/bin CGO_ENABLED=0 go install github.com/go-delve/delve/cmd/dlv@latest`;
  const delveCopy = `${keyword('COPY')} --from=${debugBuild} ${delvePath} ${delvePath}`;
  const assumptions: readonly Assumption[] = delve
    ? [
        {
          code: 'delve-version',
          message: 'the newest Delve can be built with the Go version of the build stage',
          evidence: evidenceOf(dockerfile, builder.from),
        },
      ]
    : [];
  return {
    kind: 'proposal',
    code: 'debug-stage',
    edits: [
      insertionBefore(dockerfile, last.from, [
        [
          `${keyword('FROM')} ${builderName} ${keyword('AS')} ${debugBuild}`,
          ...new Set(args.map((argument) => `${keyword('ARG')} ${argument}`)),
          ...programs.flatMap((text) => text ?? []),
          ...(delve ? [delveBuild] : []),
        ],
        [runtime, ...(delve ? [delveCopy] : [])],
      ]),
    ],
    confidence: delve ? 'likely' : 'proven',
    assumptions,
    reasons: [reasonOf(last, base, delve, build)],
    summary: undefined,
    message: `the stage ${debugName} has the program with its symbols and a shell: run docker build --target ${debugName}`,
  };
}

function partOf(text: string, { instruction }: Step, edits: readonly Edit[]): string | undefined {
  return editedPart(text, instruction, edits)?.replace(/\r?\n$/, '');
}

/** The last stage again, under another name, on a base with a shell, copying from the debug build. */
function runtimeText(
  last: Stage,
  { references, base }: Extract<Plan, { kind: 'plan' }>,
  debugBuild: string,
  keyword: (word: string) => string,
  { dockerfile }: Build,
): string | undefined {
  const { from, steps } = last;
  const end = steps.at(-1)?.instruction.end ?? from.end;
  const { image, name } = from;
  const edits: Edit[] = references.map(({ span }) => ({
    start: span?.start ?? -1,
    end: span?.end ?? -1,
    text: debugBuild,
  }));
  if (base !== undefined) edits.push({ start: image.start, end: image.end, text: base.reference });
  edits.push(
    name === undefined
      ? { start: image.end, end: image.end, text: ` ${keyword('AS')} ${debugName}` }
      : { start: name.start, end: name.end, text: debugName },
  );
  return editedPart(dockerfile.text, { start: from.start, end }, edits)?.replace(/\r?\n$/, '');
}

function reasonOf(last: Stage, base: RuntimeBase | undefined, delve: boolean, build: Build): Reason {
  const on = base === undefined ? 'on the same base' : `on ${base.reference}, which has a shell`;
  const how = delve ? `; start it with docker run --cap-add=SYS_PTRACE and ${delvePath} exec` : '';
  return {
    code: 'debug-stage',
    message: `the stage ${debugName} is the last one again ${on}, with programs built for a debugger: docker build --target ${debugName}${how}`,
    evidence: evidenceOf(build.dockerfile, last.from),
  };
}
