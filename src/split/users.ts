/** The user that the container runs as, and what it owns. */
import type { Stage, SystemEffect } from '../build/types.ts';

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

/** Whether an owner as chown or --chown writes it is the user. */
export function isOwnedBy(owner: string | undefined, user: RunUser): boolean {
  if (owner === undefined || user.root) return false;
  const [name = ''] = owner.split(':');
  return name === user.name || (name !== '' && name === (user.record?.uid ?? user.record?.name));
}
