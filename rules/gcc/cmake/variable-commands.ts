/** Commands that set variables, from what they are given and from what is found on the system. */
import { importedLibraries, packageVariables } from './knowledge.ts';
import type { Commands, Scope } from './state.ts';
import { isUnknown, listOf } from './texts.ts';
import { unknownText } from '../project/types.ts';

/** What is set. */
export const variableCommands: Commands = {
  project: ([name = ''], { scope }) => {
    for (const prefix of ['PROJECT', name]) {
      scope.variables.set(`${prefix}_SOURCE_DIR`, scope.source);
      scope.variables.set(`${prefix}_BINARY_DIR`, scope.binary);
    }
    scope.variables.set('PROJECT_NAME', name);
    if (scope.source === scope.variables.get('CMAKE_SOURCE_DIR'))
      scope.variables.set('CMAKE_PROJECT_NAME', name);
  },
  set: ([name = '', ...values], { scope, state }) => {
    const cache = values.indexOf('CACHE');
    const above = values.at(-1) === 'PARENT_SCOPE';
    const value = (cache >= 0 ? values.slice(0, cache) : above ? values.slice(0, -1) : values).join(';');
    // What the command line gives comes before what the cache would have.
    if (
      cache >= 0 &&
      !values.includes('FORCE') &&
      (state.configuration.definitions.has(name) || scope.variables.has(name))
    )
      return;
    const to = above ? (scope.parent ?? scope) : scope;
    if (values.length === 0) to.variables.delete(name);
    else to.variables.set(name, value);
  },
  unset: ([name = ''], { scope }) => {
    scope.variables.delete(name);
  },
  option: ([name = '', , value = 'OFF'], { scope }) => {
    if (!scope.variables.has(name)) scope.variables.set(name, value);
  },
  list: ([operation = '', name = '', ...values], { scope }) => {
    const old = listOf(scope.variables.get(name) ?? '');
    switch (operation) {
      case 'APPEND':
        scope.variables.set(name, [...old, ...values].join(';'));
        return;
      case 'PREPEND':
        scope.variables.set(name, [...values, ...old].join(';'));
        return;
      case 'REMOVE_ITEM':
        scope.variables.set(name, old.filter((item) => !values.includes(item)).join(';'));
        return;
      case 'REMOVE_DUPLICATES':
        scope.variables.set(name, [...new Set(old)].join(';'));
        return;
      case 'SORT':
      case 'REVERSE':
        return;
      case 'FILTER':
        // Fewer than these.
        return;
      default:
        for (const each of [name, ...values])
          if (/^[A-Za-z_]\w*$/.test(each)) scope.variables.set(each, unknownText);
    }
  },
  find_package: ([name = '', ...given], { scope }) => {
    const required = given.includes('REQUIRED');
    scope.variables.set(`${name}_FOUND`, required ? '1' : unknownText);
    scope.variables.set(`${name.toUpperCase()}_FOUND`, required ? '1' : unknownText);
    for (const [variable, value] of packageVariables(name)) scope.variables.set(variable, value);
  },
  find_library: ([variable = '', ...given], { scope }) => {
    const [first = '', ...rest] = given.filter((word) => word !== 'NAMES');
    const certain =
      rest.length === 0 || given.includes('REQUIRED') || given.includes('PATHS') || given.includes('HINTS');
    scope.variables.set(variable, certain && !isUnknown(first) ? first : unknownText);
  },
  pkg_check_modules: ([prefix = '', ...given], { scope }) => setModules(prefix, given, scope),
  pkg_search_module: ([prefix = '', ...given], { scope }) => setModules(prefix, given, scope),
};

function setModules(prefix: string, given: readonly string[], scope: Scope): void {
  const names = given
    .filter((word) => !['REQUIRED', 'QUIET', 'IMPORTED_TARGET', 'GLOBAL', 'NO_CMAKE_PATH'].includes(word))
    .map((word) => word.replace(/[<>=].*$/, ''));
  const libraries = names.flatMap((name) => importedLibraries.get(`pkg:${name}`) ?? [unknownText]);
  scope.variables.set(`${prefix}_FOUND`, given.includes('REQUIRED') ? '1' : unknownText);
  scope.variables.set(`${prefix}_LIBRARIES`, libraries.join(';'));
  scope.variables.set(`${prefix}_LDFLAGS`, libraries.join(';'));
  scope.variables.set(`${prefix}_LINK_LIBRARIES`, libraries.join(';'));
  scope.variables.set(`PkgConfig::${prefix}`, libraries.join(';'));
}
