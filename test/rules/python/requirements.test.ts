/** Which packages are installed, by what lists, lock files and projects say. */
import { describe, expect, it, test } from 'vitest';
import { nameOf, requirementsOf } from '../../../rules/python/requirements.ts';
import { rules, toolchains } from '../../../rules/index.ts';
import { memoryContext } from '../../../src/context/memory.ts';
import { parse } from '../../../src/dockerfile/index.ts';
import { evaluate } from '../../../src/evaluate/stages/evaluate.ts';
import { jointKnowledge } from '../../../src/migrate/phases.ts';

void toolchains;

function requirementsIn(install: string, files: Readonly<Record<string, string>>) {
  const text = `FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN ${install}\nCMD ["python", "app.py"]\n`;
  const build = evaluate(parse(text), jointKnowledge(rules), memoryContext(files));
  const stage = build.stages.at(-1);
  if (stage === undefined) throw new Error('there is no stage');
  const { packages, unread, editable, cloned } = requirementsOf(stage);
  return { names: packages.map(({ name }) => name), unread, editable, cloned };
}

describe('the name of', () => {
  test.each([
    ['Flask==3.0', 'flask'],
    ['zope.interface>=5', 'zope-interface'],
    ['ruamel_yaml [x] ; python_version < "3"', 'ruamel-yaml'],
    ['shop @ https://example.com/shop.zip', 'shop'],
    ['git+https://git.example/shop.git#egg=Shop', 'shop'],
    ['/wheels/shop-1.0-py3-none-any.whl', 'shop'],
    ['git+https://git.example/shop.git', undefined],
  ])('%s is %s', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });
});

describe('what is installed', () => {
  const lists = {
    'requirements.txt':
      '# all\n-r base.txt\n--index-url https://example.com\nflask==3.0 \\\n  --hash=sha256:0\nlxml  # xml\n',
    'base.txt': 'psycopg2\n',
  };
  it('by lists that include others', () => {
    expect(requirementsIn('pip install -r requirements.txt gunicorn', lists).names.toSorted()).toEqual([
      'flask',
      'gunicorn',
      'lxml',
      'psycopg2',
    ]);
  });
  it('a list that is not there', () => {
    expect(requirementsIn('pip install -r more.txt', lists).unread).toEqual(['/app/more.txt']);
  });
  it('a name that depends on a variable', () => {
    expect(requirementsIn('pip install $(cat names)', {}).unread).toHaveLength(1);
  });
  it.each<[string, string, string]>([
    ['pyproject.toml', '[project]\nname = "shop"\ndependencies = ["flask>=3", "lxml"]\n', 'pip install .'],
    [
      'setup.cfg',
      '[metadata]\nname = shop\n[options]\ninstall_requires =\n    flask>=3\n    lxml\n[x]\n',
      'pip install .',
    ],
    [
      'setup.py',
      'from setuptools import setup\nneeds = ["flask", "lxml"]\nsetup(install_requires=needs)\n',
      'pip install .',
    ],
    [
      'uv.lock',
      'version = 1\n[[package]]\nname = "flask"\n[[package]]\nname = "lxml"\n',
      'uv sync --no-install-project',
    ],
    ['Pipfile.lock', '{"default": {"flask": {}}, "develop": {"lxml": {}}}', 'pipenv sync --system'],
    ['Pipfile', '[packages]\nflask = "*"\nlxml = "*"\n', 'pipenv install --system'],
  ])('%s', (name, text, install) => {
    expect(requirementsIn(install, { [name]: text }).names.toSorted()).toEqual(['flask', 'lxml']);
  });
  it('from directories, in place and from repositories', () => {
    const found = requirementsIn('pip install -e . -r requirements.txt', {
      'pyproject.toml': '[project]\nname = "shop"\n',
      'requirements.txt': '-e ./lib\n-e git+https://git.example/a.git#egg=a\n',
      'lib/pyproject.toml': '[project]\nname = "lib"\n',
    });
    expect(found.editable.toSorted()).toEqual(['/app', '/app/lib']);
    expect(found.cloned).toEqual(['git+https://git.example/a.git#egg=a']);
  });
});
