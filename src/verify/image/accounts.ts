/** Users and groups of an image: passwd(5), group(5), and how a container's `User` is looked up in them. */
import { groupRecords, userRecords } from '../../image/places.ts';
import type { FileIndex } from './files.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** The identity a container's process runs with. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups, sorted. */
  readonly groups: readonly number[];
  /** HOME as the engine sets it: that of the record, `/` without one. */
  readonly home: string;
  /** The name in passwd; undefined without a record. */
  readonly name: string | undefined;
}

export type IdentityLookup =
  | { readonly resolved: true; readonly identity: Identity }
  /** The engine refuses to start a container for a name that isn't there. */
  | { readonly resolved: false; readonly unknown: 'user' | 'group'; readonly name: string };

/** The records of /etc/passwd that are whole. */
export function accountsOf(files: FileIndex): readonly Account[] {
  return records(files, userRecords).flatMap(([name, , uid, gid, , home]) => {
    const ids = [numeric(uid), numeric(gid)] as const;
    return name === undefined || ids[0] === undefined || ids[1] === undefined
      ? []
      : [{ name, uid: ids[0], gid: ids[1], home: home ?? '' }];
  });
}

/** The records of /etc/group that are whole. */
export function groupsOf(files: FileIndex): readonly Group[] {
  return records(files, groupRecords).flatMap(([name, , gid, members]) => {
    const id = numeric(gid);
    return name === undefined || id === undefined
      ? []
      : [{ name, gid: id, members: (members ?? '').split(',').filter((member) => member !== '') }];
  });
}

/**
 * `User` of a config (`''`, `name`, `uid`, either with `:group`) in an image's records, as runc's user package does
 * it: a number that has a record takes its group and home from it; with an explicit group there are no others.
 */
export function identityOf(user: string, files: FileIndex): IdentityLookup {
  const [userPart = '', groupPart] = user.split(':', 2);
  const accounts = accountsOf(files);
  const groups = groupsOf(files);
  const wanted = userPart === '' ? '0' : userPart;
  const id = numeric(wanted);
  const account = accounts.find(({ name, uid }) => name === wanted || (id !== undefined && uid === id));
  if (account === undefined && id === undefined) return { resolved: false, unknown: 'user', name: wanted };
  const uid = account?.uid ?? id ?? 0;
  const home = account === undefined || account.home === '' ? '/' : account.home;
  const base = { uid, home, name: account?.name };
  if (groupPart === undefined || groupPart === '') {
    const supplementary = groups
      .filter(({ members }) => account !== undefined && members.includes(account.name))
      .map(({ gid }) => gid);
    const gid = account?.gid ?? 0;
    const others = new Set(supplementary.filter((other) => other !== gid));
    return { resolved: true, identity: { ...base, gid, groups: [...others].sort((a, b) => a - b) } };
  }
  const groupId = numeric(groupPart);
  const group = groups.find(
    ({ name, gid }) => name === groupPart || (groupId !== undefined && gid === groupId),
  );
  if (group === undefined && groupId === undefined)
    return { resolved: false, unknown: 'group', name: groupPart };
  return { resolved: true, identity: { ...base, gid: group?.gid ?? groupId ?? 0, groups: [] } };
}

function records(files: FileIndex, path: string): readonly (readonly string[])[] {
  const found = files.lookup(path);
  const text = found.found ? (found.node.file?.content?.toString('utf8') ?? '') : '';
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'));
}

function numeric(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
