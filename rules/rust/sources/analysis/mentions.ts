/**
 * Every place in the sources that names something with an effect: calls, values, methods by their names, what macros are given.
 * It is read off the tokens, so that nothing is missed that has not the form of an expression.
 */
import { once } from '../../../../src/dockerfile/once.ts';
import type { Module, Source, Sources } from '../loading/modules.ts';
import { isName, isSign } from '../syntax/cursor.ts';
import type { Token, Tokens } from '../syntax/tokens.ts';
import { knownCrates } from '../knowledge/crates.ts';
import { localeFunctions, unknown, type CrateFacts, type Effects } from '../knowledge/facts.ts';
import { ofStandardLibrary, openers, pathMethods } from '../knowledge/standard-library.ts';
import { meaningOf } from './names.ts';

export interface Mention {
  readonly module: Module;
  readonly start: number;
  readonly via: 'path' | 'method' | 'macro';
  /** `std::process::Command::new`; the name of a method or a macro. */
  readonly name: string;
  readonly effects: Effects;
}

/** By file and offset. */
export type Mentions = ReadonlyMap<string, Mention>;

export function keyOf({ source }: Module, start: number): string {
  return `${source.path}:${start}`;
}

const byRustName = once(
  (): ReadonlyMap<string, CrateFacts> =>
    new Map(Object.entries(knownCrates()).map(([name, facts]) => [name.replaceAll('-', '_'), facts])),
);

/** What a path of a crate that was not read does; undefined for nothing that is known. */
function effectsOf(path: string, surely = true): Effects | undefined {
  const [crate = '', ...rest] = path.split('::');
  if (crate === 'std') return ofStandardLibrary(rest.join('::'), surely);
  if (crate === 'libc') return surely ? ofCLibrary(rest.join('::')) : undefined;
  const facts = byRustName().get(crate);
  if (facts === undefined) return undefined;
  const like = alike(facts, rest);
  if (like !== undefined) return ofStandardLibrary(like, surely);
  const behind = rest.join('::');
  const found = Object.entries(facts.functions ?? {}).find(
    ([key]) => behind === key || behind.endsWith(`::${key}`),
  );
  return found === undefined || found[1].length === 0 ? undefined : found[1];
}

/** The path of the standard library that one is like, without `std::`. */
function alike({ like }: CrateFacts, [module = '', ...rest]: readonly string[]): string | undefined {
  const whole = like?.[''];
  if (whole !== undefined) return [whole.replace(/^std::/, ''), module, ...rest].join('::');
  const other = like?.[module];
  return other === undefined ? undefined : [other.replace(/^std::/, ''), ...rest].join('::');
}

/** Constants, types and what only asks the kernel do nothing; any other function of C may. Source: the crate libc. */
function ofCLibrary(path: string): Effects | undefined {
  if (path === '' || /^[A-Z0-9_]+$/.test(path) || /_t$|^c_/.test(path) || quietInC.has(path))
    return undefined;
  return localeFunctions.has(path) ? [unknown('c-code'), unknown('locale')] : [unknown('c-code')];
}

const quietInC: ReadonlySet<string> = new Set(
  (
    'self stat timespec timeval sockaddr sockaddr_in sockaddr_in6 sockaddr_un sockaddr_storage in_addr in6_addr iovec msghdr sigaction ' +
    'sigset_t rlimit rusage utsname winsize termios pollfd epoll_event getpid getppid getuid geteuid getgid getegid kill signal sigemptyset ' +
    'sigaddset sigprocmask pthread_sigmask getrlimit setrlimit prctl mlockall munlockall mmap munmap mprotect madvise read write close dup dup2 ' +
    'pipe pipe2 fcntl ioctl poll epoll_create1 epoll_ctl epoll_wait socket bind listen accept accept4 setsockopt getsockopt shutdown send recv ' +
    'sendto recvfrom malloc free calloc realloc memcpy memset strlen sysconf getpagesize clock_gettime nanosleep sched_yield umask fork waitpid ' +
    'setsid setuid setgid isatty abort exit _exit raise alarm getrandom syscall pause usleep time memcmp memmove strerror_r __errno_location'
  ).split(' '),
);

export function mentionsIn(sources: Sources): Mentions {
  const found = new Map<string, Mention>();
  const named = namesIn(sources);
  const methods = methodsOf(named, sources);
  const byEnd = endings();
  for (const module of sources.modules) {
    const [from, to] = module.range;
    const nested = sources.modules.filter(
      (other) =>
        other !== module &&
        other.source === module.source &&
        other.range[0] >= from &&
        other.range[1] <= to &&
        other.range !== module.range,
    );
    const isHere = (offset: number): boolean =>
      offset >= from && offset < to && !nested.some(({ range }) => offset >= range[0] && offset < range[1]);
    const looking: Looking = { module, sources, methods, byEnd, isHere, found };
    look(module.source.tokens, looking);
  }
  return found;
}

interface Looking {
  readonly module: Module;
  readonly sources: Sources;
  readonly methods: ReadonlyMap<string, Effects>;
  /** By the last two names of a path: for those that are not followed. */
  readonly byEnd: ReadonlyMap<string, Effects>;
  readonly isHere: (offset: number) => boolean;
  readonly found: Map<string, Mention>;
}

/** All names that any source says. */
function namesIn({ modules }: Sources): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (tokens: Tokens): void => {
    for (const token of tokens) {
      if (token.kind === 'group') collect(token.tokens);
      else if (token.kind === 'name') names.add(token.text);
    }
  };
  for (const source of new Set(modules.map((module): Source => module.source))) collect(source.tokens);
  return names;
}

/** Methods that count whatever they are called on: those of paths, and those of what is named in the sources. */
function methodsOf(named: ReadonlySet<string>, { roots }: Sources): ReadonlyMap<string, Effects> {
  const methods = new Map<string, Effects>(Object.entries(pathMethods));
  const add = (name: string, effects: Effects): void => {
    if (effects.length > 0) methods.set(name, [...(methods.get(name) ?? []), ...effects]);
  };
  for (const [name, types] of openers) {
    if (!types.some((type) => named.has(type))) continue;
    const effect = { kind: 'write', name: { from: 'argument', index: 0, reading: 'as-is' } } as const;
    add(name, name === 'open' ? [{ ...effect, kind: 'read-file', optional: true }, effect] : [effect]);
  }
  const used = new Set(
    [...roots.values()]
      .flatMap(({ crate }) => [...crate.package.dependencies.values()])
      .flatMap((one) => (one.kind === 'registry' ? [one.package] : [])),
  );
  for (const crate of used) {
    for (const [name, effects] of Object.entries(knownCrates()[crate]?.methods ?? {})) add(name, effects);
  }
  return methods;
}

const ends: readonly string[] = [
  'fs::read fs::read_to_string fs::read_dir fs::write fs::copy fs::rename fs::create_dir fs::create_dir_all fs::metadata fs::exists',
  'fs::canonicalize fs::remove_file fs::remove_dir fs::remove_dir_all fs::read_link fs::symlink_metadata fs::hard_link fs::set_permissions',
  'File::open File::create File::create_new env::var env::var_os env::vars env::vars_os env::current_dir env::set_current_dir',
  'env::current_exe env::temp_dir env::home_dir process::Command Command::new TcpStream::connect UnixStream::connect UnixListener::bind',
]
  .join(' ')
  .split(' ');

const homes: Readonly<Record<string, string>> = {
  fs: 'fs',
  File: 'fs::File',
  env: 'env',
  process: 'process',
  Command: 'process::Command',
  Path: 'path::Path',
  TcpStream: 'net::TcpStream',
  UnixStream: 'os::unix::net::UnixStream',
  UnixListener: 'os::unix::net::UnixListener',
};

function endings(): ReadonlyMap<string, Effects> {
  const ofPaths = Object.keys(pathMethods).map((name) => `Path::${name}`);
  return new Map(
    [...ends, ...ofPaths].flatMap((end) => {
      const [type = '', name = ''] = end.split('::');
      const effects = ofStandardLibrary(`${homes[type] ?? type}::${name}`);
      return effects === undefined ? [] : [[end, effects] as const];
    }),
  );
}

function look(tokens: Tokens, looking: Looking): void {
  const { module } = looking;
  const isOfTests = (offset: number): boolean =>
    module.source.ofTests.some(([start, end]) => start <= offset && offset < end);
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (token.kind === 'group') {
      // What opens before a module or a test ends may hold one: each place is asked for itself.
      look(token.tokens, looking);
      continue;
    }
    if (token.kind !== 'name' || !looking.isHere(token.start) || isOfTests(token.start)) continue;
    if (isName(token, 'use') && startsItem(tokens[index - 1])) {
      while (index < tokens.length && !isSign(tokens[index], ';')) index++;
      continue;
    }
    if (isSign(tokens[index - 1], '.')) lookAtMethod(token, tokens[index + 1], looking);
    else index = lookAtPath(tokens, index, looking);
  }
}

function startsItem(before: Token | undefined): boolean {
  return before === undefined || isSign(before, ';') || before.kind === 'group' || isName(before, 'pub');
}

function lookAtMethod(
  token: Extract<Token, { kind: 'name' }>,
  next: Token | undefined,
  looking: Looking,
): void {
  const isCall = (next?.kind === 'group' && next.bracket === '(') || isSign(next, '::');
  const effects = isCall ? looking.methods.get(token.text) : undefined;
  if (effects !== undefined) add('method', token.text, token.start, effects, looking);
}

/** Reads a path from its first name, and gives the place of its last. */
function lookAtPath(tokens: Tokens, from: number, looking: Looking): number {
  const first = tokens[from];
  if (first?.kind !== 'name') return from;
  const segments = [first.text];
  let index = from;
  for (;;) {
    let next = index + 1;
    if (!isSign(tokens[next], '::') && !isSign(tokens[next], '<')) break;
    // `Vec::<u8>::new`, and `Command<…>::new` of types.
    if (isSign(tokens[next], '::')) next++;
    if (isSign(tokens[next], '<')) next = behindAngles(tokens, next);
    if (isSign(tokens[next], '::')) next++;
    const name = tokens[next];
    if (name?.kind !== 'name' || !isSign(tokens[next - 1], '::')) break;
    segments.push(name.text);
    index = next;
  }
  const before = tokens[from - 1];
  const qualified = isSign(before, '::') && isSign(tokens[from - 2], '>');
  const whole = isSign(before, '::') && !qualified ? ['', ...segments] : segments;
  if (isSign(tokens[index + 1], '!') && tokens[index + 2]?.kind === 'group')
    lookAtMacro(whole, first.start, looking);
  else if (qualified) lookAtQualified(segments, pathsBefore(tokens, from - 2), first.start, looking);
  else lookAtName(whole, first.start, looking);
  return index;
}

function behindAngles(tokens: Tokens, from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length && index < from + 200; index++) {
    if (isSign(tokens[index], '<')) depth++;
    if (isSign(tokens[index], '>')) depth--;
    if (depth === 0) return index + 1;
    if (isSign(tokens[index], ';') || (tokens[index]?.kind === 'group' && depth === 0)) break;
  }
  return from;
}

/** Paths in the `<…>` that ends here: `std::fs::File` of `<std::fs::File>`, both of `<T as Trait>`. */
function pathsBefore(tokens: Tokens, end: number): readonly (readonly string[])[] {
  const paths: string[][] = [];
  let depth = 0;
  for (let index = end; index >= 0; index--) {
    const token = tokens[index];
    if (isSign(token, '>')) depth++;
    if (isSign(token, '<')) depth--;
    if (token?.kind === 'name') {
      const goesOn = isSign(tokens[index + 1], '::') && tokens[index + 2]?.kind === 'name';
      const [last] = goesOn ? paths.slice(-1) : [];
      if (last === undefined) paths.push([token.text]);
      else last.unshift(token.text);
    }
    if (depth === 0) break;
  }
  return paths;
}

/** `<File>::open`, `<T as Trait>::name`. */
function lookAtQualified(
  segments: readonly string[],
  types: readonly (readonly string[])[],
  start: number,
  looking: Looking,
): void {
  const { module, sources } = looking;
  const effects = types.flatMap((type) => {
    const { outside } = meaningOf([...type, ...segments], module, sources);
    return outside.flatMap((path) => effectsOf(path) ?? []);
  });
  if (effects.length > 0) add('path', segments.join('::'), start, effects, looking);
}

function lookAtName(segments: readonly string[], start: number, looking: Looking): void {
  const { module, sources } = looking;
  const { outside, perhaps, own } = meaningOf(segments, module, sources);
  for (const path of [...outside, ...perhaps]) {
    const effects = effectsOf(path, outside.includes(path));
    if (effects !== undefined) add('path', path, start, effects, looking);
  }
  if (outside.length > 0 || own.length > 0 || segments.length < 2) return;
  const end = segments.slice(-2).join('::');
  const effects = looking.byEnd.get(end);
  if (effects !== undefined) add('path', end, start, effects, looking);
}

/** Macros that have an effect of their own; what they are given is looked at as everything else. */
function lookAtMacro(segments: readonly string[], start: number, looking: Looking): void {
  const name = segments.at(-1) ?? '';
  if (name === 'asm' || name === 'global_asm') add('macro', name, start, [unknown('c-code')], looking);
}

function add(
  via: Mention['via'],
  name: string,
  start: number,
  effects: Effects,
  { module, found }: Looking,
): void {
  const key = keyOf(module, start);
  const before = found.get(key);
  found.set(key, { module, start, via, name, effects: [...(before?.effects ?? []), ...effects] });
}
