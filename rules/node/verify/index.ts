/** What node images show in an image that was built: facts for `dfopt verify`. Source: docker-node (ENV). */
import type { Traces } from '../../../src/toolchain/traces.ts';

export const nodeTraces: Traces = {
  isIn: (environment) => environment.has('NODE_VERSION'),
  pathDirectories: [],
  rebuilds: [],
  // docs.npmjs.com, "npm prune"; node_modules/.package-lock.json is npm's list of what is installed.
  leavesBehind: {
    code: 'development-packages-left-behind',
    directory: 'node_modules',
    books: ['.package-lock.json'],
  },
  // docs.npmjs.com, "config" (cache, logs-dir)
  ownDirectories: ['/root/.npm', '/home/node/.npm'],
  ofLibraries: ['packages-not-read'],
};
