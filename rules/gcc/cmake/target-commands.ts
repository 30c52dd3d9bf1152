/** Commands that say what is built: targets, what they are made of, their tests, and where they are installed. */
import { posix } from 'node:path';
import { conditionOf } from './conditions.ts';
import { installations } from './install.ts';
import type { Commands, Frame, OpenTarget, Scope, State } from './state.ts';
import { isUnknown } from './texts.ts';
import { unknownText, type TargetKind } from '../project/types.ts';

/** What is said of targets, and of all in a directory. */
export const targetCommands: Commands = {
  add_executable: (given, frame) => {
    addTarget(given, 'executable', frame);
  },
  add_library: (given, frame) => {
    const { scope } = frame;
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
    addTarget(given, kinds[given[1] ?? ''] ?? (byDefault === false ? 'static' : 'shared'), frame);
  },
  target_sources: ([name = '', ...given], { scope, state }) => {
    const target = targetNamed(name, state);
    target?.sources.push(...itemsOf(given).flatMap((word) => sourceAt(word, scope)));
  },
  target_link_libraries: ([name = '', ...given], { state }) => {
    const target = targetNamed(name, state);
    if (target === undefined) state.open.add(`target_link_libraries(${name.replaceAll(unknownText, '…')})`);
    target?.links.push(...itemsOf(given));
  },
  link_libraries: (given, { scope }) => {
    scope.links.push(...itemsOf(given));
  },
  target_include_directories: ([name = '', ...given], { scope, state }) => {
    targetNamed(name, state)?.includes.push(
      ...itemsOf(given).map((word) => posix.resolve(scope.source, word)),
    );
  },
  include_directories: (given, { scope }) => {
    scope.includes.push(...itemsOf(given).map((word) => posix.resolve(scope.source, word)));
  },
  target_compile_definitions: ([name = '', ...given], { state }) => {
    targetNamed(name, state)?.defines.push(...itemsOf(given).map(withoutD));
  },
  add_compile_definitions: (given, { scope }) => {
    scope.defines.push(...given.map(withoutD));
  },
  add_definitions: (given, { scope }) => {
    scope.defines.push(...given.flatMap((word) => (word.startsWith('-D') ? [withoutD(word)] : [])));
    scope.options.push(...given.filter((word) => !word.startsWith('-D')));
  },
  target_compile_options: ([name = '', ...given], { state }) => {
    targetNamed(name, state)?.options.push(...itemsOf(given));
  },
  add_compile_options: (given, { scope }) => {
    scope.options.push(...given);
  },
  target_link_options: ([name = '', ...given], { state }) => {
    targetNamed(name, state)?.options.push(...itemsOf(given));
  },
  add_link_options: (given, { scope }) => {
    scope.options.push(...given);
  },
  set_target_properties: (given, { state }) => {
    const at = given.indexOf('PROPERTIES');
    for (const name of given.slice(0, Math.max(at, 0))) {
      const target = targetNamed(name, state);
      for (let index = at + 1; index + 1 < given.length; index += 2)
        target?.properties.set(given[index] ?? '', given[index + 1] ?? '');
    }
  },
  set_property: (given, { state }) => {
    const at = given.indexOf('PROPERTY');
    if (given[0] !== 'TARGET' || at < 0) return;
    for (const name of given.slice(1, at))
      targetNamed(name, state)?.properties.set(given[at + 1] ?? '', given.slice(at + 2).join(';'));
  },
  add_test: (given, { state }) => {
    const at = given.indexOf('COMMAND');
    state.tests.add((at < 0 ? given[1] : given[at + 1]) ?? '');
  },
  gtest_discover_tests: ([name = ''], { state }) => {
    state.tests.add(name);
  },
  gtest_add_tests: (given, { state }) => {
    state.tests.add((given[0] === 'TARGET' ? given[1] : given[0]) ?? '');
  },
  catch_discover_tests: ([name = ''], { state }) => {
    state.tests.add(name);
  },
  doctest_discover_tests: ([name = ''], { state }) => {
    state.tests.add(name);
  },
  install: (given, { scope, state }) => {
    state.installed.push(...installations(given, scope));
  },
};

const visibilities: ReadonlySet<string> = new Set(
  'PRIVATE PUBLIC INTERFACE SYSTEM BEFORE AFTER LINK_PRIVATE LINK_PUBLIC debug optimized general LINK_INTERFACE_LIBRARIES'.split(
    ' ',
  ),
);

/** What a call names, without the words that say for whom. */
function itemsOf(given: readonly string[]): readonly string[] {
  return given.filter((word) => !visibilities.has(word));
}

function withoutD(word: string): string {
  return word.replace(/^-D/, '');
}

/** By its name, or another that it goes by. */
export function targetNamed(name: string, { targets, aliases }: State): OpenTarget | undefined {
  return targets.get(aliases.get(name) ?? name);
}

function addTarget(
  [name = '', ...given]: readonly string[],
  kind: TargetKind,
  { scope, state, apart }: Frame,
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
