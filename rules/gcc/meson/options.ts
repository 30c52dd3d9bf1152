/** Options of a project, and the directories that they name. Source: the Meson manual, "Built-in options", "Build options". */
import { belowUsr, builtInOptions } from './knowledge.ts';
import type { State } from './state.ts';
import type { MesonValue } from './types.ts';
import { boolean, joinedPath, list, text, textOf, unknown } from './values.ts';

/** What the command line says comes before what the project says. */
export function optionNamed(name: string, state: State): MesonValue {
  const given = state.configuration.options.get(name);
  const declared = state.options.get(name);
  if (given !== undefined) return typed(given, declared, name);
  if (declared !== undefined) return declared;
  const prefix = textOf(name === 'prefix' ? undefined : optionNamed('prefix', state));
  const value = prefix === '/usr' ? (belowUsr[name] ?? builtInOptions[name]) : builtInOptions[name];
  return value === undefined ? unknown(name) : typed(value, undefined, name);
}

/** As the option was declared: a text of the command line may stand for a boolean. */
function typed(value: string, declared: MesonValue | undefined, name: string): MesonValue {
  const isBoolean = declared?.kind === 'boolean' || ['b_lto', 'strip', 'werror'].includes(name);
  if (isBoolean) return boolean(value === 'true');
  if (declared?.kind === 'array')
    return list(
      value
        .split(',')
        .filter((item) => item !== '')
        .map(text),
    );
  return declared === undefined || declared.kind === 'text' ? text(value) : unknown(name);
}

/** Absolute; undefined where it isn't known. */
export function directoryNamed(name: string, state: State): string | undefined {
  const prefix = textOf(optionNamed('prefix', state));
  const below = name === 'prefix' ? '' : textOf(optionNamed(name, state));
  return prefix === undefined || below === undefined ? undefined : joinedPath('/', prefix, below);
}

/** Below the prefix, unless it is absolute. */
export function placeOf(directory: string, state: State): string | undefined {
  const prefix = directoryNamed('prefix', state);
  return prefix === undefined ? undefined : joinedPath(prefix, directory);
}
