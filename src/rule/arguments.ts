/** Build arguments of a step that is run in another stage. */
import type { Stage, Step } from '../evaluate/types.ts';
import { expand } from '../dockerfile/index.ts';
import type { Dockerfile, Pair } from '../dockerfile/types.ts';

/**
 * The declarations that a step needs where it is repeated, as written, in order: `VERSION=dev`. A stage that starts
 * from the step's own has the values too, but not on all builders.
 */
export function neededArguments(step: Step, stage: Stage, dockerfile: Dockerfile): readonly string[] {
  const declared = stage.steps
    .filter(({ id }) => id < step.id)
    .flatMap(({ instruction }) => (instruction.keyword === 'ARG' ? instruction.pairs : []));
  const { start, end } = step.instruction;
  const text = dockerfile.text.slice(start, end);
  const wanted = new Set(declared.map(({ key }) => key).filter((key) => mentions(text, key)));
  // A default may use arguments that were declared before it.
  for (const { key, value } of declared.toReversed()) {
    if (!wanted.has(key) || value === undefined) continue;
    for (const name of variablesIn(value.raw, dockerfile)) wanted.add(name);
  }
  const last = new Map(declared.filter(({ key }) => wanted.has(key)).map((pair) => [pair.key, pair]));
  return [...last.values()].map((pair) => written(pair));
}

function written({ key, value }: Pair): string {
  return value === undefined ? key : `${key}=${value.raw}`;
}

/** Whether a text names the variable at all; a name too many does no harm. */
function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

function variablesIn(raw: string, { escape }: Dockerfile): readonly string[] {
  const names = new Set<string>();
  const lookup = (name: string): undefined => {
    names.add(name);
    return undefined;
  };
  expand(raw, lookup, { escape });
  return [...names];
}
