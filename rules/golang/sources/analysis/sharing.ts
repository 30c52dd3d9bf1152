/**
 * Lists and maps under several names: `b := m["x"]; b[0] = "…"` sets an element of what m holds. Which names stand for the
 * same one isn't followed; a list is taken for shared with each of its shape whose elements are set under another name.
 */
import { typeOfVariable, underlying } from './infer.ts';
import type { GoType, Program, Variable } from './model.ts';

/** Types that hold each other are not gone down further than this. */
const DEEPEST = 8;

/** Something of any type. */
const ANYTHING = '?';

/** What a list or map is told from others by: `[]string`, `map int`; pointers, names of types and keys are left out. */
export function shapeOf(program: Program, type: GoType, depth = 0): string {
  const below = underlying(program, type);
  if (depth > DEEPEST) return ANYTHING;
  switch (below.kind) {
    case 'list':
      return `[]${shapeOf(program, below.element, depth + 1)}`;
    case 'map':
      return `map ${shapeOf(program, below.element, depth + 1)}`;
    case 'basic':
      return below.name === 'any' || below.name === 'error' ? 'interface' : below.name;
    case 'struct':
    case 'interface':
    case 'function':
    case 'tuple':
      return below.kind;
    case 'named':
    case 'external':
    case 'inert':
    case 'unknown':
      return ANYTHING;
  }
}

const containers = ['[]', 'map '];

/** The shape of an element's; undefined of what isn't a list or map. */
function elementOf(shape: string): string | undefined {
  const container = containers.find((start) => shape.startsWith(start));
  return container === undefined ? undefined : shape.slice(container.length);
}

/** Whether something of that shape is, or may be, a list or a map. */
export const holdsElements = (shape: string): boolean =>
  shape.startsWith(ANYTHING) || elementOf(shape) !== undefined;

function mayBeSame(one: string, other: string): boolean {
  if (one.startsWith(ANYTHING) || other.startsWith(ANYTHING)) return true;
  const [below, belowOther] = [elementOf(one), elementOf(other)];
  if (below === undefined || belowOther === undefined) return one === other;
  return one[0] === other[0] && mayBeSame(below, belowOther);
}

/** Whether elements of what a variable holds may be set under another name: it is given on, and such lists or maps are written. */
export function isSetElsewhere(program: Program, variable: Variable): boolean {
  const { elements } = program.foreign;
  if (!variable.passed || elements.size === 0) return false;
  const own = shapeOf(program, typeOfVariable(program, variable));
  for (let shape: string | undefined = own; shape !== undefined; shape = elementOf(shape)) {
    const held = shape;
    if (holdsElements(held) && [...elements].some((written) => mayBeSame(written, held))) return true;
  }
  return false;
}
