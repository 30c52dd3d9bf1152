/** ENV and ARG of the runtime stage: what the author set, without what only the build reads. */
import type { Dockerfile, Instruction, Pair } from '../../dockerfile/types.ts';
import { valueOf } from '../../evaluate/state.ts';
import type { Build, EnvValue, Stage, Step, StepId } from '../../evaluate/types.ts';
import { quotedWord } from '../../rule/quoting.ts';
import {
  definitionsIn,
  hangsOnArgument,
  namesIn,
  usesOf,
  variablesIn,
  type Definition,
  type Definitions,
  type Uses,
} from './variable-definitions.ts';

/** Variables that only package managers and shells of a build read. Source: debconf(7), apt and pip documentation. */
export const commonBuildVariables: ReadonlySet<string> = new Set([
  'DEBIAN_FRONTEND',
  'DEBCONF_NONINTERACTIVE_SEEN',
  'PIP_NO_CACHE_DIR',
]);

export interface RuntimeVariables {
  /** ARGs that the runtime stage declares first, in the author's order. */
  readonly args: readonly ArgumentLine[];
  /** Instructions to write, in the author's order; those of a `step` that was moved are taken from it byte for byte. */
  readonly lines: readonly VariableLine[];
  /** Names that the runtime stage's ENV sets. */
  readonly names: ReadonlySet<string>;
  /** The working directory as written, where it hangs on a build argument. */
  readonly workdir: string | undefined;
  /** Variables that an instruction of the runtime stage names, with a value that only the build stage has. */
  readonly lost: readonly LostVariable[];
}

export interface LostVariable {
  readonly name: string;
  readonly instruction: Instruction;
}

export interface ArgumentLine {
  readonly kind: 'argument';
  /** The ARG it comes from; undefined for a variable that only the build has, written with its value. */
  readonly step: StepId | undefined;
  /** `VERSION=dev` */
  readonly text: string;
}

export type VariableLine =
  | { readonly kind: 'verbatim'; readonly step: StepId }
  /** `KEY=value` pairs, ready to follow ENV. */
  | { readonly kind: 'pairs'; readonly step: StepId; readonly pairs: readonly string[] }
  | ArgumentLine
  /** Another instruction that has to stand here: what a variable holds changes behind it. */
  | { readonly kind: 'instruction'; readonly step: StepId };

/** A line of the runtime stage with what it needs and what it gives. */
interface Item {
  /** Where the author has it. */
  readonly step: StepId;
  readonly line: VariableLine;
  readonly uses: Uses;
  /** It says something of the image and changes nothing for the lines behind it. */
  readonly mayStandEarly?: boolean;
  /** Names with the places where their values were given. */
  readonly gives: readonly { readonly name: string; readonly id: string; readonly as: 'env' | 'arg' }[];
}

/** The stage's variables as they are read here. */
interface Reading extends Definitions {
  readonly dockerfile: Dockerfile;
  /** ENV that goes along: not only the build reads it. */
  readonly isKept: (name: string) => boolean;
}

/** A line, and the author's instruction that it is of. */
interface ItemOf extends Item {
  readonly instruction: Instruction;
}

/**
 * @param kept instructions that are repeated or moved to the runtime stage: the variables they name must be there.
 * @param buildOnly whether only the build reads a variable.
 * @param ofBase whether something in the container reads a variable that the toolchain's image sets.
 * @param setsWorkdir whether the runtime stage sets the working directory.
 */
export function runtimeVariables(
  build: Build,
  stage: Stage,
  kept: readonly Instruction[],
  buildOnly: (name: string) => boolean,
  ofBase: (name: string) => boolean,
  setsWorkdir: boolean,
): RuntimeVariables {
  const { dockerfile } = build;
  const reading: Reading = {
    ...definitionsIn(stage, dockerfile),
    dockerfile,
    isKept: (name) => !buildOnly(name),
  };
  const environment = stage.steps.flatMap((step) => environmentItem(step, reading));
  const described = kept.flatMap((instruction) => describedItem(instruction, reading));
  const workdir = setsWorkdir ? workdirItem(stage, reading) : undefined;
  const wanted = wantedBy(
    [...environment, ...described, ...(workdir === undefined ? [] : [workdir])],
    reading,
  );
  const items: Item[] = [...baseItems(stage, ofBase), ...environment];
  const lost: LostVariable[] = [];
  for (const [definition, instruction] of wanted) {
    const item = argumentItem(definition, build);
    if (item !== undefined) items.push(item);
    else if (definition.kind === 'base') lost.push({ name: definition.name, instruction });
  }
  const { args, lines, order } = arranged(items, described);
  const same = workdir !== undefined && !mistaken([...order, workdir]).includes(workdir);
  return {
    args,
    lines,
    names: new Set(environment.flatMap(({ gives }) => gives.map(({ name }) => name))),
    lost,
    workdir: same ? workdir.text : undefined,
  };
}

/** A line for the variables of the toolchain's image that are read in the container, as far as their values are known. */
function baseItems({ facts, state }: Stage, ofBase: (name: string) => boolean): readonly Item[] {
  const read = Object.entries(facts?.env ?? {}).flatMap(([name, value]) =>
    value !== undefined && isStillThere(name, value, state.env.get(name)) && ofBase(name)
      ? [{ name, text: `${name}=${value}` }]
      : [],
  );
  if (read.length === 0) return [];
  return [
    {
      step: -1,
      line: { kind: 'pairs', step: -1, pairs: read.map(({ text }) => text) },
      uses: new Map(),
      gives: read.map(({ name }) => ({ name, id: `base:${name}`, as: 'env' })),
    },
  ];
}

/** Whether the container has what the toolchain's image gave a variable: PATH goes on from there. */
function isStillThere(name: string, value: string, now: EnvValue | undefined): boolean {
  return now?.origin === 'base' || (name === 'PATH' && now?.text?.includes(value) === true);
}

/** Definitions that the lines take their values from and that don't go along anyway, with the instruction that does. */
function wantedBy(
  lines: readonly ItemOf[],
  { definitions, isKept }: Reading,
): ReadonlyMap<Definition, Instruction> {
  const wanted = new Map<Definition, Instruction>();
  const want = (id: string | undefined, instruction: Instruction): void => {
    const definition = id === undefined ? undefined : definitions.get(id);
    if (definition === undefined || wanted.has(definition) || definition.name === 'PATH') return;
    if (definition.kind === 'env' && isKept(definition.name)) return;
    wanted.set(definition, instruction);
    if (definition.kind === 'arg' || definition.text === undefined) {
      for (const needed of definition.uses.values()) want(needed, instruction);
    }
  };
  for (const { uses, instruction } of lines) for (const id of uses.values()) want(id, instruction);
  return wanted;
}

/** What goes along of an ENV. */
function environmentItem(step: Step, reading: Reading): readonly ItemOf[] {
  const { id, instruction } = step;
  if (instruction.keyword !== 'ENV') return [];
  const pairs = instruction.pairs.filter(({ key }) => reading.isKept(key));
  if (pairs.length === 0) return [];
  const written = pairs.map((pair) => pairWritten(pair, step, reading));
  const whole = pairs.length === instruction.pairs.length && written.every(({ resolved }) => !resolved);
  return [
    {
      step: id,
      instruction,
      line: whole
        ? { kind: 'verbatim', step: id }
        : { kind: 'pairs', step: id, pairs: written.map(({ text }) => text) },
      uses: new Map(written.flatMap(({ used }) => [...used])),
      gives: pairs.map(({ key }) => ({ name: key, id: `env:${id}:${key}`, as: 'env' })),
    },
  ];
}

/** `KEY=value` as the author has it; with its value where that hangs on variables that don't go along. */
function pairWritten(
  { key, value }: Pair,
  { id, before, after }: Step,
  { definitions, uses, dockerfile, isKept }: Reading,
): { readonly text: string; readonly resolved: boolean; readonly used: Uses } {
  const raw = value?.raw ?? '';
  const used = usesOf(variablesIn(raw, dockerfile), uses.get(id) ?? new Map());
  const given = [...used.values()].flatMap((each) => definitions.get(each ?? '') ?? []);
  const missing = given.some((definition) => {
    if (definition.kind === 'arg') return false;
    // The search path of the runtime base is another one: only in itself it goes on by its name.
    if (definition.name === 'PATH') return key !== 'PATH';
    return definition.kind !== 'env' || !isKept(definition.name);
  });
  const replaced = after.env.get(key)?.text;
  if (!missing || replaced === undefined || given.some(({ kind }) => kind === 'arg')) {
    return { text: `${key}=${raw}`, resolved: false, used };
  }
  const text =
    key === 'PATH'
      ? withPath(replaced, before.env.get('PATH')?.text, dockerfile)
      : quotedWord(replaced, dockerfile.escape);
  return { text: `${key}=${text}`, resolved: true, used: new Map() };
}

/** An instruction that says something of the image. */
function describedItem(instruction: Instruction, { uses, dockerfile }: Reading): readonly ItemOf[] {
  const step = dockerfile.instructions.indexOf(instruction);
  if (['ENV', 'ARG', 'WORKDIR'].includes(instruction.keyword)) return [];
  return [
    {
      step,
      instruction,
      line: { kind: 'instruction', step },
      uses: usesOf(namesIn(instruction, dockerfile), uses.get(step) ?? new Map()),
      gives: [],
      mayStandEarly: instruction.keyword !== 'USER',
    },
  ];
}

/** The working directory as written, where it hangs on a build argument. */
function workdirItem(
  stage: Stage,
  { definitions, uses, dockerfile }: Reading,
): (ItemOf & { readonly text: string }) | undefined {
  const written = writtenWorkdir(stage, dockerfile);
  if (written === undefined) return undefined;
  const { step, instruction, names, text } = written;
  const used = usesOf(names, uses.get(step) ?? new Map());
  return hangsOnArgument([...used.values()], definitions, new Set())
    ? { step, instruction, line: { kind: 'instruction', step }, uses: used, gives: [], text }
    : undefined;
}

/** An ARG of the runtime stage in the place of a definition; undefined for what only the base's image knows. */
function argumentItem(definition: Definition, build: Build): Item | undefined {
  const { id, name, step, kind, uses } = definition;
  const text = argText(definition, build);
  if (text === undefined) return undefined;
  return {
    step: step ?? -1,
    line: { kind: 'argument', step: kind === 'arg' ? step : undefined, text },
    uses: kind === 'arg' || definition.text === undefined ? uses : new Map(),
    gives: [{ name, id, as: 'arg' }],
  };
}

/** The author's WORKDIR lines from the last absolute one on, put together; undefined where they can't be. */
function writtenWorkdir(
  { steps }: Stage,
  dockerfile: Dockerfile,
):
  | {
      readonly text: string;
      readonly names: readonly string[];
      readonly step: StepId;
      readonly instruction: Instruction;
    }
  | undefined {
  const directories = steps.filter(({ instruction }) => instruction.keyword === 'WORKDIR');
  const first = directories.findLastIndex(
    ({ before, instruction }) =>
      instruction.keyword === 'WORKDIR' &&
      valueOf(instruction.value, before, dockerfile.escape).text?.startsWith('/') === true,
  );
  const chain = directories.slice(first);
  const last = chain.at(-1);
  if (first < 0 || last === undefined) return undefined;
  const raws = chain.flatMap(({ instruction }) =>
    instruction.keyword === 'WORKDIR' ? [instruction.value.raw] : [],
  );
  // One that is written with quotes or escapes does not go on plainly.
  if (raws.some((raw) => /['"\\`\s]/.test(raw))) return undefined;
  const names = raws.flatMap((raw) => variablesIn(raw, dockerfile));
  return { text: raws.join('/'), names, step: last.id, instruction: last.instruction };
}

/**
 * The lines in an order in which each variable is what it was to the author: ARG first and ENV behind it, where that does
 * it, or all of them as they stand in the file, with what else has to stand among them.
 */
function arranged(
  items: readonly Item[],
  described: readonly Item[],
): Pick<RuntimeVariables, 'args' | 'lines'> & { readonly order: readonly Item[] } {
  const inOrder = items.toSorted((a, b) => a.step - b.step);
  const args = inOrder.flatMap(({ line }) => (line.kind === 'argument' ? [line] : []));
  const isArgument = ({ line }: Item): boolean => line.kind === 'argument';
  const apart = [...inOrder.filter(isArgument), ...inOrder.filter((item) => !isArgument(item))];
  if (mistaken([...apart, ...described]).length === 0) {
    return { args, lines: apart.flatMap((item) => (isArgument(item) ? [] : [item.line])), order: apart };
  }
  const late = mistaken([...inOrder, ...described]);
  const early = described.filter((item) => late.includes(item) && item.mayStandEarly === true);
  const order = [...inOrder, ...early].toSorted((a, b) => a.step - b.step);
  return { args: [], lines: order.map(({ line }) => line), order };
}

/** Lines that would find another value in a variable than the author's do, in this order. */
function mistaken(items: readonly Item[]): readonly Item[] {
  const env = new Map<string, string>();
  const args = new Map<string, string>();
  return items.filter(({ uses, gives }) => {
    const wrong = [...uses].some(([name, id]) => name !== 'PATH' && (args.get(name) ?? env.get(name)) !== id);
    for (const { name, id, as } of gives) {
      (as === 'env' ? env : args).set(name, id);
      if (as === 'env') args.delete(name);
    }
    return wrong;
  });
}

/** The declaration of an ARG as written; a variable that only the build has becomes an ARG with its value. */
function argText({ kind, name, raw, text }: Definition, build: Build): string | undefined {
  if (kind === 'arg') return raw === undefined ? name : `${name}=${raw}`;
  if (text === undefined) return kind === 'env' ? `${name}=${raw ?? ''}` : undefined;
  return kind === 'base' && build.globalArguments.has(name)
    ? undefined
    : `${name}=${quotedWord(text, build.dockerfile.escape)}`;
}

/** Writes a value with `$PATH` where the value of before stands in it. */
function withPath(value: string, before: string | undefined, { escape }: Dockerfile): string {
  const at = before === undefined ? -1 : value.indexOf(before);
  if (before === undefined || at < 0) return quotedWord(value, escape);
  const [head, tail] = [value.slice(0, at), value.slice(at + before.length)];
  const reference = /^\w/.test(tail) ? '${PATH}' : '$PATH';
  return `${quotedWord(head, escape)}${reference}${quotedWord(tail, escape)}`;
}
