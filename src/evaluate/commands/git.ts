/** git, and the few calls of hg and svn that fetch sources. */
import { posix } from 'node:path';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { belowHome, opaque, opaqueAt, pathOf, resolveFrom } from './paths.ts';

/** Options before the command: git(1). */
const gitOptions = defineOptions(`C= c= p|paginate P|no-pager exec-path? git-dir= work-tree= namespace= bare
  no-replace-objects literal-pathspecs no-optional-locks config-env= v|version h|help html-path`);

/** git-clone(1) 2.4x. */
const cloneOptions =
  defineOptions(`l|local no-hardlinks s|shared reference= reference-if-able= dissociate q|quiet
  v|verbose progress server-option= n|no-checkout reject-shallow no-reject-shallow bare sparse filter= mirror
  o|origin= b|branch= revision= u|upload-pack= template= c|config= depth= shallow-since= shallow-exclude=
  single-branch no-single-branch no-tags tags recurse-submodules? recursive? shallow-submodules
  no-shallow-submodules remote-submodules no-remote-submodules separate-git-dir= ref-format= j|jobs= bundle-uri=
  4|ipv4 6|ipv6 also-filter-submodules`);

const git: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), gitOptions, { stopAtOperand: true });
  if (options === undefined) return undefined;
  const [command, ...given] = options.operands;
  if (command === undefined) return options.has('v') || options.has('h') ? [] : undefined;
  if (options.has('git-dir') || options.has('work-tree')) return undefined;
  const workdir = directoryOf(options, run);
  switch (command.text) {
    case 'clone':
      return clone(given, { ...run, workdir });
    case 'init':
      return init(given, { ...run, workdir });
    case 'lfs':
      return lfs(given, treeOf(workdir, world), run, world);
    case 'config':
      return config(given, workdir, run, world);
    // These write the working tree.
    case 'checkout':
    case 'switch':
    case 'restore':
    case 'reset':
    case 'pull':
    case 'merge':
    case 'rebase':
    case 'apply':
    case 'am':
    case 'cherry-pick':
    case 'revert':
    case 'stash':
    case 'submodule':
    case 'clean':
    case 'sparse-checkout':
    case 'mv':
    case 'rm':
      return [opaque(treeOf(workdir, world), `git ${command.text} changes the files there`)];
    // These write the repository only.
    case 'fetch':
    case 'remote':
    case 'tag':
    case 'branch':
    case 'add':
    case 'commit':
    case 'gc':
    case 'prune':
    case 'update-index':
    case 'update-ref':
    case 'repack':
    case 'push':
      return [opaque(posix.join(treeOf(workdir, world), '.git'), 'git keeps the repository there')];
    case 'blame':
    case 'cat-file':
    case 'describe':
    case 'diff':
    case 'grep':
    case 'log':
    case 'ls-files':
    case 'ls-remote':
    case 'ls-tree':
    case 'merge-base':
    case 'name-rev':
    case 'rev-list':
    case 'rev-parse':
    case 'shortlog':
    case 'show':
    case 'show-ref':
    case 'status':
    case 'symbolic-ref':
    case 'version':
      return [];
    case undefined:
    default:
      return undefined;
  }
};

/** Each -C is relative to the one before. */
function directoryOf(options: ParsedOptions, run: CommandRun): Value {
  return options.values('C').reduce((directory, next): Value => {
    const text = next.text === undefined ? undefined : resolveFrom(directory, next.text);
    return text === undefined
      ? { text: undefined, because: next.because ?? 'the directory of git -C' }
      : { text };
  }, run.workdir);
}

/** The directory at or above with a `.git` in it, where that is known; else the directory itself. */
function treeOf(workdir: Value, world: World): string {
  if (workdir.text === undefined) return '/';
  const parents = [workdir.text];
  while (parents[0] !== undefined && parents[0] !== '/') parents.unshift(posix.dirname(parents[0]));
  const found = parents.findLast(
    (parent) => world.files.lookup(posix.join(parent, '.git')).status === 'present',
  );
  return found ?? workdir.text;
}

function clone(given: readonly Value[], run: CommandRun): readonly Effect[] | undefined {
  const options = parseOptions(given, cloneOptions);
  if (options === undefined) return undefined;
  const [url, directory] = options.operands;
  if (url === undefined) return undefined;
  const bare = options.has('bare') || options.has('mirror');
  const place = directory ?? directoryName(url, bare);
  return fetched(place, run, 'a repository is cloned there');
}

/** A tree of which only the top is known. */
function fetched(place: Value, run: CommandRun, why: string): readonly Effect[] {
  const path = pathOf(place, run);
  if (path === undefined) return [opaqueAt(place, run)];
  return [{ kind: 'write', path, entry: 'directory' }, opaque(path, why)];
}

/** The name git gives the directory: the URL's last component without `.git` (git-clone(1), "human-ish"). */
function directoryName(url: Value, bare: boolean): Value {
  if (url.text === undefined) return { text: undefined, because: url.because ?? 'the URL', prefix: './' };
  const trimmed = url.text.replace(/\/+$/, '').replace(/\/\.git$/, '');
  const name = trimmed.replace(/^.*[/:]/s, '').replace(/\.(git|bundle)$/, '');
  return { text: bare ? `${name}.git` : name };
}

function init(given: readonly Value[], run: CommandRun): readonly Effect[] {
  const directory = given.find((word) => !(word.text ?? '').startsWith('-')) ?? { text: '.' };
  const path = pathOf(directory, run);
  if (path !== undefined && given.some((word) => word.text === '--bare'))
    return fetched(directory, run, 'git keeps the repository there');
  return [
    path === undefined
      ? opaqueAt(directory, run)
      : opaque(posix.join(path, '.git'), 'git keeps the repository there'),
  ];
}

/** git-lfs-install(1): settings for all repositories or for one, and hooks in the one at hand; the rest fetches files. */
function lfs(given: readonly Value[], tree: string, run: CommandRun, world: World): readonly Effect[] {
  const texts = given.map(({ text }) => text);
  if (texts[0] === 'version' || texts[0] === 'env') return [];
  if (texts[0] !== 'install' && texts[0] !== 'uninstall')
    return [opaque(tree, 'git lfs changes the files there')];
  const settings = texts.includes('--system')
    ? [settingsAt(run.env.get('GIT_CONFIG_SYSTEM') ?? { text: '/etc/gitconfig' }, run)]
    : texts.includes('--local') || texts.includes('--worktree')
      ? []
      : [settingsAtHome(run, world)];
  const own = texts.includes('--skip-repo')
    ? []
    : [opaque(posix.join(tree, '.git'), 'git lfs keeps its hooks there')];
  return [...settings, ...own];
}

/** git-config(1) 2.46: what comes behind `git config`, of the old form and of the new one. */
const configOptions =
  defineOptions(`global system local worktree f|file= blob= add replace-all get get-all get-regexp
  get-urlmatch unset unset-all rename-section remove-section l|list e|edit get-color get-colorbool bool int bool-or-int
  bool-or-str path expiry-date type= no-type z|null name-only show-names show-origin show-scope includes no-includes
  default= fixed-value all regexp value= url= append comment=`);

const readingOptions = 'get get-all get-regexp get-urlmatch list get-color get-colorbool blob'.split(' ');

/** Which file a call writes. */
function config(
  given: readonly Value[],
  workdir: Value,
  run: CommandRun,
  world: World,
): readonly Effect[] | undefined {
  const options = parseOptions(given, configOptions);
  if (options === undefined) return undefined;
  const [first, ...more] = options.operands;
  const named = ['get', 'list'].includes(first?.text ?? '') && more.length <= 1;
  const written = ['add', 'unset', 'unset-all', 'replace-all', 'rename-section', 'remove-section', 'edit'];
  // A name alone is asked for its value.
  const asks = options.operands.length === 1 && !written.some((name) => options.has(name));
  const actions = ['edit', 'unset', 'set', 'rename-section', 'remove-section'];
  const reads = named || (asks && !actions.includes(first?.text ?? ''));
  if (reads || readingOptions.some((name) => options.has(name))) return [];
  const file = options.value('f');
  if (file !== undefined) return [settingsAt(file, { ...run, workdir })];
  const environment = (name: string): Value | undefined => run.env.get(name);
  if (options.has('system'))
    return [settingsAt(environment('GIT_CONFIG_SYSTEM') ?? { text: '/etc/gitconfig' }, run)];
  if (options.has('global')) {
    const set = environment('GIT_CONFIG_GLOBAL');
    return [set === undefined ? settingsAtHome(run, world) : settingsAt(set, run)];
  }
  return [opaque(posix.join(treeOf(workdir, world), '.git'), keepsSettings)];
}

const keepsSettings = 'git keeps its settings there';

function settingsAt(place: Value, run: CommandRun): Effect {
  const path = pathOf(place, run);
  return path === undefined
    ? opaqueAt(place, run)
    : { kind: 'write', path, entry: 'file', content: undefined };
}

/** `~/.gitconfig`, and `~/.config/git/config` where only that is there (git-config(1), FILES). */
function settingsAtHome(run: CommandRun, world: World): Effect {
  const path = belowHome(run, '.gitconfig');
  if (path === '/') return opaque(path, keepsSettings);
  const own = run.env.get('XDG_CONFIG_HOME');
  const other =
    own?.text === undefined ? belowHome(run, '.config/git/config') : posix.join(own.text, 'git/config');
  const there = (name: string): boolean => world.files.lookup(name).status === 'present';
  return {
    kind: 'write',
    path: !there(path) && there(other) ? other : path,
    entry: 'file',
    content: undefined,
  };
}

/** `hg clone URL [directory]`; options of hg(1) that take a value. */
const hgOptions =
  defineOptions(`u|updaterev= r|rev= b|branch= B|bookmark= U|noupdate pull uncompressed stream e|ssh=
  remotecmd= insecure R|repository= cwd= y|noninteractive q|quiet v|verbose config= debug traceback`);

const hg: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), hgOptions);
  const [command, url, directory] = options?.operands ?? [];
  if (command?.text !== 'clone' || url === undefined) return undefined;
  return fetched(directory ?? directoryName(url, false), run, 'a repository is cloned there');
};

/** `svn checkout URL [directory]`; options of svn(1) that take a value. */
const svnOptions =
  defineOptions(`r|revision= q|quiet N|non-recursive depth= force ignore-externals username= password=
  no-auth-cache non-interactive trust-server-cert trust-server-cert-failures= config-dir= config-option= native-eol=`);

const svn: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), svnOptions);
  const [command, url, directory] = options?.operands ?? [];
  if (!['checkout', 'co', 'export'].includes(command?.text ?? '') || url === undefined) return undefined;
  return fetched(directory ?? directoryName(url, false), run, 'sources are checked out there');
};

export const repositoryCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['git', git],
  ['hg', hg],
  ['svn', svn],
]);
