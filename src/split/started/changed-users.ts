/** Users that a command names: their records have to be there. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { usersNamedBy } from '../../shell/accounts.ts';
import { usersMadeBy } from '../needs/users.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Value } from '../../shell/types.ts';
import { needed } from './findings.ts';
import type { Findings, StartedCommand } from './types.ts';

/**
 * Commands that ask PAM whether the user may, who calls them as well as whom they name (sudo(8), doas(1)). BusyBox's su asks nobody
 * where root calls it.
 */
const loginCommands: ReadonlySet<string> = new Set(['su', 'runuser', 'sudo', 'doas']);

/** Of a user whose name isn't known, the records of all that build steps make. */
export function userFindings({ words, evidence }: StartedCommand, stage: Stage): Findings {
  const values = words.map((text) => ({ text: text === '' ? undefined : text }));
  return namedUserNeeds(values, evidence, stage).map(needed);
}

/** The records that a command line asks for. */
export function namedUserNeeds(
  words: readonly Value[],
  evidence: Evidence | undefined,
  stage: Stage,
): readonly Need[] {
  const command = posix.basename(words[0]?.text ?? '');
  const names = usersNamedBy(words).flatMap((name) => (name === undefined ? usersMadeBy(stage) : [name]));
  const login = loginCommands.has(command) ? { login: true as const } : {};
  const named = names.map((name): Need => ({
    kind: 'user-record',
    name,
    because: `${command} names the user ${name}`,
    evidence,
    ...login,
  }));
  if (login.login === undefined) return named;
  const because = `${command} asks whether who calls it may`;
  return [...named, { kind: 'user-record', name: undefined, because, evidence, ...login }];
}
