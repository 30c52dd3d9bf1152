/** Packages from PyPI that build, install or test others: what is installed with them alone is not for the run. */

/** Source: each project's own page; "pip install NAME" of their documentation. */
export const buildTools: ReadonlySet<string> = new Set(
  (
    'pip setuptools wheel build installer virtualenv pipenv poetry poetry-core poetry-plugin-export poetry-dynamic-versioning pdm ' +
    'pdm-backend uv hatch hatchling hatch-vcs flit flit-core pip-tools pipx micropipenv cython scikit-build scikit-build-core ' +
    'setuptools-scm setuptools-rust maturin meson meson-python ninja cmake pybind11 nanobind auditwheel twine crcmod-build pep517 ' +
    'packaging certifi pybuild tomli'
  ).split(' '),
);

/** Commands that run tests. Source: their documentation. */
export const testRunners: ReadonlySet<string> = new Set(
  'pytest py.test tox nox coverage nosetests nose nose2 unittest behave green stestr trial robot lettuce hypothesis testr ptw pytest-watch'.split(
    ' ',
  ),
);

/** Commands in which people write and run code of their own. */
export const interactiveCommands: ReadonlySet<string> = new Set(
  'jupyter jupyter-lab jupyter-notebook jupyterhub ipython ipython3 bpython ptpython idle idlelib marimo code-server'.split(
    ' ',
  ),
);

/** Commands that start others as files of their own say. */
export const supervisors: ReadonlySet<string> = new Set(
  'supervisord circusd honcho mod_wsgi-express airflow ansible-playbook watchmedo watchfiles'.split(' '),
);

/** Commands that read sources and say what is wrong with them. Source: their documentation. */
export const checkers: ReadonlySet<string> = new Set(
  'pylint flake8 black isort mypy ruff bandit pycodestyle pydocstyle pyflakes pyright safety pip-audit vulture yamllint ansible-lint'.split(
    ' ',
  ),
);

/** Scripts that install build tools at home, by their addresses, and the tools. Source: the tools' documentation ("Installation"). */
export const toolInstallers: readonly (readonly [address: string, tool: string])[] = [
  ['install.python-poetry.org', 'poetry'],
  ['python-poetry/poetry', 'poetry'],
  ['astral.sh/uv', 'uv'],
  ['pdm-project.org/install', 'pdm'],
  ['bootstrap.pypa.io/get-pip.py', 'pip'],
  ['sh.rustup.rs', 'rust'],
];
