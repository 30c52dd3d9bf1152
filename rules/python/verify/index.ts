/** What python images show in an image that was built: facts for `dfopt verify`. Source: docker-library/python (ENV). */
import type { Traces } from '../../../src/toolchain/traces.ts';

export const pythonTraces: Traces = {
  isIn: (environment) => environment.has('PYTHON_VERSION'),
  pathDirectories: [],
  rebuilds: [],
  // pip.pypa.io, "Caching"; docs.astral.sh/uv/concepts/cache; python-poetry.org/docs/configuration
  ownDirectories: ['/root/.cache/pip', '/root/.cache/uv', '/root/.cache/pypoetry'],
  // docs.python.org/3/tutorial/modules.html, "Compiled" Python files
  cacheDirectories: ['__pycache__'],
  ofLibraries: ['python-packages-not-read'],
};
