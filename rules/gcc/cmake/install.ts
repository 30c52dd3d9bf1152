/** What `install` copies. Source: cmake-commands(7), install. */
import { posix } from 'node:path';
import type { Scope } from './state.ts';
import { isUnknown } from './texts.ts';
import type { Installed } from '../project/types.ts';

const kindsOfFiles: ReadonlySet<string> = new Set(
  'RUNTIME LIBRARY ARCHIVE OBJECTS FRAMEWORK BUNDLE PUBLIC_HEADER PRIVATE_HEADER RESOURCE INCLUDES FILE_SET'.split(
    ' ',
  ),
);

/** The files of one call, where it is known where they go. */
export function installations([what = '', ...given]: readonly string[], scope: Scope): readonly Installed[] {
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
      const places: readonly (readonly [string | undefined, 'programs' | 'libraries'])[] = [
        [directory, 'programs'],
        [libraries, 'libraries'],
      ];
      return subjects.flatMap((target) =>
        places.flatMap(([place, only]) =>
          place === undefined ? [] : [{ kind: 'target', target, directory: place, only } as const],
        ),
      );
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
