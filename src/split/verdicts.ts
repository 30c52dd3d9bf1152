/** What a rule that splits answers where it proposes nothing. */
import type { Code } from '../rule/codes.ts';
import type { Verdict } from '../rule/types.ts';
import type { Refusal } from '../toolchain/toolchain.ts';

/** A file that is left alone, with the reason. */
export type RefusalVerdict = Extract<Verdict, { kind: 'refusal' }>;

/** The rule knows what the file is. */
export function nothingHere(code: Code<'unchanged'>, message: string): Verdict {
  return { kind: 'nothing', code, message, recognised: true };
}

export function nothing(code: Code<'unchanged'>, message: string): Verdict {
  return { kind: 'nothing', code, message };
}

export function refuse(refusal: Refusal): RefusalVerdict {
  return { kind: 'refusal', ...refusal };
}
