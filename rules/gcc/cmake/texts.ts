/** Texts with the values of variables, and lists of them. Sources: cmake-language(7), cmake-variables(7). */
import { unescaped, type CMakeArgument, type CMakeCall } from './parse.ts';
import type { Frame, Scope } from './state.ts';
import { unknownText } from '../project/types.ts';
import type { Configuration } from './types.ts';

/** The variables that CMake itself sets, and those of the environment that it takes over. */
export function initialVariables({
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

export function valueOf(name: string, scope: Scope): string | undefined {
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
function expanded(text: string, { scope, state }: Frame): string {
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
export function words(given: readonly CMakeArgument[], frame: Frame): readonly CMakeArgument[] {
  return given.flatMap(({ text, form }): readonly CMakeArgument[] => {
    if (form === 'bracket') return [{ text, form }];
    const value = unescaped(expanded(text, frame));
    if (form === 'quoted') return [{ text: value, form }];
    return listOf(value).map((part) => ({ text: part, form }));
  });
}

export function listOf(text: string): readonly string[] {
  return text.split(';').filter((part) => part !== '');
}

export function texts(call: CMakeCall, frame: Frame): readonly string[] {
  return words(call.arguments, frame).map(({ text }) => text);
}

export const isUnknown = (text: string): boolean => text.includes(unknownText) || text.includes('$<');
