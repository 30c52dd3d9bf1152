/**
 * Calls of compiler drivers, taken apart. Sources: gcc(1), "Option Summary" and "Options Controlling the Kind of Output"; clang(1);
 * ld(1), for what -Wl hands on.
 */
import { posix } from 'node:path';
import type { CommandRun, Value } from '../../../src/evaluate/types.ts';

/** What sources are compiled with. */
export interface SourceOptions {
  /** Directories that headers are looked for in. */
  readonly includes: readonly string[];
  /** `NAME`, `NAME=TEXT` */
  readonly defines: readonly string[];
  /** Files that come before the source: `-include FILE`. */
  readonly forced: readonly string[];
}

/** What a program is linked with. */
export interface LinkOptions {
  /** Names as `-l` takes them. */
  readonly libraries: readonly string[];
  /** The C++ library, of itself. */
  readonly cxx: boolean;
  readonly static: boolean;
  readonly staticCxx: boolean;
  readonly staticGcc: boolean;
  readonly options: ReadonlySet<string>;
}

/** A call of a compiler driver, as far as it is understood. */
export interface Compilation extends SourceOptions, LinkOptions {
  /** What it does after compiling: `link`, or no more than objects or other texts; `nothing` for `--version`. */
  readonly until: 'link' | 'object' | 'text' | 'nothing';
  readonly result: 'program' | 'shared' | 'object';
  readonly output: Value | undefined;
  /** Sources, objects, archives and libraries, with the language that `-x` gives; `-` is the standard input. */
  readonly inputs: readonly Input[];
  /** Directories that libraries are looked for in. */
  readonly searched: readonly string[];
  /** Words that are not understood, or not known: what they ask for may be anything. */
  readonly unknown: readonly string[];
}

export interface Input {
  readonly word: Value;
  readonly language: string | undefined;
}

/** Options whose value is the next word, when nothing is joined to them. */
const withValue: ReadonlySet<string> = new Set(
  (
    '-o -I -L -l -D -U -x -T -u -z -B -G -e -A -include -imacros -isystem -iquote -idirafter -iprefix -iwithprefix ' +
    '-iwithprefixbefore -isysroot --sysroot -Xlinker -Xassembler -Xpreprocessor -Xclang -mllvm -MF -MT -MQ -aux-info -wrapper ' +
    '-specs --param -target -arch -rpath -soname -h -dumpbase -dumpdir'
  ).split(' '),
);

/** Options of one letter whose value is joined to them. */
const joined = /^-([oILlDUxTuzBGeA])(.+)$/s;

/** Groups of options that say how it compiles, and nothing of what the result needs. */
const harmless =
  /^-(W(?![lpa],).*|O.*|g.*|f(?!sanitize|openmp|uses?-ld|profile|coverage|split-stack|gnu-tm|offload|openacc).*|f(no-sanitize|profile-use|use-ld).*|m(?!32$|x32$|16$|musl|bionic|uclibc).*|std=.*|ansi|pedantic.*|pipe|v|w|P|C|CC|H|Q|M|MM|MD|MMD|MP|MG|s|S|E|c|p?thread|rdynamic|no-pie|pie|nopie|shared|static|static-pie|static-libgcc|static-libstdc\+\+|shared-libgcc|save-temps.*|time|traditional.*|undef|dD|dM|trigraphs|no-canonical-prefixes|Qunused-arguments|W[pa],.*|nostdinc(\+\+)?|no-integrated-cpp|print-.*|dump.*)$/;

/** Options of the linker whose value is the next word, by which nothing more is linked. Source: ld(1). */
const linkerValues: ReadonlySet<string> = new Set(
  'rpath rpath-link soname h Map z e entry wrap version-script dynamic-list R'.split(' '),
);

/** Options of the linker by which no other file is loaded at run time. Source: ld(1). */
const harmlessToLinker =
  /^(gc-sections|as-needed|no-as-needed|no-undefined|strip-all|strip-debug|export-dynamic|start-group|end-group|whole-archive|no-whole-archive|build-id|hash-style|sort-common|relax|no-relax|warn-.*|no-warn-.*|fatal-warnings|allow-multiple-definition|enable-new-dtags|disable-new-dtags|Bstatic|Bdynamic|dn|dy|static|non_shared|call_shared|Bsymbolic.*|cref|print-.*|stats|verbose|discard-.*|E|s|S|x|X|O\d?|pie|no-pie|icf|threads|push-state|pop-state|undefined|[(]|[)])$/;

/** The words that `-Wl,` hands on, of those that are not understood. */
function foreignToLinker(text: string): readonly string[] {
  const parts = text.split(',');
  return parts.filter((part, index) => {
    const name = part.replace(/^-{1,2}/, '').replace(/=.*$/s, '');
    const before = parts[index - 1]?.replace(/^-{1,2}/, '');
    if (!part.startsWith('-')) return before === undefined || !linkerValues.has(before);
    return !harmlessToLinker.test(name) && !linkerValues.has(name) && !/^-[zRh]/.test(part);
  });
}

/** The names of drivers, and whether they link the C++ library. */
const drivers =
  /^(?:x86_64-linux-gnu-|aarch64-linux-gnu-)?(gcc|g\+\+|cc|c\+\+|clang|clang\+\+|tcc|c99|c89)(?:-\d+(?:\.\d+)*)?$/;

export function driverOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : drivers.exec(name)?.[1];
}

/** undefined for a command that is no driver. */
export function compilationOf({ name, words }: Pick<CommandRun, 'name' | 'words'>): Compilation | undefined {
  const driver = driverOf(name);
  if (driver === undefined) return undefined;
  const { options, inputs, values, unknown } = wordsOf(words.slice(1));
  const has = (...names: readonly string[]): boolean => names.some((one) => options.has(one));
  const valuesOf = (...names: readonly string[]): readonly string[] =>
    values.flatMap(([option, { text }]) => (names.includes(option) && text !== undefined ? [text] : []));
  const asks =
    has('--version', '--help', '-dumpversion', '-dumpmachine', '-###') || only(options, /^-(print-|v$)/);
  return {
    until:
      asks && inputs.length === 0
        ? 'nothing'
        : has('-E', '-M', '-MM', '-fsyntax-only') || has('-S')
          ? 'text'
          : has('-c')
            ? 'object'
            : 'link',
    cxx: driver.endsWith('++'),
    result: has('-shared') ? 'shared' : has('-r') ? 'object' : 'program',
    output: values.findLast(([option]) => option === '-o')?.[1],
    inputs,
    includes: valuesOf('-I', '-isystem', '-iquote', '-idirafter'),
    defines: valuesOf('-D'),
    forced: valuesOf('-include', '-imacros'),
    libraries: valuesOf('-l'),
    searched: valuesOf('-L'),
    ...staticOf(options),
    options,
    unknown,
  };
}

/** What of a link is static, by its options. */
export function staticOf(
  options: ReadonlySet<string>,
): Pick<LinkOptions, 'static' | 'staticCxx' | 'staticGcc'> {
  return {
    static: options.has('-static') || options.has('-static-pie'),
    staticCxx: options.has('-static-libstdc++'),
    staticGcc: options.has('-static-libgcc'),
  };
}

function only(options: ReadonlySet<string>, pattern: RegExp): boolean {
  return options.size > 0 && [...options].every((option) => pattern.test(option));
}

interface Words {
  readonly options: ReadonlySet<string>;
  readonly inputs: readonly Input[];
  readonly values: readonly (readonly [option: string, value: Value])[];
  readonly unknown: readonly string[];
}

function wordsOf(words: readonly Value[]): Words {
  const options = new Set<string>();
  const inputs: Input[] = [];
  const values: (readonly [string, Value])[] = [];
  const unknown: string[] = [];
  let language: string | undefined;
  const take = (option: string, value: Value): void => {
    options.add(option);
    values.push([option, value]);
    if (option === '-x') language = value.text === 'none' ? undefined : value.text;
    // Values of these change what is linked in ways that are not followed.
    if (['-T', '-specs', '-target', '-B', '-Xlinker', '-wrapper', '--sysroot'].includes(option))
      unknown.push(`${option} ${value.text ?? '…'}`);
    if (value.text === undefined && ['-l', '-include', '-imacros'].includes(option)) unknown.push(option);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? { text: undefined };
    const { text } = word;
    if (text === undefined) {
      const option = joined.exec(word.prefix ?? '')?.[0].slice(0, 2) ?? word.prefix;
      // A directory or a definition that is not known in full is still only that.
      if (option !== undefined && /^-[DIL]/.test(option)) options.add(option);
      else unknown.push(word.because ?? 'a word that is not known');
      continue;
    }
    const value = words[index + 1];
    const near = joined.exec(text);
    if (withValue.has(text) && value !== undefined) {
      index += 1;
      take(text, value);
    } else if (text.startsWith('-Wl,')) {
      if (foreignToLinker(text.slice('-Wl,'.length)).length > 0) unknown.push(text);
      if (/,-?-(Bstatic|dn|static|non_shared)(,|$)/.test(text.slice(3))) options.add('-Bstatic');
    } else if (near !== null) take(`-${near[1] ?? ''}`, { text: near[2] ?? '' });
    else if (text === '-' || !text.startsWith('-')) {
      if (text.startsWith('@')) unknown.push(text);
      else inputs.push({ word, language });
    } else {
      options.add(text);
      if (!harmless.test(text) && !understood.test(text)) unknown.push(text);
    }
  }
  return { options, inputs, values, unknown };
}

/** Options that are asked for by name. */
const understood =
  /^(-fopenmp|-fopenmp-simd|-stdlib=libstdc\+\+|--version|--help|-nostdlib|-nodefaultlibs|-nostartfiles|-r|-###)$/;

/** What a source is written in, by the ending of its name. Source: gcc(1), "Options Controlling the Kind of Output". */
export function languageOf(path: string): 'c' | 'c++' | 'other' | undefined {
  const ending = posix.extname(path);
  if (['.c', '.i', '.h'].includes(ending)) return 'c';
  if (['.cc', '.cp', '.cxx', '.cpp', '.CPP', '.c++', '.C', '.ii', '.hpp', '.hh', '.hxx'].includes(ending))
    return 'c++';
  return /^\.(s|S|sx|f|for|ftn|F|FOR|fpp|FPP|FTN|f90|f95|f03|f08|F90|F95|F03|F08|m|mm|M|mi|mii|go|d|adb|ads)$/.test(
    ending,
  )
    ? 'other'
    : undefined;
}
