/** What configure.ac says of the project: its name, its files, and what it links programs with. Sources: the manuals of Autoconf, Automake, Libtool; pkg-config(1). */
import { literalText } from '../../../src/shell/expand-words.ts';
import { parseShell } from '../../../src/shell/parse.ts';
import { everyCommand } from '../../../src/shell/walk.ts';
import { linkedWithModule, modulesNamed } from '../project/pkg-config.ts';
import { unknownText } from '../project/types.ts';
import { isFunctionOfC, isHarmless } from './knowledge.ts';
import { macrosOf, type MacroCall } from './m4.ts';

export interface ConfigureFacts {
  /** The name of the package in directories, and its version. */
  readonly package: string | undefined;
  readonly version: string | undefined;
  /** Files that it makes of those with `.in`, below the directory where it is called. */
  readonly files: readonly { readonly output: string; readonly input: string }[];
  readonly headers: readonly { readonly output: string; readonly input: string }[];
  /** What the header has beside what each project has. */
  readonly defines: ReadonlyMap<string, string>;
  /** The words of LIBS. */
  readonly libraries: readonly string[];
  /** Variables that makefiles get; `unknownText` stands for what isn't known. */
  readonly variables: ReadonlyMap<string, string>;
  readonly automake: boolean;
  /** Libraries and programs are linked by libtool. */
  readonly libtool: boolean;
  readonly shared: boolean;
  /** What may say more of what is linked. */
  readonly open: readonly string[];
}

export function configureFacts(text: string): ConfigureFacts {
  const { calls, shell } = macrosOf(text);
  const named = (...names: readonly string[]): readonly MacroCall[] =>
    calls.filter(({ name }) => names.includes(name));
  const init = named('AC_INIT')[0]?.arguments ?? [];
  const automake = named('AM_INIT_AUTOMAKE')[0];
  // Without commas in it what it is given are options; else it is the package and its version.
  const old = (automake?.arguments.length ?? 0) > 1 ? (automake?.arguments ?? []) : [];
  const title = literal(init[0]) ?? literal(old[0]);
  const assigned = assignments(shell);
  const found = [
    ...named('AC_CHECK_LIB').flatMap(checkedLibrary),
    ...named('AC_SEARCH_LIBS').flatMap(searchedLibraries),
  ];
  const libraries = [...found, ...(assigned.get('LIBS') ?? []).filter((word) => /^-l[\w.+-]+$/.test(word))];
  const modules = named('PKG_CHECK_MODULES', 'PKG_CHECK_MODULES_STATIC').flatMap(moduleVariables);
  const foreign = [...new Set(calls.map(({ name }) => name).filter((name) => !isHarmless(name)))];
  const odd = [...assigned].filter(([name]) => linking.test(name)).map(([name]) => `${name}=`);
  return {
    package: literal(init[3]) ?? (title === undefined ? undefined : tarNameOf(title)),
    version: literal(init[1]) ?? literal(old[1]),
    files: [
      ...named('AC_CONFIG_FILES').flatMap(({ arguments: [list] }) => filesIn(list)),
      ...named('AC_OUTPUT').flatMap(({ arguments: [list] }) => filesIn(list)),
    ],
    headers: named('AC_CONFIG_HEADERS', 'AC_CONFIG_HEADER', 'AM_CONFIG_HEADER').flatMap(
      ({ arguments: [list] }) => filesIn(list),
    ),
    defines: new Map(
      named('AC_DEFINE').flatMap(({ arguments: [name, value = '1'] }) =>
        name === undefined ? [] : [[name, value === '' ? '1' : value] as const],
      ),
    ),
    libraries,
    variables: new Map([...named('AC_SUBST').flatMap(substituted), ...modules]),
    automake: automake !== undefined,
    libtool: named('LT_INIT', 'AC_PROG_LIBTOOL', 'AM_PROG_LIBTOOL').length > 0,
    shared: !(
      named('AC_DISABLE_SHARED').length > 0 ||
      named('LT_INIT').some(({ arguments: [options = ''] }) => options.includes('disable-shared'))
    ),
    open: [...foreign, ...odd],
  };
}

/** Variables that say what is linked. */
const linking = /^(LIBS|LDFLAGS|\w+_(LIBS|LDFLAGS|LDADD|LIBADD))$/;

/** undefined where a macro, or a variable of the shell, stands in it. */
function literal(text: string | undefined): string | undefined {
  return text === undefined || text === '' || /[$`()[\]]|m4_/.test(text) ? undefined : text;
}

/** Autoconf manual, AC_INIT: the name without a leading `GNU`, in small letters, other characters as hyphens. */
function tarNameOf(title: string): string {
  return title
    .replace(/^GNU /, '')
    .toLowerCase()
    .replace(/[^a-z0-9_()-]+/g, '-');
}

/** `out`, `out:in` */
function filesIn(list = ''): readonly { readonly output: string; readonly input: string }[] {
  const words = list.split(/\s+/).filter((word) => /^[\w./+-]+(:[\w./+-]+)?$/.test(word));
  return words.map((word) => {
    const [output = '', input = `${output}.in`] = word.split(':');
    return { output, input };
  });
}

/** Without an action of its own it is added to LIBS, with the others that it is looked for with. */
function checkedLibrary({ arguments: [name, , found = '', , others = ''] }: MacroCall): readonly string[] {
  const library = literal(name);
  if (library === undefined || found !== '') return [];
  return [`-l${library}`, ...others.split(/\s+/).filter((word) => /^-l[\w.+-]+$/.test(word))];
}

/** The first library that has the function is added to LIBS, and none where the C library has it. */
function searchedLibraries({ arguments: [wanted = '', names = ''] }: MacroCall): readonly string[] {
  if (isFunctionOfC(wanted)) return [];
  return names
    .split(/\s+/)
    .filter((name) => /^[\w.+-]+$/.test(name))
    .map((name) => `-l${name}`);
}

function moduleVariables({
  arguments: [prefix, list = ''],
}: MacroCall): readonly (readonly [string, string])[] {
  if (prefix === undefined) return [];
  const words = modulesNamed(list).map((name) => linkedWithModule(name) ?? unknownText);
  return [
    [`${prefix}_LIBS`, words.join(' ')],
    // Directories of headers that no source of the project lies in.
    [`${prefix}_CFLAGS`, ''],
  ];
}

function substituted({ arguments: [name, value] }: MacroCall): readonly (readonly [string, string])[] {
  const known = literal(value);
  return name === undefined || known === undefined ? [] : [[name, known]];
}

/** What the shell's own lines set, each with the words that are known of it. */
function assignments(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const text of texts.filter((each) => each.includes('='))) {
    for (const { assignments: all } of everyCommand(parseShell(text))) {
      for (const { name, value } of all) {
        const whole = value === undefined ? '' : literalText(value);
        const parts = value?.parts.map((part) => (part.kind === 'literal' ? part.text : ' ')).join('') ?? '';
        found.set(name, [...(found.get(name) ?? []), ...(whole ?? parts).split(/\s+/)]);
      }
    }
  }
  return found;
}
