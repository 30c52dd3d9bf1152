/** Package managers: those of the distributions by their packages, those of languages by where they write. */
import { posix } from 'node:path';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import { apkSources, aptSettings, aptSources } from '../../image/packages/manager.ts';
import { isInside } from '../files/paths.ts';
import type { CommandModel, CommandRun, Effect, FileSystem, SystemChange, Value } from '../types.ts';
import { belowHome, opaque, opaqueAt, pathOf } from './paths.ts';

type Packages = Extract<Effect, { kind: 'packages' }>;

/** A word as a package's name; `read` takes versions and the like off it, and gives undefined for what names none. */
function packagesOf(
  manager: Packages['manager'],
  action: Packages['action'],
  words: readonly Value[],
  read: (text: string) => string | undefined,
): Packages {
  const names = words.map((word) => (word.text === undefined ? undefined : read(word.text)));
  return {
    kind: 'packages',
    manager,
    action,
    names: names.flatMap((name) => name ?? []),
    complete: names.every((name) => name !== undefined),
  };
}

function someUnknown(manager: Packages['manager'], action: Packages['action']): Packages {
  return { kind: 'packages', manager, action, names: [], complete: false };
}

// ── apt ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** apt-get(8), apt(8) 2.6, aptitude(8). */
const aptOptions =
  defineOptions(`y|yes|assume-yes assume-no q quiet? s|simulate|just-print|dry-run|recon|no-act
  f|fix-broken m|ignore-missing|fix-missing d|download-only V|verbose-versions u|show-upgraded b|compile|build
  o|option= c|config-file= t|target-release|default-release= a|host-architecture= P|build-profiles=
  install-recommends no-install-recommends install-suggests no-install-suggests without-recommends R r|with-recommends
  allow-unauthenticated allow-downgrades allow-remove-essential allow-change-held-packages allow-untrusted
  allow-insecure-repositories allow-releaseinfo-change force-yes fix-policy no-fix-broken reinstall no-upgrade
  only-upgrade purge auto-remove|autoremove no-auto-remove no-remove trivial-only print-uris no-download
  list-cleanup no-list-cleanup with-new-pkgs no-strict-pinning ignore-hold error-on= diff-only dsc-only tar-only
  arch-only indep-only with-source= solver= color no-color v verbose? h|help version full`);

const apt: CommandModel = (run) => {
  // `-q=2` is the one short option with a value behind an equals sign.
  const words = run.words.slice(1).map((word) => (/^-q+=\d$/.test(word.text ?? '') ? { text: '-q' } : word));
  const options = parseOptions(words, aptOptions);
  if (options === undefined) return undefined;
  const [command, ...operands] = options.operands;
  if (options.has('s') || options.has('print-uris') || options.has('version') || options.has('h')) return [];
  switch (command?.text) {
    case 'install':
    case 'reinstall':
      return options.has('d')
        ? [aptCache]
        : aptChange(operands, 'install').map((change) => asAsked(change, options));
    case 'remove':
    case 'purge':
      return aptChange(operands, 'remove');
    case 'autoremove':
    case 'autopurge':
    case 'auto-remove':
      return [...(operands.length > 0 ? aptChange(operands, 'remove') : []), someUnknown('apt', 'remove')];
    case 'update':
      return [opaque('/var/lib/apt', 'apt writes its lists of packages there')];
    case 'upgrade':
    case 'dist-upgrade':
    case 'full-upgrade':
    case 'safe-upgrade':
    case 'dselect-upgrade':
    case 'build-dep':
    case 'satisfy':
      return [someUnknown('apt', 'install')];
    case 'download':
    case 'source':
      return [here(run, 'packages are downloaded there')];
    // The caches and lists that go are nobody's needs.
    case 'clean':
    case 'autoclean':
    case 'auto-clean':
    case 'distclean':
    case 'check':
    case 'list':
    case 'search':
    case 'show':
    case 'policy':
    case 'depends':
    case 'rdepends':
    case 'indextargets':
    case 'changelog':
      return [];
    case undefined:
    default:
      return undefined;
  }
};

/** With what the options say of the packages that are recommended, and where a file is named, with that. */
function asAsked(effect: Effect, options: ParsedOptions): Effect {
  if (effect.kind !== 'packages' || effect.action !== 'install') return effect;
  const settings = options.values('o').map(({ text = '' }) => text);
  const without =
    ['no-install-recommends', 'without-recommends', 'R'].some((name) => options.has(name)) ||
    settings.some(turnsRecommendsOff);
  const files = options.operands.some(({ text = '' }) => text.endsWith('.deb'));
  return {
    ...effect,
    ...(without ? { withoutRecommended: true } : {}),
    ...(files ? { elsewhere: true } : {}),
  };
}

/** `APT::Install-Recommends "false";` in a file, and with `=` on the command line (apt.conf(5)). */
export function turnsRecommendsOff(setting: string): boolean {
  return /APT::Install-Recommends[\s"=]+(?:false|0|no|off)\b/i.test(setting);
}

const aptCache = opaque('/var/cache/apt', 'apt keeps packages there');

function here(run: CommandRun, why: string): Effect {
  return opaque(run.workdir.text ?? '/', why);
}

/** `name-` and `name+` among the operands mean the opposite and the same (apt-get(8)). */
function aptChange(operands: readonly Value[], action: Packages['action']): readonly Effect[] {
  const removed = operands.filter((operand) => /[^-]-$/.test(operand.text ?? ''));
  const rest = operands.filter((operand) => !removed.includes(operand));
  const opposite = removed.map((operand) => ({ text: operand.text?.slice(0, -1) }));
  return [
    ...(rest.length > 0 ? [packagesOf('apt', action, rest, aptName)] : []),
    ...(opposite.length > 0 ? [packagesOf('apt', 'remove', opposite, aptName)] : []),
  ];
}

/** `name`, `name=version`, `name/release`, `name:architecture`; `./file.deb` has its name in front. */
function aptName(text: string): string | undefined {
  if (text.endsWith('.deb')) return debName(text);
  if (text.startsWith('/') || text.startsWith('.')) return undefined;
  const name = text.replace(/[=/].*$/s, '').replace(/:.*$/s, '');
  // Patterns, regular expressions and tasks name packages that only the archive knows.
  return /^[a-z0-9][a-z0-9+.-]*$/i.test(name) ? name : undefined;
}

/** `name_version_architecture.deb` (Debian Policy 5.6, and dpkg-name(1)). */
function debName(text: string): string | undefined {
  return /^([a-z0-9][a-z0-9+.-]+)_[^/_]+(_[^/_]+)?\.deb$/i.exec(posix.basename(text))?.[1];
}

/** dpkg(1): actions that install, and those that only look. */
const dpkg: CommandModel = (run) => {
  const words = run.words.slice(1);
  const has = (...names: readonly string[]): boolean => words.some((word) => names.includes(word.text ?? ''));
  const operands = words.filter((word) => !(word.text ?? '').startsWith('-'));
  if (has('-i', '--install', '--unpack')) return [packagesOf('apt', 'install', operands, debName)];
  if (has('-r', '--remove', '-P', '--purge')) return [packagesOf('apt', 'remove', operands, aptName)];
  const looking = [
    '-l',
    '-L',
    '-s',
    '-S',
    '-p',
    '-W',
    '-I',
    '-c',
    '--list',
    '--listfiles',
    '--status',
    '--search',
  ];
  const others = [
    '--print-architecture',
    '--print-foreign-architectures',
    '--add-architecture',
    '--configure',
  ];
  const more = ['--compare-versions', '--version', '--info', '--contents', '--get-selections', '--verify'];
  if (has(...looking, ...others, ...more, '--print-avail', '--remove-architecture')) return [];
  if (has('-x', '-X', '--extract', '--vextract')) return unpackedDeb(operands[1], run);
  return undefined;
};

const dpkgDeb: CommandModel = (run) => {
  const [action, , directory] = run.words.slice(1);
  return ['-x', '-X', '-R', '--extract', '--vextract'].includes(action?.text ?? '')
    ? unpackedDeb(directory, run)
    : undefined;
};

function unpackedDeb(directory: Value | undefined, run: CommandRun): readonly Effect[] | undefined {
  if (directory === undefined) return undefined;
  const path = pathOf(directory, run);
  return [path === undefined ? opaqueAt(directory, run) : opaque(path, 'a package is unpacked there')];
}

// ── apk ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** apk(8) 2.14 and 3; options may stand before and after the command. */
const apkOptions =
  defineOptions(`p|root= X|repository= repositories-file= q|quiet v|verbose U|update-cache|update
  no-cache t|virtual= u|upgrade l|latest i|interactive no-interactive f|force force-binary-stdout
  force-broken-world force-missing-repositories force-non-repository force-old-apk force-overwrite force-refresh
  allow-untrusted keys-dir= arch= cache-dir= cache-max-age= cache-predownload cache-packages wait= timeout=
  progress no-progress progress-fd= no-network no-scripts no-commit-hooks no-chown purge print-arch s|simulate
  a|available initdb r|rdepends clean-protected overlay-from-stdin preserve-env self-upgrade-only ignore prune
  no-self-upgrade no-logfile sync no-sync usermode e|installed L|contents d|description o|output= R|recursive
  O|orphaned P|provides I W|who-owns V|version h|help`);

const apk: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), apkOptions);
  if (options === undefined || options.has('p')) return undefined;
  const [command, ...operands] = options.operands;
  if (options.has('s') || options.has('print-arch') || options.has('V')) return [];
  switch (command?.text) {
    case 'add':
      return apkAdd(options, operands);
    case 'del':
      return [packagesOf('apk', 'remove', operands, apkName)];
    case 'upgrade':
    case 'fix':
      return [someUnknown('apk', 'install')];
    case 'update':
      return [opaque('/var/cache/apk', 'apk writes its lists of packages there')];
    case 'fetch':
      return [here(run, 'packages are downloaded there')];
    case 'cache':
    case 'info':
    case 'search':
    case 'list':
    case 'version':
    case 'policy':
    case 'stats':
    case 'verify':
    case 'audit':
    case 'manifest':
    case 'index':
    case 'dot':
      return [];
    case undefined:
    default:
      return undefined;
  }
};

/** With --virtual the packages belong to a group of that name, which a later `apk del` takes away as a whole. */
function apkAdd(options: ParsedOptions, operands: readonly Value[]): readonly Effect[] {
  const group = options.value('t')?.text;
  const removed = operands.filter((operand) => operand.text?.startsWith('!') === true);
  const rest = operands.filter((operand) => !removed.includes(operand));
  const conflicts = removed.map((operand) => ({ text: operand.text?.slice(1) }));
  const added = packagesOf('apk', 'install', rest, apkName);
  return [
    ...(rest.length > 0
      ? [
          {
            ...added,
            ...(group === undefined ? {} : { group }),
            ...(options.has('X') ? { elsewhere: true as const } : {}),
          },
        ]
      : []),
    ...(conflicts.length > 0 ? [packagesOf('apk', 'remove', conflicts, apkName)] : []),
  ];
}

/** `name`, with a version behind `=`, `<`, `>`, `~`, and a repository's tag behind `@` (apk-world(5)). */
function apkName(text: string): string | undefined {
  if (text.includes('/')) return /^([a-z0-9][\w+.-]*?)-\d[^/]*\.apk$/i.exec(posix.basename(text))?.[1];
  const name = text.replace(/[=<>~@].*$/s, '');
  return /^\.?[\w][\w+.:-]*$/.test(name) ? name : undefined;
}

/** What a sequence of changes leaves installed, each package with the one that did it; groups go with their name. */
export function packagesAfter(changes: readonly SystemChange[]): {
  readonly there: ReadonlyMap<string, SystemChange>;
  /** False when some install or removal names packages that aren't known. */
  readonly complete: boolean;
} {
  const groups = new Map<string, readonly string[]>();
  const there = new Map<string, SystemChange>();
  let complete = true;
  for (const change of changes) {
    const { effect } = change;
    if (effect.kind !== 'packages') continue;
    complete &&= effect.complete;
    if (effect.action === 'install') {
      for (const name of effect.names) there.set(name, change);
      if (effect.group !== undefined) groups.set(effect.group, effect.names);
      continue;
    }
    for (const name of effect.names.flatMap((item) => groups.get(item) ?? [item])) there.delete(name);
  }
  return { there, complete };
}

/** Whether packages may come from another release, or from a repository of others, than those of the image's own release. */
export function takesOtherRelease({ command, effect }: SystemChange, files: FileSystem): boolean {
  const words = command.words.map(({ text, prefix }) => text ?? prefix ?? '');
  return (
    (effect.kind === 'packages' && effect.elsewhere === true) ||
    words.some((word) => /^(-t|--target-release|--default-release)(=|$)|\/\w+-backports$|@/.test(word)) ||
    changesPackageSources(files)
  );
}

/** Whether a step says where packages come from. A mirror in another's place has the same ones. */
export function changesPackageSources(files: FileSystem): boolean {
  const changed = [aptSources, apkSources].some((path) => {
    const found = files.lookup(path);
    if (found.status !== 'present') return false;
    const { origin } = found.entry;
    return origin.by !== 'base' && !(origin.by === 'command' && origin.command.name === 'sed');
  });
  return (
    changed ||
    files.written().some(({ path }) => isInside(path, aptSettings)) ||
    files.opaque().some(({ under }) => isInside(under, aptSettings))
  );
}

// ── Other distributions ──────────────────────────────────────────────────────────────────────────────────────

/** yum, dnf, microdnf, zypper: `install name…` among options; names can be patterns, files and groups. */
const rpmLike: CommandModel = (run) => {
  const operands = run.words.slice(1).filter((word) => !(word.text ?? '').startsWith('-'));
  const [command, ...names] = operands;
  switch (command?.text) {
    case 'install':
    case 'in':
    case 'reinstall':
    case 'localinstall':
      return [packagesOf('other', 'install', names, plainName)];
    case 'remove':
    case 'erase':
    case 'rm':
    case 'autoremove':
      return [packagesOf('other', 'remove', names, plainName)];
    case 'update':
    case 'upgrade':
    case 'up':
    case 'groupinstall':
    case 'dist-upgrade':
      return [someUnknown('other', 'install')];
    case 'clean':
    case 'makecache':
    case 'refresh':
    case 'ref':
    case 'check-update':
    case 'list':
    case 'search':
    case 'info':
    case 'repolist':
      return [];
    case undefined:
    default:
      return undefined;
  }
};

function plainName(text: string): string | undefined {
  return /^[\w][\w+.-]*$/.test(text) ? text : undefined;
}

// ── Languages ────────────────────────────────────────────────────────────────────────────────────────────────

/** The values of options that may be spelt `--name value` or `--name=value`, without reading all other options. */
function valuesOf(words: readonly Value[], ...names: readonly string[]): readonly Value[] {
  return words.flatMap((word, index): readonly Value[] => {
    const text = word.text ?? word.prefix ?? '';
    const found = names.find((name) => text === name || text.startsWith(`${name}=`));
    if (found === undefined) return [];
    if (text === found) return words[index + 1] === undefined ? [] : [words[index + 1] ?? word];
    const value = text.slice(found.length + 1);
    return [word.text === undefined ? { ...word, prefix: value } : { text: value }];
  });
}

function writesTo(place: Value, run: CommandRun, why: string): Effect {
  const path = pathOf(place, run);
  return path === undefined ? opaqueAt(place, run) : opaque(path, why);
}

function hasWord(words: readonly Value[], ...texts: readonly string[]): boolean {
  return words.some((word) => texts.includes(word.text ?? ''));
}

/** The first word that is no option: a package manager's command. */
function commandWord(words: readonly Value[]): string | undefined {
  return words.find((word) => !(word.text ?? word.prefix ?? '').startsWith('-'))?.text;
}

/** Installers run what their packages bring (`setup.py`, `postinstall`): that may write elsewhere as well. */
function installing(effects: readonly Effect[]): readonly Effect[] {
  return effects.map((effect) => (effect.kind === 'opaque' ? { ...effect, anywhere: true } : effect));
}

/** The same for all that a model says. */
const installer =
  (model: CommandModel): CommandModel =>
  (run, world) => {
    const effects = model(run, world);
    return effects && installing(effects);
  };

/** The prefix of an installation that a program is called from: `/opt/venv` for `/opt/venv/bin/pip`. */
function prefixOf(run: CommandRun): string | undefined {
  const [called] = run.words;
  const path = called?.text?.includes('/') === true ? pathOf(called, run) : undefined;
  return path === undefined || posix.basename(posix.dirname(path)) !== 'bin'
    ? undefined
    : posix.dirname(posix.dirname(path));
}

/**
 * pip: into the environment it belongs to or that is active, else below /usr/local, where Debian's pip and that of the
 * python images install.
 */
const pip: CommandModel = (run) => {
  const words = run.words.slice(1);
  const why = 'pip installs packages there';
  switch (commandWord(words)) {
    case 'install': {
      const places = valuesOf(words, '-t', '--target', '--prefix', '--root');
      const editable = hasWord(words, '-e', '--editable')
        ? [here(run, 'an editable install writes there')]
        : [];
      if (places.length > 0) return [...editable, ...places.map((place) => writesTo(place, run, why))];
      if (hasWord(words, '--user')) return [...editable, opaque(belowHome(run, '.local'), why)];
      const prefix = prefixOf(run) ?? run.env.get('VIRTUAL_ENV')?.text ?? '/usr/local';
      return [...editable, opaque(prefix === '/usr' ? '/usr/local' : prefix, why)];
    }
    case 'download':
    case 'wheel': {
      const places = valuesOf(words, '-d', '--dest', '-w', '--wheel-dir');
      return places.length > 0 ? places.map((place) => writesTo(place, run, why)) : [here(run, why)];
    }
    case 'uninstall':
    case 'list':
    case 'freeze':
    case 'show':
    case 'check':
    case 'config':
    case 'cache':
    case 'search':
    case 'hash':
    case 'help':
      return [];
    case undefined:
    default:
      return hasWord(words, '--version', '-V') ? [] : undefined;
  }
};

/** npm and pnpm: global packages below the prefix, others in node_modules below the working directory. */
const npm: CommandModel = (run) => {
  const words = run.words.slice(1);
  switch (commandWord(words)) {
    case 'install':
    case 'i':
    case 'add':
    case 'ci':
    case 'clean-install':
    case 'update':
    case 'up':
    case 'upgrade':
    case 'rebuild':
    case 'link': {
      const why = 'packages are installed there';
      const [prefix] = valuesOf(words, '--prefix', '-C', '--dir');
      if (hasWord(words, '-g', '--global', '--location=global')) return globalModules(prefix, run, why);
      return [prefix === undefined ? here(run, why) : writesTo(prefix, run, why)];
    }
    case 'config':
    case 'set':
      return [opaque(belowHome(run, '.npmrc'), 'npm keeps its settings there')];
    case 'uninstall':
    case 'remove':
    case 'rm':
    case 'prune':
    case 'cache':
    case 'ls':
    case 'list':
    case 'audit':
    case 'view':
    case 'root':
    case 'prefix':
    case 'bin':
    case 'ping':
    case 'whoami':
    case 'outdated':
    case 'help':
      return [];
    // Scripts (`npm run`, `npm test`) can do anything.
    case undefined:
    default:
      return hasWord(words, '--version', '-v') ? [] : undefined;
  }
};

/** /usr/local in the node images, /usr in the packages of the distributions. */
function globalModules(prefix: Value | undefined, run: CommandRun, why: string): readonly Effect[] {
  if (prefix !== undefined) return [writesTo(prefix, run, why)];
  const own = prefixOf(run);
  if (own !== undefined && own !== '/usr') return [opaque(own, why)];
  return [opaque('/usr/local', why), opaque('/usr/lib/node_modules', why), opaque('/usr/bin', why)];
}

const yarn: CommandModel = (run) => {
  const words = run.words.slice(1);
  const why = 'packages are installed there';
  if (hasWord(words, '--version', '-v')) return [];
  const [directory] = valuesOf(words, '--cwd');
  const place = directory === undefined ? here(run, why) : writesTo(directory, run, why);
  switch (commandWord(words)) {
    case undefined:
    case 'install':
    case 'add':
    case 'upgrade':
      return [place, ...valuesOf(words, '--modules-folder').map((folder) => writesTo(folder, run, why))];
    case 'global':
      return [opaque('/usr/local', why)];
    case 'cache':
    case 'list':
    case 'audit':
    case 'check':
    case 'why':
    case 'info':
    case 'remove':
      return [];
    case 'config':
      return [opaque(belowHome(run, '.yarnrc'), 'yarn keeps its settings there')];
    default:
      return undefined;
  }
};

/** Ruby: the ruby images set GEM_HOME; Debian's gem writes to /var/lib/gems and /usr/local/bin. */
const gem: CommandModel = (run) => {
  const words = run.words.slice(1);
  const why = 'gems are installed there';
  switch (commandWord(words)) {
    case 'install':
    case 'update':
    case 'pristine': {
      const places = valuesOf(words, '-i', '--install-dir', '-n', '--bindir');
      if (places.length > 0) return places.map((place) => writesTo(place, run, why));
      return [opaque('/usr/local', why), opaque('/var/lib/gems', why), ...gemHome(run, why)];
    }
    case 'build':
      return [here(run, 'a gem is built there')];
    case 'uninstall':
    case 'list':
    case 'sources':
    case 'cleanup':
    case 'env':
    case 'environment':
    case 'search':
      return [];
    case undefined:
    default:
      return hasWord(words, '--version', '-v') ? [] : undefined;
  }
};

function gemHome(run: CommandRun, why: string): readonly Effect[] {
  const home = run.env.get('GEM_HOME');
  return home === undefined ? [] : [writesTo(home, run, why)];
}

/** composer(1): the packages below vendor, and what their plugins write beside it. */
const composer: CommandModel = (run) => {
  const words = run.words.slice(1);
  const why = 'composer installs packages there';
  const [directory] = valuesOf(words, '-d', '--working-dir');
  switch (commandWord(words)) {
    case 'install':
    case 'update':
    case 'require':
    case 'dump-autoload':
    case 'dumpautoload':
      return [directory === undefined ? here(run, why) : writesTo(directory, run, why)];
    case 'global':
    case 'config':
      return [opaque(belowHome(run, ''), why), here(run, why)];
    case 'clear-cache':
    case 'clearcache':
    case 'diagnose':
    case 'show':
    case 'validate':
      return [];
    case undefined:
    default:
      return hasWord(words, '--version', '-V') ? [] : undefined;
  }
};

const bundle: CommandModel = (run) => {
  const words = run.words.slice(1);
  const why = 'gems are installed there';
  switch (commandWord(words)) {
    case undefined:
    case 'install':
    case 'update':
    case 'package':
    case 'cache':
      return [
        here(run, why),
        opaque('/usr/local', why),
        opaque('/var/lib/gems', why),
        ...valuesOf(words, '--path').map((place) => writesTo(place, run, why)),
        ...gemHome(run, why),
      ];
    case 'config':
      return [opaque(belowHome(run, '.bundle'), why), here(run, why)];
    case 'check':
    case 'list':
    case 'show':
    case 'info':
      return [];
    default:
      return undefined;
  }
};

export const packageCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['apt-get', apt],
  ['apt', apt],
  ['aptitude', apt],
  ['dpkg', dpkg],
  ['dpkg-deb', dpkgDeb],
  ['apk', apk],
  // The same for the target of a cross build (tonistiigi/xx).
  ['xx-apk', apk],
  ['xx-apt', apt],
  ['xx-apt-get', apt],
  ['yum', rpmLike],
  ['dnf', rpmLike],
  ['microdnf', rpmLike],
  ['zypper', rpmLike],
  ['pip', installer(pip)],
  ['pip2', installer(pip)],
  ['pip3', installer(pip)],
  ['npm', installer(npm)],
  ['pnpm', installer(npm)],
  ['yarn', installer(yarn)],
  ['gem', installer(gem)],
  ['composer', installer(composer)],
  ['bundle', installer(bundle)],
  ['bundler', installer(bundle)],
]);
