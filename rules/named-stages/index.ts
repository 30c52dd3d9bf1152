/** The named-stages rule: stages that others refer to by number get names, and are referred to by them. */
import {
  stageNumber,
  stageReferences,
  targetOf,
  type StageReference,
} from '../../src/evaluate/references.ts';
import type { Build, Stage } from '../../src/evaluate/types.ts';
import type { FromInstruction } from '../../src/dockerfile/types.ts';
import type { Edit, Evidence, Reason, Rule, Verdict } from '../../src/rule/types.ts';
import { evidenceAt, evidenceOf } from '../../src/rule/evidence.ts';
import { codes } from './codes.ts';
import { chooseNames } from './names.ts';

export const namedStages: Rule = {
  name: 'named-stages',
  phase: 'names',
  description: 'gives names to stages that are referred to by number, and refers to them by name',
  codes,
  knowledge: { image: () => undefined, modelOf: () => undefined, output: () => undefined },
  check,
};

function check(build: Build): Verdict {
  if (build.stages.length < 2) {
    return {
      kind: 'nothing',
      code: 'single-stage',
      message: 'the file has one stage, which nothing refers to',
    };
  }
  const decisions = stageReferences(build).flatMap((reference) => decide(reference, build) ?? []);
  const named = decisions.filter((decision) => decision.kind === 'name');
  const wanted = new Set(named.map(({ stage }) => stage));
  const unnamed = build.stages.filter(({ index, name }) => wanted.has(index) && name === undefined);
  const names = chooseNames(build, unnamed);
  const edits: readonly Edit[] = [
    ...unnamed.flatMap((stage) => nameEdit(stage, names, build)),
    ...named.flatMap((decision) => referenceEdit(decision, names, build)),
    ...build.stages.flatMap(({ from }) => keywordEdit(from, build)),
  ];
  if (edits.length === 0) {
    const left = decisions.find((decision) => decision.kind === 'leave');
    return left === undefined
      ? {
          kind: 'nothing',
          code: 'names-in-place',
          message: 'no stage of the file is referred to by its number',
        }
      : { kind: 'refusal', ...left.reason, advice: advice[left.reason.code] };
  }
  return {
    kind: 'proposal',
    code: 'stages-named',
    edits,
    confidence: 'proven',
    assumptions: [],
    reasons: [
      ...unnamed.map((stage) => namedReason(stage, names, build)),
      ...decisions.flatMap((decision) => (decision.kind === 'leave' ? [decision.reason] : [])),
      ...named.flatMap((decision) => referenceReason(decision, build)),
      ...named.flatMap(({ reference }) => mountReason(reference, build)),
      ...keywordReason(build),
    ],
    summary: undefined,
    // Letters alone would drown what matters in the changes of many repositories.
    ...(unnamed.length === 0 && named.length === 0 ? { minor: true } : {}),
    message: summary(unnamed, names, named.length),
  };
}

// ── What becomes of a reference ──────────────────────────────────────────────────────────────────────────────

type Decision =
  | { readonly kind: 'name'; readonly reference: StageReference; readonly stage: number }
  | { readonly kind: 'leave'; readonly reason: Reason & { readonly code: LeaveCode } };

/** Why a number is left as it is, and what the author can do about it. */
const advice = {
  'variable-reference':
    'define a stage with FROM and the variable, as an ARG before the first FROM, and refer to that stage',
  'onbuild-number':
    'nothing, if the files that build on this image have such a stage; else name the stage meant',
  'number-not-a-stage': 'refer to an earlier stage: as it is, the file cannot be built',
  'number-is-a-context': 'give the build context another name',
  'number-used': 'name the stage, and have the other file build it by that name',
  'name-ambiguous': 'give each stage a name of its own',
  'reference-not-editable': 'write the number without escapes',
} as const;

type LeaveCode = keyof typeof advice;

/** undefined for a reference that is by name already. */
function decide(reference: StageReference, build: Build): Decision | undefined {
  const { value, by, onbuild } = reference;
  const leave = (code: LeaveCode, message: string): Decision => ({
    kind: 'leave',
    reason: { code, message, evidence: evidenceAt(build.dockerfile, reference.step) },
  });
  const number = stageNumber(value);
  if (number === undefined) {
    return value.includes('$')
      ? leave('variable-reference', `--from=${value} depends on a variable: only some builders take it`)
      : undefined;
  }
  const place = onbuild ? triggeredIn(reference.stage, build) : reference.stage;
  if (place === undefined) {
    return leave(
      'onbuild-number',
      `the ${number} in ONBUILD counts the stages of the files that build on this image, not of this one`,
    );
  }
  // BuildKit takes a number in a mount for an image, other builders for the stage; no image has such a name.
  const target = targetOf({ value, by: 'copy' }, place, build.stages);
  if (target.kind === 'broken') return leave('number-not-a-stage', `--from=${value}: ${target.why}`);
  if (target.kind !== 'stage') return undefined;
  const { index } = target;
  if (by === 'mount' && isContext(value, build)) {
    return leave('number-is-a-context', `${value} is a build context that another file gives`);
  }
  const name = build.stages[index]?.name;
  if (name === undefined) {
    const user = numberUser(index, build);
    if (user !== undefined) {
      return {
        kind: 'leave',
        reason: {
          code: 'number-used',
          message: `${user.text} builds the target ${index}: builders that take numbers take them for stages without a name only`,
          evidence: user,
        },
      };
    }
  } else if (build.stages.filter((stage) => stage.name === name).length > 1) {
    return leave('name-ambiguous', `several stages are named ${name}: only the number says which is meant`);
  }
  if (reference.span === undefined) {
    return leave('reference-not-editable', `--from=${value} is written with escapes in it`);
  }
  return { kind: 'name', reference, stage: index };
}

/**
 * The first stage of this file that runs a stage's ONBUILD triggers. undefined where there is none, or where the
 * stage's image is used elsewhere too: there the same trigger counts another file's stages.
 */
function triggeredIn(stage: number, build: Build): number | undefined {
  const child = build.stages.find(({ base }) => base.kind === 'stage' && base.index === stage);
  const name = build.stages[stage]?.name;
  const elsewhere = (build.context?.consumers ?? []).some(
    ({ target }) => target !== undefined && (target.toLowerCase() === name || stageNumber(target) === stage),
  );
  return elsewhere ? undefined : child?.index;
}

/** Another file that builds a stage by its number. */
function numberUser(stage: number, build: Build): Evidence | undefined {
  const user = build.context?.consumers.find(
    ({ target }) => target !== undefined && stageNumber(target) === stage,
  );
  return user === undefined ? undefined : { file: user.file, line: user.line, text: user.name };
}

function isContext(name: string, build: Build): boolean {
  return (build.context?.consumers ?? []).some(({ contexts }) => contexts?.includes(name) === true);
}

// ── Edits ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The name of a stage as it is, or will be, written. */
function nameOf(stage: Stage, names: ReadonlyMap<number, string>): string | undefined {
  return stage.from.name?.raw ?? names.get(stage.index);
}

function nameEdit(stage: Stage, names: ReadonlyMap<number, string>, build: Build): readonly Edit[] {
  const name = nameOf(stage, names);
  if (name === undefined) return [];
  const { end } = stage.from.image;
  const as = keywordOf(stage.from, build) === 'from' ? 'as' : 'AS';
  return [{ start: end, end, text: ` ${as} ${name}` }];
}

function referenceEdit(
  { reference, stage }: Extract<Decision, { kind: 'name' }>,
  names: ReadonlyMap<number, string>,
  build: Build,
): readonly Edit[] {
  const target = build.stages[stage];
  const name = target === undefined ? undefined : nameOf(target, names);
  const { span } = reference;
  return name === undefined || span === undefined ? [] : [{ start: span.start, end: span.end, text: name }];
}

/** `as` becomes `AS` beside an upper-case FROM: BuildKit's check FromAsCasing wants both alike. */
function keywordEdit(from: FromInstruction, build: Build): readonly Edit[] {
  const { as } = from;
  return as === undefined || as.raw === 'AS' || keywordOf(from, build) !== 'FROM'
    ? []
    : [{ start: as.start, end: as.end, text: 'AS' }];
}

/** FROM as it is written. */
function keywordOf({ keywordSpan }: FromInstruction, { dockerfile }: Build): string {
  return dockerfile.text.slice(keywordSpan.start, keywordSpan.end);
}

// ── Reasons ──────────────────────────────────────────────────────────────────────────────────────────────────

function namedReason(stage: Stage, names: ReadonlyMap<number, string>, build: Build): Reason {
  return {
    code: 'stage-named',
    message: `stage ${stage.index} is named ${names.get(stage.index) ?? ''}: others refer to it, and a name stays right when stages are moved`,
    evidence: evidenceOf(build.dockerfile, stage.from),
  };
}

/** Of a stage that had a name before; the others are named for it. */
function referenceReason(
  { reference, stage }: Extract<Decision, { kind: 'name' }>,
  build: Build,
): readonly Reason[] {
  const name = build.stages[stage]?.from.name?.raw;
  if (name === undefined) return [];
  return [
    {
      code: 'reference-named',
      message: `stage ${reference.value} has the name ${name}, which stays right when stages are moved`,
      evidence: evidenceAt(build.dockerfile, reference.step),
    },
  ];
}

function mountReason({ by, value, step }: StageReference, build: Build): readonly Reason[] {
  if (by !== 'mount') return [];
  return [
    {
      code: 'mount-number',
      message: `BuildKit takes from=${value} in a mount for an image of that name; other builders take the stage, which the name now says`,
      evidence: evidenceAt(build.dockerfile, step),
    },
  ];
}

function keywordReason(build: Build): readonly Reason[] {
  const changed = build.stages.find(({ from }) => keywordEdit(from, build).length > 0);
  if (changed === undefined) return [];
  return [
    {
      code: 'as-upper-case',
      message: 'AS is written like FROM, as the builder recommends (FromAsCasing)',
      evidence: evidenceOf(build.dockerfile, changed.from),
    },
  ];
}

function summary(unnamed: readonly Stage[], names: ReadonlyMap<number, string>, references: number): string {
  if (unnamed.length > 0) {
    return unnamed.map(({ index }) => `stage ${index} is named ${names.get(index) ?? ''}`).join(', ');
  }
  return references > 0 ? 'stages are referred to by name' : 'AS is written in upper case';
}
