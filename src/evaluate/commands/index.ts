/** What the ordinary commands of Dockerfiles do to the files of an image, by the base name of the command. */
import type { CommandModel } from '../types.ts';
import { archiveCommands } from './archives.ts';
import { attributeCommands } from './attributes.ts';
import { compilingCommands } from './compiling.ts';
import { copyingCommands } from './copying.ts';
import { downloadCommands } from './downloads.ts';
import { fileCommands } from './files.ts';
import { findingCommands, xargs } from './finding.ts';
import { repositoryCommands } from './git.ts';
import { packageCommands } from './packages.ts';
import { systemCommands } from './system.ts';
import { userCommands } from './users.ts';

export { askedOf, askingArguments } from './asking.ts';
export { fetchedOutput } from './fetched.ts';
export { textInto } from './input.ts';
export { pathsNamedBy } from './named-paths.ts';
export { regionOf } from './paths.ts';
export { readOnlyCommands } from './readonly.ts';

const models: ReadonlyMap<string, CommandModel> = new Map([
  ...fileCommands,
  ...copyingCommands,
  ...attributeCommands,
  ...archiveCommands,
  ...downloadCommands,
  ...userCommands,
  ...packageCommands,
  ...repositoryCommands,
  ...systemCommands,
  ...findingCommands,
  ...compilingCommands,
]);

export const ordinaryCommands: ReadonlyMap<string, CommandModel> = new Map([
  ...models,
  ['xargs', xargs(models)],
]);
