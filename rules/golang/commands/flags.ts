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
}

/** Takes a call of the go command apart: `words` from `go` on. Flags in GOFLAGS come first. */
export function goCall(words: readonly Value[], goflags: string | undefined): GoCall {
  const [verb, ...rest] = skipGlobal(words);
  const flags = new Map<string, Value>();
  for (const word of (goflags ?? '').split(/\s+/)) {
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
  return { verb: verb?.text, flags, arguments: rest.slice(index), uncertain };
}

/** The call of go that a command is; undefined for one of another program. */
export function goCallOf(
  run: CommandRun,
  read: (path: string) => string | undefined = () => undefined,
): GoCall | undefined {
  const { words, name } = run;
  const at = words.findIndex((word) => word.text !== undefined && posix.basename(word.text) === 'go');
  if (name !== 'go' && at !== 1) return undefined;
  return goCall(words.slice(Math.max(at, 0)), goVariable('GOFLAGS', run, read));
}

/** `go -C dir build` is not allowed, but `go` itself may be called through a path. */
function skipGlobal(words: readonly Value[]): readonly Value[] {
  return words.slice(1);
}

function splitFlag(word: string): readonly [string | undefined, string | undefined] {
  const matched = /^--?([A-Za-z][\w.]*)(?:=(.*))?$/s.exec(word);
  return [matched?.[1], matched?.[2]];
}

/** Build tags of a call, from `-tags`: separated by commas, or by spaces up to Go 1.12. */
export function tagsOf(call: GoCall): readonly string[] {
  return (call.flags.get('tags')?.text ?? '').split(/[\s,]+/).filter((tag) => tag !== '');
}

/** The value of a Go setting: the environment, else what `go env -w` wrote before. */
export function goVariable(
  name: string,
  run: Pick<CommandRun, 'env'>,
  read: (path: string) => string | undefined,
): string | undefined {
  const value = run.env.get(name);
  if (value !== undefined && value.text !== '') return value.text;
  const home = run.env.get('HOME')?.text ?? '/root';
  const stored = read(`${home}/.config/go/env`)?.split('\n') ?? [];
  return stored.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
}
