/** What the images show in an image that was built: facts for `dfopt verify`. */
import type { Traces } from '../../../src/toolchain/traces.ts';

/** Source: docker-library/gcc, Dockerfile.template (ENV). */
export const gccTraces: Traces = {
  isIn: (environment) => environment.has('GCC_VERSION'),
  commands: ['/usr/bin/gcc', '/usr/bin/cc', '/usr/bin/clang'],
  pathDirectories: [],
  rebuilds: [],
  ofLibraries: ['libraries-not-read'],
};
