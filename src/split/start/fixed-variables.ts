/**
 * Which variables of an image are more than defaults: what the image sets, whoever starts a container may replace (Docker
 * documentation, "Overriding image defaults").
 */
import type { Stage } from '../../evaluate/types.ts';

/** Nobody gives a container of this image another value of the variable. */
export function isFixed(name: string, { state }: Stage): boolean {
  return structural.has(name) || state.env.get(name)?.origin === 'base';
}

/** Variables of the shell and of the user, and where commands are looked for. */
const structural: ReadonlySet<string> = new Set(['PATH', 'HOME', 'PWD', 'OLDPWD', 'IFS', 'CDPATH']);
