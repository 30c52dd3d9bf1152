/** Where variables of a stage get their values, and which of them its instructions name. */
import { expand } from '../../dockerfile/index.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/types.ts';
import type { Stage, StepId } from '../../evaluate/types.ts';

/**
 * What the variables are, whose names an instruction uses: each the place where its value was given, undefined where
 * none was. `env:3:NAME`, `arg:2:NAME`, `base:NAME`.
 */
export type Uses = ReadonlyMap<string, string | undefined>;

/** Where a variable gets a value. */
export interface Definition {
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

/** All places where variables get their values, and what each instruction finds in those it could name. */
export interface Definitions {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly uses: ReadonlyMap<StepId, Uses>;
}

export function definitionsIn(stage: Stage, dockerfile: Dockerfile): Definitions {
  const definitions = new Map<string, Definition>();
  const uses = new Map<StepId, Uses>();
  const env = new Map<string, string>();
  const args = new Map<string, string>();
  // As the builder looks them up: the later of ENV and ARG has the name.
  const visible = (): Map<string, string> => new Map([...env, ...args]);
  const add = (definition: Definition): void => {
    definitions.set(definition.id, definition);
    (definition.kind === 'arg' ? args : env).set(definition.name, definition.id);
    if (definition.kind === 'env') args.delete(definition.name);
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

export function usesOf(names: readonly string[], visible: ReadonlyMap<string, string | undefined>): Uses {
  return new Map(names.map((name) => [name, visible.get(name)]));
}

/** Whether a build argument has to do with any of the values. */
export function hangsOnArgument(
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

export function variablesIn(raw: string, dockerfile: Dockerfile): readonly string[] {
  const names = new Set<string>();
  const lookup = (name: string): undefined => {
    names.add(name);
    return undefined;
  };
  expand(raw, lookup, { escape: dockerfile.escape });
  return [...names];
}
