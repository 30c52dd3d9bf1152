/** What is mentioned without being called: functions, types and methods, also by reflection, in templates and in code that could not be read. */
import type { Effect } from '../knowledge/facts.ts';
import { apiFacts } from '../knowledge/index.ts';
import { packageOf } from '../knowledge/naming.ts';
import { standardMethods, standardType, standardTypesWith } from '../knowledge/standard-symbols.ts';
import type { FindingKind } from '../knowledge/types.ts';
import { words } from '../knowledge/word-list.ts';
import type { Call, Expression, Identifier } from '../syntax/tree.ts';
import type { Mention, TypedVariable } from './bind.ts';
import { type FileScope, type FunctionInfo, apiKey } from './model.ts';
import { importsTemplates, mentionsExecution, templateUseOf, type TemplateUse } from './template-uses.ts';
import { fieldEvent } from './fields.ts';
import { type NamedMethods, type Walk, callsByName } from './walk.ts';

/** A function that is used as a value, a variable, or a type of a package that isn't read: all it can do may happen. */
export function collectMention(
  walk: Walk,
  { key, start, owner }: Mention,
  counts: (effect: Effect) => boolean = () => true,
): void {
  walk.external.add(key);
  if (isReflectedMethod(key)) noteReflected(walk, undefined, start, owner);
  noteTemplate(walk, templateUseOf(key), undefined, start, owner);
  if (SETS_ENVIRONMENT.has(key)) walk.changes.environment.add('*');
  if (SETS_FLAGS.has(key)) walk.changes.flags.add('*');
  for (const effect of (apiFacts(key)?.effects ?? []).filter(counts))
    walk.events.push({
      effect,
      key,
      arguments: [],
      spread: false,
      start,
      end: undefined,
      owner,
      mentioned: true,
    });
}

/** What a variable is given is converted to its type. */
export function collectTyped(walk: Walk, { variable, key, owner }: TypedVariable): void {
  walk.external.add(key);
  const facts = apiFacts(key);
  if (facts?.converts !== true) return collectMention(walk, { key, start: variable.start, owner });
  const { name, start } = variable;
  const value: Identifier = { kind: 'identifier', name, start };
  walk.program.entities.set(value, { kind: 'variable', variable });
  for (const effect of facts.effects ?? []) fieldEvent(walk, effect, key, value, owner);
}

/** A method by its name alone: of each type of the standard library that has one of the name and may be there. */
export function mentionMethods(walk: Walk, name: string, { start, owner }: Mention): void {
  for (const path of walk.program.graph.standard.keys())
    for (const type of standardTypesWith(path, name))
      if (mayBeThere(walk, path, type)) collectMention(walk, { key: apiKey(path, name, type), start, owner });
}

/** Methods of package reflect that give those of a value or type, by name or by number. */
const GIVES_METHODS: ReadonlySet<string> = new Set(words('Method MethodByName Methods'));

export function isReflectedMethod(key: string): boolean {
  return packageOf(key) === 'reflect' && GIVES_METHODS.has(key.slice(key.lastIndexOf('.') + 1));
}

/** What may be a method of package reflect: a call, or one as a value, where the type of its receiver isn't known. */
export function mayReflect({ program }: Walk, name: string, { file }: FunctionInfo): boolean {
  if (!GIVES_METHODS.has(name) || !program.graph.standard.has('reflect')) return false;
  return name === 'MethodByName' || file.file.tree.imports.some(({ path }) => path === 'reflect');
}

export function noteTemplate(
  { templates }: Walk,
  kind: TemplateUse['kind'] | undefined,
  call: Call | undefined,
  start: number,
  owner: FunctionInfo,
): void {
  if (kind === undefined) return;
  const given = call?.spread === true ? undefined : call?.arguments;
  templates.push({ kind, arguments: given, start, owner });
}

/** A method is asked for by reflection: of any value that has one of that name. */
export function noteReflected(
  walk: Walk,
  name: Expression | undefined,
  start: number,
  owner: FunctionInfo,
): void {
  if (name?.kind === 'string') return callsByName(walk, name.value, start, owner);
  const which = owner.file.unit.package.own ? 'own' : 'library';
  walk.reflected[which] ??= { key: 'reflect.Value.Method', start, owner };
}

/** Needs that cost little, and are met whenever they may be. */
const CHEAP: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'tls-client',
  'time-zone',
  'user-lookup',
  'service-names',
  'protocol-names',
  'mime-types',
  'temporary-directory',
]);

/** Any method of what may be there of the standard library. */
export function mentionReflected(walk: Walk): void {
  const place = walk.reflected.own ?? walk.reflected.library;
  if (place !== undefined) mentionNamed(walk, { ...place, names: undefined, types: 'any' });
}

/**
 * Methods of what may be there of the standard library. Of what may be among the values that a library asks, or that are asked
 * under names that aren't known, only what costs little counts: no program hands it files of its own to have their directories
 * changed.
 */
export function mentionNamed(walk: Walk, { names, types, start, owner }: NamedMethods): void {
  const isOwn = owner.file.unit.package.own;
  const isAsked = (type: string): boolean => names !== undefined || types === 'any' || types.has(type);
  for (const path of walk.program.graph.standard.keys())
    for (const [name, having] of standardMethods(path))
      for (const type of having) {
        if (names?.has(name) === false || !mayBeThere(walk, path, type)) continue;
        const all = isOwn && isAsked(apiKey(path, type));
        const mention = { key: apiKey(path, name, type), start, owner };
        collectMention(walk, mention, ({ kind }) => all || CHEAP.has(kind));
      }
}

/** A value of a type takes a mention of the type, or of what gives one. */
function mayBeThere({ program, external }: Walk, path: string, type: string): boolean {
  const key = apiKey(path, type);
  if (external.has(key) || [...external].some((mentioned) => standardType(mentioned) === key)) return true;
  return program.units.some((unit) =>
    unit.files.some(
      ({ file }) =>
        file.tree.text.includes(type) && file.tree.imports.some((imported) => imported.path === path),
    ),
  );
}

/**
 * Libraries that are too large to be followed to their ends: whatever a file of theirs names of the standard library
 * may be reached.
 */
export function mentionUnread(walk: Walk): void {
  for (const unit of walk.program.units) {
    const owner = walk.program.initialisers.get(unit);
    if (unit.package.own || owner === undefined) continue;
    for (const file of unit.files) mentionTexts(walk, file, { ...owner, file });
  }
}

function mentionTexts(walk: Walk, file: FileScope, owner: FunctionInfo): void {
  for (const mention of mentionsInText(file, owner)) collectMention(walk, mention);
  const reflects = [...GIVES_METHODS].some((name) => file.file.tree.text.includes(`.${name}(`));
  if (reflects && file.file.tree.imports.some(({ path }) => path === 'reflect'))
    noteReflected(walk, undefined, 0, owner);
  if (importsTemplates(file) && mentionsExecution(file)) noteTemplate(walk, 'execution', undefined, 0, owner);
}

/** `name.Symbol` of each import, wherever it stands in the text. */
function mentionsInText(file: FileScope, owner: FunctionInfo): readonly Mention[] {
  const { text } = file.file.tree;
  const found = new Map<string, Mention>();
  for (const match of text.matchAll(/\b([A-Za-z_]\w*)\.([A-Z]\w*)/g)) {
    const [whole, alias = '', name = ''] = match;
    const imported = file.imports.get(alias);
    if (imported === undefined || imported.package.unit !== undefined) continue;
    const key = apiKey(imported.package.path, name);
    if (!found.has(key)) found.set(key, { key, start: match.index + whole.length - name.length, owner });
  }
  return [...found.values()];
}

/** Functions that set variables of the environment, and those that set flags. */
export const SETS_ENVIRONMENT: ReadonlySet<string> = new Set([
  'os.Setenv',
  'syscall.Setenv',
  'os.Unsetenv',
  'syscall.Unsetenv',
]);

export const SETS_FLAGS: ReadonlySet<string> = new Set([
  'flag.Set',
  'flag.FlagSet.Set',
  'github.com/spf13/pflag.Set',
  'github.com/spf13/pflag.FlagSet.Set',
]);
