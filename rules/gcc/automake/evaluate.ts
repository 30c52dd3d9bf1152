/** What Makefile.am builds and installs. Sources: Automake manual; libtool manual; Autoconf manual, "Preset Output Variables". */
import { posix } from 'node:path';
import { expand, newBudget } from '../../../src/context/makefile/expand.ts';
import { readMakefile } from '../../../src/context/makefile/read.ts';
import { unknownValue, type Makefile, type MakeScope } from '../../../src/context/makefile/types.ts';
import type { Value } from '../../../src/evaluate/types.ts';
import { literalText } from '../../../src/shell/expand-words.ts';
import { parseShell } from '../../../src/shell/parse.ts';
import { compilationOf, languageOf } from '../driver/driver.ts';
import {
  unknownText,
  type Installed,
  type InstalledMore,
  type Project,
  type ProjectFiles,
  type Target,
} from '../project/types.ts';
import { configureFacts, type ConfigureFacts } from './configure-ac.ts';
import { directories } from './directories.ts';
import { automakeText } from './makefile-am.ts';
import type { AutotoolsCall } from './types.ts';

/** Directories deeper than this, or more of them, are not gone through. */
const mostDirectories = 200;

/** A directory that make goes through. */
interface Place {
  /** Relative to the top; `''` for that. */
  readonly relative: string;
  readonly source: string;
  readonly build: string;
  /** Whether it is gone through isn't known. */
  readonly apart: boolean;
}

interface Scene {
  readonly call: AutotoolsCall;
  readonly facts: ConfigureFacts;
  readonly files: ProjectFiles;
}

/** undefined where Automake has no part in it, or its file isn't there to read. */
export function projectOfAutomake(call: AutotoolsCall, files: ProjectFiles): Project | undefined {
  const facts = configureFacts(call.text);
  const top: Place = { relative: '', source: call.source, build: call.build, apart: false };
  if (!facts.automake || files.read(posix.join(call.source, 'Makefile.am')) === undefined) return undefined;
  const scene: Scene = { call, facts, files };
  const targets: Target[] = [];
  const installed: Installed[] = [];
  const open: string[] = [...(call.stored ? ['./configure'] : []), ...facts.open];
  const more: InstalledMore[] = [];
  const places = [top];
  // The list grows while it is walked.
  for (const place of places) {
    const here = directoryOf(place, scene);
    if (here === undefined || places.length > mostDirectories) {
      more.push({
        why: `the Makefile.am of ${place.relative === '' ? 'the project' : place.relative} was not read`,
        under: undefined,
      });
      continue;
    }
    targets.push(...here.targets);
    installed.push(...here.installed);
    open.push(...here.open);
    more.push(...here.more);
    for (const below of here.below)
      if (!places.some(({ relative }) => relative === below.relative)) places.push(below);
  }
  return {
    targets: new Map(targets.map((target) => [target.name, target])),
    installed,
    open: [...new Set(open)],
    more,
  };
}

interface Directory {
  readonly targets: readonly Target[];
  readonly installed: readonly Installed[];
  readonly below: readonly Place[];
  readonly open: readonly string[];
  /** Why more may be installed. */
  readonly more: readonly InstalledMore[];
}

/** A Makefile.am with all branches, with what is certain of it. */
interface Read extends Place {
  readonly scene: Scene;
  readonly makefile: Makefile;
  readonly value: (name: string) => string;
  readonly words: (name: string) => readonly string[];
  readonly isSet: (name: string) => boolean;
  /** Whether a list has the word whatever the conditions are. */
  readonly isCertain: (list: string, word: string) => boolean;
}

function directoryOf(place: Place, scene: Scene): Directory | undefined {
  const read = readDirectory(place, scene);
  if (read === undefined) return undefined;
  const lists = [...read.makefile.variables.keys()].flatMap((name) => listNamed(name) ?? []);
  const parts = lists.map((list) => ofList(list, read));
  const goals = new Set(read.makefile.rules.flatMap(({ targets }) => targets));
  const hooks = ['install-exec-local', 'install-data-local', 'install-exec-hook', 'install-data-hook'].filter(
    (hook) => goals.has(hook),
  );
  return {
    targets: parts.flatMap(({ targets }) => targets),
    installed: parts.flatMap(({ installed }) => installed),
    open: parts.flatMap(({ open }) => open),
    more: [
      ...parts.flatMap(({ more }) => more),
      ...hooks.map((hook) => ({ why: `${hook} writes what its recipe says`, under: undefined })),
    ],
    below: read.words('SUBDIRS').flatMap((name): readonly Place[] =>
      name === '.' || name.includes(unknownValue)
        ? []
        : [
            {
              relative: posix.join(place.relative, name),
              source: posix.join(place.source, name),
              build: posix.join(place.build, name),
              apart: place.apart || !read.isCertain('SUBDIRS', name),
            },
          ],
    ),
  };
}

function readDirectory(place: Place, scene: Scene): Read | undefined {
  const { files, call } = scene;
  const text = files.read(posix.join(place.source, 'Makefile.am'));
  if (text === undefined) return undefined;
  const around = { read: files.read, top: call.source, directory: place.source };
  const { certain, all } = automakeText(text, around);
  const environment = variablesOf(place, scene);
  const evaluated = (one: string): { readonly makefile: Makefile; readonly scope: MakeScope } => {
    const made = {
      targets: [],
      variables: call.made ?? {},
      environment,
      file: 'Makefile.am',
      directory: place.build,
      unread: true,
    } as const;
    const makefile = readMakefile(one, made);
    const scope = { variables: makefile.variables, call: made, unread: true, depth: 0, budget: newBudget() };
    return { makefile, scope };
  };
  const whole = evaluated(all);
  const sure = evaluated(certain);
  const valueIn = ({ makefile, scope }: typeof whole, name: string): string =>
    makefile.variables.has(name) ? expand(`$(${name})`, scope) : '';
  const wordsIn = (one: typeof whole, name: string): readonly string[] =>
    valueIn(one, name)
      .split(/\s+/)
      .filter((word) => word !== '');
  return {
    ...place,
    scene,
    makefile: whole.makefile,
    value: (name) => valueIn(whole, name),
    words: (name) => wordsIn(whole, name),
    isSet: (name) => whole.makefile.variables.has(name),
    isCertain: (list, word) => wordsIn(sure, list).includes(word),
  };
}

/** Flags of the author's, which no macro sets but by AC_SUBST in configure.ac. Source: Automake manual, "Flag Variables Ordering". */
const ofAuthor = { AM_CPPFLAGS: '', AM_CFLAGS: '', AM_CXXFLAGS: '', AM_LDFLAGS: '' } as const;

/** What configure gives to makefiles. */
function variablesOf({ source, build }: Place, { call, facts }: Scene): Readonly<Record<string, string>> {
  const { package: name = unknownValue, version = unknownValue } = facts;
  const given = Object.fromEntries(call.variables);
  const places = resolved({ ...directories, PACKAGE: name, ...given, ...call.made });
  const { CPPFLAGS = '', CFLAGS = '', CXXFLAGS = '', LDFLAGS = '', LIBS = '' } = given;
  return {
    ...ofAuthor,
    ...Object.fromEntries([...facts.variables].map(([variable, text]) => [variable, text])),
    ...given,
    ...places,
    CPPFLAGS,
    CFLAGS,
    CXXFLAGS,
    LDFLAGS,
    LIBS: [...facts.libraries, LIBS].join(' ').trim(),
    PACKAGE: name,
    PACKAGE_NAME: name,
    PACKAGE_TARNAME: name,
    VERSION: version,
    PACKAGE_VERSION: version,
    DEFS: '-DHAVE_CONFIG_H',
    EXEEXT: '',
    OBJEXT: 'o',
    LIBOBJS: '',
    ALLOCA: '',
    LTLIBOBJS: '',
    srcdir: source,
    top_srcdir: call.source,
    abs_srcdir: source,
    abs_top_srcdir: call.source,
    builddir: build,
    top_builddir: call.build,
    abs_builddir: build,
    abs_top_builddir: call.build,
  };
}

/** Directories are named by others, and what make is told comes before what configure was told. */
function resolved(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const variables = new Map(
    Object.entries(all).map(([name, text]) => [name, { flavor: 'recursive', text, origin: 'file' } as const]),
  );
  const scope = { variables, call: noCall, unread: true, depth: 0, budget: newBudget() };
  return Object.fromEntries(Object.keys(directories).map((name) => [name, expand(`$(${name})`, scope)]));
}

const noCall = { targets: [], variables: {}, environment: {} } as const;

// ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────

interface List {
  readonly variable: string;
  /** `bin`, `pkgdata`, `noinst`. */
  readonly where: string;
  readonly what: string;
  /** Directories in the names stay (`nobase_`). */
  readonly deep: boolean;
}

/** `bin_PROGRAMS`, `dist_pkgdata_DATA`, `nobase_include_HEADERS`. */
function listNamed(variable: string): List | undefined {
  const match =
    /^((?:dist_|nodist_|nobase_|notrans_)*)(\w+?)_(PROGRAMS|LTLIBRARIES|LIBRARIES|SCRIPTS|DATA|HEADERS|MANS)$/.exec(
      variable,
    );
  const [, prefixes = '', where, what] = match ?? [];
  return where === undefined || what === undefined
    ? undefined
    : { variable, where, what, deep: prefixes.includes('nobase_') };
}

type OfList = Omit<Directory, 'below'>;

const nothing: OfList = { targets: [], installed: [], open: [], more: [] };

function ofList(list: List, read: Read): OfList {
  const words = read.words(list.variable);
  const unknown =
    isInstalled(list) && words.some((word) => word.includes(unknownValue))
      ? [{ why: `not all of ${list.variable} is known`, under: directoryFor(list, read) }]
      : [];
  const known = words.filter((word) => !word.includes(unknownValue));
  const built = ['PROGRAMS', 'LTLIBRARIES', 'LIBRARIES'].includes(list.what);
  const parts = known.map((word) => (built ? ofTarget(word, list, read) : ofFile(word, list, read)));
  return {
    targets: parts.flatMap(({ targets }) => targets),
    installed: parts.flatMap(({ installed }) => installed),
    open: parts.flatMap(({ open }) => open),
    more: [...unknown, ...parts.flatMap(({ more }) => more)],
  };
}

/** Manuals and headers are nothing that a program reads. */
function isInstalled({ where, what }: Pick<List, 'where' | 'what'>): boolean {
  return !['noinst', 'check', 'EXTRA'].includes(where) && what !== 'MANS' && what !== 'HEADERS';
}

/** Where the files of a list go; undefined where they stay. */
function directoryFor({ where, what }: List, read: Read): string | undefined {
  if (!isInstalled({ where, what })) return undefined;
  const directory = read.value(`${where}dir`);
  return directory === '' || directory.includes(unknownValue) ? undefined : posix.resolve('/', directory);
}

function ofFile(word: string, list: List, read: Read): OfList {
  const directory = directoryFor(list, read);
  if (directory === undefined) {
    const why = `where ${list.variable} goes is not known`;
    return isInstalled(list) ? { ...nothing, more: [{ why, under: undefined }] } : nothing;
  }
  const inSources = posix.resolve(read.source, word);
  const from = read.scene.files.exists(inSources) === true ? inSources : posix.resolve(read.build, word);
  return {
    ...nothing,
    installed: [
      {
        kind: 'file',
        from,
        directory: list.deep ? posix.join(directory, posix.dirname(word)) : directory,
        rename: undefined,
        mode: list.what === 'SCRIPTS' ? 0o755 : 0o644,
      },
    ],
    more:
      read.apart || !read.isCertain(list.variable, word)
        ? [{ why: `whether ${word} is installed is not known`, under: directory }]
        : [],
  };
}

// ── Targets ──────────────────────────────────────────────────────────────────────────────────────────────────

function ofTarget(word: string, list: List, read: Read): OfList {
  const { facts, call } = read.scene;
  const canonical = word.replaceAll(/[^A-Za-z0-9_@]/g, '_');
  const own = (suffix: string, shared: string): string =>
    read.value(read.isSet(`${canonical}_${suffix}`) ? `${canonical}_${suffix}` : shared);
  const program = list.what === 'PROGRAMS';
  const libtool = list.what === 'LTLIBRARIES';
  const sources = sourcesOf(word, canonical, list, read);
  const cxx = sources.some((source) => languageOf(source) === 'c++');
  const flags = [
    read.value('DEFS'),
    own('CPPFLAGS', 'AM_CPPFLAGS'),
    read.value('CPPFLAGS'),
    own('CFLAGS', 'AM_CFLAGS'),
    read.value('CFLAGS'),
    ...(cxx ? [own('CXXFLAGS', 'AM_CXXFLAGS'), read.value('CXXFLAGS')] : []),
  ];
  const linkFlags = [own('LDFLAGS', 'AM_LDFLAGS'), read.value('LDFLAGS')];
  const linked = program
    ? [own('LDADD', 'LDADD'), read.value('LIBS')]
    : [read.value(`${canonical}_LIBADD`), ...(libtool ? [read.value('LIBS')] : [])];
  const words = [...flags, ...linkFlags, ...linked].flatMap(shellWords);
  const understood = words.filter(({ text }) => text === undefined || !ofLibtool.test(text));
  const parsed = compilationOf({ name: 'cc', words: [{ text: 'cc' }, ...withoutValues(understood)] });
  if (parsed === undefined) return nothing;
  const files = parsed.inputs.flatMap(({ word: { text } }) => (text === undefined ? [] : [text]));
  const links = files.map((file) => keyOf(posix.resolve(read.build, file), read));
  const shared = libtool && facts.shared && call.shared && list.where !== 'noinst';
  const alone = words.some(({ text }) => text === '-all-static' || (!facts.libtool && text === '-static'));
  const target: Target = {
    name: posix.join(read.relative, word),
    kind: program ? 'executable' : shared ? 'shared' : 'static',
    sources,
    includes: [
      read.build,
      read.source,
      read.scene.call.build,
      ...parsed.includes.map((directory) => posix.resolve(read.build, directory)),
    ],
    defines: parsed.defines,
    links: [...links, ...parsed.libraries.map((name) => `-l${name}`)],
    options: [
      ...[...parsed.options].filter((option) => !/^-[lLID]/.test(option) && option !== '-static'),
      ...(alone ? ['-static'] : []),
    ],
    path: pathOf(word, list, shared, linkFlags, read),
    version: shared ? versionOf(linkFlags.flatMap(shellWords)) : undefined,
    test: list.where === 'check' || read.words('TESTS').includes(word),
    apart:
      read.apart || list.where === 'EXTRA' || list.where === 'check' || !read.isCertain(list.variable, word),
    ...(program && facts.libtool && links.some((link) => link.endsWith('.la')) ? { wrapped: true } : {}),
  };
  const directory = directoryFor(list, read);
  return {
    targets: [target],
    installed:
      directory === undefined || target.apart
        ? []
        : [
            {
              kind: 'target',
              target: target.name,
              directory: list.deep ? posix.join(directory, posix.dirname(word)) : directory,
            },
          ],
    open: parsed.unknown,
    more:
      directory === undefined || !target.apart
        ? []
        : [{ why: `whether ${word} is built is not known`, under: directory }],
  };
}

/** Flags of libtool, whose values are words of their own. */
const ofLibtool =
  /^-(all-static|static|version-info|version-number|release|module|avoid-version|no-undefined|export-dynamic|export-symbols(-regex)?|no-install|rpath|no-fast-install|shared|bindir)$/;

/** Values of those flags are none of the compiler's words. */
function withoutValues(words: readonly Value[]): readonly Value[] {
  return words.filter(({ text }) => text === undefined || !/^\d+(:\d+){0,2}$/.test(text));
}

/** The words of flags as the shell gives them to the compiler. */
function shellWords(text: string): readonly Value[] {
  const [command] = parseShell(`cc ${text}`).statements;
  if (command?.kind !== 'command') return [{ text: undefined, because: text.replaceAll(unknownValue, '…') }];
  return command.words.slice(1).map((word): Value => {
    const whole = literalText(word);
    if (whole !== undefined && !whole.includes(unknownValue)) return { text: whole };
    const prefix = whole?.slice(0, whole.indexOf(unknownValue)) ?? '';
    return {
      text: undefined,
      because: word.raw.replaceAll(unknownValue, '…'),
      ...(prefix === '' ? {} : { prefix }),
    };
  });
}

function sourcesOf(word: string, canonical: string, list: List, read: Read): readonly string[] {
  const lists = [`${canonical}_SOURCES`, `nodist_${canonical}_SOURCES`, `dist_${canonical}_SOURCES`];
  const named = lists.some((name) => read.isSet(name))
    ? lists.flatMap((name) => read.words(name))
    : [`${list.what === 'PROGRAMS' ? word : word.replace(/\.l?a$/, '')}.c`];
  return named
    .filter((name) => !/\.(h|hh|hpp|hxx|in|def|map|sym)$/.test(name))
    .map((name) => {
      if (name.includes(unknownValue)) return unknownText;
      const inSources = posix.resolve(read.source, name);
      return read.scene.files.exists(inSources) === false ? posix.resolve(read.build, name) : inSources;
    });
}

/** The name of the target that makes a file, or the file itself. */
function keyOf(path: string, { scene: { call } }: Read): string {
  const relative = posix.relative(call.build, path);
  return relative.startsWith('..') ? path : relative;
}

function pathOf(
  word: string,
  { what }: List,
  shared: boolean,
  linkFlags: readonly string[],
  read: Read,
): string | undefined {
  if (what !== 'LTLIBRARIES') return posix.join(read.build, word);
  const flags = linkFlags.flatMap(shellWords).map(({ text }) => text);
  // Names that only libtool knows.
  if (flags.includes('-release') || flags.includes(undefined)) return undefined;
  const file = posix.basename(word).replace(/\.la$/, shared ? '.so' : '.a');
  return posix.join(read.build, posix.dirname(word), '.libs', file);
}

/** libtool manual, "Updating library version information": current:revision:age is .so.(current - age).age.revision on Linux. */
function versionOf(words: readonly Value[]): Target['version'] {
  const texts = words.map(({ text }) => text);
  if (texts.includes('-avoid-version')) return undefined;
  const after = (flag: string): readonly number[] =>
    (texts[texts.indexOf(flag) + 1] ?? '').split(':').map(Number);
  if (texts.includes('-version-number')) {
    const [major = 0, minor = 0, revision = 0] = after('-version-number');
    return { file: `${major}.${minor}.${revision}`, asked: `${major}`, direct: true };
  }
  const [current = 0, revision = 0, age = 0] = texts.includes('-version-info') ? after('-version-info') : [];
  return { file: `${current - age}.${age}.${revision}`, asked: `${current - age}`, direct: true };
}
