/** The user that the container runs as, and what it owns. */
import { userCommands } from '../../evaluate/commands/users.ts';
import type { Stage, SystemEffect } from '../../evaluate/types.ts';
import { isKnownOwner, ownerGiven } from '../../evaluate/owner.ts';
import { accountsIn, type Accounts } from '../../image/accounts.ts';
import { groupRecords, userRecords } from '../../image/places.ts';

export interface RunUser {
  /** As written in the last USER, expanded; '' for root. */
  readonly text: string;
  readonly name: string;
  /** What stands behind the colon. */
  readonly group: string | undefined;
  readonly root: boolean;
  readonly numeric: boolean;
  /** The record that gives the user its home directory, name and group. */
  readonly record: Account | undefined;
}

/** A user's record in /etc/passwd; ids as chown takes them, a group by its id or name. */
export interface Account {
  readonly name: string;
  readonly uid: string | undefined;
  readonly gid: string | undefined;
  readonly home: string | undefined;
  /** A step made it, changed it, or put it into a group. */
  readonly changed: boolean;
}

/** undefined when the user depends on what isn't known. */
export function runUserOf(stage: Stage): RunUser | undefined {
  const { text } = stage.state.user;
  return text === undefined ? undefined : userGiven(text, stage);
}

/** The user that USER, `docker run --user` and the like name: `app`, `1000:staff`. */
export function userGiven(text: string, stage: Stage): RunUser {
  const [name = '', group] = text.split(':');
  return {
    text,
    name,
    group: group === '' ? undefined : group,
    numeric: isId(name),
    record: accountOf(name === '' ? 'root' : name, stage),
    root: name === '' || name === 'root' || name === '0',
  };
}

/**
 * What HOME is in a container: what the author sets, else what the user's record says; an id without one has `/` (moby,
 * daemon/exec_linux.go). undefined where that isn't known.
 */
export function homeDirectoryOf(stage: Stage): string | undefined {
  const set = stage.state.env.get('HOME');
  if (set !== undefined && set.origin !== 'base') return set.text;
  const user = runUserOf(stage);
  if (user?.record !== undefined) return user.record.home;
  return user?.numeric === true ? '/' : undefined;
}

/** The record of a user by name or id: the image's own, with what steps change of it. */
export function accountOf(user: string, stage: Stage): Account | undefined {
  const effects = systemEffects(stage);
  const names = (name: string, uid: string | undefined): boolean =>
    name === user || (isId(user) && uid === user);
  const written = recordsOf(stage, userRecords).find(([name = '', , uid]) => names(name, uid));
  if (written !== undefined) {
    const [name = '', , uid, gid, , home] = written;
    return { name, uid, gid, home, changed: true };
  }
  const made = effects.findLast((effect) => effect.kind === 'user' && names(effect.name, effect.uid));
  const own = accountsOf(stage)?.users.find(({ name, uid }) => names(name, String(uid)));
  const before = own ?? (['root', '0'].includes(user) ? rootRecord : undefined);
  const name = made?.kind === 'user' ? made.name : before?.name;
  if (name === undefined) {
    // Who is in a file of the author's isn't known: the file says it.
    const given = isId(user) ? { uid: user, gid: undefined } : { uid: undefined, gid: undefined };
    return isWrittenByHand(stage) ? { name: user, ...given, home: undefined, changed: true } : undefined;
  }
  const member = effects.some((effect) => effect.kind === 'member' && effect.user === name);
  const ids = before === undefined ? undefined : { uid: String(before.uid), gid: String(before.gid) };
  return made?.kind === 'user'
    ? {
        name,
        uid: made.uid ?? ids?.uid,
        gid: made.gid ?? ids?.gid,
        home: made.home ?? before?.home,
        changed: true,
      }
    : { name, uid: ids?.uid, gid: ids?.gid, home: before?.home, changed: member };
}

const rootRecord = { name: 'root', uid: 0, gid: 0, home: '/root' };

/**
 * Records that steps add to those of the base, or write in place of them, one a line (passwd(5), group(5)). The first of a
 * name counts.
 */
function recordsOf({ files }: Stage, path: string): readonly (readonly string[])[] {
  const found = files.lookup(path);
  const text = found.status === 'present' ? (found.entry.appended ?? files.read(path)) : undefined;
  return (text ?? '').split('\n').flatMap((line) => {
    const fields = line.split(':');
    return isId(fields[2]) ? [fields] : [];
  });
}

/** Whether a step writes the records itself, not by the commands that are there for it. */
function isWrittenByHand({ files }: Stage): boolean {
  return [userRecords, groupRecords].some((path) => {
    const found = files.lookup(path);
    if (found.status !== 'present') return false;
    const { origin } = found.entry;
    return origin.by === 'command' ? !userCommands.has(origin.command.name ?? '') : origin.by !== 'base';
  });
}

/** The id of a group by its name, where it is known. */
function groupIdOf(group: string, stage: Stage): string | undefined {
  if (isId(group)) return group;
  const written = recordsOf(stage, groupRecords).find(([name]) => name === group);
  if (written !== undefined) return written[2];
  const made = systemEffects(stage).findLast((effect) => effect.kind === 'group' && effect.name === group);
  if (made?.kind === 'group') return made.gid;
  const own = accountsOf(stage)?.groups.find(({ name }) => name === group);
  return own === undefined ? undefined : String(own.gid);
}

/** Whether a base has the user and the group that the original image has, with the same ids and home directory. */
export function hasSameAccount(
  base: Accounts,
  named: { readonly user: string | undefined; readonly group: string | undefined },
  stage: Stage,
): boolean {
  const { group } = named;
  const user = named.user ?? (runUserOf(stage)?.name || 'root');
  const account = accountOf(user, stage);
  const record = base.users.find(({ name, uid }) => name === user || String(uid) === user);
  const gid = group === undefined ? undefined : groupIdOf(group, stage);
  const groupRecord = base.groups.find(({ name }) => name === group);
  const sameGroup =
    group === undefined || isId(group) || (gid !== undefined && String(groupRecord?.gid) === gid);
  // What is unknown of the original and has a record of that name in the base is taken to be the same.
  if (account === undefined) return (record === undefined) === isId(user) && sameGroup;
  return (
    !account.changed &&
    record !== undefined &&
    record.name === account.name &&
    String(record.uid) === account.uid &&
    String(record.gid) === account.gid &&
    record.home === account.home &&
    sameGroup
  );
}

function accountsOf({ facts }: Stage): Accounts | undefined {
  return facts === undefined ? undefined : (facts.accounts ?? accountsIn(facts.distribution.family));
}

function systemEffects(stage: Stage): readonly SystemEffect[] {
  return stage.steps.flatMap((step) => step.changes).map(({ effect }) => effect);
}

/** The names of the users that build steps make. */
export function usersMadeBy(stage: Stage): readonly string[] {
  const effects = systemEffects(stage);
  return [...new Set(effects.flatMap((effect) => (effect.kind === 'user' ? [effect.name] : [])))];
}

/** The user's ids, as `--chown` takes them; undefined where they aren't known. */
export function idsOf({ record }: RunUser): string | undefined {
  return record?.uid === undefined ? undefined : `${record.uid}:${record.gid ?? record.uid}`;
}

/** Whether an owner as chown or --chown writes it is the user. */
export function isOwnedBy(owner: string | undefined, user: RunUser): boolean {
  if (owner === undefined || user.root) return false;
  const [name = ''] = owner.split(':');
  return name !== '' && [user.name, user.record?.name, user.record?.uid].includes(name);
}

/** Whether it is owned as what WORKDIR makes for the user: by the same group, too. */
export function isGivenTo(owner: string | undefined, user: RunUser, stage: Stage): boolean {
  if (!isOwnedBy(owner, user) || !isKnownOwner(owner)) return false;
  const made = ownerGiven(user.text);
  const ids = numericOwner(owner, stage);
  if (ids !== undefined) return ids === numericOwner(made, stage);
  const names = namedOwner(owner, stage);
  return owner === made || (names !== undefined && names === namedOwner(made, stage));
}

/** An owner as `uid:gid`; undefined for root's, and where an id isn't known. */
export function numericOwner(owner: string | undefined, stage: Stage): string | undefined {
  if (owner === undefined) return undefined;
  const [name = '', group] = owner.split(':');
  const account = name === '' ? undefined : accountOf(name, stage);
  const ownGroup = account?.gid === undefined ? undefined : groupIdOf(account.gid, stage);
  const uid = name === '' ? '0' : isId(name) ? name : account?.uid;
  // `chown name` leaves the group as it is, root's; `name:` takes the user's own, which is root's for a bare id.
  const own = account === undefined && isId(name) ? '0' : ownGroup;
  const named = group === undefined || group === '' ? undefined : groupIdOf(group, stage);
  const gid =
    group === undefined ? '0' : group === '' ? own : (named ?? (group === name ? ownGroup : undefined));
  if (!isId(uid) || !isId(gid) || (uid === '0' && gid === '0')) return undefined;
  return `${uid}:${gid}`;
}

/** An owner by the names that the accounts of the image give it; undefined where one isn't known. */
export function namedOwner(owner: string | undefined, stage: Stage): string | undefined {
  const [name = '', group] = owner?.split(':') ?? [];
  const effects = systemEffects(stage);
  const user = effects.findLast((effect) => effect.kind === 'user' && effect.name === name);
  if (user?.kind !== 'user') return undefined;
  const made = effects.some((effect) => effect.kind === 'group' && effect.name === name);
  const ownGroup = user.gid ?? (made ? name : undefined);
  const groupName = group === undefined ? 'root' : group === '' ? ownGroup : group;
  const named = groupName === undefined ? undefined : `${name}:${groupName}`;
  return named !== undefined && /^[\w.-]+:[\w.-]+$/.test(named) ? named : undefined;
}

/** Whether a user or a group is given by its number. */
export function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}
