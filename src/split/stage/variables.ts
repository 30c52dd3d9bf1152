/** ENV and ARG of the runtime stage: what the author set, without what only the build reads. */
import { expand } from '../../dockerfile/index.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/types.ts';
import { valueOf } from '../../evaluate/state.ts';
import type { Build, Stage, StepId } from '../../evaluate/types.ts';
import { quotedWord } from '../../rule/quoting.ts';

/** Variables that only package managers and shells of a build read. Source: debconf(7), apt and pip documentation. */
const commonBuildVariables = new Set(['DEBIAN_FRONTEND', 'DEBCONF_NONINTERACTIVE_SEEN', 'PIP_NO_CACHE_DIR']);

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

/**
 * What the variables are, whose names an instruction uses: each the place where its value was given, undefined where
 * none was. `env:3:NAME`, `arg:2:NAME`, `base:NAME`.
 */
type Uses = ReadonlyMap<string, string | undefined>;

/** Where a variable gets a value. */
interface Definition {
  readonly id: string;
  readonly kind: 'env' | 'arg' | 'base';
  readonly name: string;
  readonly step: StepId | undefined;
  /** What is written for it. */
  readonly raw: string | undefined;
  /** Its value, where that is known. */
  readonly text: string | undefined;
  readonly uses: Uses;
}

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

/**
 * @param kept instructions that are repeated or moved to the runtime stage: the variables they name must be there.
 * @param buildOnly whether only the build reads a variable.
 * @param setsWorkdir whether the runtime stage sets the working directory.
 */
export function runtimeVariables(
  build: Build,
  stage: Stage,
  kept: readonly Instruction[],
  buildOnly: (name: string) => boolean,
  setsWorkdir: boolean,
): RuntimeVariables {
  const { dockerfile } = build;
  const { definitions, uses } = definitionsIn(stage, dockerfile);
  const isKept = (name: string): boolean => !buildOnly(name) && !commonBuildVariables.has(name);
  const wanted = new Map<string, Instruction>();
  const names = new Set<string>();
  const items: Item[] = [];
  const want = (id: string | undefined, instruction: Instruction): void => {
    const definition = id === undefined ? undefined : definitions.get(id);
    if (definition === undefined || wanted.has(definition.id) || definition.name === 'PATH') return;
    // ENV that goes along is there anyway.
    if (definition.kind === 'env' && isKept(definition.name)) return;
    wanted.set(definition.id, instruction);
    if (definition.kind === 'arg' || definition.text === undefined) {
      for (const needed of definition.uses.values()) want(needed, instruction);
    }
  };
  for (const { id, instruction, before, after } of stage.steps) {
    if (instruction.keyword !== 'ENV') continue;
    const pairs = instruction.pairs.filter(({ key }) => isKept(key));
    if (pairs.length === 0) continue;
    const written = pairs.map((pair) => {
      const used = usesOf(variablesIn(pair.value?.raw ?? '', dockerfile), uses.get(id) ?? new Map());
      const missing = [...used.values()].flatMap((each) => {
        const definition = each === undefined ? undefined : definitions.get(each);
        if (definition === undefined || definition.kind === 'arg') return [];
        // The search path of the runtime base is another one: only in itself it goes on by its name.
        if (definition.name === 'PATH') return pair.key === 'PATH' ? [] : [definition];
        return definition.kind === 'env' && isKept(definition.name) ? [] : [definition];
      });
      const args = [...used.values()].some((each) => definitions.get(each ?? '')?.kind === 'arg');
      const replaced = after.env.get(pair.key)?.text;
      const resolved = missing.length > 0 && replaced !== undefined && !args;
      const value =
        pair.key === 'PATH'
          ? withPath(replaced ?? '', before.env.get('PATH')?.text, dockerfile)
          : quotedWord(replaced ?? '', dockerfile.escape);
      return resolved
        ? { text: `${pair.key}=${value}`, resolved, used: new Map<string, string>() }
        : { text: `${pair.key}=${pair.value?.raw ?? ''}`, resolved, used };
    });
    const used = new Map(written.flatMap((pair) => [...pair.used]));
    for (const each of used.values()) want(each, instruction);
    const whole = pairs.length === instruction.pairs.length && written.every(({ resolved }) => !resolved);
    items.push({
      step: id,
      line: whole
        ? { kind: 'verbatim', step: id }
        : { kind: 'pairs', step: id, pairs: written.map(({ text }) => text) },
      uses: used,
      gives: pairs.map(({ key }) => ({ name: key, id: `env:${id}:${key}`, as: 'env' })),
    });
    for (const { key } of pairs) names.add(key);
  }
  const described: Item[] = [];
  for (const instruction of kept) {
    const step = dockerfile.instructions.indexOf(instruction);
    if (['ENV', 'ARG', 'WORKDIR'].includes(instruction.keyword)) continue;
    const used = usesOf(namesIn(instruction, dockerfile), uses.get(step) ?? new Map());
    for (const each of used.values()) want(each, instruction);
    described.push({
      step,
      line: { kind: 'instruction', step },
      uses: used,
      gives: [],
      mayStandEarly: instruction.keyword !== 'USER',
    });
  }
  const workdir = setsWorkdir ? writtenWorkdir(stage, dockerfile) : undefined;
  const ofWorkdir =
    workdir === undefined ? undefined : usesOf(workdir.names, uses.get(workdir.step) ?? new Map());
  const hanging =
    workdir !== undefined &&
    ofWorkdir !== undefined &&
    hangsOnArgument([...ofWorkdir.values()], definitions, new Set());
  const directory: Item | undefined = hanging
    ? { step: workdir.step, line: { kind: 'instruction', step: workdir.step }, uses: ofWorkdir, gives: [] }
    : undefined;
  if (directory !== undefined && workdir !== undefined) {
    for (const each of directory.uses.values()) want(each, workdir.instruction);
  }
  const lost: LostVariable[] = [];
  for (const [id, instruction] of wanted) {
    const definition = definitions.get(id);
    if (definition === undefined) continue;
    const text = argText(definition, build);
    if (text !== undefined) {
      const { name, step, kind } = definition;
      items.push({
        step: step ?? -1,
        line: { kind: 'argument', step: kind === 'arg' ? step : undefined, text },
        uses: definition.kind === 'arg' || definition.text === undefined ? definition.uses : new Map(),
        gives: [{ name, id, as: 'arg' }],
      });
    } else if (definition.kind === 'base') lost.push({ name: definition.name, instruction });
  }
  const { args, lines, order } = arranged(items, described);
  const same = directory !== undefined && !mistaken([...order, directory]).includes(directory);
  return { args, lines, names, lost, workdir: same ? workdir?.text : undefined };
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

/** Whether a build argument has to do with any of the values. */
function hangsOnArgument(
  ids: readonly (string | undefined)[],
  definitions: ReadonlyMap<string, Definition>,
  seen: ReadonlySet<string>,
): boolean {
  return ids.some((id) => {
    const definition = id === undefined || seen.has(id) ? undefined : definitions.get(id);
    if (id === undefined || definition === undefined) return false;
    return (
      definition.kind === 'arg' ||
      hangsOnArgument([...definition.uses.values()], definitions, new Set([...seen, id]))
    );
  });
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

/** All places where variables get their values, and what each instruction finds in those it could name. */
function definitionsIn(
  stage: Stage,
  dockerfile: Dockerfile,
): {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly uses: ReadonlyMap<StepId, Uses>;
} {
  const definitions = new Map<string, Definition>();
  const uses = new Map<StepId, Uses>();
  const env = new Map<string, string>();
  const args = new Map<string, string>();
  const visible = (): Map<string, string> => new Map([...args, ...env]);
  const add = (definition: Definition): void => {
    definitions.set(definition.id, definition);
    (definition.kind === 'arg' ? args : env).set(definition.name, definition.id);
  };
  for (const [name, value] of stage.steps[0]?.before.env ?? []) {
    add({
      id: `base:${name}`,
      kind: 'base',
      name,
      step: undefined,
      raw: undefined,
      text: value.text,
      uses: new Map(),
    });
  }
  for (const { id, instruction, after } of stage.steps) {
    const before = visible();
    uses.set(id, before);
    if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
    const kind = instruction.keyword === 'ENV' ? 'env' : 'arg';
    for (const { key, value } of instruction.pairs) {
      // The values of one ENV do not see each other, those of one ARG do.
      const seen = kind === 'env' ? before : visible();
      const used = usesOf(value === undefined ? [] : variablesIn(value.raw, dockerfile), seen);
      const inherited = value === undefined ? (args.get(key) ?? env.get(key)) : undefined;
      add({
        id: `${kind}:${id}:${key}`,
        kind,
        name: key,
        step: id,
        raw: value?.raw,
        text: (kind === 'env' ? after.env : after.args).get(key)?.text,
        // Without a default it keeps the value that it has.
        uses: inherited === undefined ? used : new Map([[key, inherited]]),
      });
    }
  }
  return { definitions, uses };
}

function usesOf(names: readonly string[], visible: ReadonlyMap<string, string | undefined>): Uses {
  return new Map(names.map((name) => [name, visible.get(name)]));
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
