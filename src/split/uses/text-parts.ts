/**
 * Texts of which parts are given at start. What is done to such a text leaves the marks where they are: a name that is put
 * together of a directory from the environment and a file's name is still open in front, and known behind.
 */
import type { TextPart } from './types.ts';

export function textOf(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join('');
}

export function isOpen(parts: readonly TextPart[]): boolean {
  return parts.some(({ origin }) => origin !== undefined);
}

/** What is there whatever is given: the text before the first part that is. */
export function certainStart(parts: readonly TextPart[]): string {
  const first = parts.findIndex(({ origin }) => origin !== undefined);
  return textOf(first < 0 ? parts : parts.slice(0, first));
}

/** Several texts as one. */
export function putTogether(...texts: readonly (readonly TextPart[])[]): readonly TextPart[] {
  const all: TextPart[] = [];
  for (const part of texts.flat()) {
    const last = all.at(-1);
    if (part.origin === undefined && part.text === '') continue;
    if (last === undefined || last.origin !== part.origin) all.push(part);
    else if (part.origin === undefined) all[all.length - 1] = { text: last.text + part.text };
    else all[all.length - 1] = { text: last.text + part.text, origin: part.origin, changed: true };
  }
  return all;
}

/** From one place of the usual text to another. */
export function slicedParts(
  parts: readonly TextPart[],
  from: number,
  to: number = Infinity,
): readonly TextPart[] {
  let start = 0;
  const kept: TextPart[] = [];
  for (const part of parts) {
    const end = start + part.text.length;
    const text = part.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    // Of a part that is cut off another value may reach in.
    if (text !== '' || (part.origin !== undefined && start >= from && end <= to))
      kept.push(text === part.text ? part : changedPart(part, text));
    start = end;
  }
  return putTogether(kept);
}

function changedPart({ origin }: TextPart, text: string): TextPart {
  return origin === undefined ? { text } : { text, origin, changed: true };
}

/** What any other text is made of it: all of it is open where a part is. */
export function madeOf(parts: readonly TextPart[], compute: (text: string) => string): readonly TextPart[] {
  const text = compute(textOf(parts));
  const [first] = parts.flatMap(({ origin }) => origin ?? []);
  return [changedPart(first === undefined ? { text } : { text, origin: first }, text)];
}

/** What is made of it letter by letter. */
export function eachPart(parts: readonly TextPart[], compute: (text: string) => string): readonly TextPart[] {
  return parts.map((part) => changedPart(part, compute(part.text)));
}

/** A step of a path, or the mark of one that is gone. */
interface Step {
  readonly name: string;
  readonly parts: readonly TextPart[];
}

/**
 * A path without what means nothing in it (`//`, `/.`, `x/..`), as `filepath.Clean` gives it, but '' for nothing. What is
 * given for a part may be longer: one that `..` takes away leaves its mark.
 *
 * @param isRooted there is nothing above its start, which is a `/`
 */
export function cleanedParts(
  parts: readonly TextPart[],
  isRooted: boolean = textOf(parts).startsWith('/'),
): readonly TextPart[] {
  const text = textOf(parts);
  const steps: Step[] = [];
  let start = 0;
  for (const name of text.split('/')) {
    const end = start + name.length;
    const last = steps.findLastIndex((step) => step.name !== '');
    const whole = slicedParts(parts, Math.max(0, start - 1), end);
    const mark = markOf({ name, parts: whole });
    // The first of a path that is not rooted comes without the slash before it.
    const named = last < 0 && !isRooted ? [...mark.parts, ...slicedParts(parts, start, end)] : whole;
    const step: Step = { name, parts: named };
    const before = steps[last];
    const isUp = name === '..' && before !== undefined && before.name !== '..';
    if (isUp) steps[last] = markOf(before);
    if (name === '' || name === '.' || isUp || (name === '..' && isRooted)) steps.push(mark);
    else steps.push(step);
    start = end + 1;
  }
  const cleaned = putTogether(...steps.map((step) => step.parts));
  const rooted = isRooted && textOf(cleaned) === '' ? putTogether([{ text: '/' }], cleaned) : cleaned;
  return textOf(rooted) === text ? parts : rooted;
}

function markOf({ parts }: Step): Step {
  const given = parts.filter(({ origin }) => origin !== undefined).slice(0, 1);
  return { name: '', parts: given.map((part) => changedPart(part, '')) };
}
