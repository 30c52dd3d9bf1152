/** What happens where a call or a value stands, and commands that are handed to code that is not read. */
import { isFileName } from '../../../../src/split/uses/names.ts';
import type { Effect } from '../knowledge/facts.ts';
import { packageOf } from '../knowledge/naming.ts';
import { isStandardImport } from '../knowledge/standard-library.ts';
import type { Call, Expression } from '../syntax/tree.ts';
import type { CallSite, FunctionInfo } from './model.ts';
import type { Event, Walk } from './walk.ts';

/** Whether the program's own code gives what may be a text to a library's: that may open a file of the name. */
export function isHandedOver(given: Expression, key: string, giver: FunctionInfo): boolean {
  if (!giver.file.unit.package.own || isStandardImport(packageOf(key))) return false;
  return given.kind === 'string'
    ? isFileName(given.value) || isCommandName(given.value)
    : ['identifier', 'selector', 'binary'].includes(given.kind);
}

/** In the form of a program's name: a single word. */
export function isCommandName(text: string): boolean {
  return /^[a-z][a-z0-9+_-]{1,30}$/.test(text);
}

/** Code that wasn't read gets texts from the program. */
export function handOver(walk: Walk, site: CallSite, key: string): void {
  for (const [index, given] of site.call.arguments.entries()) {
    if (!isHandedOver(given, key, site.caller)) continue;
    const handed: Effect = { kind: 'names-file', name: { from: 'argument', index, reading: 'as-is' } };
    walk.events.push(eventAt(site, key, handed));
  }
}

/** What a call does. */
export function eventAt({ call, caller }: CallSite, key: string, effect: Effect): Event {
  return {
    effect,
    key,
    arguments: call.arguments,
    spread: call.spread,
    start: nameStart(call, call.start),
    end: call.end,
    owner: caller,
    mentioned: false,
  };
}

/** In a chain of calls over several lines, the line of the last name is the one that says what is done. */
export function nameStart(call: Call, start: number): number {
  const { callee } = call;
  return callee.kind === 'selector' ? callee.nameStart : start;
}
