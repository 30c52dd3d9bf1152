/** ENV and ARG of the runtime stage: what the author set, without what only the build reads. */
import { expand } from '../../dockerfile/index.ts';
import type { Dockerfile, Instruction, Pair } from '../../dockerfile/types.ts';
import type { Build, Stage, Step, StepId } from '../../evaluate/types.ts';
import { quotedWord } from '../../rule/quoting.ts';

/** Variables that only package managers and shells of a build read. Source: debconf(7), apt and pip documentation. */
const commonBuildVariables = new Set(['DEBIAN_FRONTEND', 'DEBCONF_NONINTERACTIVE_SEEN', 'PIP_NO_CACHE_DIR']);

export interface RuntimeVariables {
  /** Instructions to write, in order; those of a `step` that was moved are taken from it byte for byte. */
  readonly lines: readonly VariableLine[];
  /** ARGs the runtime stage declares again, in order, as written: `VERSION=dev`. */
  readonly args: readonly string[];
  /** Names that the runtime stage's ENV sets. */
  readonly names: ReadonlySet<string>;
  /** Variables that an instruction of the runtime stage names, with a value that only the build stage has. */
  readonly lost: readonly LostVariable[];
}

export interface LostVariable {
  readonly name: string;
  readonly instruction: Instruction;
}

export type VariableLine =
  | { readonly kind: 'verbatim'; readonly step: StepId }
  /** `KEY=value` pairs, ready to follow ENV. */
  | { readonly kind: 'pairs'; readonly step: StepId; readonly pairs: readonly string[] };

/**
 * @param kept instructions that are repeated or moved to the runtime stage: the variables they name must be there.
 * @param buildOnly whether only the build reads a variable.
 */
export function runtimeVariables(
  build: Build,
  stage: Stage,
  kept: readonly Instruction[],
  buildOnly: (name: string) => boolean,
): RuntimeVariables {
  const { dockerfile } = build;
  const names = new Set<string>();
  const wanted = new Map<string, Instruction>();
  const want = (name: string, instruction: Instruction): void => {
    if (!wanted.has(name)) wanted.set(name, instruction);
  };
  const lines: VariableLine[] = [];
  for (const step of stage.steps) {
    if (step.instruction.keyword !== 'ENV') continue;
    const { instruction } = step;
    const pairs = instruction.pairs.filter(({ key }) => !buildOnly(key) && !commonBuildVariables.has(key));
    if (pairs.length === 0) continue;
    const written = pairs.map((pair) => pairText(pair, step, names, dockerfile));
    for (const { args } of written) for (const name of args) want(name, instruction);
    const whole = pairs.length === instruction.pairs.length && written.every(({ resolved }) => !resolved);
    lines.push(
      whole
        ? { kind: 'verbatim', step: step.id }
        : { kind: 'pairs', step: step.id, pairs: written.map(({ text }) => text) },
    );
    for (const { key } of pairs) names.add(key);
  }
  for (const instruction of kept) {
    for (const name of namesIn(instruction, dockerfile)) {
      if (!names.has(name) && name !== 'PATH') want(name, instruction);
    }
  }
  const args = [...wanted].map(([name, instruction]) => ({
    name,
    instruction,
    text: argText(name, build, stage),
  }));
  return {
    lines,
    names,
    args: args.flatMap(({ text }) => text),
    lost: args.filter(({ name, text }) => text.length === 0 && isSet(name, stage)),
  };
}

/** Whether a variable has a value in the image, known or not. */
function isSet(name: string, { state }: Stage): boolean {
  const value = state.env.get(name);
  return value !== undefined && value.text === undefined;
}

/** A pair as it reads in the runtime stage: as written where the variables in it are there too, else with its value. */
function pairText(
  pair: Pair,
  step: Step,
  names: ReadonlySet<string>,
  dockerfile: Dockerfile,
): { readonly text: string; readonly resolved: boolean; readonly args: readonly string[] } {
  const raw = pair.value?.raw ?? '';
  const args: string[] = [];
  const missing: string[] = [];
  for (const name of variablesIn(raw, dockerfile)) {
    if (names.has(name) || name === 'PATH') continue;
    if (step.before.env.has(name)) missing.push(name);
    else if (step.before.args.has(name)) args.push(name);
  }
  const replaced = step.after.env.get(pair.key)?.text;
  if (missing.length === 0 || replaced === undefined || args.length > 0) {
    return { text: `${pair.key}=${raw}`, resolved: false, args: [...args, ...missing] };
  }
  // PATH keeps the reference to the base's own value.
  const value =
    pair.key === 'PATH' ? withPath(replaced, step, dockerfile) : quotedWord(replaced, dockerfile.escape);
  return { text: `${pair.key}=${value}`, resolved: true, args };
}

/** Writes a value with `$PATH` where the value of before stands in it. */
function withPath(value: string, step: Step, { escape }: Dockerfile): string {
  const before = step.before.env.get('PATH')?.text;
  const at = before === undefined ? -1 : value.indexOf(before);
  if (before === undefined || at < 0) return quotedWord(value, escape);
  const [head, tail] = [value.slice(0, at), value.slice(at + before.length)];
  const reference = /^\w/.test(tail) ? '${PATH}' : '$PATH';
  return `${quotedWord(head, escape)}${reference}${quotedWord(tail, escape)}`;
}

/** The declaration of an ARG as written; a variable that only the build had becomes an ARG with its value. */
function argText(name: string, build: Build, stage: Stage): readonly string[] {
  for (const step of stage.steps.toReversed()) {
    if (step.instruction.keyword !== 'ARG') continue;
    const pair = step.instruction.pairs.find(({ key }) => key === name);
    if (pair !== undefined) return [pair.value === undefined ? name : `${name}=${pair.value.raw}`];
  }
  const value = stage.state.env.get(name)?.text;
  return value === undefined || build.globalArguments.has(name)
    ? []
    : [`${name}=${quotedWord(value, build.dockerfile.escape)}`];
}

/** Names of the variables that the builder replaces in an instruction; in RUN, CMD and ENTRYPOINT it replaces none. */
export function namesIn(instruction: Instruction, dockerfile: Dockerfile): readonly string[] {
  switch (instruction.keyword) {
    case 'ENV':
    case 'LABEL':
      return instruction.pairs.flatMap(({ value }) => variablesIn(value?.raw ?? '', dockerfile));
    case 'EXPOSE':
    case 'VOLUME':
      return instruction.values.flatMap(({ raw }) => variablesIn(raw, dockerfile));
    case 'USER':
    case 'STOPSIGNAL':
    case 'WORKDIR':
      return variablesIn(instruction.value.raw, dockerfile);
    default:
      return [];
  }
}

function variablesIn(raw: string, dockerfile: Dockerfile): readonly string[] {
  const names = new Set<string>();
  const lookup = (name: string): undefined => {
    names.add(name);
    return undefined;
  };
  expand(raw, lookup, { escape: dockerfile.escape });
  return [...names];
}
