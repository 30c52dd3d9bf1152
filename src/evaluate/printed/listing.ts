/** ls(1): the names of files and of what is in a directory (POSIX XCU, coreutils 9, busybox). */
import { posix } from 'node:path';
import { defineOptions, parseOptions } from '../../shell/options.ts';
import { byBytes, kindOf, namesIn, ordersByBytes } from './directory.ts';
import { fromLines, type Printer } from './types.ts';

/** Those that change nothing of the names when the output is no terminal, and those below. */
const options = defineOptions('1 a|all A|almost-all d|directory r|reverse p F|classify U color? b w= T=');

/** One name a line, as for any output that is no terminal. */
export const ls: Printer = (run, { files }) => {
  const given = parseOptions(run.words.slice(1), options);
  const workdir = run.workdir.text;
  if (given === undefined || workdir === undefined || !ordersByBytes(run)) return undefined;
  // How marks look, and unsorted names, are left to others.
  if (['F', 'U', 'b', 'a'].some(given.has)) return undefined;
  const paths = (given.operands.length === 0 ? [{ text: '.' }] : given.operands).map(({ text }) => text);
  if (!paths.every((path) => path !== undefined && path !== '')) return undefined;
  const named = paths.flatMap((path = '') => {
    const kind = kindOf(posix.resolve(workdir, path), files, 'followed');
    return kind === undefined || kind === 'absent' ? [] : [{ path, kind }];
  });
  if (named.length !== paths.length) return undefined;
  const marked = (name: string, path: string): string | undefined => {
    if (!given.has('p')) return name;
    const kind = kindOf(path, files, 'seen');
    return kind === undefined ? undefined : kind === 'directory' && !name.endsWith('/') ? `${name}/` : name;
  };
  const ordered = (names: readonly (string | undefined)[]): readonly string[] | undefined =>
    names.every((name) => name !== undefined) ? (given.has('r') ? names.toReversed() : names) : undefined;
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0 && only.kind === 'directory' && !given.has('d')) {
    const directory = posix.resolve(workdir, only.path);
    const names = namesIn(directory, files)?.filter((name) => given.has('A') || !name.startsWith('.'));
    const lines = names && ordered(names.map((name) => marked(name, posix.join(directory, name))));
    return lines && fromLines(lines);
  }
  // Several directories come each under its name.
  if (!given.has('d') && named.some(({ kind }) => kind === 'directory')) return undefined;
  const sorted = named.map(({ path }) => path).toSorted(byBytes);
  const lines = ordered(sorted.map((path) => marked(path, posix.resolve(workdir, path))));
  return lines && fromLines(lines);
};
