/** The formats of a report. Only the one asked for is loaded: a run that prints a diff never reads the HTML page. */
import type { Format, FormatName } from './types.ts';

export type { FileEntry, ReportDocument } from './document.ts';
export { isSplit } from './order.ts';
export { comparePlaces, evidencePlace, fullPath, onlyRoot, rootsOf } from './paths.ts';
export type { CodeDescription, Format, FormatName, FormatSettings } from './types.ts';

export const formats: Readonly<Record<FormatName, () => Promise<Format>>> = {
  text: async () => (await import('./text.ts')).text,
  diff: async () => (await import('./diff.ts')).diff,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  rdjson: async () => (await import('./rdjson.ts')).rdjson,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
};

/** Whether there is a format of that name. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
