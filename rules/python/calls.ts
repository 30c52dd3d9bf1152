/**
 * Calls of the interpreter and of what installs packages for it, and what they stand for. Sources: docs.python.org (using/cmdline,
 * library/venv), pip.pypa.io/en/stable/cli, docs.astral.sh/uv/reference/cli, python-poetry.org/docs/cli, pipenv.pypa.io (commands),
 * pdm-project.org/en/latest/reference/cli, virtualenv.pypa.io, flit.pypa.io.
 */
import { posix } from 'node:path';
import type { CommandRun, Value } from '../../src/evaluate/types.ts';
import {
  defineOptions,
  parseOptions,
  type OptionTable,
  type ParsedOptions,
} from '../../src/shell/options.ts';
import { imagePrefix } from './images.ts';

/** Where packages are installed. */
export type Place =
  /** An environment: packages in `lib/python3.x/site-packages` below it, commands in `bin`. */
  | { readonly kind: 'environment'; readonly prefix: string }
  /** The packages alone, or what another prefix than the interpreter's has. */
  | { readonly kind: 'directory'; readonly directory: string }
  /** Below the home directory of a user: `.local`. Source: docs.python.org/3/library/site.html (USER_BASE). */
  | { readonly kind: 'home'; readonly user: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What is installed. */
export interface Install {
  readonly does: 'install';
  readonly by: Installer;
  readonly place: Place;
  /** Files that list requirements: absolute paths. */
  readonly lists: readonly string[];
  /** Requirements on the command line. */
  readonly requirements: readonly string[];
  /** Directories and archives of the image: absolute paths. */
  readonly local: readonly { readonly path: string; readonly editable: boolean }[];
  /** The directory of the project whose lock file or pyproject.toml says what is installed, and whether the project itself is. */
  readonly project:
    { readonly directory: string; readonly itself: 'no' | 'editable' | 'installed' } | undefined;
}

export type Installer = 'pip' | 'uv' | 'poetry' | 'pipenv' | 'pdm' | 'setup.py';

export type PythonCall =
  | Install
  /** A new environment, which may see the packages of the interpreter that made it. */
  | { readonly does: 'environment'; readonly prefix: string; readonly seesOthers: boolean }
  /** Wheels, into a directory. */
  | { readonly does: 'wheels'; readonly directory: string; readonly from: readonly string[] }
  /** Extension modules beside their sources. */
  | { readonly does: 'extensions'; readonly directory: string }
  /** It lists, asks, or changes settings of the tool: nothing that runs is written. */
  | { readonly does: 'nothing' }
  /** `poetry run COMMAND`. */
  | { readonly does: 'runs'; readonly by: Installer; readonly words: readonly string[] }
  | { readonly does: 'module'; readonly module: string; readonly words: readonly string[] }
  | { readonly does: 'script'; readonly file: string; readonly words: readonly string[] }
  | { readonly does: 'text'; readonly text: string }
  | { readonly does: 'interactive' }
  | { readonly does: 'unknown'; readonly why: string };

/** What a call depends on beside its words. */
export interface Surroundings {
  readonly directory: string;
  /** Who calls, as USER says it; undefined where that is not known. */
  readonly user: string | undefined;
  readonly variable: (name: string) => string | undefined;
  readonly isSet: (name: string) => boolean;
  /** Prefixes of environments that steps made before. */
  readonly environments: readonly string[];
  /** Settings that `poetry config` made before: `virtualenvs.create` → `false`. */
  readonly settings: ReadonlyMap<string, string>;
}

const unknown = (why: string): PythonCall => ({ does: 'unknown', why });
const nothing: PythonCall = { does: 'nothing' };

const interpreters = /^python([23](\.\d+)?)?$/;
const pips = /^pip([23](\.\d+)?)?$/;

/** Whether a command is the interpreter. */
export function isInterpreter(command: string): boolean {
  return interpreters.test(posix.basename(command));
}

/** What a command line stands for; undefined for a command of another kind. */
export function callOf(words: readonly string[], around: Surroundings): PythonCall | undefined {
  const [called = '', ...rest] = words;
  const name = posix.basename(called);
  if (interpreters.test(name)) return interpreterCall(called, rest, around);
  if (pips.test(name)) return pipCall(rest, environmentOf(called, around), around);
  switch (name) {
    case 'virtualenv':
      return environmentCall(rest, around);
    case 'uv':
      return uvCall(rest, around);
    case 'poetry':
      return poetryCall(rest, around);
    case 'pipenv':
      return pipenvCall(rest, around);
    case 'pdm':
      return pdmCall(rest, around);
    case 'flit':
      return flitCall(words.slice(1), around);
    case 'easy_install':
      return unknown('easy_install is not followed');
    default:
      return undefined;
  }
}

/** The environment whose commands a name or a path stands for: that of its directory, else the first one on PATH. */
export function environmentOf(called: string, { directory, variable, environments }: Surroundings): string {
  if (called.includes('/')) {
    const prefix = posix.dirname(posix.dirname(posix.resolve(directory, called)));
    return environments.includes(prefix) ? prefix : imagePrefix;
  }
  const directories = (variable('PATH') ?? '').split(':').map((path) => posix.resolve(directory, path));
  const first = directories.find((path) => environments.some((prefix) => path === `${prefix}/bin`));
  return first === undefined ? imagePrefix : posix.dirname(first);
}

// ── The interpreter ──────────────────────────────────────────────────────────────────────────────────────────

function interpreterCall(called: string, words: readonly string[], around: Surroundings): PythonCall {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const rest = words.slice(index + 1);
    if (word === '-V' || word === '--version' || word === '-h' || word === '--help') return nothing;
    if (word === '-W' || word === '-X' || word === '--check-hash-based-pycs') {
      index += 1;
      continue;
    }
    const flags = /^-[bBdEIiOPqRsStuvx]*(?<last>[cm])(?<joined>.*)$/s.exec(word)?.groups;
    if (flags !== undefined) {
      const given = flags['joined'] === '' ? rest : [flags['joined'] ?? '', ...rest];
      const [first = '', ...more] = given;
      return flags['last'] === 'c' ? { does: 'text', text: first } : moduleCall(called, first, more, around);
    }
    if (word === '-') return unknown('the program comes from standard input');
    if (word.startsWith('-')) continue;
    return posix.basename(word) === 'setup.py'
      ? setupCall(called, posix.resolve(around.directory, word), rest, around)
      : { does: 'script', file: word, words: rest };
  }
  return { does: 'interactive' };
}

function moduleCall(
  called: string,
  module: string,
  words: readonly string[],
  around: Surroundings,
): PythonCall {
  switch (module) {
    case 'pip':
      return pipCall(words, environmentOf(called, around), around);
    case 'venv':
    case 'virtualenv':
      return environmentCall(words, around);
    case 'ensurepip':
    case 'compileall':
      return nothing;
    case 'build':
      return buildCall(words, around);
    case 'uv':
      return uvCall(words, around);
    case 'poetry':
      return poetryCall(words, around);
    case 'pipenv':
      return pipenvCall(words, around);
    case 'pdm':
      return pdmCall(words, around);
    case 'spacy': {
      // It downloads a model as a package, and installs that with pip (spacy.io/api/cli#download).
      const [verb, model = ''] = words;
      return verb === 'download'
        ? pipCall(['install', model], environmentOf(called, around), around)
        : { does: 'module', module, words };
    }
    default:
      return { does: 'module', module, words };
  }
}

const venvOptions = defineOptions(
  `system-site-packages symlinks copies clear upgrade without-pip prompt= upgrade-deps without-scm-ignore-files
   p|python= no-download download always-copy no-setuptools no-wheel no-pip pip= setuptools= wheel= seeder= creator= q|quiet v|verbose
   seed allow-existing no-project relocatable c`,
);

/** `python -m venv DIRECTORY`, `virtualenv DIRECTORY`; of several the first. */
function environmentCall(words: readonly string[], { directory }: Surroundings): PythonCall {
  const options = parsed(words, venvOptions);
  const [place] = options === undefined ? [] : operandsOf(options);
  if (options === undefined || place === undefined)
    return unknown('where the environment is made is not known');
  return {
    does: 'environment',
    prefix: posix.resolve(directory, place),
    seesOthers: options.has('system-site-packages'),
  };
}

const buildOptions = defineOptions(
  'V|version v|verbose s|sdist w|wheel o|outdir= x|skip-dependency-check n|no-isolation C|config-setting= installer= h|help',
);

/** `python -m build [SOURCES]`. Source: build.pypa.io. */
function buildCall(words: readonly string[], { directory }: Surroundings): PythonCall {
  const options = parsed(words, buildOptions);
  if (options === undefined) return unknown('this call of build is not followed');
  const sources = posix.resolve(directory, operandsOf(options)[0] ?? '.');
  const given = options.value('outdir')?.text ?? options.value('o')?.text;
  return {
    does: 'wheels',
    directory: given === undefined ? posix.join(sources, 'dist') : posix.resolve(directory, given),
    from: [sources],
  };
}

/** `python setup.py COMMAND …`. Source: setuptools.pypa.io/en/latest/deprecated/commands.html. */
function setupCall(called: string, file: string, words: readonly string[], around: Surroundings): PythonCall {
  const commands = words.filter((word) => !word.startsWith('-'));
  const directory = around.directory;
  const project = posix.dirname(file);
  const [first, ...more] = commands;
  const others = more.filter(
    (word) => !['build', 'build_ext', 'egg_info', 'build_py', 'bdist_egg'].includes(word),
  );
  if (first === undefined) return nothing;
  if (['install', 'develop'].includes(first) && others.length === 0) {
    if (words.some((word) => /^--(prefix|root|home|user|install-)/.test(word)))
      return unknown('where setup.py installs is not followed');
    return {
      does: 'install',
      by: 'setup.py',
      place: { kind: 'environment', prefix: environmentOf(called, around) },
      lists: [],
      requirements: [],
      local: [{ path: project, editable: first === 'develop' }],
      project: undefined,
    };
  }
  if (['build', 'build_ext', 'egg_info', 'build_clib', 'build_py'].includes(first))
    return { does: 'extensions', directory: project };
  if (['bdist_wheel', 'sdist', 'bdist_egg'].includes(first))
    return { does: 'wheels', directory: posix.join(directory, 'dist'), from: [project] };
  return unknown(`what setup.py ${first} does is not followed`);
}

// ── pip ──────────────────────────────────────────────────────────────────────────────────────────────────────

const pipOptions = defineOptions(
  `r|requirement= c|constraint= no-deps pre e|editable= dry-run t|target= platform= python-version= implementation= abi= user
   root= prefix= src= U|upgrade upgrade-strategy= force-reinstall I|ignore-installed ignore-requires-python no-build-isolation
   use-pep517 no-use-pep517 check-build-dependencies break-system-packages C|config-settings= config-setting= global-option=
   install-option= build-option= compile no-compile no-warn-script-location no-warn-conflicts no-binary= only-binary=
   prefer-binary require-hashes progress-bar= root-user-action= report= no-clean group= i|index-url= pypi-url= extra-index-url=
   no-index f|find-links= process-dependency-links h|help debug isolated require-virtualenv python= v|verbose V|version q|quiet
   log= no-input keyring-provider= proxy= retries= timeout= default-timeout= exists-action= trusted-host= cert= client-cert=
   cache-dir= no-cache-dir disable-pip-version-check no-color no-python-version-warning use-feature= use-deprecated=
   allow-external= allow-unverified= egg d|download|dest= b|build= w|wheel-dir= y|yes a|all
   system p no-system compile-bytecode link-mode= no-sync strict locked refresh refresh-package= reinstall reinstall-package=
   overrides|override= build-constraints= extra= all-extras index-strategy= no-cache no-config offline resolution= prerelease=
   no-verify-hashes verify-hashes torch-backend= index= default-index= no-sources exclude-newer= no-progress native-tls`,
);

const askingVerbs: ReadonlySet<string> = new Set([
  'list',
  'freeze',
  'show',
  'check',
  'config',
  'cache',
  'search',
  'hash',
  'help',
  'uninstall',
  'index',
  'inspect',
  'debug',
  'completion',
  'download',
  'tree',
]);

function pipCall(words: readonly string[], prefix: string, around: Surroundings): PythonCall {
  const options = parsed(words, pipOptions);
  if (options === undefined) return unknown('this call of pip is not followed');
  const [verb, ...operands] = operandsOf(options);
  if (verb === undefined || askingVerbs.has(verb)) return nothing;
  const from = (path: string): string => posix.resolve(around.directory, path);
  if (verb === 'wheel') {
    const given = options.value('w')?.text;
    return { does: 'wheels', directory: from(given ?? '.'), from: operands.filter(isLocal).map(from) };
  }
  if (verb !== 'install' && verb !== 'sync') return unknown(`what pip ${verb} does is not followed`);
  const texts = (name: string): readonly string[] => options.values(name).flatMap(({ text }) => text ?? []);
  const editable = texts('e');
  return {
    does: 'install',
    by: 'pip',
    place: pipPlace(options, prefix, around),
    lists: [...texts('r'), ...(verb === 'sync' ? operands : [])].map(from),
    requirements: [
      ...(verb === 'sync' ? [] : operands.filter((operand) => !isLocal(operand))),
      ...editable.filter((path) => !isLocal(path)),
    ],
    local: [
      ...(verb === 'sync' ? [] : operands.filter(isLocal)).map((path) => ({
        path: from(withoutExtras(path)),
        editable: false,
      })),
      ...editable.filter(isLocal).map((path) => ({ path: from(withoutExtras(path)), editable: true })),
    ],
    project: undefined,
  };
}

/** A directory or an archive, not the name of a project. Source: pip.pypa.io, "pip install" (argument handling). */
function isLocal(operand: string): boolean {
  return (
    /^(\.{1,2}($|[/[])|\/|file:)/.test(operand) ||
    (/\//.test(operand) && !/[:@]/.test(operand)) ||
    /\.(whl|tar\.gz|zip)$/.test(operand)
  );
}

function withoutExtras(path: string): string {
  return path.replace(/^file:(\/\/)?/, '').replace(/\[[^\]]*\]$/, '') || '.';
}

function pipPlace(
  options: ParsedOptions,
  prefix: string,
  { directory, user: caller, variable, isSet }: Surroundings,
): Place {
  const variables = ['PIP_TARGET', 'PIP_PREFIX', 'PIP_USER', 'PIP_ROOT', 'PYTHONUSERBASE', 'PIP_CONFIG_FILE'];
  const set = variables.find(
    (name) => isSet(name) && !['0', 'no', 'false', ''].includes(variable(name) ?? '?'),
  );
  if (set !== undefined) return { kind: 'unknown', why: `${set} says where pip installs` };
  const [user = ''] = caller?.split(':') ?? ['?'];
  if (options.has('user')) return { kind: 'home', user: user === '' ? 'root' : user };
  if (options.has('root')) return { kind: 'unknown', why: 'pip installs below another root' };
  const given = options.value('t') ?? options.value('prefix');
  // "Defaulting to user installation because normal site-packages is not writeable" (pip, commands/install.py).
  const mayWrite = prefix !== imagePrefix || ['', 'root', '0'].includes(user);
  if (given === undefined) return mayWrite ? { kind: 'environment', prefix } : { kind: 'home', user };
  const { text } = given;
  if (text === undefined) return { kind: 'unknown', why: 'where pip installs depends on a variable' };
  const place = posix.resolve(directory, text);
  return place === imagePrefix
    ? { kind: 'environment', prefix: imagePrefix }
    : { kind: 'directory', directory: place };
}

// ── uv, poetry, pipenv, pdm ──────────────────────────────────────────────────────────────────────────────────

const uvOptions = defineOptions(
  `frozen locked dev no-dev only-dev no-install-project no-install-workspace no-install-local no-install-package= extra= no-extra=
   all-extras group= no-group= no-default-groups only-group= all-groups compile-bytecode link-mode= no-cache n cache-dir= project=
   directory= p|python= active inexact exact no-editable no-build-isolation no-build no-binary v|verbose q|quiet
   system all-packages package= script= dry-run upgrade U refresh reinstall no-sync no-progress python-preference=
   no-python-downloads native-tls offline default-index= index= i|index-url= extra-index-url= f|find-links= no-index seed
   system-site-packages allow-existing prompt= clear no-project V|version no-config no-managed-python managed-python`,
);

function uvCall(words: readonly string[], around: Surroundings): PythonCall {
  const verbAt = words.findIndex((word) => !word.startsWith('-'));
  const verb = words[verbAt];
  const rest = words.slice(verbAt + 1);
  switch (verb) {
    case undefined:
    case 'lock':
    case 'cache':
    case 'version':
    case 'help':
    case 'export':
      return nothing;
    case 'pip':
      return uvPipCall(rest, around);
    case 'venv': {
      const options = parsed(rest, uvOptions);
      if (options === undefined) return unknown('this call of uv venv is not followed');
      const given = operandsOf(options)[0] ?? around.variable('UV_PROJECT_ENVIRONMENT') ?? '.venv';
      const prefix = posix.resolve(around.directory, given);
      return { does: 'environment', prefix, seesOthers: options.has('system-site-packages') };
    }
    case 'sync': {
      const options = parsed(rest, uvOptions);
      if (options === undefined) return unknown('this call of uv sync is not followed');
      const directory = posix.resolve(
        around.directory,
        options.value('project')?.text ?? options.value('directory')?.text ?? '.',
      );
      const given = around.variable('UV_PROJECT_ENVIRONMENT') ?? '.venv';
      const active = options.has('active') ? around.variable('VIRTUAL_ENV') : undefined;
      return {
        does: 'install',
        by: 'uv',
        place: { kind: 'environment', prefix: active ?? posix.resolve(directory, given) },
        lists: [],
        requirements: [],
        local: [],
        project: {
          directory,
          itself: options.has('no-install-project')
            ? 'no'
            : options.has('no-editable')
              ? 'installed'
              : 'editable',
        },
      };
    }
    case 'run':
      return runs('uv', rest);
    default:
      return unknown(`what uv ${verb} does is not followed`);
  }
}

function uvPipCall(words: readonly string[], around: Surroundings): PythonCall {
  const isSystem =
    words.includes('--system') || ['1', 'true'].includes(around.variable('UV_SYSTEM_PYTHON') ?? '');
  const own = posix.join(around.directory, '.venv');
  const active = around.variable('VIRTUAL_ENV') ?? (around.environments.includes(own) ? own : undefined);
  const call = pipCall(words, isSystem ? imagePrefix : (active ?? imagePrefix), around);
  if (call.does === 'install' && !isSystem && active === undefined)
    return unknown('uv pip installs into an environment that is not known');
  return call;
}

const poetryOptions = defineOptions(
  `only= without= with= no-dev no-root only-root n|no-interaction no-ansi ansi E|extras= all-extras all-groups sync compile q|quiet
   v|verbose vv vvv C|directory= P|project= remove-untracked no-plugins no-cache no-directory dry-run V|version local unset list`,
);

function poetryCall(words: readonly string[], around: Surroundings): PythonCall {
  const verbAt = words.findIndex((word) => !word.startsWith('-'));
  const verb = words[verbAt];
  const rest = words.slice(verbAt + 1);
  if (verb === 'run') return runs('poetry', rest);
  if (
    verb === undefined ||
    ['config', 'lock', 'check', 'export', 'show', 'env', 'cache', 'self', 'version', 'about'].includes(verb)
  )
    return nothing;
  if (verb === 'build')
    return { does: 'wheels', directory: posix.join(around.directory, 'dist'), from: [around.directory] };
  if (verb !== 'install' && verb !== 'sync') return unknown(`what poetry ${verb} does is not followed`);
  const options = parsed(words, poetryOptions);
  if (options === undefined) return unknown('this call of poetry install is not followed');
  const directory = posix.resolve(
    around.directory,
    options.value('C')?.text ?? options.value('P')?.text ?? '.',
  );
  return {
    does: 'install',
    by: 'poetry',
    place: poetryPlace(directory, around),
    lists: [],
    requirements: [],
    local: [],
    project: { directory, itself: options.has('no-root') ? 'no' : 'editable' },
  };
}

/** Source: python-poetry.org/docs/configuration (virtualenvs.create, virtualenvs.in-project); an active environment comes first. */
function poetryPlace(directory: string, around: Surroundings): Place {
  const { variable, settings } = around;
  const setting = (name: string): string | undefined =>
    variable(`POETRY_${name.toUpperCase().replace(/[.-]/g, '_')}`) ?? settings.get(name);
  const active = variable('VIRTUAL_ENV');
  if (active !== undefined) return { kind: 'environment', prefix: active };
  if (/^(false|0)$/i.test(setting('virtualenvs.create') ?? ''))
    return { kind: 'environment', prefix: environmentOf('python', around) };
  return /^(true|1)$/i.test(setting('virtualenvs.in-project') ?? '')
    ? { kind: 'environment', prefix: posix.join(directory, '.venv') }
    : { kind: 'unknown', why: 'poetry makes an environment in its cache, under a name of its own' };
}

const pipenvOptions = defineOptions(
  `system deploy dev d ignore-pipfile python= three two skip-lock r|requirements= categories= v|verbose clear pypi-mirror=
   site-packages keep-outdated pre q|quiet extra-pip-args= i|index= e|editable= version`,
);

function pipenvCall(words: readonly string[], around: Surroundings): PythonCall {
  const verbAt = words.findIndex((word) => !word.startsWith('-'));
  const verb = words[verbAt];
  const rest = words.slice(verbAt + 1);
  if (verb === 'run') return runs('pipenv', rest);
  if (verb === undefined || ['lock', 'check', 'graph', 'verify', 'requirements', 'clean'].includes(verb))
    return nothing;
  if (verb !== 'install' && verb !== 'sync') return unknown(`what pipenv ${verb} does is not followed`);
  const options = parsed(rest, pipenvOptions);
  if (options === undefined) return unknown('this call of pipenv is not followed');
  const { directory, variable } = around;
  const active = variable('VIRTUAL_ENV');
  const inProject = /^(true|1|yes|on)$/i.test(variable('PIPENV_VENV_IN_PROJECT') ?? '');
  const place: Place = options.has('system')
    ? { kind: 'environment', prefix: environmentOf('python', around) }
    : active !== undefined
      ? { kind: 'environment', prefix: active }
      : inProject
        ? { kind: 'environment', prefix: posix.join(directory, '.venv') }
        : { kind: 'unknown', why: 'pipenv makes an environment at home, under a name of its own' };
  return {
    does: 'install',
    by: 'pipenv',
    place,
    lists: options
      .values('r')
      .flatMap(({ text }) => (text === undefined ? [] : [posix.resolve(directory, text)])),
    requirements: operandsOf(options),
    local: [],
    project: { directory, itself: 'no' },
  };
}

const pdmOptions = defineOptions(
  `prod|production no-lock frozen-lockfile check no-self no-editable G|group= p|project= g|global no-isolation dev d no-default
   v|verbose q|quiet L|lockfile= without= x|fail-fast clean venv= S|skip=`,
);

function pdmCall(words: readonly string[], around: Surroundings): PythonCall {
  const verbAt = words.findIndex((word) => !word.startsWith('-'));
  const verb = words[verbAt];
  const rest = words.slice(verbAt + 1);
  if (verb === 'run') return runs('pdm', rest);
  if (verb === undefined || ['config', 'lock', 'info', 'list', 'cache', 'export', 'use'].includes(verb))
    return nothing;
  if (verb !== 'install' && verb !== 'sync') return unknown(`what pdm ${verb} does is not followed`);
  const options = parsed(rest, pdmOptions);
  if (options === undefined || options.has('g')) return unknown('this call of pdm is not followed');
  const directory = posix.resolve(around.directory, options.value('p')?.text ?? '.');
  return {
    does: 'install',
    by: 'pdm',
    place: { kind: 'environment', prefix: around.variable('VIRTUAL_ENV') ?? posix.join(directory, '.venv') },
    lists: [],
    requirements: [],
    local: [],
    project: {
      directory,
      itself: options.has('no-self') ? 'no' : options.has('no-editable') ? 'installed' : 'editable',
    },
  };
}

const flitOptions = defineOptions(
  'f|ini-file= V|version deps= only-deps extras= user env s|symlink pth-file python= repository= debug logo format=',
);

/** `flit install [--symlink]`: of the project in the working directory. Source: flit.pypa.io/en/stable/cmdline.html. */
function flitCall(words: readonly string[], around: Surroundings): PythonCall {
  const options = parsed(words, flitOptions);
  const [verb] = options === undefined ? [] : operandsOf(options);
  if (options === undefined || verb === undefined) return unknown('this call of flit is not followed');
  if (verb === 'build')
    return { does: 'wheels', directory: posix.join(around.directory, 'dist'), from: [around.directory] };
  if (verb !== 'install' || options.has('user') || options.value('python') !== undefined)
    return unknown(`what flit ${verb} does is not followed`);
  const editable = options.has('s') || options.has('pth-file');
  return {
    does: 'install',
    by: 'pip',
    place: { kind: 'environment', prefix: environmentOf('python', around) },
    lists: [],
    requirements: [],
    local: [{ path: around.directory, editable }],
    project: undefined,
  };
}

/** `uv run [OPTIONS] [--] COMMAND`: options with values are not told apart from the command. */
function runs(by: Installer, words: readonly string[]): PythonCall {
  const first = words.findIndex((word) => !word.startsWith('-'));
  return { does: 'runs', by, words: first < 0 ? [] : words.slice(first) };
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────

function parsed(words: readonly string[], table: OptionTable): ParsedOptions | undefined {
  return parseOptions(
    words.map((text) => ({ text })),
    table,
  );
}

function operandsOf({ operands }: ParsedOptions): readonly string[] {
  return operands.flatMap(({ text }) => text ?? []);
}

/** Stands for the part of a word that is not known. */
export const open = '\u2026';

/** The words of a command; what is not known of one is told by its mark. */
export function textsOf({ words }: Pick<CommandRun, 'words'>): readonly string[] {
  return words.map(({ text, prefix = '' }) => text ?? `${prefix}${open}`);
}

/** Variables as a call asks for them. */
export function variablesOf(env: ReadonlyMap<string, Value>): Pick<Surroundings, 'variable' | 'isSet'> {
  return {
    variable: (name) => env.get(name)?.text,
    isSet: (name) => env.has(name),
  };
}
