/** The user that the container runs as, and what it owns. */
import type { Stage, SystemEffect } from '../../evaluate/types.ts';

export interface RunUser {
  /** As written in the last USER, expanded; '' for root. */
  readonly text: string;
  readonly name: string;
  readonly root: boolean;
  readonly numeric: boolean;
  /** A record that gives the user its home directory and name. */
  readonly record: Extract<SystemEffect, { kind: 'user' }> | undefined;
}

/** undefined when the user depends on what isn't known. */
export function runUserOf(stage: Stage): RunUser | undefined {
  const { text } = stage.state.user;
  if (text === undefined) return undefined;
  const [name = ''] = text.split(':');
  const numeric = /^\d+$/.test(name);
  const record = stage.steps
    .flatMap((step) => step.changes)
    .flatMap(({ effect }) => (effect.kind === 'user' ? [effect] : []))
    .findLast((effect) => effect.name === name || (numeric && effect.uid === name));
  return { text, name, numeric, record, root: name === '' || name === 'root' || name === '0' };
}

/** The names of the users that build steps make. */
export function usersMadeBy(stage: Stage): readonly string[] {
  const effects = stage.steps.flatMap((step) => step.changes).map(({ effect }) => effect);
  return [...new Set(effects.flatMap((effect) => (effect.kind === 'user' ? [effect.name] : [])))];
}

/** Whether an owner as chown or --chown writes it is the user. */
export function isOwnedBy(owner: string | undefined, user: RunUser): boolean {
  if (owner === undefined || user.root) return false;
  const [name = ''] = owner.split(':');
  return name !== '' && [user.name, user.record?.name, user.record?.uid].includes(name);
}

/** An owner as `uid:gid`; undefined for root's, and where an id isn't known. */
export function numericOwner(owner: string | undefined, stage: Stage): string | undefined {
  if (owner === undefined) return undefined;
  const effects = stage.steps.flatMap((step) => step.changes).map(({ effect }) => effect);
  const [name = '', group] = owner.split(':');
  const record = effects.findLast(
    (effect) => effect.kind === 'user' && (effect.name === name || (isId(name) && effect.uid === name)),
  );
  const user = record?.kind === 'user' ? record : undefined;
  const groupId = (text: string): string | undefined => {
    if (isId(text)) return text;
    const found = effects.findLast((effect) => effect.kind === 'group' && effect.name === text);
    return found?.kind === 'group' ? found.gid : text === name ? user?.gid : undefined;
  };
  const uid = isId(name) ? name : user?.uid;
  // `chown name` leaves the group as it is, root's; `name:` takes the user's own, which is root's for a bare id.
  const own =
    user === undefined && isId(name) ? '0' : user?.gid === undefined ? undefined : groupId(user.gid);
  const gid = group === undefined ? '0' : group === '' ? own : groupId(group);
  if (!isId(uid) || !isId(gid) || (uid === '0' && gid === '0')) return undefined;
  return `${uid}:${gid}`;
}

/** An owner by the names that the accounts of the image give it; undefined where one isn't known. */
export function namedOwner(owner: string | undefined, stage: Stage): string | undefined {
  const [name = '', group] = owner?.split(':') ?? [];
  const effects = stage.steps.flatMap((step) => step.changes).map(({ effect }) => effect);
  const user = effects.findLast((effect) => effect.kind === 'user' && effect.name === name);
  if (user?.kind !== 'user') return undefined;
  const made = effects.some((effect) => effect.kind === 'group' && effect.name === name);
  const ownGroup = user.gid ?? (made ? name : undefined);
  const groupName = group === undefined ? 'root' : group === '' ? ownGroup : group;
  const named = groupName === undefined ? undefined : `${name}:${groupName}`;
  return named !== undefined && /^[\w.-]+:[\w.-]+$/.test(named) ? named : undefined;
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}
