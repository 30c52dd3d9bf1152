/** Programs that a started one starts by itself. */
import { posix } from 'node:path';
import { onlyTells } from '../../shell/interpreters.ts';
import type { Value } from '../../shell/types.ts';
import { hasScheme, wordsOf } from './words.ts';

/** The texts of a call; of an address the scheme alone says enough. undefined for what isn't known. */
type Texts = readonly (string | undefined)[];

/**
 * What a program calls by itself. Sources: git(1), git-fetch(1), gitattributes(5); rsync(1), scp(1), sftp(1), hg(1),
 * svn(1); tar(1), "Compression options"; update-ca-certificates(8).
 */
const calledBy: ReadonlyMap<string, (given: Texts) => readonly string[]> = new Map([
  ['git', ofGit],
  ['git-lfs', () => ['git', 'ssh']],
  ['hg', ofRemotes],
  ['svn', ofRemotes],
  ['rsync', ofRemotes],
  ['scp', () => ['ssh']],
  ['sftp', () => ['ssh']],
  ['sshfs', () => ['ssh']],
  ['autossh', () => ['ssh']],
  ['sshpass', () => ['ssh']],
  ['ansible', () => ['ssh']],
  ['ansible-playbook', () => ['ssh']],
  ['tar', ofTar],
  ['bsdtar', ofTar],
  ['man', () => ['less']],
  ['update-ca-certificates', () => ['openssl']],
  ['docker', () => ['git', 'ssh']],
]);

/** Names of programs that a command may start by itself. */
export function startedInTurn(words: readonly Value[]): readonly string[] {
  const name = posix.basename(words[0]?.text ?? '');
  // One that is only looked for may be started in any way, and where it is the words are known.
  if (words.length < 2 || onlyTells(words)) return [];
  const texts = words
    .slice(1)
    .map(({ text, prefix = '' }) => text ?? (hasScheme(prefix) ? prefix : undefined));
  return calledBy.get(name)?.(texts) ?? [];
}

/** Subcommands of git that never leave the repository at hand. */
const localGit = wordsOf(`
  add am apply blame branch cat-file check-ignore checkout cherry-pick clean commit config describe diff diff-tree
  for-each-ref format-patch gc grep hash-object init log ls-files ls-tree merge merge-base mv name-rev notes prune rebase
  reflog reset restore rev-list rev-parse revert rm shortlog show show-ref stash status switch symbolic-ref tag
  update-index update-ref var verify-commit version worktree --version --exec-path --help help
`);

/** Over ssh, unless it is certain that it fetches in another way; what it checks out may be filtered by git-lfs. */
function ofGit(given: Texts): readonly string[] {
  const verb = gitVerb(given);
  const pager = ['less'];
  if (verb !== undefined && localGit.has(verb)) {
    const signs = given.some((text) => /^(-S|--gpg-sign|--verify-signatures|-s)/.test(text ?? ''));
    const checks = ['verify-commit', 'verify-tag'].includes(verb);
    return [...pager, 'git-lfs', ...(signs || checks ? ['gpg'] : [])];
  }
  return [...pager, 'git-lfs', ...(isElsewhere(given) ? [] : ['ssh'])];
}

/** The subcommand, behind options of git's own (`-C DIR`, `-c NAME=VALUE`); undefined where it isn't known. */
function gitVerb(given: Texts): string | undefined {
  for (let index = 0; index < given.length; index++) {
    const text = given[index];
    if (text === undefined) return undefined;
    if (['-C', '-c', '--git-dir', '--work-tree', '--namespace'].includes(text)) index++;
    else if (!text.startsWith('-') || text === '--version' || text === '--exec-path' || text === '--help')
      return text;
  }
  return undefined;
}

/** Each address is known, and one says how it is reached; what is configured elsewhere may be reached in any way. */
function isElsewhere(given: Texts): boolean {
  return (
    given.every((text) => text !== undefined) &&
    given.some((text) => /^(https?|git|ftps?|file):\/\//.test(text ?? ''))
  );
}

function ofRemotes(given: Texts): readonly string[] {
  const remote = given.some((text) => text === undefined || text.includes(':'));
  return remote && !isElsewhere(given) ? ['ssh'] : [];
}

const compressors: readonly (readonly [string, RegExp, RegExp])[] = [
  ['gzip', /z/, /\.(gz|tgz)$/],
  ['bzip2', /j/, /\.(bz2|tbz2?)$/],
  ['xz', /J/, /\.(xz|txz)$/],
  ['zstd', /(?!)/, /\.(zst|tzst)$/],
];

/** By its options, or by the names of archives; of one that isn't known it may be any. */
function ofTar(given: Texts): readonly string[] {
  const unknown = given.some((text) => text === undefined);
  const letters = given
    .filter((text, index) => (index === 0 ? !(text ?? '-').startsWith('--') : /^-[^-]/.test(text ?? '')))
    .join('');
  const long = new Set(given);
  return compressors.flatMap(([name, letter, ending]) =>
    unknown || letter.test(letters) || long.has(`--${name}`) || given.some((text) => ending.test(text ?? ''))
      ? [name]
      : [],
  );
}
