/** Files and directories that only building and developing read. */
import { posix } from 'node:path';
import type { Artifact, Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';

/** In the directory of what runs all may be read; elsewhere, what says which packages are installed is read by who installs them. */
export function roleOf(
  { path, directory }: { readonly path: string; readonly directory: boolean },
  artifact?: Artifact,
): Role {
  const name = posix.basename(path);
  if (directory) return name === '.git' ? 'build-only' : 'run';
  return artifact === undefined && (settings.test(name) || tools.has(path)) ? 'build-only' : 'run';
}

/** Sources: the documentation of each tool. */
const settings =
  /^(requirements.*\.(txt|in)|constraints.*\.txt|pip_requirements.*\.txt|Pipfile(\.lock)?|poetry\.(lock|toml)|uv\.(lock|toml)|pdm\.(lock|toml)|pyproject\.toml|setup\.(py|cfg)|MANIFEST\.in|tox\.ini|noxfile\.py|\.flake8|\.pylintrc|mypy\.ini|pytest\.ini|\.coveragerc|Dockerfile(\..*)?|\.dockerignore|\.gitignore)$/;

/** Commands that install packages, where images of their makers bring them. Source: docs.astral.sh/uv/guides/integration/docker. */
const tools: ReadonlySet<string> = new Set(
  ['/bin', '/usr/bin', '/usr/local/bin', '/'].flatMap((directory) =>
    ['uv', 'uvx', 'poetry', 'pdm', 'pipenv'].map((name) => posix.join(directory, name)),
  ),
);

/** Variables of pip, poetry, pipenv, pdm and uv, of virtualenv, and of the image itself. Sources: their documentation, docker-library/python. */
export const ofPythonBuild: OfBuild = {
  variable: (name) =>
    /^(PIP_|POETRY_|PIPENV_|PDM_|UV_|VIRTUALENV_|SETUPTOOLS_|CYTHON_)/.test(name) ||
    /^PYTHON_(VERSION|SHA256|PIP_VERSION|SETUPTOOLS_VERSION|GET_PIP_URL|GET_PIP_SHA256)$/.test(name),
  workspaces: [],
  installation: [
    '/root/.cache/pip',
    '/root/.cache/pypoetry',
    '/root/.cache/uv',
    '/root/.config/pypoetry',
    '/root/.local/share/pypoetry',
    '/root/.cargo',
    '/root/.rustup',
  ],
  packages: (name) => headersOfPython.test(name) || broughtByImages.has(name),
};

/** For the Python of the distribution: modules for that of the image are compiled with the headers below /usr/local. */
const headersOfPython = /^(lib)?python[\d.]*-(all-)?dev$/;

/**
 * Development packages of libraries that the interpreter of every image is linked with. Source: docker-library/python,
 * Dockerfile-linux.template: the packages that it is built with, and the libraries that are kept for it.
 */
export const broughtByImages: ReadonlySet<string> = new Set(
  (
    'libssl-dev libffi-dev zlib1g-dev libsqlite3-dev libbz2-dev liblzma-dev libexpat1-dev libreadline-dev libgdbm-dev uuid-dev ' +
    'openssl-dev zlib-dev sqlite-dev bzip2-dev xz-dev expat-dev readline-dev gdbm-dev util-linux-dev'
  ).split(' '),
);
