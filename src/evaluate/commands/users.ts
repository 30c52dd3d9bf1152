/** Users and groups: shadow-utils, Debian's adduser, and busybox's commands of the same names. */
import { posix } from 'node:path';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import { isAbsent } from '../files/lookup.ts';
import type { CommandModel, Effect, World } from '../types.ts';

/** The databases a command rewrites; what is in them afterwards isn't known. */
function databases(...names: readonly string[]): readonly Effect[] {
  return names.map((name): Effect => ({
    kind: 'write',
    path: `/etc/${name}`,
    entry: 'file',
    content: undefined,
  }));
}

const userDatabases = databases('passwd', 'shadow', 'group', 'gshadow');
const groupDatabases = databases('group', 'gshadow');

interface User {
  readonly name: string;
  readonly uid: string | undefined;
  readonly gid: string | undefined;
  readonly home: string | undefined;
  readonly createHome: boolean;
  /** A group of the same name is made too. */
  readonly ownGroup: boolean;
  /** Of the home directory, where it is not what umask leaves. */
  readonly homeMode?: number | undefined;
  /** Further groups. */
  readonly groups?: readonly string[];
  /** Where the home directory's first files come from. */
  readonly skeleton?: string;
}

/** Where new home directories get their files from: SKEL of useradd(8), of adduser.conf(5) and of BusyBox's adduser. */
const usualSkeleton = '/etc/skel';

/** More directories than this in each other are no skeleton. */
const maximumDepth = 8;

/** What a new home directory gets; one that is there is left alone. */
function skeletonFiles(
  from: string,
  to: string,
  owner: string,
  { files }: Pick<World, 'files'>,
  depth = 0,
): readonly Effect[] {
  return files.list(from).names.flatMap(({ name }): readonly Effect[] => {
    const source = posix.join(from, name);
    const path = posix.join(to, name);
    const found = files.lookup(source);
    if (found.status !== 'present') return [];
    const { kind, mode, origin } = found.entry;
    const attributes = {
      owner,
      ...(mode === undefined ? {} : { mode }),
      ...(origin.by === 'base' ? { copyOf: source } : {}),
    };
    if (kind !== 'directory') {
      return [{ kind: 'write', path, entry: 'file', content: files.read(source), ...attributes }];
    }
    const inside = depth < maximumDepth ? skeletonFiles(source, path, owner, { files }, depth + 1) : [];
    return [{ kind: 'write', path, entry: 'directory', ...attributes }, ...inside];
  });
}

/**
 * The mode of home directories. Sources: HOME_MODE in login.defs(5) of Debian's login.defs, set since trixie; DIR_MODE in
 * adduser.conf(5), 0700 since adduser 3.122 (bookworm). Both measured in images of these releases.
 */
const closedHome = 0o700;

/** Ubuntu's, since 21.04. Source: its release notes ("Private home directories for new users"). */
const groupHome = 0o750;
const openInUbuntu: ReadonlySet<string> = new Set(['trusty', 'xenial', 'bionic', 'focal']);

function homeModeOf(
  { distribution: { family, codename } }: World,
  closedIn: readonly string[],
): number | undefined {
  if (family === 'ubuntu') return openInUbuntu.has(codename ?? '') ? undefined : groupHome;
  return family === 'debian' && codename !== undefined && closedIn.includes(codename)
    ? closedHome
    : undefined;
}

/** The user is put into these groups. */
function member(user: string, groups: readonly string[]): readonly Effect[] {
  return groups.map((group): Effect => ({ kind: 'member', user, group }));
}

/** Groups as `-G a,b` lists them. */
function listedGroups(options: ParsedOptions, name: string): readonly string[] {
  return (textOf(options, name) ?? '').split(',').filter((group) => group !== '');
}

function created(user: User, { files }: World): readonly Effect[] {
  const { name, uid, gid, home, skeleton = usualSkeleton } = user;
  const owner = `${name}:${gid ?? name}`;
  const isNew = home !== undefined && isAbsent(files.lookup(home));
  return [
    ...userDatabases,
    ...(user.ownGroup ? [{ kind: 'group', name, gid: undefined } as const] : []),
    { kind: 'user', name, uid, gid, home },
    ...member(name, user.groups ?? []),
    ...(user.createHome && home !== undefined
      ? [
          {
            kind: 'write',
            path: home,
            entry: 'directory',
            owner,
            ...(user.homeMode === undefined ? {} : { mode: user.homeMode }),
          } as const,
          ...(isNew ? skeletonFiles(skeleton, home, owner, { files }) : []),
        ]
      : []),
  ];
}

/** What a name or id is given as; a value that isn't known makes the whole call unclear. */
function textOf(options: ParsedOptions, ...names: readonly string[]): string | undefined {
  return names.map((name) => options.value(name)?.text).find((text) => text !== undefined);
}

function allKnown(options: ParsedOptions, names: readonly string[]): boolean {
  return names.every((name) => options.values(name).every((value) => value.text !== undefined));
}

/** useradd(8), shadow-utils 4. */
const useraddOptions =
  defineOptions(`badname|badnames b|base-dir= btrfs-subvolume-home c|comment= d|home-dir|home=
  D|defaults e|expiredate= f|inactive= F|add-subids-for-system g|gid= G|groups= k|skel= K|key= l|no-log-init
  m|create-home M|no-create-home N|no-user-group o|non-unique p|password= r|system R|root= P|prefix= s|shell=
  u|uid= U|user-group Z|selinux-user=`);

const useradd: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), useraddOptions);
  if (options === undefined || options.has('R') || options.has('P')) return undefined;
  if (options.has('D')) return [];
  const [name, ...more] = options.operands.map((operand) => operand.text);
  if (name === undefined || more.length > 0 || !allKnown(options, ['u', 'g', 'd', 'b'])) return undefined;
  const base = textOf(options, 'b') ?? '/home';
  const skeleton = textOf(options, 'k');
  const user: User = {
    name,
    uid: textOf(options, 'u'),
    gid: textOf(options, 'g'),
    home: textOf(options, 'd') ?? `${base}/${name}`,
    // Debian's login.defs doesn't ask for a home directory; -m does.
    createHome: options.has('m') && !options.has('M'),
    ownGroup: !options.has('N') && !options.has('g'),
    homeMode: homeModeOf(world, ['trixie']),
    groups: listedGroups(options, 'G'),
    ...(skeleton === undefined ? {} : { skeleton }),
  };
  return created(user, world);
};

/** busybox 1.36 adduser. */
const busyboxAdduserOptions =
  defineOptions(`h|home= g|gecos= s|shell= G|ingroup= S|system D|disabled-password|empty-password
  H|no-create-home u|uid= k=`);

/** Debian's adduser(8) 3. */
const debianAdduserOptions = defineOptions(`system home= no-create-home shell= uid= gid= ingroup= group
  disabled-password disabled-login gecos|comment= firstuid= lastuid= firstgid= lastgid= add-extra-groups|add_extra_groups
  q|quiet v|verbose debug force-badname allow-badname allow-all-names allow-bad-names encrypt-home conf= stdoutmsglevel=
  stderrmsglevel= logmsglevel= D`);

/** Which of the two adduser families an image has; both are tried where the distribution doesn't say. */
function dialects(world: World): readonly ('busybox' | 'debian')[] {
  switch (world.distribution.family) {
    case 'alpine':
    case 'busybox':
      return ['busybox'];
    case 'debian':
    case 'ubuntu':
      return ['debian'];
    case 'other':
      return ['busybox', 'debian'];
  }
}

const adduser: CommandModel = (run, world) => {
  for (const dialect of dialects(world)) {
    const table = dialect === 'busybox' ? busyboxAdduserOptions : debianAdduserOptions;
    const options = parseOptions(run.words.slice(1), table);
    if (options === undefined) continue;
    return dialect === 'busybox' ? busyboxUser(options, world) : debianUser(options, world);
  }
  return undefined;
};

/** `adduser user group` puts a user into a group; the name and the group must be known otherwise. */
function busyboxUser(options: ParsedOptions, world: World): readonly Effect[] | undefined {
  const [name, group] = options.operands.map((operand) => operand.text);
  if (group !== undefined) return [...groupDatabases, ...member(name ?? '', [group])];
  if (name === undefined || !allKnown(options, ['u', 'G', 'h'])) return undefined;
  const system = options.has('S');
  const skeleton = textOf(options, 'k');
  const user: User = {
    name,
    uid: textOf(options, 'u'),
    // A system user without -G goes to nogroup.
    gid: textOf(options, 'G') ?? (system ? 'nogroup' : undefined),
    home: textOf(options, 'h') ?? `/home/${name}`,
    createHome: !options.has('H'),
    ownGroup: !system && !options.has('G'),
    ...(skeleton === undefined ? {} : { skeleton }),
  };
  return created(user, world);
}

function debianUser(options: ParsedOptions, world: World): readonly Effect[] | undefined {
  const [name, group] = options.operands.map((operand) => operand.text);
  if (group !== undefined) return [...groupDatabases, ...member(name ?? '', [group])];
  if (name === undefined || !allKnown(options, ['uid', 'gid', 'ingroup', 'home'])) return undefined;
  const system = options.has('system');
  if (options.has('group') && !system) {
    return [...groupDatabases, { kind: 'group', name, gid: textOf(options, 'gid') }];
  }
  const gid = textOf(options, 'gid', 'ingroup');
  const home = textOf(options, 'home');
  const user: User = {
    name,
    uid: textOf(options, 'uid'),
    gid: gid ?? (system && !options.has('group') ? 'nogroup' : undefined),
    // Since adduser 3.122 a system user without --home has /nonexistent, before it had one below /home.
    home: home ?? (system ? undefined : `/home/${name}`),
    createHome: !options.has('no-create-home'),
    ownGroup: gid === undefined && (!system || options.has('group')),
    homeMode: system ? undefined : homeModeOf(world, ['bookworm', 'trixie']),
    // "If the user is a system user, no files are copied" (adduser(8)).
    ...(system ? { skeleton: nothingThere } : {}),
  };
  return created(user, world);
}

/** A skeleton without files. */
const nothingThere = '/dev/null';

/** groupadd(8), busybox addgroup, Debian's addgroup(8). */
const groupaddOptions =
  defineOptions(`f|force g|gid= K|key= o|non-unique p|password= r|S|system R|root= P|prefix=
  U|users= q|quiet v|verbose debug force-badname allow-bad-names firstgid= lastgid=`);

const groupadd: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), groupaddOptions);
  if (options === undefined || options.has('R') || options.has('P')) return undefined;
  const [name, group] = options.operands.map((operand) => operand.text);
  // `addgroup user group` puts a user into a group.
  if (group !== undefined) return [...groupDatabases, ...member(name ?? '', [group])];
  if (name === undefined || !allKnown(options, ['g'])) return undefined;
  return [...groupDatabases, { kind: 'group', name, gid: textOf(options, 'g') }];
};

const usermodOptions =
  defineOptions(`a|append b|badname c|comment= d|home= e|expiredate= f|inactive= g|gid= G|groups=
  l|login= L|lock m|move-home o|non-unique p|password= r|remove R|root= P|prefix= s|shell= u|uid= U|unlock
  v|add-subuids= V|del-subuids= w|add-subgids= W|del-subgids= Z|selinux-user=`);

const usermod: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), usermodOptions);
  if (options === undefined || options.has('R') || options.has('P')) return undefined;
  const [name] = options.operands.map((operand) => operand.text);
  if (name === undefined || !allKnown(options, ['u', 'g', 'd', 'l'])) return undefined;
  const home = textOf(options, 'd');
  const identity = ['u', 'g', 'd', 'l'].some((option) => options.has(option));
  const changed: readonly Effect[] = identity
    ? [
        {
          kind: 'user',
          name: textOf(options, 'l') ?? name,
          uid: textOf(options, 'u'),
          gid: textOf(options, 'g'),
          home,
        },
      ]
    : [];
  const moved: readonly Effect[] =
    options.has('m') && home !== undefined ? [{ kind: 'write', path: home, entry: 'unknown' }] : [];
  const current = textOf(options, 'l') ?? name;
  return [...userDatabases, ...changed, ...member(current, listedGroups(options, 'G')), ...moved];
};

const groupmodOptions = defineOptions(
  'a|append g|gid= n|new-name= o|non-unique p|password= R|root= P|prefix= U|users=',
);

const groupmod: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), groupmodOptions);
  const [name] = options?.operands ?? [];
  if (options === undefined || name?.text === undefined || !allKnown(options, ['g', 'n'])) return undefined;
  const group: Effect = { kind: 'group', name: textOf(options, 'n') ?? name.text, gid: textOf(options, 'g') };
  return [...groupDatabases, group];
};

const gpasswdOptions = defineOptions('a|add= d|delete= M|members= A|administrators= r R Q|root=');

const gpasswd: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), gpasswdOptions);
  const group = options?.operands[0]?.text;
  if (options === undefined || group === undefined || !allKnown(options, ['a', 'M'])) return undefined;
  const users = [textOf(options, 'a') ?? [], listedGroups(options, 'M')].flat();
  return [...groupDatabases, ...users.flatMap((user) => member(user, [group]))];
};

const userdelOptions =
  defineOptions(`f|force r|remove Z R|root= P|prefix= remove-home remove-all-files backup quiet
  system q group only-if-empty`);

/** The name is gone from the databases; a home directory is left alone unless asked for, and then only may be there. */
const removal =
  (effects: readonly Effect[]): CommandModel =>
  (run) =>
    parseOptions(run.words.slice(1), userdelOptions) === undefined ? undefined : effects;

/** Commands that change the databases and nothing else: passwords, shells, members. */
const databaseOnly =
  (effects: readonly Effect[]): CommandModel =>
  () =>
    effects;

export const userCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['useradd', useradd],
  ['adduser', adduser],
  ['groupadd', groupadd],
  ['addgroup', groupadd],
  ['usermod', usermod],
  ['groupmod', groupmod],
  ['userdel', removal(userDatabases)],
  ['deluser', removal(userDatabases)],
  ['groupdel', removal(groupDatabases)],
  ['delgroup', removal(groupDatabases)],
  ['chsh', databaseOnly(databases('passwd'))],
  ['chfn', databaseOnly(databases('passwd'))],
  ['passwd', databaseOnly(databases('shadow'))],
  ['chpasswd', databaseOnly(databases('shadow'))],
  ['gpasswd', gpasswd],
]);
