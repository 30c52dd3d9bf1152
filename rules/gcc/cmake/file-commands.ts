/** Commands that look for files. */
import { posix } from 'node:path';
import { matchesName } from '../../../src/shell/glob.ts';
import type { Commands, Frame, State } from './state.ts';
import { isUnknown } from './texts.ts';
import { unknownText } from '../project/types.ts';

/** What is found goes into variables. */
export const fileCommands: Commands = {
  file: ([operation = '', name = '', ...rest], frame) => {
    const { scope } = frame;
    if (operation === 'GLOB' || operation === 'GLOB_RECURSE')
      scope.variables.set(name, globbed(rest, operation === 'GLOB_RECURSE', frame));
    else if (['READ', 'STRINGS', 'MD5', 'SHA256', 'TIMESTAMP'].includes(operation))
      scope.variables.set(rest[0] ?? '', unknownText);
    else if (['RELATIVE_PATH', 'REAL_PATH', 'TO_CMAKE_PATH', 'TO_NATIVE_PATH'].includes(operation))
      scope.variables.set(name, unknownText);
  },
  aux_source_directory: ([directory = '', name = ''], frame) => {
    const { scope } = frame;
    const found = globbed(
      [`${directory}/*.c`, `${directory}/*.cc`, `${directory}/*.cpp`, `${directory}/*.cxx`],
      false,
      frame,
    );
    scope.variables.set(
      name,
      [scope.variables.get(name) ?? '', found].filter((text) => text !== '').join(';'),
    );
  },
};

/** The files that patterns match, and something that isn't known where there may be more. */
function globbed(given: readonly string[], deep: boolean, { scope, state }: Frame): string {
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
