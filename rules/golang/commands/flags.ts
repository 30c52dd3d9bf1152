/** The go command's flags. Sources: `go help build`, `go help install`, `go help get`, `go help testflag` of Go 1.4 to 1.27. */
import { posix } from 'node:path';
import type { CommandRun, Value } from '../../../src/evaluate/types.ts';

/** Flags of the build commands that take a value in the next word when there is no `=`. */
const valued = new Set(
  (
    'o p C asmflags buildmode compiler covermode coverpkg exec gccgoflags gcflags installsuffix ldflags mod modfile overlay ' +
    'pgo pkgdir tags toolexec run bench benchtime count cpu list parallel timeout vet blockprofile coverprofile ' +
    'cpuprofile memprofile mutexprofile outputdir trace fuzz fuzztime'
  ).split(' '),
);

export interface GoCall {
  /** `build`, `install`, `mod` …; undefined when it isn't known. */
  readonly verb: string | undefined;
  /** The last value of each flag, without dashes; '' for one without a value. */
  readonly flags: ReadonlyMap<string, Value>;
  readonly arguments: readonly Value[];
  /** A word that isn't known stands where a flag or a package could be. */
  readonly uncertain: boolean;
  /** GOFLAGS, or a part of it, isn't known: any flag may be given. */
  readonly unknownFlags: boolean;
}

/** Takes a call of the go command apart: `words` from `go` on. Flags in GOFLAGS come first. */
export function goCall(words: readonly Value[], goflags: Setting): GoCall {
  const [, verb, ...rest] = withVerbFirst(words);
  const flags = new Map<string, Value>();
  for (const word of quotedFields(goflags.kind === 'set' ? goflags.text : '')) {
    const [name, value] = splitFlag(word);
    if (name !== undefined) flags.set(name, { text: value ?? '' });
  }
  let uncertain = false;
  let index = 0;
  for (; index < rest.length; index++) {
    const word = rest[index];
    const start = word?.text ?? word?.prefix;
    if (word === undefined) break;
    if (start === undefined || (word.text === undefined && start === '')) {
      uncertain = true;
      break;
    }
    if (!start.startsWith('-') || start === '-') break;
    if (start === '--') {
      index++;
      break;
    }
    const [name, value] = splitFlag(start);
    if (name === undefined) continue;
    if (value !== undefined)
      flags.set(name, word.text === undefined ? { ...word, text: undefined } : { text: value });
    else if (valued.has(name)) flags.set(name, rest[++index] ?? { text: '' });
    else flags.set(name, { text: '' });
  }
  const unknownFlags = goflags.kind === 'unknown';
  return { verb: verb?.text, flags, arguments: rest.slice(index), uncertain, unknownFlags };
}

/** Fields of GOFLAGS: between white space, or in quotes of either kind. Source: cmd/internal/quoted, Split. */
function quotedFields(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}

/** The call of go that a command is; undefined for one of another program. */
export function goCallOf(
  run: CommandRun,
  read: (path: string) => string | undefined = () => undefined,
): GoCall | undefined {
  const { words, name } = run;
  const at = words.findIndex((word) => word.text !== undefined && posix.basename(word.text) === 'go');
  if (name !== 'go' && at !== 1) return undefined;
  return goCall(words.slice(Math.max(at, 0)), goSetting('GOFLAGS', run, read));
}

/**
 * `go -C DIRECTORY build` is `go build -C DIRECTORY`: the only flag that may come before the verb. Source: handleChdirFlag
 * in cmd/go/main.go, since Go 1.20.
 */
export function withVerbFirst(words: readonly Value[]): readonly Value[] {
  const [go, flag, ...rest] = words;
  const [name, value] = splitFlag(flag?.text ?? flag?.prefix ?? '');
  if (go === undefined || flag === undefined || name !== 'C') return words;
  const given = value === undefined ? [flag, ...rest.slice(0, 1)] : [flag];
  const [verb, ...more] = rest.slice(given.length - 1);
  return verb === undefined ? words : [go, verb, ...given, ...more];
}

function splitFlag(word: string): readonly [string | undefined, string | undefined] {
  const matched = /^--?([A-Za-z][\w.]*)(?:=(.*))?$/s.exec(word);
  return [matched?.[1], matched?.[2]];
}

/** Build tags of a call, from `-tags`: separated by commas, or by spaces up to Go 1.12. */
export function tagsOf(call: GoCall): readonly string[] {
  return (call.flags.get('tags')?.text ?? '').split(/[\s,]+/).filter((tag) => tag !== '');
}

/** What is known of a setting of the go command. */
export type Setting =
  | { readonly kind: 'set'; readonly text: string }
  | { readonly kind: 'unset' }
  /** It hangs on what isn't known: a condition of the shell, a build argument without a default, a file. */
  | { readonly kind: 'unknown' };

/** A Go setting: the environment, else what `go env -w` wrote before, or the file that GOENV names. */
export function goSetting(
  name: string,
  run: Pick<CommandRun, 'env'>,
  read: (path: string) => string | undefined,
): Setting {
  const value = run.env.get(name);
  if (value !== undefined && value.text === undefined) return { kind: 'unknown' };
  if (value?.text !== undefined && value.text !== '') return { kind: 'set', text: value.text };
  const stored = storedSettings(run, read);
  if (stored === 'unknown') return { kind: 'unknown' };
  const line = stored.findLast((each) => each.startsWith(`${name}=`));
  return line === undefined ? { kind: 'unset' } : { kind: 'set', text: line.slice(name.length + 1) };
}

/** The value of a Go setting, where it is known. */
export function goVariable(
  name: string,
  run: Pick<CommandRun, 'env'>,
  read: (path: string) => string | undefined,
): string | undefined {
  const setting = goSetting(name, run, read);
  return setting.kind === 'set' ? setting.text : undefined;
}

/**
 * Lines of the file with settings: GOENV names it, or it is in the user's directory of configuration; `off` is none.
 * Source: `go help environment`; os.UserConfigDir; cmd/go/internal/cfg, EnvFile.
 */
function storedSettings(
  { env }: Pick<CommandRun, 'env'>,
  read: (path: string) => string | undefined,
): readonly string[] | 'unknown' {
  const named = env.get('GOENV');
  if (named !== undefined && named.text === undefined) return 'unknown';
  if (named?.text === 'off') return [];
  if (named?.text !== undefined && named.text !== '') {
    // A file that can't be read may set anything.
    const text = read(named.text);
    return text === undefined ? 'unknown' : linesOf(text);
  }
  const home = env.get('HOME')?.text ?? '/root';
  const configured = env.get('XDG_CONFIG_HOME')?.text ?? '';
  const directory = configured === '' ? `${home}/.config` : configured;
  const text = read(`${directory}/go/env`);
  return text === undefined ? [] : linesOf(text);
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trim());
}
