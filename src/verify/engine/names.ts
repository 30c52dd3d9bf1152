/** Names of what is made on an engine: recognisable, and never the same twice. */
import { randomBytes } from 'node:crypto';

/** Everything dfopt makes has a name that starts like this. */
export const namePrefix = 'dfopt-verify';

/** A new name; it tells which process made what is called so, should that ever be found. */
export function uniqueName(): string {
  return `${namePrefix}-${process.pid}-${randomBytes(6).toString('hex')}`;
}
