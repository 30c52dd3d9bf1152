/**
 * What CMakeLists.txt builds, without running it. Sources: cmake-language(7), cmake-commands(7), cmake-variables(7). What is not
 * understood is said in `open`; a value that isn't known is `unknownText`, and where a condition isn't known both branches count.
 */
import { posix } from 'node:path';
import { matchesName } from '../../../src/shell/glob.ts';
import { conditionOf } from './conditions.ts';
import { harmless, importedLibraries, modulesOfCMake, packageVariables } from './knowledge.ts';
import { callsOf, unescaped, type CMakeArgument, type CMakeCall } from './parse.ts';
import {
  unknownText,
  type Configuration,
  type Installed,
  type Project,
  type ProjectFiles,
  type Target,
  type TargetKind,
} from './types.ts';

/** A target while it is put together. */
interface OpenTarget {
  readonly name: string;
  readonly kind: TargetKind;
  readonly sources: string[];
  readonly includes: string[];
  readonly defines: string[];
  readonly links: string[];
  readonly options: string[];
  readonly properties: Map<string, string>;
  readonly scope: Scope;
  readonly apart: boolean;
}

/** The variables of a directory or a function, with where it lies. */
interface Scope {
  readonly variables: Map<string, string>;
  readonly source: string;
  readonly binary: string;
  /** What the directory says for all targets in it. */
  readonly includes: string[];
  readonly defines: string[];
  readonly options: string[];
  readonly links: string[];
  readonly parent: Scope | undefined;
  readonly apart: boolean;
}

interface Definition {
  readonly kind: 'function' | 'macro';
  readonly parameters: readonly string[];
  readonly body: readonly CMakeCall[];
}

interface State {
  readonly files: ProjectFiles;
  readonly configuration: Configuration;
  readonly targets: Map<string, OpenTarget>;
  readonly aliases: Map<string, string>;
  readonly definitions: Map<string, Definition>;
  readonly installed: Installed[];
  readonly open: Set<string>;
  /** Targets that ctest runs. */
  readonly tests: Set<string>;
  /** Calls that are still looked at: what loops for ever ends. */
  steps: number;
  /** How many functions and directories are open. */
  depth: number;
}

const mostSteps = 20_000;
const deepestCall = 100;

/** undefined where the project's file isn't there to read. */
export function projectOf(configuration: Configuration, files: ProjectFiles): Project | undefined {
  const text = files.read(posix.join(configuration.source, 'CMakeLists.txt'));
  if (text === undefined) return undefined;
  const state: State = {
    files,
    configuration,
    targets: new Map(),
    aliases: new Map(),
    definitions: new Map(),
    installed: [],
    open: new Set(),
    tests: new Set(),
    steps: mostSteps,
    depth: 0,
  };
  const scope: Scope = {
    variables: new Map([...initialVariables(configuration), ...configuration.definitions]),
    source: configuration.source,
    binary: configuration.binary,
    includes: [],
    defines: [],
    options: [],
    links: [],
    parent: undefined,
    apart: false,
  };
  run(callsOf(text), scope, state, false);
  return {
    targets: new Map([...state.targets].map(([name, target]) => [name, closed(target, state)])),
    installed: state.installed,
    open: [...state.open],
  };
}

function initialVariables({
  source,
  binary,
  environment,
}: Configuration): readonly (readonly [string, string])[] {
  const flags = (name: string): string =>
    environment.has(name) ? (environment.get(name) ?? unknownText) : '';
  return [
    ['CMAKE_SOURCE_DIR', source],
    ['CMAKE_BINARY_DIR', binary],
    ['CMAKE_SYSTEM_NAME', 'Linux'],
    ['CMAKE_HOST_SYSTEM_NAME', 'Linux'],
    ['CMAKE_SYSTEM_PROCESSOR', unknownText],
    ['CMAKE_VERSION', unknownText],
    ['CMAKE_C_COMPILER_ID', unknownText],
    ['CMAKE_CXX_COMPILER_ID', unknownText],
    ['CMAKE_C_COMPILER_VERSION', unknownText],
    ['CMAKE_CXX_COMPILER_VERSION', unknownText],
    ['CMAKE_INSTALL_PREFIX', '/usr/local'],
    ['CMAKE_SIZEOF_VOID_P', '8'],
    ['CMAKE_SHARED_LIBRARY_SUFFIX', '.so'],
    ['CMAKE_C_FLAGS', flags('CFLAGS')],
    ['CMAKE_CXX_FLAGS', flags('CXXFLAGS')],
    ['CMAKE_EXE_LINKER_FLAGS', flags('LDFLAGS')],
    ['UNIX', '1'],
    ['LINUX', '1'],
  ];
}

// ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────

function valueOf(name: string, scope: Scope): string | undefined {
  switch (name) {
    case 'CMAKE_CURRENT_SOURCE_DIR':
    case 'CMAKE_CURRENT_LIST_DIR':
      return scope.source;
    case 'CMAKE_CURRENT_BINARY_DIR':
      return scope.binary;
    default:
      return scope.variables.get(name);
  }
}

/** With the values of variables, the inner ones first; one that isn't set is empty. */
function expanded(text: string, scope: Scope, state: State): string {
  let result = text;
  for (let turn = 0; turn < 30; turn += 1) {
    const match = /\$(ENV|CACHE)?\{([^${}]*)\}/.exec(result);
    if (match === null) break;
    const [whole, kind, name = ''] = match;
    const { environment } = state.configuration;
    const value =
      kind === 'ENV'
        ? environment.has(name)
          ? (environment.get(name) ?? unknownText)
          : ''
        : (valueOf(name, scope) ?? '');
    result = `${result.slice(0, match.index)}${name.includes(unknownText) ? unknownText : value}${result.slice(match.index + whole.length)}`;
  }
  return result.replaceAll(
    /\$<(BUILD_INTERFACE|INSTALL_INTERFACE):([^<>]*)>/g,
    (_, kind: string, inner: string) => (kind === 'BUILD_INTERFACE' ? inner : ''),
  );
}

/** The arguments of a call: what is not quoted is split at semicolons. */
function words(given: readonly CMakeArgument[], scope: Scope, state: State): readonly CMakeArgument[] {
  return given.flatMap(({ text, form }): readonly CMakeArgument[] => {
    if (form === 'bracket') return [{ text, form }];
    const value = unescaped(expanded(text, scope, state));
    if (form === 'quoted') return [{ text: value, form }];
    return listOf(value).map((part) => ({ text: part, form }));
  });
}

function listOf(text: string): readonly string[] {
  return text.split(';').filter((part) => part !== '');
}

function texts(call: CMakeCall, scope: Scope, state: State): readonly string[] {
  return words(call.arguments, scope, state).map(({ text }) => text);
}

const isUnknown = (text: string): boolean => text.includes(unknownText) || text.includes('$<');

// ── Control ──────────────────────────────────────────────────────────────────────────────────────────────────

/** @param apart a condition around it isn't known. */
function run(calls: readonly CMakeCall[], scope: Scope, state: State, apart: boolean): 'on' | 'returns' {
  state.depth += 1;
  if (state.depth > deepestCall) state.steps = 0;
  const ended = runCalls(calls, scope, state, apart);
  state.depth -= 1;
  return ended;
}

function runCalls(calls: readonly CMakeCall[], scope: Scope, state: State, apart: boolean): 'on' | 'returns' {
  for (let index = 0; index < calls.length; index += 1) {
    const call = calls[index];
    if (call === undefined || state.steps <= 0) break;
    state.steps -= 1;
    const ends = blocks.get(call.name);
    if (ends !== undefined) {
      const end = endOf(calls, index, call.name, ends);
      if (block(call, calls.slice(index + 1, end), scope, state, apart) === 'returns') return 'returns';
      index = end;
      continue;
    }
    if (call.name === 'return' || call.name === 'break') {
      if (!apart) return 'returns';
      continue;
    }
    command(call, scope, state, apart);
  }
  return 'on';
}

const blocks: ReadonlyMap<string, string> = new Map([
  ['if', 'endif'],
  ['foreach', 'endforeach'],
  ['while', 'endwhile'],
  ['function', 'endfunction'],
  ['macro', 'endmacro'],
  ['block', 'endblock'],
]);

function endOf(calls: readonly CMakeCall[], start: number, begin: string, end: string): number {
  let depth = 0;
  for (let index = start; index < calls.length; index += 1) {
    const name = calls[index]?.name;
    if (name === begin) depth += 1;
    if (name === end) depth -= 1;
    if (depth === 0) return index;
  }
  return calls.length;
}

function block(
  call: CMakeCall,
  body: readonly CMakeCall[],
  scope: Scope,
  state: State,
  apart: boolean,
): 'on' | 'returns' {
  switch (call.name) {
    case 'if':
      return branches(call, body, scope, state, apart);
    case 'foreach':
      loop(call, body, scope, state, apart);
      return 'on';
    case 'function':
    case 'macro': {
      const [name = '', ...parameters] = texts(call, scope, state);
      state.definitions.set(name.toLowerCase(), { kind: call.name, parameters, body });
      return 'on';
    }
    default:
      run(body, scope, state, true);
      return 'on';
  }
}

/** The branches of an `if`, up to one that is certainly taken. */
function branches(
  call: CMakeCall,
  body: readonly CMakeCall[],
  scope: Scope,
  state: State,
  apart: boolean,
): 'on' | 'returns' {
  let condition: CMakeCall | undefined = call;
  let start = 0;
  let open = false;
  for (let index = 0; index <= body.length; index += 1) {
    const next = body[index];
    const nested = next === undefined ? undefined : blocks.get(next.name);
    if (next !== undefined && nested !== undefined) {
      index = endOf(body, index, next.name, nested);
      continue;
    }
    if (next !== undefined && next.name !== 'elseif' && next.name !== 'else') continue;
    const holds = condition === undefined ? true : conditionIn(condition, scope, state);
    if (holds !== false) {
      const unsure = open || holds === undefined;
      const before = unsure ? new Map(scope.variables) : undefined;
      const ended = run(body.slice(start, index), scope, state, apart || unsure);
      if (before !== undefined) unsettle(before, scope);
      if (holds === true) return unsure ? 'on' : ended;
      open = true;
    }
    condition = next?.name === 'elseif' ? next : undefined;
    start = index + 1;
    if (next === undefined) break;
    if (next.name === 'else') {
      condition = undefined;
    }
  }
  return 'on';
}

/** What a branch that may not be taken sets may have been set, or not; lists have what is in either. */
function unsettle(before: ReadonlyMap<string, string>, { variables }: Scope): void {
  for (const [name, value] of variables) {
    const old = before.get(name) ?? '';
    if (old === value) continue;
    // What is added to a list may be in it: more is kept then, never less.
    if (!value.startsWith(old) && !/SRC|SOURCE|LIB|FILES/i.test(name)) variables.set(name, unknownText);
  }
}

function conditionIn(call: CMakeCall, scope: Scope, state: State): boolean | undefined {
  const given = call.arguments.flatMap((argument) => words([argument], scope, state));
  return conditionOf(given, {
    variable: (name) => valueOf(name, scope),
    isTarget: (name) => state.targets.has(name) || state.aliases.has(name),
    isCommand: (name) => state.definitions.has(name.toLowerCase()),
    exists: (path) => state.files.exists(posix.resolve(scope.source, path)),
  });
}

function loop(call: CMakeCall, body: readonly CMakeCall[], scope: Scope, state: State, apart: boolean): void {
  const [variable = '', ...given] = texts(call, scope, state);
  const lists = given[0] === 'IN' && given[1] === 'LISTS';
  const items = given[0] === 'IN' && given[1] === 'ITEMS';
  const values = lists
    ? given.slice(2).flatMap((name) => listOf(valueOf(name, scope) ?? ''))
    : items
      ? given.slice(2)
      : given[0] === 'RANGE'
        ? [unknownText]
        : given;
  for (const value of values) {
    scope.variables.set(variable, value);
    run(body, scope, state, apart);
  }
}

/** A function has variables of its own, a macro those of who calls it. */
function calledDefinition(
  definition: Definition,
  call: CMakeCall,
  scope: Scope,
  state: State,
  apart: boolean,
): void {
  const given = texts(call, scope, state);
  const inner: Scope =
    definition.kind === 'macro' ? scope : { ...scope, variables: new Map(scope.variables), parent: scope };
  for (const [index, name] of definition.parameters.entries()) inner.variables.set(name, given[index] ?? '');
  inner.variables.set('ARGC', String(given.length));
  inner.variables.set('ARGV', given.join(';'));
  inner.variables.set('ARGN', given.slice(definition.parameters.length).join(';'));
  for (const [index, value] of given.entries()) inner.variables.set(`ARGV${index}`, value);
  run(definition.body, inner, state, apart);
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────

type Command = (given: readonly string[], scope: Scope, state: State, apart: boolean) => void;

function command(call: CMakeCall, scope: Scope, state: State, apart: boolean): void {
  const definition = state.definitions.get(call.name);
  if (definition !== undefined) {
    calledDefinition(definition, call, scope, state, apart);
    return;
  }
  const known = commands[call.name];
  if (known !== undefined) {
    known(texts(call, scope, state), scope, state, apart);
    return;
  }
  if (setting.has(call.name)) {
    // Any of its words may name the variable.
    for (const { text } of call.arguments)
      if (/^[A-Za-z_]\w*$/.test(text)) scope.variables.set(text, unknownText);
    return;
  }
  // Commands of files that are not there to read: those that are given a target may link it with more.
  const given = texts(call, scope, state);
  if (!harmless.has(call.name) && given.some((word) => targetNamed(word, state) !== undefined))
    state.open.add(`${call.name}(${given[0] ?? ''})`);
}

/** Commands whose results go into variables that they name: what these are then is not known. */
const setting: ReadonlySet<string> = new Set(
  (
    'string math get_property get_target_property get_directory_property get_filename_component cmake_path execute_process find_file ' +
    'find_path find_program separate_arguments site_name try_compile try_run check_c_source_compiles check_cxx_source_compiles ' +
    'check_include_file check_include_file_cxx check_include_files check_symbol_exists check_cxx_symbol_exists check_function_exists ' +
    'check_library_exists check_type_size check_c_compiler_flag check_cxx_compiler_flag check_ipo_supported cmake_parse_arguments'
  ).split(' '),
);

const commands: Readonly<Record<string, Command>> = {
  project: ([name = ''], scope) => {
    for (const prefix of ['PROJECT', name]) {
      scope.variables.set(`${prefix}_SOURCE_DIR`, scope.source);
      scope.variables.set(`${prefix}_BINARY_DIR`, scope.binary);
    }
    scope.variables.set('PROJECT_NAME', name);
    if (scope.source === scope.variables.get('CMAKE_SOURCE_DIR'))
      scope.variables.set('CMAKE_PROJECT_NAME', name);
  },
  set: ([name = '', ...values], scope, state) => {
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
  unset: ([name = ''], scope) => {
    scope.variables.delete(name);
  },
  option: ([name = '', , value = 'OFF'], scope) => {
    if (!scope.variables.has(name)) scope.variables.set(name, value);
  },
  list: ([operation = '', name = '', ...values], scope) => {
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
  file: ([operation = '', name = '', ...rest], scope, state) => {
    if (operation === 'GLOB' || operation === 'GLOB_RECURSE')
      scope.variables.set(name, globbed(rest, operation === 'GLOB_RECURSE', scope, state));
    else if (['READ', 'STRINGS', 'MD5', 'SHA256', 'TIMESTAMP'].includes(operation))
      scope.variables.set(rest[0] ?? '', unknownText);
    else if (['RELATIVE_PATH', 'REAL_PATH', 'TO_CMAKE_PATH', 'TO_NATIVE_PATH'].includes(operation))
      scope.variables.set(name, unknownText);
  },
  aux_source_directory: ([directory = '', name = ''], scope, state) => {
    const found = globbed(
      [`${directory}/*.c`, `${directory}/*.cc`, `${directory}/*.cpp`, `${directory}/*.cxx`],
      false,
      scope,
      state,
    );
    scope.variables.set(
      name,
      [scope.variables.get(name) ?? '', found].filter((text) => text !== '').join(';'),
    );
  },
  include: ([file = '', ...rest], scope, state, apart) => {
    if (modulesOfCMake.has(file)) {
      for (const [name, value] of modulesOfCMake.get(file) ?? [])
        if (!scope.variables.has(name)) scope.variables.set(name, value);
      return;
    }
    const path = posix.resolve(scope.source, file);
    const candidates = [
      path,
      ...moduleDirectories(scope).map((directory) => posix.join(directory, `${file}.cmake`)),
    ];
    const text = candidates.map(state.files.read).find((found) => found !== undefined);
    if (text !== undefined) run(callsOf(text), scope, state, apart);
    else if (
      !/^(Check|Find|Test|CMake|CPack|CTest|GoogleTest|GenerateExport|ProcessorCount|External|Fetch|Write|Feature|Use)/.test(
        file,
      ) &&
      !rest.includes('OPTIONAL')
    )
      state.open.add(`include(${file})`);
  },
  add_subdirectory: ([directory = '', ...rest], scope, state, apart) => {
    const source = posix.resolve(scope.source, directory);
    const named = rest.find((word) => !['EXCLUDE_FROM_ALL', 'SYSTEM'].includes(word)) ?? directory;
    const text = isUnknown(directory) ? undefined : state.files.read(posix.join(source, 'CMakeLists.txt'));
    if (text === undefined) {
      state.open.add(`add_subdirectory(${directory.replaceAll(unknownText, '…')})`);
      return;
    }
    const inner: Scope = {
      variables: new Map(scope.variables),
      source,
      binary: posix.resolve(scope.binary, named),
      includes: [...scope.includes],
      defines: [...scope.defines],
      options: [...scope.options],
      links: [...scope.links],
      parent: scope,
      apart: scope.apart || rest.includes('EXCLUDE_FROM_ALL'),
    };
    run(callsOf(text), inner, state, apart);
  },
  add_executable: (given, scope, state, apart) => {
    addTarget(given, 'executable', scope, state, apart);
  },
  add_library: (given, scope, state, apart) => {
    const kinds: Readonly<Record<string, TargetKind>> = {
      STATIC: 'static',
      SHARED: 'shared',
      MODULE: 'shared',
      OBJECT: 'object',
      INTERFACE: 'interface',
    };
    const byDefault = conditionOf([{ text: 'BUILD_SHARED_LIBS', form: 'unquoted' }], {
      variable: (name) => scope.variables.get(name),
      isTarget: () => false,
      isCommand: () => false,
      exists: () => undefined,
    });
    addTarget(
      given,
      kinds[given[1] ?? ''] ?? (byDefault === false ? 'static' : 'shared'),
      scope,
      state,
      apart,
    );
  },
  target_sources: ([name = '', ...given], scope, state) => {
    const target = targetNamed(name, state);
    target?.sources.push(
      ...given.filter((word) => !visibilities.has(word)).flatMap((word) => sourceAt(word, scope)),
    );
  },
  target_link_libraries: ([name = '', ...given], _scope, state) => {
    const target = targetNamed(name, state);
    if (target === undefined) state.open.add(`target_link_libraries(${name.replaceAll(unknownText, '…')})`);
    target?.links.push(...given.filter((word) => !visibilities.has(word)));
  },
  link_libraries: (given, scope) => {
    scope.links.push(...given.filter((word) => !visibilities.has(word)));
  },
  target_include_directories: ([name = '', ...given], scope, state) => {
    targetNamed(name, state)?.includes.push(
      ...given.filter((word) => !visibilities.has(word)).map((word) => posix.resolve(scope.source, word)),
    );
  },
  include_directories: (given, scope) => {
    scope.includes.push(
      ...given.filter((word) => !visibilities.has(word)).map((word) => posix.resolve(scope.source, word)),
    );
  },
  target_compile_definitions: ([name = '', ...given], _scope, state) => {
    targetNamed(name, state)?.defines.push(...given.filter((word) => !visibilities.has(word)).map(withoutD));
  },
  add_compile_definitions: (given, scope) => {
    scope.defines.push(...given.map(withoutD));
  },
  add_definitions: (given, scope) => {
    scope.defines.push(...given.flatMap((word) => (word.startsWith('-D') ? [withoutD(word)] : [])));
    scope.options.push(...given.filter((word) => !word.startsWith('-D')));
  },
  target_compile_options: ([name = '', ...given], _scope, state) => {
    targetNamed(name, state)?.options.push(...given.filter((word) => !visibilities.has(word)));
  },
  add_compile_options: (given, scope) => {
    scope.options.push(...given);
  },
  target_link_options: ([name = '', ...given], _scope, state) => {
    targetNamed(name, state)?.options.push(...given.filter((word) => !visibilities.has(word)));
  },
  add_link_options: (given, scope) => {
    scope.options.push(...given);
  },
  set_target_properties: (given, _scope, state) => {
    const at = given.indexOf('PROPERTIES');
    for (const name of given.slice(0, Math.max(at, 0))) {
      const target = targetNamed(name, state);
      for (let index = at + 1; index + 1 < given.length; index += 2)
        target?.properties.set(given[index] ?? '', given[index + 1] ?? '');
    }
  },
  set_property: (given, _scope, state) => {
    const at = given.indexOf('PROPERTY');
    if (given[0] !== 'TARGET' || at < 0) return;
    for (const name of given.slice(1, at))
      targetNamed(name, state)?.properties.set(given[at + 1] ?? '', given.slice(at + 2).join(';'));
  },
  find_package: ([name = '', ...given], scope) => {
    const required = given.includes('REQUIRED');
    scope.variables.set(`${name}_FOUND`, required ? '1' : unknownText);
    scope.variables.set(`${name.toUpperCase()}_FOUND`, required ? '1' : unknownText);
    for (const [variable, value] of packageVariables(name)) scope.variables.set(variable, value);
  },
  find_library: ([variable = '', ...given], scope) => {
    const [first = '', ...rest] = given.filter((word) => word !== 'NAMES');
    const certain =
      rest.length === 0 || given.includes('REQUIRED') || given.includes('PATHS') || given.includes('HINTS');
    scope.variables.set(variable, certain && !isUnknown(first) ? first : unknownText);
  },
  pkg_check_modules: ([prefix = '', ...given], scope) => setModules(prefix, given, scope),
  pkg_search_module: ([prefix = '', ...given], scope) => setModules(prefix, given, scope),
  add_test: (given, _scope, state) => {
    const at = given.indexOf('COMMAND');
    state.tests.add((at < 0 ? given[1] : given[at + 1]) ?? '');
  },
  gtest_discover_tests: ([name = ''], _scope, state) => {
    state.tests.add(name);
  },
  gtest_add_tests: (given, _scope, state) => {
    state.tests.add((given[0] === 'TARGET' ? given[1] : given[0]) ?? '');
  },
  catch_discover_tests: ([name = ''], _scope, state) => {
    state.tests.add(name);
  },
  doctest_discover_tests: ([name = ''], _scope, state) => {
    state.tests.add(name);
  },
  install: (given, scope, state) => {
    state.installed.push(...installations(given, scope));
  },
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

const visibilities: ReadonlySet<string> = new Set(
  'PRIVATE PUBLIC INTERFACE SYSTEM BEFORE AFTER LINK_PRIVATE LINK_PUBLIC debug optimized general LINK_INTERFACE_LIBRARIES'.split(
    ' ',
  ),
);

function withoutD(word: string): string {
  return word.replace(/^-D/, '');
}

/** Directories that modules of the project's own lie in. */
function moduleDirectories(scope: Scope): readonly string[] {
  return listOf(scope.variables.get('CMAKE_MODULE_PATH') ?? '').map((path) =>
    posix.resolve(scope.source, path),
  );
}

function targetNamed(name: string, { targets, aliases }: State): OpenTarget | undefined {
  return targets.get(aliases.get(name) ?? name);
}

function addTarget(
  [name = '', ...given]: readonly string[],
  kind: TargetKind,
  scope: Scope,
  state: State,
  apart: boolean,
): void {
  if (given[0] === 'ALIAS') {
    state.aliases.set(name, given[1] ?? '');
    return;
  }
  if (given.includes('IMPORTED')) {
    state.open.add(`a library that is imported as ${name}`);
    return;
  }
  const options = new Set(
    'WIN32 MACOSX_BUNDLE EXCLUDE_FROM_ALL STATIC SHARED MODULE OBJECT INTERFACE UNKNOWN GLOBAL'.split(' '),
  );
  state.targets.set(name, {
    name,
    kind,
    sources: given.filter((word) => !options.has(word)).flatMap((word) => sourceAt(word, scope)),
    includes: [],
    defines: [],
    links: [],
    options: [],
    properties: new Map(),
    scope,
    apart: apart || scope.apart || given.includes('EXCLUDE_FROM_ALL') || name.includes(unknownText),
  });
}

/** Headers are no sources of their own. */
function sourceAt(word: string, scope: Scope): readonly string[] {
  if (/\.(h|hh|hpp|hxx|h\+\+|inl|ipp|tpp|txt|md|ui|qrc|rc|natvis)$/.test(word)) return [];
  return [isUnknown(word) ? word : posix.resolve(scope.source, word)];
}

/** The files that patterns match, and something that isn't known where there may be more. */
function globbed(given: readonly string[], deep: boolean, scope: Scope, state: State): string {
  const relative = given.indexOf('RELATIVE');
  const patterns = given.filter(
    (word, index) =>
      !['CONFIGURE_DEPENDS', 'RELATIVE', 'LIST_DIRECTORIES', 'true', 'false', 'FOLLOW_SYMLINKS'].includes(
        word,
      ) && !(relative >= 0 && index === relative + 1),
  );
  const found = patterns.flatMap((pattern) => {
    const path = posix.resolve(scope.source, pattern);
    if (isUnknown(pattern)) return [unknownText];
    const directory = posix.dirname(path);
    if (/[*?[]/.test(directory)) return [unknownText];
    return namesBelow(directory, posix.basename(path), deep, state, 0);
  });
  return [...new Set(found)].join(';');
}

const deepest = 12;

function namesBelow(
  directory: string,
  pattern: string,
  deep: boolean,
  state: State,
  depth: number,
): readonly string[] {
  const { names, complete } = state.files.list(directory);
  const own = names.flatMap(({ name, directory: isDirectory }) =>
    !isDirectory && matchesName(pattern, name) ? [posix.join(directory, name)] : [],
  );
  const below =
    deep && depth < deepest
      ? names.flatMap(({ name, directory: isDirectory }) =>
          isDirectory ? namesBelow(posix.join(directory, name), pattern, deep, state, depth + 1) : [],
        )
      : [];
  return [...own, ...below, ...(complete ? [] : [unknownText])];
}

// ── What comes out ───────────────────────────────────────────────────────────────────────────────────────────

function closed(target: OpenTarget, state: State): Target {
  const { scope, properties } = target;
  const flags = [
    valueOf('CMAKE_C_FLAGS', scope),
    valueOf('CMAKE_CXX_FLAGS', scope),
    ...(target.kind === 'executable' ? [valueOf('CMAKE_EXE_LINKER_FLAGS', scope)] : []),
    properties.get('LINK_FLAGS'),
    properties.get('COMPILE_FLAGS'),
  ];
  return {
    name: target.name,
    kind: target.kind,
    sources: target.sources,
    includes: [...scope.includes, ...target.includes],
    defines: [...scope.defines, ...target.defines],
    links: [...scope.links, ...target.links].flatMap((link) =>
      listOf(scope.variables.get(`PkgConfig::${link.replace(/^PkgConfig::/, '')}`) ?? link),
    ),
    options: [
      ...scope.options,
      ...target.options,
      ...flags.flatMap((text) => (text ?? '').split(/[\s;]+/)).filter((word) => word !== ''),
    ],
    path: pathOf(target, state),
    test: isTest(target, state),
    apart: target.apart,
  };
}

/** ctest runs it, or it is linked with what only tests are linked with. */
function isTest({ name, links }: OpenTarget, { tests }: State): boolean {
  return tests.has(name) || links.some((link) => testLibraries.test(link));
}

const testLibraries =
  /^(GTest::|gtest|gmock|Catch2|doctest::|Boost::unit_test_framework|cmocka|criterion|CppUTest|unity$)/;

function pathOf({ name, kind, properties, scope }: OpenTarget, state: State): string | undefined {
  const variables = {
    executable: 'RUNTIME',
    shared: 'LIBRARY',
    static: 'ARCHIVE',
    object: '',
    interface: '',
  }[kind];
  if (variables === '') return undefined;
  const directory =
    properties.get(`${variables}_OUTPUT_DIRECTORY`) ??
    scope.variables.get(`CMAKE_${variables}_OUTPUT_DIRECTORY`) ??
    (kind === 'executable'
      ? scope.variables.get('EXECUTABLE_OUTPUT_PATH')
      : scope.variables.get('LIBRARY_OUTPUT_PATH')) ??
    scope.binary;
  const output = properties.get('OUTPUT_NAME') ?? properties.get(`${variables}_OUTPUT_NAME`) ?? name;
  const prefix = kind === 'executable' ? '' : (properties.get('PREFIX') ?? 'lib');
  const suffix = kind === 'executable' ? (properties.get('SUFFIX') ?? '') : kind === 'shared' ? '.so' : '.a';
  const path = posix.resolve(scope.binary, directory, `${prefix}${output}${suffix}`);
  return isUnknown(path) || state.steps <= 0 ? undefined : path;
}

const kindsOfFiles: ReadonlySet<string> = new Set(
  'RUNTIME LIBRARY ARCHIVE OBJECTS FRAMEWORK BUNDLE PUBLIC_HEADER PRIVATE_HEADER RESOURCE INCLUDES FILE_SET'.split(
    ' ',
  ),
);

function installations([what = '', ...given]: readonly string[], scope: Scope): readonly Installed[] {
  const prefix = scope.variables.get('CMAKE_INSTALL_PREFIX') ?? '/usr/local';
  const at = (text: string | undefined): string | undefined =>
    text === undefined || isUnknown(text) ? undefined : posix.resolve(prefix, text);
  const end = given.findIndex(
    (word) =>
      kindsOfFiles.has(word) ||
      [
        'DESTINATION',
        'EXPORT',
        'PERMISSIONS',
        'COMPONENT',
        'RENAME',
        'TYPE',
        'OPTIONAL',
        'CONFIGURATIONS',
        'PATTERN',
        'FILES_MATCHING',
        'USE_SOURCE_PERMISSIONS',
      ].includes(word),
  );
  const subjects = end < 0 ? given : given.slice(0, end);
  const destination = (kind?: string): string | undefined => {
    const start = kind === undefined ? 0 : given.indexOf(kind);
    if (start < 0) return undefined;
    const found = given.indexOf('DESTINATION', start);
    const between = given.slice(start + 1, found).some((word) => kindsOfFiles.has(word));
    return found < 0 || (kind !== undefined && between) ? undefined : given[found + 1];
  };
  switch (what) {
    case 'TARGETS': {
      const plain = given.some((word) => kindsOfFiles.has(word)) ? undefined : destination();
      const directory = at(destination('RUNTIME') ?? plain ?? 'bin');
      const libraries = at(destination('LIBRARY') ?? plain ?? 'lib');
      return subjects.flatMap((target) => [
        ...(directory === undefined ? [] : [{ kind: 'target', target, directory } as const]),
        ...(libraries === undefined || libraries === directory
          ? []
          : [{ kind: 'target', target, directory: libraries } as const]),
      ]);
    }
    case 'FILES':
    case 'PROGRAMS': {
      const directory = at(destination());
      const renamed = given.indexOf('RENAME');
      const rename = renamed < 0 ? undefined : given[renamed + 1];
      return directory === undefined
        ? []
        : subjects.map((file) => ({
            kind: 'file',
            from: posix.resolve(scope.source, file),
            directory,
            rename,
          }));
    }
    case 'DIRECTORY': {
      const directory = at(destination());
      return directory === undefined
        ? []
        : subjects.map((path) => ({
            kind: 'directory',
            from: posix.resolve(scope.source, path),
            directory: path.endsWith('/') ? directory : posix.join(directory, posix.basename(path)),
          }));
    }
    default:
      return [];
  }
}
