/**
 * Which stages a Dockerfile's instructions refer to: `COPY --from=`, `RUN --mount=…,from=`, and both in ONBUILD.
 *
 * Sources: moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go (`toCommand`, `detectRunMount`,
 * `findStateByName`, `findStateByIndex`), and measured on BuildKit 0.25: COPY takes whatever Go's `strconv.Atoi` reads
 * for a number (`00` and `+0` are 0), a mount only takes names, a copy from a later stage or the stage itself fails.
 */
import type { Dockerfile, Flag, Instruction, Span } from '../dockerfile/types.ts';
import { mountFields } from '../dockerfile/mount-fields.ts';
import type { Build, Stage, StepId } from './types.ts';

/** One `from` of an instruction. */
export interface StageReference {
  /** The stage that the instruction stands in. */
  readonly stage: number;
  readonly step: StepId;
  readonly by: 'copy' | 'mount';
  /** It stands in an ONBUILD trigger: it counts in the builds that start from this stage. */
  readonly onbuild: boolean;
  /** The stage or image as the builder sees it. */
  readonly value: string;
  /** Where the value stands in the file, quotes included; undefined where the file spells it with escapes. */
  readonly span: Span | undefined;
  /** Paths that are copied, as written. */
  readonly paths: readonly string[];
}

/** What was read, by file: each rule and each proof asks for it. */
const read = new WeakMap<Dockerfile, readonly StageReference[]>();

/** All references, in the order of the file. They are read from its text alone: no step has to be gone through. */
export function stageReferences({ dockerfile }: Pick<Build, 'dockerfile'>): readonly StageReference[] {
  const before = read.get(dockerfile);
  if (before !== undefined) return before;
  const references = referencesIn(dockerfile);
  read.set(dockerfile, references);
  return references;
}

function referencesIn({ instructions, text }: Dockerfile): readonly StageReference[] {
  const found: StageReference[] = [];
  let stage = -1;
  for (const [step, instruction] of instructions.entries()) {
    if (instruction.keyword === 'FROM') stage += 1;
    else if (stage >= 0) {
      for (const reference of referencesOf(instruction, text)) found.push({ ...reference, stage, step });
    }
  }
  return found;
}

type InInstruction = Omit<StageReference, 'stage' | 'step'>;

function referencesOf(instruction: Instruction, text: string): readonly InInstruction[] {
  switch (instruction.keyword) {
    case 'COPY': {
      const paths = instruction.sources.flatMap((source) =>
        source.kind === 'path' ? [source.word.raw] : [],
      );
      return instruction.flags.flatMap((flag) =>
        flag.name === 'from' && flag.value !== undefined
          ? [{ by: 'copy', onbuild: false, value: flag.value, span: valueSpan(flag, text), paths } as const]
          : [],
      );
    }
    case 'RUN':
      return instruction.flags.flatMap((flag) => (flag.name === 'mount' ? mountReferences(flag, text) : []));
    case 'ONBUILD':
      return referencesOf(instruction.trigger, text).map((reference) => ({ ...reference, onbuild: true }));
    default:
      return [];
  }
}

function mountReferences(flag: Flag, text: string): readonly InInstruction[] {
  const { value } = flag;
  if (value === undefined) return [];
  const fields = mountFields(value);
  const pathOf = (...keys: readonly string[]): readonly string[] =>
    fields.flatMap((field) => (keys.includes(field.key) && field.value !== undefined ? [field.value] : []));
  return fields.flatMap((field) => {
    if (field.key !== 'from' || field.value === undefined) return [];
    return [
      {
        by: 'mount',
        onbuild: false,
        value: field.value,
        span: fieldValueSpan(flag, value, field, text),
        paths: pathOf('source', 'src'),
      } as const,
    ];
  });
}

/** Where the value of `--name=value` stands, if the flag's name is written without quotes and escapes. */
function valueSpan(flag: Flag, text: string): Span | undefined {
  const head = `--${flag.name}=`;
  return text.startsWith(head, flag.start) ? { start: flag.start + head.length, end: flag.end } : undefined;
}

/** Where the value of one field stands, if the flag's value is in the file as it is, in quotes or without. */
function fieldValueSpan(
  flag: Flag,
  value: string,
  field: Span & { readonly value: string | undefined },
  text: string,
): Span | undefined {
  const whole = valueSpan(flag, text);
  if (whole === undefined || field.value === undefined) return undefined;
  const written = text.slice(whole.start, whole.end);
  const quotes = written.length - value.length;
  const plain = quotes === 0 ? written === value : quotes === 2 && written.slice(1, -1) === value;
  if (!plain) return undefined;
  const end = whole.start + quotes / 2 + field.end;
  // A field in quotes of its own ends before its closing quote.
  const last = text[end - 1] === '"' ? end - 1 : end;
  const span = { start: last - field.value.length, end: last };
  return text.slice(span.start, span.end) === field.value ? span : undefined;
}

/** What a `from` means. */
export type StageTarget =
  | { readonly kind: 'stage'; readonly index: number }
  /** A name of no stage: an image, or a build context given by name. */
  | { readonly kind: 'image'; readonly text: string }
  /** The build fails: no stage has the number, or it doesn't come before. */
  | { readonly kind: 'broken'; readonly why: string }
  /** Builders differ: some expand variables there, BuildKit fails. */
  | { readonly kind: 'variable'; readonly text: string };

/** What a reference means in a stage; an ONBUILD trigger is asked with the stage that it runs in. */
export function targetOf(
  { value, by }: Pick<StageReference, 'value' | 'by'>,
  inStage: number,
  stages: readonly Stage[],
): StageTarget {
  if (value.includes('$')) return { kind: 'variable', text: value };
  const number = stageNumber(value);
  if (number !== undefined && by === 'copy') {
    if (stages[number] === undefined) return { kind: 'broken', why: `there is no stage ${number}` };
    return number < inStage
      ? { kind: 'stage', index: number }
      : { kind: 'broken', why: `stage ${number} does not come before stage ${inStage}` };
  }
  const name = value.toLowerCase();
  const found = stages.slice(0, inStage).findLast((stage) => stage.name === name);
  return found === undefined ? { kind: 'image', text: value } : { kind: 'stage', index: found.index };
}

/** The number that Go's `strconv.Atoi` reads; undefined for a name. */
export function stageNumber(value: string): number | undefined {
  return /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
}
