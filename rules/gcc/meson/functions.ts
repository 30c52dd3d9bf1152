/** Functions of meson.build. Source: the Meson reference manual, "Functions". */
import { posix } from 'node:path';
import { compilationOf } from '../driver/driver.ts';
import { unknownText, type Installed, type Target, type TargetKind } from '../project/types.ts';
import { harmless, linkedWithDependency } from './knowledge.ts';
import { directoryNamed, optionNamed, placeOf } from './options.ts';
import type { Frame, State } from './state.ts';
import type { Arguments, MesonValue, Parts } from './types.ts';
import {
  boolean,
  flat,
  joinedPath,
  list,
  noParts,
  nothing,
  text,
  textOf,
  together,
  truthOf,
  unknown,
} from './values.ts';

/** What a function is called with. */
interface Called extends Frame {
  readonly positional: readonly MesonValue[];
  readonly keyword: (name: string) => MesonValue | undefined;
  /** The directory of the file, in the sources and in the build. */
  readonly source: string;
  readonly build: string;
}

type MesonFunction = (called: Called) => MesonValue;

export function call(name: string, given: Arguments, frame: Frame): MesonValue {
  const { configuration } = frame.state;
  const keywords = new Map([...given.named].map(([keyword, to]) => [keyword, frame.value(to)]));
  const more = keywords.get('kwargs');
  const called: Called = {
    ...frame,
    positional: given.positional.map(frame.value).flatMap(flat),
    keyword: (keyword) =>
      keywords.get(keyword) ?? (more?.kind === 'dictionary' ? more.entries.get(keyword) : undefined),
    source: posix.join(configuration.source, frame.relative),
    build: posix.join(configuration.build, frame.relative),
  };
  const known = functions[name];
  if (known !== undefined) return known(called);
  if (!harmless.has(name)) frame.state.open.add(`${name}()`);
  // Targets of their own making may be installed too.
  if (!isFalse(called.keyword('install'))) noteMore(called, `${name}() installs what is not known here`);
  return unknown(`${name}()`);
}

function isFalse(value: MesonValue | undefined): boolean {
  return value === undefined || truthOf(value) === false;
}

function noteMore({ state }: Called, why: string, under?: string): void {
  state.more.set(why, under);
}

const functions: Readonly<Record<string, MesonFunction>> = {
  project: (called) => {
    const { state, positional } = called;
    state.title.name = textOf(positional[0]);
    state.title.version = textOf(called.keyword('version'));
    for (const option of flat(called.keyword('default_options'))) {
      const [name = '', ...value] = (textOf(option) ?? '').split('=');
      if (name !== '') state.options.set(name, text(value.join('=')));
    }
    return nothing;
  },
  option: (called) => {
    const name = textOf(called.positional[0]);
    if (name === undefined) return nothing;
    const given = called.keyword('value');
    called.state.options.set(name, given ?? defaultOf(called));
    return nothing;
  },
  get_option: ({ positional: [name], state }) => optionNamed(textOf(name) ?? '', state),
  subdir: (called) => {
    const name = textOf(called.positional[0]);
    if (name === undefined) noteMore(called, 'a directory whose name is not known is gone through');
    else called.enter(name);
    return nothing;
  },
  subproject: (called) => {
    called.state.open.add('a subproject');
    noteMore(called, 'a subproject installs what is not known here');
    return unknown('subproject()');
  },
  files: ({ positional, source }) =>
    list(
      positional.map((one): MesonValue => {
        const name = textOf(one);
        return name === undefined ? one : { kind: 'file', path: joinedPath(source, name) };
      }),
    ),
  include_directories: ({ positional, source, build }) => ({
    kind: 'includes',
    directories: positional.flatMap((one) => {
      const name = textOf(one);
      return name === undefined ? [] : [joinedPath(source, name), joinedPath(build, name)];
    }),
  }),
  join_paths: ({ positional }) => {
    const parts = positional.map(textOf).filter((part) => part !== undefined);
    return parts.length === positional.length ? text(joinedPath(...parts)) : unknown('join_paths()');
  },
  executable: (called) => target('executable', called),
  shared_library: (called) => target('shared', called),
  shared_module: (called) => target('shared', called),
  static_library: (called) => target('static', called),
  both_libraries: (called) => target('shared', called),
  library: (called) => target(libraryKind(called), called),
  dependency: (called) => dependency(called),
  declare_dependency: (called) => ({ kind: 'dependency', parts: partsGiven(called) }),
  configuration_data: () => ({ kind: 'object', name: 'configuration' }),
  configure_file: (called) => {
    const output = textOf(called.keyword('output'));
    if (output === undefined || output.includes('@')) return unknown('configure_file()');
    const path = joinedPath(called.build, output);
    const directory = textOf(called.keyword('install_dir'));
    const place = directory === undefined ? undefined : placeOf(directory, called.state);
    const wanted = called.keyword('install');
    const installs = wanted === undefined ? directory !== undefined && directory !== '' : truthOf(wanted);
    if (installs === true && place !== undefined)
      install(called, { kind: 'file', from: path, directory: place, rename: undefined, mode: 0o644 });
    else if (installs !== false) noteMore(called, `${output} is installed`);
    return { kind: 'file', path };
  },
  add_project_arguments: (called) => flags(called, 'c'),
  add_global_arguments: (called) => flags(called, 'c'),
  add_project_link_arguments: (called) => flags(called, 'link'),
  add_global_link_arguments: (called) => flags(called, 'link'),
  install_data: (called) => installData(called),
  install_subdir: (called) => installDirectory(called),
  install_symlink: (called) => {
    const name = textOf(called.positional[0]);
    const directory = textOf(called.keyword('install_dir'));
    const to = textOf(called.keyword('pointing_to'));
    const place = directory === undefined ? undefined : placeOf(directory, called.state);
    if (name === undefined || to === undefined || place === undefined)
      noteMore(called, 'a link whose place is not known is installed');
    else install(called, { kind: 'link', path: posix.join(place, name), target: to });
    return nothing;
  },
  test: ({ positional, keyword, state }) => {
    for (const one of [...positional, ...flat(keyword('args'))])
      if (one.kind === 'target') state.tests.add(one.name);
    return nothing;
  },
};

/** Of an option that says nothing of its value. */
function defaultOf(called: Called): MesonValue {
  switch (textOf(called.keyword('type'))) {
    case 'boolean':
      return boolean(true);
    case 'string':
      return text('');
    case 'array':
      return called.keyword('choices') ?? list([]);
    case 'combo':
      return flat(called.keyword('choices'))[0] ?? unknown('an option');
    default:
      return unknown('an option');
  }
}

function libraryKind({ state }: Called): TargetKind {
  return textOf(optionNamed('default_library', state)) === 'static' ? 'static' : 'shared';
}

// ── What is linked ───────────────────────────────────────────────────────────────────────────────────────────

function dependency(called: Called): MesonValue {
  const name = textOf(called.positional[0]);
  if (name === undefined) return unknown('a dependency');
  // `dependency('')` is none.
  if (name === '') return { kind: 'dependency', parts: noParts };
  const links = linkedWithDependency(name);
  if (links === undefined) {
    called.state.open.add(`dependency('${name}')`);
    return { kind: 'dependency', parts: noParts };
  }
  return { kind: 'dependency', parts: { ...noParts, ...linkedBy(links) } };
}

/** `-l` words are libraries, all others options. */
function linkedBy(words: readonly string[]): Pick<Parts, 'links' | 'options'> {
  return {
    links: words.filter((word) => word.startsWith('-l')),
    options: words.filter((word) => !word.startsWith('-l')),
  };
}

function flags({ positional, state }: Called, of: 'c' | 'link'): MesonValue {
  state.shared[of].push(...positional.map((one) => textOf(one) ?? unknownText));
  return nothing;
}

/** What `dependencies`, `link_with` and the like add to a target, or to a dependency of the project's own. */
function partsGiven(called: Called): Parts {
  const { state, keyword } = called;
  const linked = ['link_with', 'link_whole'].flatMap((name) => flat(keyword(name)));
  const links = linked.flatMap((one): readonly string[] => {
    if (one.kind === 'target') return [one.name];
    state.open.add('link_with');
    return [];
  });
  const dependencies = flat(keyword('dependencies')).map((one): Parts => {
    if (one.kind === 'dependency') return one.parts;
    state.open.add(one.kind === 'unknown' ? one.what : 'a dependency');
    return noParts;
  });
  const includes = flat(keyword('include_directories')).flatMap((one): readonly string[] => {
    if (one.kind === 'includes') return one.directories;
    const name = textOf(one);
    return name === undefined ? [] : [joinedPath(called.source, name), joinedPath(called.build, name)];
  });
  const words = ['c_args', 'cpp_args', 'link_args', 'compile_args', 'c_link_args', 'cpp_link_args']
    .flatMap((name) => flat(keyword(name)))
    .map((one) => textOf(one) ?? unknownText);
  return together([
    { ...noParts, links, includes, sources: sourcesIn(flat(keyword('sources')), called) },
    compiledWith(words, state),
    ...dependencies,
  ]);
}

function compiledWith(words: readonly string[], state: State): Parts {
  const values = words.map((word) =>
    word.includes(unknownText)
      ? { text: undefined, prefix: word.slice(0, word.indexOf(unknownText)) }
      : { text: word },
  );
  const parsed = compilationOf({ name: 'cc', words: [{ text: 'cc' }, ...values] });
  if (parsed === undefined) return noParts;
  for (const one of parsed.unknown) state.open.add(one.replaceAll(unknownText, '…'));
  return {
    ...noParts,
    links: parsed.libraries.map((name) => `-l${name}`),
    options: [...parsed.options].filter((option) => !/^-[lLID]/.test(option)),
    defines: parsed.defines,
    includes: parsed.includes.filter((directory) => directory.startsWith('/')),
  };
}

function sourcesIn(values: readonly MesonValue[], { source, build, state }: Called): readonly string[] {
  return values.flatMap((one): readonly string[] => {
    const name = textOf(one);
    if (name === undefined) return [unknownText];
    const inSources = joinedPath(source, name);
    return [state.files.exists(inSources) === false ? joinedPath(build, name) : inSources];
  });
}

// ── Targets ──────────────────────────────────────────────────────────────────────────────────────────────────

function target(kind: TargetKind, called: Called): MesonValue {
  const { state, keyword, positional, relative, build, apart } = called;
  const name = textOf(positional[0]);
  if (name === undefined) {
    noteMore(called, 'a target whose name is not known may be installed');
    return unknown('a target');
  }
  const { flags: environment } = state.configuration;
  const variables = ['CPPFLAGS', 'CFLAGS', 'CXXFLAGS', 'LDFLAGS'].flatMap((variable) =>
    environment.has(variable) ? (environment.get(variable) ?? unknownText).split(/\s+/) : [],
  );
  const common = compiledWith(
    [...state.shared.c, ...state.shared.link, ...variables.filter((word) => word !== '')],
    state,
  );
  const parts = together([partsGiven(called), common]);
  const file = fileName(kind, name, called);
  const key = posix.join(relative, name);
  const byDefault = keyword('build_by_default');
  const made: Target = {
    name: key,
    kind,
    sources: [...sourcesIn(positional.slice(1), called), ...parts.sources].filter(
      (path) => !/\.(h|hh|hpp|hxx|in)$/.test(path),
    ),
    includes: [called.source, build, ...parts.includes],
    defines: parts.defines,
    links: parts.links,
    options: parts.options,
    path: file === undefined ? undefined : posix.join(build, file),
    version: kind === 'shared' ? versionOf(called) : undefined,
    test: false,
    apart: apart || (byDefault !== undefined && truthOf(byDefault) !== true),
  };
  state.targets.set(key, made);
  installTarget(made, called);
  return { kind: 'target', name: key };
}

function fileName(kind: TargetKind, name: string, { keyword }: Called): string | undefined {
  const given = (keywordName: string, usual: string): string | undefined => {
    const value = keyword(keywordName);
    return value === undefined || flat(value).length === 0 ? usual : textOf(value);
  };
  const prefix = given('name_prefix', kind === 'executable' ? '' : 'lib');
  const ending = given('name_suffix', kind === 'executable' ? '' : kind === 'shared' ? 'so' : 'a');
  if (prefix === undefined || ending === undefined) return undefined;
  return `${prefix}${name}${ending === '' ? '' : `.${ending}`}`;
}

/** A library's `version` and `soversion`, which is the first number of the other where it isn't given. */
function versionOf({ keyword }: Called): Target['version'] {
  const version = textOf(keyword('version'));
  const asked = textOf(keyword('soversion')) ?? version?.split('.')[0];
  return asked === undefined ? undefined : { file: version ?? asked, asked };
}

function installTarget(made: Target, called: Called): void {
  const { keyword, state } = called;
  const wanted = keyword('install');
  if (isFalse(wanted)) return;
  const given = flat(keyword('install_dir'))[0];
  const directory =
    given === undefined
      ? directoryNamed(made.kind === 'executable' ? 'bindir' : 'libdir', state)
      : placeOf(textOf(given) ?? unknownText, state);
  if (
    directory === undefined ||
    directory.includes(unknownText) ||
    wanted === undefined ||
    truthOf(wanted) !== true
  ) {
    noteMore(called, `where ${made.name} is installed is not known`, directory);
    state.targets.set(made.name, { ...made, adrift: true });
    return;
  }
  install(called, { kind: 'target', target: made.name, directory });
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

function install(called: Called, item: Installed): void {
  called.state.installed.push(item);
  if (called.apart)
    noteMore(
      called,
      `whether all is installed in ${placeOfItem(item)} that meson.build names hangs on a condition`,
      placeOfItem(item),
    );
}

function installData(called: Called): MesonValue {
  const { keyword, state, positional } = called;
  const given = keyword('install_dir');
  const share = directoryNamed('datadir', state);
  const usual =
    share === undefined || state.title.name === undefined ? undefined : posix.join(share, state.title.name);
  const directory = given === undefined ? usual : placeOf(textOf(given) ?? unknownText, state);
  const names = flat(keyword('rename'));
  const mode = modeOf(textOf(flat(keyword('install_mode'))[0]));
  const keeps = truthOf(keyword('preserve_path') ?? boolean(false)) === true;
  for (const [index, one] of [...positional, ...flat(keyword('sources'))].entries()) {
    const name = textOf(one);
    if (name === undefined || directory === undefined || directory.includes(unknownText)) {
      noteMore(called, 'a file whose place is not known is installed');
      continue;
    }
    const below = keeps && one.kind === 'text' ? posix.dirname(name) : '.';
    install(called, {
      kind: 'file',
      from: joinedPath(called.source, name),
      directory: posix.join(directory, below),
      rename: textOf(names[index]),
      ...(mode === undefined ? {} : { mode }),
    });
  }
  return nothing;
}

/** `rwxr-xr-x` */
function modeOf(letters: string | undefined): number | undefined {
  if (letters === undefined || !/^[rwxst-]{9}$/.test(letters)) return undefined;
  return [...letters].reduce((mode, letter) => mode * 2 + (letter === '-' ? 0 : 1), 0);
}

function installDirectory(called: Called): MesonValue {
  const { keyword, positional, state, source } = called;
  const name = textOf(positional[0]);
  const given = textOf(keyword('install_dir'));
  const directory = given === undefined ? undefined : placeOf(given, state);
  if (name === undefined || directory === undefined) {
    noteMore(called, 'a directory whose place is not known is installed');
    return nothing;
  }
  const strips = truthOf(keyword('strip_directory') ?? boolean(false)) === true;
  install(called, {
    kind: 'directory',
    from: joinedPath(source, name),
    directory: strips ? directory : posix.join(directory, posix.basename(name)),
  });
  return nothing;
}

function placeOfItem(item: Installed): string {
  return item.kind === 'link' ? posix.dirname(item.path) : item.directory;
}
