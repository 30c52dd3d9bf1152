/**
 * What a program does with templates of the standard library. A template asks the values that it is given for their methods by
 * name, so that no call of them is in sight (https://pkg.go.dev/text/template#hdr-Arguments).
 */

import { type FileScope, type FunctionInfo, type Program, apiKey } from './model.ts';
import type { Expression } from '../syntax/tree.ts';

export interface TemplateUse {
  readonly kind:
    | 'execution'
    /** A text, files or patterns, and patterns in a file system: what templates are made of. */
    | 'text'
    | 'files'
    | 'file-system'
    | 'functions'
    | 'delimiters';
  /** undefined where it is only mentioned: called with anything. */
  readonly arguments: readonly Expression[] | undefined;
  readonly start: number;
  readonly owner: FunctionInfo;
}

const PACKAGES: readonly string[] = ['text/template', 'html/template'];

/** Source: https://pkg.go.dev/text/template#Template; html/template has the same methods. */
const KINDS: ReadonlyMap<string, TemplateUse['kind']> = new Map<string, TemplateUse['kind']>([
  ['Execute', 'execution'],
  ['ExecuteTemplate', 'execution'],
  ['Parse', 'text'],
  ['ParseFiles', 'files'],
  ['ParseGlob', 'files'],
  ['ParseFS', 'file-system'],
  ['Funcs', 'functions'],
  ['Delims', 'delimiters'],
]);

const BY_KEY: ReadonlyMap<string, TemplateUse['kind']> = new Map(
  PACKAGES.flatMap((path) =>
    [...KINDS].flatMap(([name, kind]) => [
      [apiKey(path, name), kind] as const,
      [apiKey(path, name, 'Template'), kind] as const,
    ]),
  ),
);

/** What a function or method of the standard library does with templates, by its key. */
export function templateUseOf(key: string): TemplateUse['kind'] | undefined {
  return BY_KEY.get(key);
}

/** How many arguments there are where a template is executed: the data is the last one. */
const OF_EXECUTION: ReadonlyMap<string, number> = new Map([
  ['Execute', 2],
  ['ExecuteTemplate', 3],
]);

/** What may be a method of a template, where the type of its receiver isn't known or is an interface of the program's. */
export function mayUseTemplate(
  { graph }: Program,
  name: string,
  given: readonly Expression[] | undefined,
  file: FileScope,
): TemplateUse['kind'] | undefined {
  const kind = KINDS.get(name);
  if (kind === undefined || !PACKAGES.some((path) => graph.standard.has(path))) return undefined;
  if (kind === 'execution') return mayBeExecution(name, given) ? kind : undefined;
  return importsTemplates(file) ? kind : undefined;
}

/** All arguments may be what one call gives: `Execute(both())`. */
function mayBeExecution(name: string, given: readonly Expression[] | undefined): boolean {
  return (
    given === undefined ||
    given.length === OF_EXECUTION.get(name) ||
    (given.length === 1 && given[0]?.kind === 'call')
  );
}

export function importsTemplates({ file }: FileScope): boolean {
  return file.tree.imports.some(({ path }) => PACKAGES.includes(path));
}

/** Whether a text that is only looked through may execute templates. */
export function mentionsExecution(file: FileScope): boolean {
  return [...OF_EXECUTION.keys()].some((name) => file.file.tree.text.includes(`.${name}(`));
}
