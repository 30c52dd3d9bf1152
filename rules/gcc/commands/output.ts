/**
 * What helpers of the compiler print: the options for a library. Sources: pkg-config(1); the `.pc` files of Debian's development
 * packages; curl-config(1), xml2-config(1).
 */
import { posix } from 'node:path';
import type { CommandRun, World } from '../../../src/evaluate/types.ts';
import { linkedWithModule } from '../project/pkg-config.ts';

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
    const found = given.filter((text) => !text.startsWith('-')).map(linkedWithModule);
    return found.length === 0 || found.includes(undefined) ? undefined : libraries ? found.join(' ') : '';
  }
  const known = helpers.get(name);
  if (known === undefined || !given.every((text) => ['--libs', '--cflags'].includes(text))) return undefined;
  const wanted = known.split(' ').filter((word) => word.startsWith('-l') === libraries || given.length > 1);
  return wanted.join(' ');
}
