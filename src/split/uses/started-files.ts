/**
 * What a started program reads and starts in its turn, as far as its command line says: arguments that name files and
 * directories of the image, the directory it is started in, and the programs that it calls by itself.
 */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Need } from '../../rule/need.ts';
import { linkTargetsIn } from '../../shell/links-made.ts';
import type { Value } from '../../shell/types.ts';

export interface StartedFiles {
  readonly needs: readonly Need[];
  /** It may read files of its working directory by names that aren't known. */
  readonly readsUnknown: boolean;
  /** One of these may lie anywhere in the image. */
  readonly readsAnywhere?: true;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Programs whose arguments name no files: texts, numbers, processes, hosts, accounts. Source: their manual pages. */
const withoutFiles = wordsOf(`
  echo printf sleep date uname hostname whoami id groups nproc uptime free ps kill killall pkill pgrep pidof ping ping6
  nslookup dig host getent seq expr true false yes tty arch env printenv logname users who w
`);

/** Programs that look at the directory they are started in without an argument that says so. */
const ofTheirDirectory = wordsOf(`
  ls dir vdir find du tree make cmake rg ag docker-compose npm yarn pnpm composer bundle rake cargo
`);

/** Programs that are given addresses: a word that isn't known is one of those, and no file of the image. */
const ofAddresses = wordsOf('git hg svn ssh curl wget');

/** Programs that run other people's code: what that reads or starts is not known. */
const interpreters = wordsOf(`
  python python2 python3 perl ruby node nodejs php lua luajit tclsh wish expect Rscript java groovy make cmake
  ansible ansible-playbook npm npx yarn pnpm pip pip3 gem bundle rake composer cargo
`);

/** Whether a program runs code that is not read here. */
export function runsOtherCode(words: readonly Value[]): boolean {
  const name = posix.basename(words[0]?.text ?? '');
  if (words.length < 2 || onlyTells(words)) return false;
  return interpreters.has(name) || /^(python|perl|ruby|php|lua)[\d.]+$/.test(name);
}

/** The files that a command line names, and whether it may read others. */
export function namedByArguments(words: readonly Value[], stage: Stage, evidence: Evidence): StartedFiles {
  const name = posix.basename(words[0]?.text ?? '');
  if (withoutFiles.has(name) || onlyTells(words)) return { needs: [], readsUnknown: false };
  const linked = linkTargetsIn(words).map((text) => ({ text }));
  const given = [...words.slice(1), ...linked].map((word) => ofWord(word, name, stage, evidence));
  return {
    needs: given.flatMap(({ needs }) => needs),
    readsUnknown:
      (ofTheirDirectory.has(name) && given.every(({ needs }) => needs.length === 0)) ||
      given.some(({ readsUnknown }) => readsUnknown),
    ...(given.some(({ readsAnywhere }) => readsAnywhere === true) ? { readsAnywhere: true } : {}),
  };
}

/** With these a program tells of itself and does no more. */
const telling = wordsOf('--version -version -v -V version --help -help -h');

function onlyTells(words: readonly Value[]): boolean {
  return words.length > 1 && words.slice(1).every(({ text }) => text !== undefined && telling.has(text));
}

function ofWord(word: Value, name: string, stage: Stage, evidence: Evidence): StartedFiles {
  const { text } = word;
  if (text === undefined) return ofUnknownWord(word, name, stage, evidence);
  const found = candidatesIn(text).map((path) => ofPath(path, name, stage, evidence));
  return {
    needs: found.flatMap(({ needs }) => needs),
    readsUnknown: found.some(({ readsUnknown }) => readsUnknown),
  };
}

/** Of a name that isn't known to its end the directory counts; one that may be anything may be any file. */
function ofUnknownWord({ prefix = '' }: Value, name: string, stage: Stage, evidence: Evidence): StartedFiles {
  if (hasScheme(prefix)) return { needs: [], readsUnknown: false };
  const directory = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (directory === '') {
    const readsUnknown = !prefix.startsWith('-') || prefix.includes('=');
    return {
      needs: [],
      readsUnknown,
      ...(readsUnknown && !ofAddresses.has(name) ? { readsAnywhere: true } : {}),
    };
  }
  return ofPath(directory, name, stage, evidence);
}

/** `file`, `--option=file`, `-ofile`, `@file`, `from:to`, `file://…`. */
function candidatesIn(text: string): readonly string[] {
  const bare = text.replace(/^file:\/\//, '');
  if (hasScheme(bare) || bare.includes('\n')) return [];
  const afterEquals = bare.includes('=') ? [bare.slice(bare.indexOf('=') + 1)] : [];
  const attached = /^-[A-Za-z]./.test(bare) ? [bare.slice(2)] : [];
  const parts = bare.includes(':') ? bare.split(':') : [];
  const all = [bare, ...afterEquals, ...attached, ...parts].flatMap((path) =>
    path.startsWith('@') ? [path, path.slice(1)] : [path],
  );
  return [...new Set(all)].filter((path) => path !== '' && !path.startsWith('-'));
}

function ofPath(given: string, name: string, stage: Stage, evidence: Evidence): StartedFiles {
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, given);
  const nothing: StartedFiles = { needs: [], readsUnknown: false };
  if (path === '/') return nothing;
  if (path === workdir) return { needs: [], readsUnknown: true };
  const because = `${name} is given its name`;
  const found = stage.files.lookup(path);
  if (found.status === 'present') {
    if (found.entry.origin.by === 'base') return nothing;
    const directory = found.entry.kind === 'directory';
    return { needs: [{ kind: 'file', path, directory, because, evidence }], readsUnknown: false };
  }
  // What is written has to have a place to be written to.
  const above = posix.dirname(path);
  const place = given.includes('/') && above !== '/' ? stage.files.lookup(above) : undefined;
  if (place?.status !== 'present' || place.entry.origin.by === 'base' || above === workdir) return nothing;
  return { needs: [{ kind: 'directory', path: above, because, evidence }], readsUnknown: false };
}

/** The directory that a program is started in: it has to be there, and is for the program to read. */
export function directoryNeeds(directory: string, stage: Stage, evidence: Evidence): readonly Need[] {
  const found = stage.files.lookup(directory);
  const because = 'a program is started in it';
  if (directory === '/' || found.status === 'absent') return [];
  if (found.status === 'present' && found.entry.origin.by === 'base')
    return [{ kind: 'directory', path: directory, because, evidence }];
  return [{ kind: 'file', path: directory, directory: true, because, evidence }];
}

// ── Programs that a started program starts ───────────────────────────────────────────────────────────────────

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

function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

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
