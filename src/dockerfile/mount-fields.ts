/**
 * The value of `RUN --mount`: one line of comma-separated values, each `key=value` or a bare key.
 *
 * Source: moby/buildkit frontend/dockerfile/instructions/commands_runmount.go (`parseMount`): the line is read as CSV
 * (RFC 4180: a field in double quotes may hold commas, a double quote in it is doubled), keys in any case.
 */
import type { Span } from './types.ts';

export interface MountField extends Span {
  /** Lower-case. */
  readonly key: string;
  /** undefined for a bare key. */
  readonly value: string | undefined;
}

/** The fields; `start` and `end` index the text that was given and include a field's quotes. */
export function mountFields(text: string): readonly MountField[] {
  const fields: MountField[] = [];
  let start = 0;
  while (start <= text.length) {
    const end = fieldEnd(text, start);
    const written = text.slice(start, end);
    const content = written.startsWith('"')
      ? written.slice(1, written.endsWith('"') && written.length > 1 ? -1 : undefined).replaceAll('""', '"')
      : written;
    const equals = content.indexOf('=');
    fields.push({
      start,
      end,
      key: (equals === -1 ? content : content.slice(0, equals)).toLowerCase(),
      value: equals === -1 ? undefined : content.slice(equals + 1),
    });
    start = end + 1;
  }
  return fields;
}

/** Where the field that starts at `start` ends: at the next comma that is not in its quotes. */
function fieldEnd(text: string, start: number): number {
  let quoted = text[start] === '"';
  for (let at = quoted ? start + 1 : start; at < text.length; at += 1) {
    if (text[at] === '"' && quoted) {
      if (text[at + 1] === '"') at += 1;
      else quoted = false;
    } else if (text[at] === ',' && !quoted) return at;
  }
  return text.length;
}
