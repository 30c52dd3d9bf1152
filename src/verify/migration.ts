/** What a migration changes knowingly, as its outcome tells. */
import type { Outcome } from '../engine/types.ts';
import type { AcceptedChange } from './types.ts';

/** Codes of assumptions and reasons that own up to a change of the image config, with the field they change. */
const ownedUp: ReadonlyMap<string, string> = new Map([
  ['command-added', 'Cmd'],
  ['cmd-added', 'Cmd'],
  ['working-directory-not-needed', 'WorkingDir'],
  ['workdir-not-needed', 'WorkingDir'],
]);

export function acceptedBy(
  outcome: Extract<Outcome, { readonly outcome: 'migrated' }>,
): readonly AcceptedChange[] {
  return [...outcome.assumptions, ...outcome.reasons].flatMap(({ code, message }) => {
    const field = ownedUp.get(code);
    return field === undefined ? [] : [{ field, why: message }];
  });
}
