/** What make runs in an image: the makefile that lies where it is called. */
import { posix } from 'node:path';
import { makefileNames, recipeOf } from '../../context/makefile/recipe.ts';
import type { Recipe } from '../../context/makefile/types.ts';
import type { FileSystem, Value } from '../types.ts';
import type { makeCall } from './make-call.ts';

/** undefined where the makefile isn't there, or can't be read. */
export function recipeIn(
  files: FileSystem,
  directory: string,
  call: NonNullable<ReturnType<typeof makeCall>>,
  variables: Iterable<readonly [string, Value]>,
  print: (script: string, directory: string) => string | undefined = () => undefined,
): Recipe | undefined {
  const at = (path: string): string => posix.resolve(directory, path);
  const names = call.file === undefined ? makefileNames : [call.file];
  const text = names.map((name) => files.read(at(name))).find((found) => found !== undefined);
  if (text === undefined) return undefined;
  return recipeOf(text, {
    targets: call.targets,
    variables: call.variables,
    environment: Object.fromEntries(
      [...variables].flatMap(([name, value]) => (value.text === undefined ? [] : [[name, value.text]])),
    ),
    directory,
    print,
    files: {
      read: (path) => files.read(at(path)),
      list: (path) => {
        const listed = files.list(at(path));
        return listed.complete ? listed.names : undefined;
      },
    },
  });
}
