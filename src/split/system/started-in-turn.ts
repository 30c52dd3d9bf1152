/** Programs that a started one starts by itself. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
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
  ['sort', ofSort],
  ['man', () => ['less']],
  ['update-ca-certificates', () => ['openssl']],
  ['docker', () => ['git', 'ssh']],
]);

/**
 * Variables that name a program, with its options, for those that read them. Sources: git(1), "Environment Variables"; rsync(1);
 * svn's "Client Configuration"; man(1); tar(1).
 */
const variablesOf: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'git',
    'GIT_SSH_COMMAND GIT_SSH GIT_PAGER PAGER GIT_EDITOR VISUAL EDITOR GIT_ASKPASS SSH_ASKPASS GIT_EXTERNAL_DIFF'.split(
      ' ',
    ),
  ],
  ['rsync', ['RSYNC_RSH']],
  ['svn', ['SVN_SSH', 'SVN_EDITOR']],
  ['man', ['MANPAGER', 'PAGER']],
  ['psql', ['PSQL_PAGER', 'PAGER', 'PSQL_EDITOR']],
]);

/** What variables of the image name for a program, and what that starts. */
function namedByVariables(name: string, env: ReadonlyMap<string, Value>): readonly string[] {
  return (variablesOf.get(name) ?? []).flatMap((variable) => named(env.get(variable)?.text));
}

/** The program of a command line in one text, with what it starts in turn. */
function named(line: string | undefined): readonly string[] {
  const words = line?.trim().split(/\s+/) ?? [];
  const [program = ''] = words;
  if (program === '') return [];
  const own = calledBy.get(posix.basename(program));
  return [posix.basename(program), ...(own?.(words.slice(1)) ?? [])];
}

/** The values of an option: `--name=value`, `--name value`. */
function valuesOf(option: string, given: Texts): readonly (string | undefined)[] {
  return given.flatMap((text, index) => {
    if (text === option) return [given[index + 1]];
    return text?.startsWith(`${option}=`) === true ? [text.slice(option.length + 1)] : [];
  });
}

/** sort(1): what temporary files are packed with. */
function ofSort(given: Texts): readonly string[] {
  return valuesOf('--compress-program', given).flatMap(named);
}

/** Names of programs that a command may start by itself. */
export function startedInTurn(
  words: readonly Value[],
  env: ReadonlyMap<string, Value> = new Map<string, Value>(),
): readonly string[] {
  const name = posix.basename(words[0]?.text ?? '');
  // One that is only looked for may be started in any way, and where it is the words are known.
  if (words.length < 2 || onlyTells(words)) return [];
  const texts = words
    .slice(1)
    .map(({ text, prefix = '' }) => text ?? (hasScheme(prefix) ? prefix : undefined));
  return [...(calledBy.get(name)?.(texts) ?? []), ...namedByVariables(name, env)];
}

/** The same in an image, with what its settings of ssh name: for ssh, and for what starts it. */
export function startedInImage(words: readonly Value[], { state, files }: Stage): readonly string[] {
  const called = startedInTurn(words, state.env);
  const bySsh = [posix.basename(words[0]?.text ?? ''), ...called].includes('ssh');
  if (!bySsh) return called;
  const settings = files
    .written()
    .filter(({ path, origin }) => isSshSetting(path) && origin.by !== 'base' && origin.by !== 'package');
  return [...called, ...settings.flatMap(({ content }) => namedForSsh(content?.() ?? ''))];
}

/** ssh_config(5), FILES. */
function isSshSetting(path: string): boolean {
  return /^\/etc\/ssh\/ssh_config(?:$|\.d\/[^/]+\.conf$)|\/\.ssh\/config$/.test(path);
}

/** Keywords of ssh_config(5) whose value is a command line; keywords have no case, and `=` may stand behind one. */
function namedForSsh(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const value =
      /^\s*(?:ProxyCommand|LocalCommand|KnownHostsCommand)(?:\s*=\s*|\s+)"?(?:exec\s+)?([^"]*)/i.exec(
        line,
      )?.[1];
    return value === undefined || value.toLowerCase().trim() === 'none' ? [] : named(value);
  });
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
  const pager = ['less', ...namedBySettings(given)];
  if (verb !== undefined && localGit.has(verb)) {
    const signs = given.some((text) => /^(-S|--gpg-sign|--verify-signatures|-s)/.test(text ?? ''));
    const checks = ['verify-commit', 'verify-tag'].includes(verb);
    return [...pager, 'git-lfs', ...(signs || checks ? ['gpg'] : [])];
  }
  return [...pager, 'git-lfs', ...(isElsewhere(given) ? [] : ['ssh'])];
}

/** Settings that name a program: git-config(1). */
const namingSettings =
  /^(?:core\.(?:pager|editor|sshcommand|askpass)|pager\.\w+|diff\.external|sequence\.editor)=(.*)$/is;

function namedBySettings(given: Texts): readonly string[] {
  return given.flatMap((text, index) =>
    given[index - 1] === '-c' ? named(namingSettings.exec(text ?? '')?.[1]) : [],
  );
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
  ['lzip', /(?!)/, /\.lz$/],
  ['lzma', /(?!)/, /\.(lzma|tlz)$/],
  ['lzop', /(?!)/, /\.lzo$/],
];

/** By its options, or by the names of archives; of one that isn't known it may be any. */
function ofTar(given: Texts): readonly string[] {
  const unknown = given.some((text) => text === undefined);
  const letters = given
    .filter((text, index) => (index === 0 ? !(text ?? '-').startsWith('--') : /^-[^-]/.test(text ?? '')))
    .join('');
  const long = new Set(given);
  const packers = compressors.flatMap(([name, letter, ending]) =>
    unknown || letter.test(letters) || long.has(`--${name}`) || given.some((text) => ending.test(text ?? ''))
      ? [name]
      : [],
  );
  return [...packers, ...namedForTar(given)];
}

/** Programs that options of tar name: what packs and unpacks, and what is run for members and at checkpoints. */
function namedForTar(given: Texts): readonly string[] {
  const packers = given.flatMap((text, index) => (/^-[^-]*I$/.test(given[index - 1] ?? '') ? [text] : []));
  const actions = valuesOf('--checkpoint-action', given).map((text) =>
    text?.startsWith('exec=') === true ? text.slice('exec='.length) : undefined,
  );
  const options = [
    '--use-compress-program',
    '--to-command',
    '--info-script',
    '--new-volume-script',
    '--rsh-command',
  ];
  return [...packers, ...actions, ...options.flatMap((option) => valuesOf(option, given))].flatMap(named);
}
