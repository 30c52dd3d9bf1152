/**
 * What CMakeLists.txt builds, without running it. Sources: cmake-language(7), cmake-commands(7), cmake-variables(7). What is not
 * understood is said in `open`; a value that isn't known is `unknownText`, and where a condition isn't known both branches count.
 */
import { posix } from 'node:path';
import { conditionOf } from './conditions.ts';
import { fileCommands } from './file-commands.ts';
import { harmless, modulesOfCMake, setting } from './knowledge.ts';
import { callsOf, type CMakeCall } from './parse.ts';
import type { Commands, Definition, Frame, Scope, State } from './state.ts';
import { targetCommands, targetNamed } from './target-commands.ts';
import { closed } from './targets.ts';
import { initialVariables, isUnknown, listOf, texts, valueOf, words } from './texts.ts';
import { unknownText, type Project, type ProjectFiles } from '../project/types.ts';
import type { Configuration } from './types.ts';
import { variableCommands } from './variable-commands.ts';

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
  run(callsOf(text), { scope, state, apart: false });
  return {
    targets: new Map([...state.targets].map(([name, target]) => [name, closed(target, state)])),
    installed: state.installed,
    open: [...state.open],
    more: [],
  };
}

/** Whether it goes on behind these calls, or what they stand in is left. */
type End = 'on' | 'returns';

function run(calls: readonly CMakeCall[], frame: Frame): End {
  const { state } = frame;
  state.depth += 1;
  if (state.depth > deepestCall) state.steps = 0;
  const ended = runCalls(calls, frame);
  state.depth -= 1;
  return ended;
}

function runCalls(calls: readonly CMakeCall[], frame: Frame): End {
  const { state, apart } = frame;
  for (let index = 0; index < calls.length; index += 1) {
    const call = calls[index];
    if (call === undefined || state.steps <= 0) break;
    state.steps -= 1;
    const ends = blocks.get(call.name);
    if (ends !== undefined) {
      const end = endOf(calls, index, call.name, ends);
      if (block(call, calls.slice(index + 1, end), frame) === 'returns') return 'returns';
      index = end;
      continue;
    }
    if (call.name === 'return' || call.name === 'break') {
      if (!apart) return 'returns';
      continue;
    }
    command(call, frame);
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

function block(call: CMakeCall, body: readonly CMakeCall[], frame: Frame): End {
  switch (call.name) {
    case 'if':
      return branches(call, body, frame);
    case 'foreach':
      loop(call, body, frame);
      return 'on';
    case 'function':
    case 'macro': {
      const [name = '', ...parameters] = texts(call, frame);
      frame.state.definitions.set(name.toLowerCase(), { kind: call.name, parameters, body });
      return 'on';
    }
    default:
      run(body, { ...frame, apart: true });
      return 'on';
  }
}

/** The branches of an `if`, up to one that is certainly taken. */
function branches(call: CMakeCall, body: readonly CMakeCall[], frame: Frame): End {
  const { scope } = frame;
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
    const holds = condition === undefined ? true : conditionIn(condition, frame);
    if (holds !== false) {
      const unsure = open || holds === undefined;
      const before = unsure ? new Map(scope.variables) : undefined;
      const ended = run(body.slice(start, index), unsure ? { ...frame, apart: true } : frame);
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

function conditionIn(call: CMakeCall, frame: Frame): boolean | undefined {
  const { scope, state } = frame;
  const given = call.arguments.flatMap((argument) => words([argument], frame));
  return conditionOf(given, {
    variable: (name) => valueOf(name, scope),
    isTarget: (name) => state.targets.has(name) || state.aliases.has(name),
    isCommand: (name) => state.definitions.has(name.toLowerCase()),
    exists: (path) => state.files.exists(posix.resolve(scope.source, path)),
  });
}

function loop(call: CMakeCall, body: readonly CMakeCall[], frame: Frame): void {
  const { scope } = frame;
  const [variable = '', ...given] = texts(call, frame);
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
    run(body, frame);
  }
}

/** A function has variables of its own, a macro those of who calls it. */
function calledDefinition(definition: Definition, call: CMakeCall, frame: Frame): void {
  const { scope } = frame;
  const given = texts(call, frame);
  const inner: Scope =
    definition.kind === 'macro' ? scope : { ...scope, variables: new Map(scope.variables), parent: scope };
  for (const [index, name] of definition.parameters.entries()) inner.variables.set(name, given[index] ?? '');
  inner.variables.set('ARGC', String(given.length));
  inner.variables.set('ARGV', given.join(';'));
  inner.variables.set('ARGN', given.slice(definition.parameters.length).join(';'));
  for (const [index, value] of given.entries()) inner.variables.set(`ARGV${index}`, value);
  run(definition.body, { ...frame, scope: inner });
}

function command(call: CMakeCall, frame: Frame): void {
  const { scope, state } = frame;
  const definition = state.definitions.get(call.name);
  if (definition !== undefined) {
    calledDefinition(definition, call, frame);
    return;
  }
  const known = commands[call.name];
  if (known !== undefined) {
    known(texts(call, frame), frame);
    return;
  }
  if (setting.has(call.name)) {
    // Any of its words may name the variable.
    for (const { text } of call.arguments)
      if (/^[A-Za-z_]\w*$/.test(text)) scope.variables.set(text, unknownText);
    return;
  }
  // Commands of files that are not there to read: those that are given a target may link it with more.
  const given = texts(call, frame);
  if (!harmless.has(call.name) && given.some((word) => targetNamed(word, state) !== undefined))
    state.open.add(`${call.name}(${given[0] ?? ''})`);
}

/** Other files of the project that a call reads. */
const projectCommands: Commands = {
  include: ([file = '', ...rest], frame) => {
    const { scope, state } = frame;
    if (modulesOfCMake.has(file)) {
      for (const [name, value] of modulesOfCMake.get(file) ?? [])
        if (!scope.variables.has(name)) scope.variables.set(name, value);
      if (file === 'GNUInstallDirs') setFullDirectories(scope);
      return;
    }
    const path = posix.resolve(scope.source, file);
    const candidates = [
      path,
      ...moduleDirectories(scope).map((directory) => posix.join(directory, `${file}.cmake`)),
    ];
    const text = candidates.map(state.files.read).find((found) => found !== undefined);
    if (text !== undefined) run(callsOf(text), frame);
    else if (
      !/^(Check|Find|Test|CMake|CPack|CTest|GoogleTest|GenerateExport|ProcessorCount|External|Fetch|Write|Feature|Use)/.test(
        file,
      ) &&
      !rest.includes('OPTIONAL')
    )
      state.open.add(`include(${file})`);
  },
  add_subdirectory: ([directory = '', ...rest], frame) => {
    const { scope, state } = frame;
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
    run(callsOf(text), { ...frame, scope: inner });
  },
};

/** `CMAKE_INSTALL_FULL_<dir>` for each `CMAKE_INSTALL_<dir>`, below the prefix (cmake-modules(7), GNUInstallDirs). */
function setFullDirectories({ variables }: Scope): void {
  const prefix = variables.get('CMAKE_INSTALL_PREFIX') ?? unknownText;
  for (const [name, value] of new Map(variables)) {
    const [, directory] = /^CMAKE_INSTALL_((?!FULL_)\w+DIR)$/.exec(name) ?? [];
    if (directory === undefined) continue;
    const known = !isUnknown(prefix) && !isUnknown(value);
    variables.set(`CMAKE_INSTALL_FULL_${directory}`, known ? posix.resolve(prefix, value) : unknownText);
  }
}

const commands: Commands = { ...variableCommands, ...fileCommands, ...targetCommands, ...projectCommands };

/** Directories that modules of the project's own lie in. */
function moduleDirectories(scope: Scope): readonly string[] {
  return listOf(scope.variables.get('CMAKE_MODULE_PATH') ?? '').map((path) =>
    posix.resolve(scope.source, path),
  );
}
