/**
 * What helpers of the compiler print: the options for a library. Sources: pkg-config(1); the `.pc` files of Debian's development
 * packages; curl-config(1), xml2-config(1).
 */
import { posix } from 'node:path';
import type { CommandRun, World } from '../../../src/evaluate/types.ts';

/** Names of modules, and what links with them. */
const modules: ReadonlyMap<string, string> = new Map(
  (
    [
      ['zlib', '-lz'],
      ['bzip2', '-lbz2'],
      ['liblzma', '-llzma'],
      ['liblz4', '-llz4'],
      ['libzstd', '-lzstd'],
      ['openssl', '-lssl -lcrypto'],
      ['libssl', '-lssl'],
      ['libcrypto', '-lcrypto'],
      ['libcurl', '-lcurl'],
      ['sqlite3', '-lsqlite3'],
      ['libpq', '-lpq'],
      ['yaml-0.1', '-lyaml'],
      ['expat', '-lexpat'],
      ['uuid', '-luuid'],
      ['libpng', '-lpng16'],
      ['libjpeg', '-ljpeg'],
      ['libevent', '-levent'],
      ['libffi', '-lffi'],
      ['ncurses', '-lncurses -ltinfo'],
      ['readline', '-lreadline'],
    ] as const
  ).map(([name, words]) => [name, words]),
);

const helpers: ReadonlyMap<string, string> = new Map([
  ['curl-config', '-lcurl'],
  ['xml2-config', '-I/usr/include/libxml2 -lxml2'],
]);

/** undefined where it isn't known: its words then aren't either. */
export function compilerOutput({ name = '', words }: CommandRun, { facts }: World): string | undefined {
  if (facts?.toolchain !== 'gcc') return undefined;
  const texts = words.slice(1).map(({ text }) => text);
  if (texts.includes(undefined)) return undefined;
  const given = texts.map((text) => text ?? '');
  const libraries = given.some((text) => text === '--libs' || text === '--libs-only-l');
  if (['pkg-config', 'pkgconf'].includes(posix.basename(name))) {
    const options = given.filter((text) => text.startsWith('-'));
    if (!options.every((text) => ['--libs', '--libs-only-l', '--cflags'].includes(text))) return undefined;
    const found = given.filter((text) => !text.startsWith('-')).map((module) => modules.get(module));
    return found.length === 0 || found.includes(undefined) ? undefined : libraries ? found.join(' ') : '';
  }
  const known = helpers.get(name);
  if (known === undefined || !given.every((text) => ['--libs', '--cflags'].includes(text))) return undefined;
  const wanted = known.split(' ').filter((word) => word.startsWith('-l') === libraries || given.length > 1);
  return wanted.join(' ');
}
