/** The a-new-name toolchain: single-stage files on its images become a build stage and a runtime stage. */
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { build } from './commands.ts';
import { imageFacts } from './images.ts';
import { needs } from './needs.ts';

export const aNewName: Toolchain = {
  name: 'a-new-name',
  description:
    'splits single-stage files on a-new-name images into a build stage and a minimal runtime stage',
  codes,
  image: (reference) => {
    const facts = imageFacts(reference);
    return facts === undefined ? undefined : { kind: 'toolchain', facts };
  },
  models: { modelOf: (name) => (name === 'a-new-name' ? build : undefined), output: () => undefined },
  start: ([program], _scene, evidence) =>
    program === 'a-new-name'
      ? {
          code: 'a-new-name-at-start',
          message: 'the container runs a-new-name itself',
          evidence,
          advice: 'build the program in a RUN and name it in CMD',
        }
      : undefined,
  variants: () => [asWritten],
  needs,
  role: ({ path }) => (path.endsWith('.source') ? 'build-only' : 'unknown'),
  ofBuild: { variable: (name) => name.startsWith('A_NEW_NAME_'), workspaces: [], installation: [] },
  traces: { isIn: (environment) => environment.has('A_NEW_NAME_VERSION'), pathDirectories: [], rebuilds: [] },
};
