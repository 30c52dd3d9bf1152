/** What golang images and Go programs show in an image that was built: facts for `dfopt verify`. */
import type { Traces } from '../../../src/toolchain/traces.ts';
import { readGoProgram } from './programs.ts';
import { zoneArchive } from './zone-archive.ts';

/** Source: docker-library/golang, Dockerfile-linux.template (ENV). */
export const golangTraces: Traces = {
  isIn: (environment) => environment.has('GOLANG_VERSION'),
  commands: ['/usr/bin/go', '/usr/local/go/bin/go', '/usr/lib/go/bin/go'],
  pathDirectories: ['/go/bin', '/usr/local/go/bin'],
  readProgram: readGoProgram,
  zoneArchive,
  // Built without cgo, the program is another file; the run shows whether it does the same.
  rebuilds: ['cgo-disabled'],
  ofLibraries: ['modules-not-read'],
};
