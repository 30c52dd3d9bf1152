/** Every value that a script may give a variable, wherever in it: for those whose one value isn't certain. */
import { expandText, type ShellScope } from './expand-words.ts';
import { expansion, unknown } from './script-scope.ts';
import {
  isKnownInPart,
  variablesIn,
  type Possible,
  type PossibleValues,
  type Setting,
  type SettingOf,
} from './script-variables.ts';
import type { Value, Word } from './types.ts';
import { everyCommand, wordScripts } from './walk.ts';

/** More values, or more ways to combine those of several variables, are not told apart. */
const most = 16;

/**
 * @param scope for what isn't set by the script: variables that are are asked for here
 * @param before what a variable is before the script sets it; undefined for one that isn't set
 * @param always the variables that are set whatever happens
 */
export function possibleValues(
  settings: readonly SettingOf[],
  scope: ShellScope,
  before: (name: string) => Value | undefined,
  always: ReadonlySet<string>,
): PossibleValues {
  const all = new Map<string, readonly { readonly setting: Setting; readonly scope: ShellScope }[]>();
  const found = new Map<string, Possible>();
  const seen = new Set<string>();
  const ofOthers = new Set<string>();
  const note = (more: readonly SettingOf[], where: ShellScope): void => {
    for (const { name, setting } of more)
      all.set(name, [...(all.get(name) ?? []), { setting, scope: where }]);
  };
  const add = (text: string, more: readonly SettingOf[], where: ShellScope): void => {
    if (seen.has(text)) return;
    seen.add(text);
    for (const { name } of more) ofOthers.add(name);
    note(more, where);
    found.clear();
  };
  note(settings, scope);
  const of = (name: string): Possible | undefined => {
    const known = found.get(name);
    const own = all.get(name);
    if (known !== undefined || own === undefined) return known;
    // One that is made of itself has more values than can be told.
    found.set(name, [unknown(name)]);
    const outer = before(name);
    const values = [
      ...own.flatMap(({ setting, scope: where }) => valuesOf(name, setting, where, of)),
      ...(outer === undefined && always.has(name) ? [] : [outer]),
    ];
    const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
    const possible = distinct.length > most ? [unknown(name)] : distinct;
    found.set(name, possible);
    return possible;
  };
  return { of, add, has: (name) => all.has(name), isOfOthers: (name) => ofOthers.has(name) };
}

function valuesOf(
  name: string,
  setting: Setting,
  scope: ShellScope,
  of: (name: string) => Possible | undefined,
): Possible {
  switch (setting.kind) {
    case 'open':
      return [unknown(name)];
    case 'value':
      return [setting.value];
    case 'unset':
      return [undefined];
    case 'assigned': {
      const { value } = setting;
      if (value === undefined) return [{ text: '' }];
      return scopesFor([value], scope, of).map((each) => expandText(value, each));
    }
    case 'listed':
      return scopesFor(setting.words, scope, of).flatMap((each) =>
        setting.words.flatMap((word) => expansion(word, each)),
      );
  }
}

/** A scope for each way to choose a value for every variable that words name; the one at hand where there are too many. */
export function scopesFor(
  words: readonly Word[],
  scope: ShellScope,
  of: (name: string) => Possible | undefined,
): readonly ShellScope[] {
  return choicesFor(words, of).map((choice) =>
    choice.size === 0
      ? scope
      : { ...scope, lookup: (name) => (choice.has(name) ? choice.get(name) : scope.lookup(name)) },
  );
}

/** The ways to choose: name → value, for those of which one is known. */
export function choicesFor(
  words: readonly Word[],
  of: (name: string) => Possible | undefined,
): readonly ReadonlyMap<string, Value | undefined>[] {
  let choices: readonly ReadonlyMap<string, Value | undefined>[] = [new Map()];
  for (const name of new Set(words.flatMap(namesIn))) {
    const values = of(name);
    if (values === undefined || !isKnownInPart(values)) continue;
    if (choices.length * values.length > most) continue;
    choices = choices.flatMap((choice) => values.map((value) => new Map([...choice, [name, value]])));
  }
  return choices;
}

/** Variables that a word names, those of the commands in it too: what they print depends on them. */
function namesIn(word: Word): readonly string[] {
  const inside = wordScripts(word)
    .flatMap(everyCommand)
    .flatMap(({ words }) => words.flatMap(variablesIn));
  return [...variablesIn(word), ...inside];
}
