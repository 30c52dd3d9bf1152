/** The functions of a script, and with what each is called. */
import { literalText } from './expand-words.ts';
import { given, type Positional } from './positional.ts';
import { eitherArrays } from './script-arrays.ts';
import { unknown, type Circumstance } from './script-scope.ts';
import { type Visit, visitBody } from './script-ways.ts';
import type { Script, Statement, Value } from './types.ts';
import { everyStatement, ownWords } from './walk.ts';

/** Calls of functions are followed as far as this into each other, */
const MAX_CALLS = 8;

/** and as many; what is called then may be anywhere. */
const MAX_ENTERED = 200;

type Bodies = Map<string, readonly (readonly Statement[])[]>;

/** The functions of a script, and the names by which its commands are called. */
export function functionsOf(script: Script): {
  readonly bodies: Bodies;
  readonly called: ReadonlySet<string>;
} {
  const bodies = new Map<string, (readonly Statement[])[]>();
  const called = new Set<string>();
  for (const statement of everyStatement(script)) {
    if (statement.kind === 'function') {
      const others = bodies.get(statement.name);
      if (others === undefined) bodies.set(statement.name, [statement.body]);
      else others.push(statement.body);
    }
    const [first] = statement.kind === 'command' ? statement.words : [];
    const name = first === undefined ? undefined : literalText(first);
    if (name !== undefined) called.add(name);
  }
  return { bodies, called };
}

/** A function runs where the script is when it is called, and may leave it elsewhere. */
export function functionsEntered(
  bodies: Bodies,
  outer: Circumstance['enterFunction'],
  visit: Visit,
): Circumstance['enterFunction'] {
  /** By the function, where it was called and with what: where it leaves the script, as far as it was followed. */
  const left = new Map<string, Value>();
  let depth = 0;
  let followedWithWords = 0;
  return (name, words, here) => {
    const own = bodies.get(name);
    if (own === undefined) {
      outer(name, words, here);
      return;
    }
    const takesWords = depth < MAX_CALLS && followedWithWords < MAX_ENTERED;
    const followed = depth < MAX_CALLS && left.size - followedWithWords < MAX_ENTERED;
    if (!followed) here.place.directory = unknown('cd');
    const positional: Positional = takesWords ? given(words, here.place.positional) : notFollowed;
    const place = `${name}\n${here.place.directory.text ?? '\n'}`;
    const key = own.some(usesParameters) ? `${place}\n${JSON.stringify(positional)}` : place;
    const known = left.get(key);
    if (known !== undefined) {
      here.place.directory = known;
      return;
    }
    left.set(key, here.place.directory);
    if (key !== place && takesWords) followedWithWords += 1;
    depth += 1;
    const inside = { ...here, place: { ...here.place, positional } };
    const places = own.map((body) => visitBody(body, inside, visit));
    depth -= 1;
    for (const { arrays } of places) here.place.arrays = eitherArrays(here.place.arrays, arrays);
    const [{ directory } = here.place, ...others] = places;
    const same = others.every((place) => place.directory.text === directory.text);
    here.place.directory = same ? directory : unknown('cd');
    left.set(key, here.place.directory);
  };
}

/** Words of a call that is not followed: one of them may be a command. */
const notFollowed: Positional = { values: [unknown('@')], others: 'none' };

/** Whether a function does anything with its parameters. */
function usesParameters(body: readonly Statement[]): boolean {
  return [...everyStatement({ text: '', statements: body, complete: true })].some(
    (statement) =>
      ownWords(statement).some((word) => /\$\{?[#!]?[\d@*#]/.test(word.raw)) ||
      (statement.kind === 'for' && statement.words === undefined),
  );
}
