/** Bounds on the work that a file may ask for: no Dockerfile that anyone wrote is near them. */
import type { Dockerfile } from '../dockerfile/types.ts';
import type { Build } from '../evaluate/types.ts';

/** Each step is looked at with what the steps before it made. */
const mostInstructions = 2_000;
/** Each step knows all variables of those before it. */
const mostVariables = 400_000;

/** What there is too much of, in words; undefined for a file of an ordinary length. */
export function tooLarge({ dockerfile }: Pick<Build, 'dockerfile'>): string | undefined {
  const { length } = dockerfile.instructions;
  if (length > mostInstructions) return `${length} instructions`;
  // Each takes more than one character: most files are too short for so many.
  if (dockerfile.text.length * length <= mostVariables) return undefined;
  const variables = variablesIn(dockerfile);
  return variables * length > mostVariables ? `${variables} variables in ${length} instructions` : undefined;
}

function variablesIn({ instructions }: Dockerfile): number {
  return instructions.reduce(
    (count, instruction) =>
      count + (instruction.keyword === 'ENV' || instruction.keyword === 'ARG' ? instruction.pairs.length : 0),
    0,
  );
}
