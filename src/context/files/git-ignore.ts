/**
 * `.gitignore`: what a clean checkout lacks though it lies here (gitignore(5)). Patterns are turned into those of
 * `.dockerignore`, which match names in the same way; which of them count for a path is git's own: the last one that
 * matches, those of deeper directories after those above, and nothing in a directory that is ignored comes back.
 *
 * A file that is tracked nevertheless is taken for ignored: git's index is not read.
 */
import { matchEntry, parseIgnoreFile, type IgnorePattern } from './ignore.ts';
import { childOf, parentOf, remember, type Tree } from './tree.ts';

interface GitPattern {
  readonly pattern: IgnorePattern;
  /** `build/`: it matches directories only. */
  readonly directoryOnly: boolean;
}

/** More entries than this are not gone through to see whether git ignores all of a directory. */
const mostEntries = 400;

/** Whether a path of a repository is missing in a clean checkout: git ignores it, or all that a directory holds. */
export function onlyHereIn(tree: Tree): (path: string) => boolean {
  const patternsBelow = remember((directory: string): readonly GitPattern[] => {
    const above =
      directory === ''
        ? patternsOf(tree.text('.git/info/exclude') ?? '', '')
        : patternsBelow(parentOf(directory));
    const own = tree.text(childOf(directory, '.gitignore'));
    return own === undefined ? above : [...above, ...patternsOf(own, directory)];
  });
  const ignored = remember((path: string): boolean => {
    if (path === '') return false;
    if (ignored(parentOf(path))) return true;
    const all = patternsBelow(parentOf(path));
    if (all.length === 0) return false;
    const isDirectory = tree.entry(path)?.kind === 'directory';
    const patterns = all.flatMap(({ pattern, directoryOnly }) =>
      directoryOnly && !isDirectory ? [] : [pattern],
    );
    return patterns.length > 0 && matchEntry({ patterns, problems: [] }, path, undefined).ignored;
  });
  // Git keeps no directory that holds no file of its own.
  const onlyHere = remember((path: string): boolean => {
    if (path === '') return false;
    if (ignored(path)) return true;
    const names = tree.entry(path)?.kind === 'directory' ? (tree.names(path) ?? []) : [];
    return (
      names.length > 0 && names.length <= mostEntries && names.every((name) => onlyHere(childOf(path, name)))
    );
  });
  return onlyHere;
}

function patternsOf(text: string, directory: string): readonly GitPattern[] {
  const before = directory === '' ? '' : `${directory.replace(/[*?[\\]/g, '\\$&')}/`;
  return text.split('\n').flatMap((raw) => {
    const line = raw.trimEnd();
    if (line === '' || line.startsWith('#')) return [];
    const exception = line.startsWith('!');
    const body = exception ? line.slice(1) : line;
    const directoryOnly = body.endsWith('/');
    const name = directoryOnly ? body.slice(0, -1) : body;
    // A slash at the start or inside ties the pattern to the directory of its file.
    const below = name.includes('/') ? name.replace(/^\//, '') : `**/${name}`;
    const { patterns } = parseIgnoreFile(`${exception ? '!' : ''}${before}${below.replaceAll('[!', '[^')}`);
    return patterns.map((pattern) => ({ pattern, directoryOnly }));
  });
}
