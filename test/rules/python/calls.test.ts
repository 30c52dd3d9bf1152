/** What calls of the interpreter and of installers stand for. */
import { describe, expect, it, test } from 'vitest';
import { satisfies } from '../../../rules/python/interpreter.ts';
import { callOf, environmentOf, type PythonCall, type Surroundings } from '../../../rules/python/calls.ts';

const around = (
  variables: Readonly<Record<string, string>> = {},
  more: Partial<Surroundings> = {},
): Surroundings => ({
  directory: '/app',
  user: '',
  variable: (name) => variables[name],
  isSet: (name) => name in variables,
  environments: ['/opt/venv'],
  settings: new Map(),
  ...more,
});

const call = (line: string, surroundings = around()): PythonCall | undefined =>
  callOf(line.split(' '), surroundings);

function placeOf(found: PythonCall | undefined): string | undefined {
  if (found?.does !== 'install') return found?.does;
  const { place } = found;
  switch (place.kind) {
    case 'environment':
      return place.prefix;
    case 'directory':
      return `only ${place.directory}`;
    case 'home':
      return `home of ${place.user}`;
    case 'unknown':
      return 'unknown';
  }
}

describe('where packages are installed', () => {
  const inVenv = { PATH: '/opt/venv/bin:/usr/local/bin:/usr/bin' };
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['pip install flask', {}, '/usr/local'],
    ['pip3.12 install --no-cache-dir -r requirements.txt', {}, '/usr/local'],
    ['python -m pip install flask', {}, '/usr/local'],
    ['python3 -u -m pip install -U flask', {}, '/usr/local'],
    ['pip install flask', inVenv, '/opt/venv'],
    ['/opt/venv/bin/pip install flask', {}, '/opt/venv'],
    ['/opt/venv/bin/python -m pip install flask', {}, '/opt/venv'],
    ['/other/bin/pip install flask', {}, '/usr/local'],
    ['pip install --target lib flask', {}, 'only /app/lib'],
    ['pip install --prefix=/install flask', {}, 'only /install'],
    ['pip install --prefix=/usr/local flask', {}, '/usr/local'],
    ['pip install --user flask', {}, 'home of root'],
    ['pip install flask', { PIP_TARGET: '/lib' }, 'unknown'],
    ['pip install flask', { PIP_USER: '0' }, '/usr/local'],
    ['uv pip install --system flask', {}, '/usr/local'],
    ['uv pip install flask', { UV_SYSTEM_PYTHON: '1' }, '/usr/local'],
    ['uv pip install flask', { VIRTUAL_ENV: '/opt/venv' }, '/opt/venv'],
    ['uv pip install flask', {}, 'unknown'],
    ['uv sync --frozen --no-dev', {}, '/app/.venv'],
    ['uv sync', { UV_PROJECT_ENVIRONMENT: '/usr/local' }, '/usr/local'],
    ['poetry install --only main', { POETRY_VIRTUALENVS_CREATE: 'false' }, '/usr/local'],
    ['poetry install --only main', { POETRY_VIRTUALENVS_IN_PROJECT: '1' }, '/app/.venv'],
    ['poetry install', {}, 'unknown'],
    ['pipenv install --system --deploy', {}, '/usr/local'],
    ['pipenv sync', { PIPENV_VENV_IN_PROJECT: '1' }, '/app/.venv'],
    ['pipenv install', {}, 'unknown'],
    ['pdm sync --prod', {}, '/app/.venv'],
    ['python setup.py install', {}, '/usr/local'],
    ['pip wheel -w /wheels .', {}, 'wheels'],
    ['python -m build', {}, 'wheels'],
    ['python setup.py build_ext --inplace', {}, 'extensions'],
    ['python -m venv /opt/other', {}, 'environment'],
    ['virtualenv -p python3 env', {}, 'environment'],
    ['pip list', {}, 'nothing'],
    ['pip --version', {}, 'nothing'],
    ['pip install --no-such-option flask', {}, 'unknown'],
    ['poetry run python app.py', {}, 'runs'],
    ['python', {}, 'interactive'],
    ['python -', {}, 'unknown'],
  ])('%s with %o: %s', (line, variables, place) => {
    expect(placeOf(call(line, around(variables)))).toBe(place);
  });

  it('by who calls', () => {
    expect(placeOf(call('pip install flask', around({}, { user: 'app' })))).toBe('home of app');
    expect(placeOf(call('pip install flask', around(inVenv, { user: 'app' })))).toBe('/opt/venv');
    expect(placeOf(call('pip install flask', around({}, { user: 'root:root' })))).toBe('/usr/local');
  });

  it('by what poetry was told before', () => {
    const settings = new Map([['virtualenvs.create', 'false']]);
    expect(placeOf(call('poetry install', around({}, { settings })))).toBe('/usr/local');
  });
});

describe('what is started', () => {
  it('a file, with its words', () => {
    expect(call('python -u -W ignore app.py --port 80')).toEqual({
      does: 'script',
      file: 'app.py',
      words: ['--port', '80'],
    });
  });
  it('a module', () => {
    expect(call('python -mhttp.server 80')).toEqual({ does: 'module', module: 'http.server', words: ['80'] });
    expect(call('python -Im gunicorn app:app')).toEqual({
      does: 'module',
      module: 'gunicorn',
      words: ['app:app'],
    });
  });
  it('a text', () => {
    expect(callOf(['python', '-c', 'print(1)'], around())).toEqual({ does: 'text', text: 'print(1)' });
  });
  it('nothing of its own', () => {
    expect(call('gunicorn app:app')).toBeUndefined();
  });
});

it('the first environment on PATH is the one that is meant', () => {
  expect(environmentOf('python', around({ PATH: '/usr/local/bin:/opt/venv/bin' }))).toBe('/opt/venv');
  expect(environmentOf('python', around({ PATH: '/usr/local/bin' }))).toBe('/usr/local');
});

it('directories and archives are told from names', () => {
  const found = call(
    'pip install . ./lib[extra] dist/shop-1.0-py3-none-any.whl flask==3 git+https://git.example/a.git -e ../b',
  );
  expect(found?.does === 'install' ? [found.local, found.requirements] : undefined).toEqual([
    [
      { path: '/app', editable: false },
      { path: '/app/lib', editable: false },
      { path: '/app/dist/shop-1.0-py3-none-any.whl', editable: false },
      { path: '/b', editable: true },
    ],
    ['flask==3', 'git+https://git.example/a.git'],
  ]);
});

describe('a requires-python', () => {
  test.each<[string, string, boolean | undefined]>([
    ['3.12', '>=3.10', true],
    ['3.12', '>=3.13', false],
    ['3.12', '>=3.12', true],
    ['3.12', '>=3.12.4', undefined],
    ['3.12', '>=3.8,<3.12', false],
    ['3.12', '>=3.8,<4', true],
    ['3.12', '==3.12.*', true],
    ['3.12', '==3.11.*', false],
    ['3.12', '~=3.10', true],
    ['3.12', '^3.10', undefined],
  ])('%s in %s: %s', (minor, specifier, expected) => {
    expect(satisfies(minor, specifier)).toBe(expected);
  });
});
