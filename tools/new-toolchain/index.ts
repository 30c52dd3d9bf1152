/** The a-new-name toolchain: single-stage files on its images become a build stage and a runtime stage. */
import { defineToolchain } from '../../src/split/define-toolchain.ts';
import { codes } from './codes.ts';
import { build } from './commands.ts';
import { imageFacts } from './images.ts';
import { needs } from './needs.ts';

export const aNewName = defineToolchain({
  name: 'a-new-name',
  description:
    'splits single-stage files on a-new-name images into a build stage and a minimal runtime stage',
  codes,
  image: (reference) => {
    const facts = imageFacts(reference);
    return facts === undefined ? undefined : { kind: 'toolchain', facts };
  },
  commands: new Map([['a-new-name', build]]),
  output: () => undefined,
  startCommand: ([program], evidence) =>
    program === 'a-new-name'
      ? {
          code: 'a-new-name-at-start',
          message: 'the container runs a-new-name itself',
          evidence,
          advice: 'build the program in a RUN and name it in CMD',
        }
      : undefined,
  buildVariable: (name) => name.startsWith('A_NEW_NAME_'),
  sourceFile: (path) => path.endsWith('.source'),
  sourceDirectory: () => false,
  workspaces: [],
  needs,
  duplicate: () => false,
});
