/** The program as functions, with what is given to them and to the fields of its types. */
import { evidenceAt } from '../../../../src/split/uses/source-lines.ts';
import type { SourceEvidence } from '../../../../src/split/uses/types.ts';
import type { Module, Sources } from '../loading/modules.ts';
import { meaningOf } from './names.ts';
import { isName, isSign } from '../syntax/cursor.ts';
import { bodyOf, expressionOf } from '../syntax/expressions.ts';
import { macroBodies } from '../syntax/macro-bodies.ts';
import type { Tokens } from '../syntax/tokens.ts';
import type { Block, Expression, Field, FunctionItem, Item } from '../syntax/tree.ts';
import type { BuildSettings } from '../knowledge/types.ts';
import { add, changedFieldsIn, scopeOf, type Scope } from './scopes.ts';
import { visit } from './visit.ts';

export interface Site<Kind extends Expression['kind'] = Expression['kind']> {
  readonly expression: Extract<Expression, { kind: Kind }>;
  readonly scope: Scope;
}

export interface FieldInfo {
  readonly field: Field;
  readonly derives: ReadonlySet<string>;
  readonly module: Module;
}

export interface Program {
  readonly sources: Sources;
  readonly settings: BuildSettings;
  readonly scopes: readonly Scope[];
  /** By the last name of what is called. */
  readonly calls: ReadonlyMap<string, readonly Site<'call'>[]>;
  readonly methods: ReadonlyMap<string, readonly Site<'method'>[]>;
  readonly methodsIn: ReadonlyMap<Scope, readonly Site<'method'>[]>;
  readonly macros: readonly Site<'macro'>[];
  /** Paths of one name that are no callee. */
  readonly uses: readonly Site<'path'>[];
  /** Last names of paths that are no callee. */
  readonly values: ReadonlySet<string>;
  /** What fields are given, by their names. */
  readonly given: ReadonlyMap<string, readonly { readonly value: Expression; readonly scope: Scope }[]>;
  readonly fields: ReadonlyMap<string, readonly FieldInfo[]>;
  /** Fields whose values are changed in place. */
  readonly changedFields: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, readonly Scope[]>;
  readonly constants: ReadonlyMap<string, readonly Scope[]>;
}

/** Attributes that leave a function as it is; others may hand it to code that calls it. Source: The Rust Reference, "Attributes". */
const plainAttributes: ReadonlySet<string> = new Set(
  (
    'allow warn deny forbid expect doc inline cold must_use deprecated cfg cfg_attr track_caller target_feature ' +
    'instrument async_recursion rustfmt clippy derive repr non_exhaustive'
  ).split(' '),
);

interface Building {
  readonly scopes: Scope[];
  readonly constants: Map<string, Scope[]>;
  readonly fields: Map<string, FieldInfo[]>;
}

export function programOf(sources: Sources, settings: BuildSettings): Program {
  const building: Building = { scopes: [], constants: new Map(), fields: new Map() };
  for (const module of sources.modules)
    for (const item of module.items) addItem(item, module, undefined, building);
  const index = indexOf(building.scopes, sources);
  const functions = grouped(
    building.scopes.flatMap((scope) =>
      scope.function === undefined ? [] : [[scope.function.name, scope] as const],
    ),
  );
  return {
    sources,
    settings,
    scopes: building.scopes,
    ...index,
    fields: building.fields,
    changedFields: changedFieldsIn(building.scopes),
    functions,
    constants: building.constants,
  };
}

function grouped<Item>(pairs: readonly (readonly [string, Item])[]): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const [key, item] of pairs) add(groups, key, item);
  return groups;
}

function addItem(item: Item, module: Module, within: 'type' | 'trait' | undefined, building: Building): void {
  switch (item.kind) {
    case 'function':
      addFunction(item, item.attributes, module, within, building);
      return;
    case 'constant': {
      if (item.value === undefined) return;
      const value = expressionOf(item.value);
      const scope = scopeOf(
        module,
        undefined,
        { kind: 'block', statements: [], value, start: value.start },
        false,
      );
      building.scopes.push(scope);
      // What a `static mut` is set to is not followed.
      if (!item.mutable) add(building.constants, item.name, scope);
      addNested(scope, building);
      return;
    }
    case 'type': {
      const derives = derivesOf(item.attributes);
      for (const field of item.fields) add(building.fields, field.name, { field, derives, module });
      return;
    }
    case 'implementation':
    case 'trait':
      for (const inner of item.items) {
        if (isWithin(inner.start, module)) continue;
        addItem(
          inner,
          module,
          item.kind === 'trait' || item.trait !== undefined ? 'trait' : 'type',
          building,
        );
      }
      return;
    case 'macro-item':
      addMacroItem(item, module, building);
      return;
    case 'macro-definition':
      addMacroDefinition(item, module, building);
      return;
    case 'use':
    case 'module':
    case 'alias':
    case 'foreign':
    case 'extern-crate':
    case 'other':
  }
}

/** Of tests. */
function isWithin(offset: number, { source }: Module): boolean {
  return source.ofTests.some(([start, end]) => start <= offset && offset < end);
}

/** `lazy_static! { static ref NAME: T = value; }`, `cfg_if! { … }`, and what else a macro makes of items and values. */
function addMacroItem(
  { tokens, segments, start }: Extract<Item, { kind: 'macro-item' }>,
  module: Module,
  building: Building,
): void {
  const scope = scopeOf(
    module,
    undefined,
    {
      kind: 'block',
      statements: [],
      value: { kind: 'macro', segments, bracket: '{', tokens, start },
      start,
    },
    true,
  );
  building.scopes.push(scope);
  addNested(scope, building);
  for (const [name, value] of lazyValues(tokens)) {
    const expression = expressionOf(value);
    const body: Block = { kind: 'block', statements: [], value: expression, start: expression.start };
    add(building.constants, name, scopeOf(module, undefined, body, false));
  }
}

/** What it expands to is read where it is defined: what it is given isn't known there. Functions in it are of any name. */
function addMacroDefinition(
  { tokens }: Extract<Item, { kind: 'macro-definition' }>,
  module: Module,
  building: Building,
): void {
  for (const body of macroBodies(tokens))
    building.scopes.push({ ...scopeOf(module, undefined, bodyOf(body), true), expanded: true });
}

/** `static ref NAME: T = value;`. */
function lazyValues(tokens: Tokens): readonly (readonly [string, Tokens])[] {
  return tokens.flatMap((token, index) => {
    const name = tokens[index + 1];
    if (!isName(token, 'ref') || name?.kind !== 'name') return [];
    const from = tokens.findIndex((other, at) => at > index && isSign(other, '='));
    const to = tokens.findIndex((other, at) => at > index && isSign(other, ';'));
    return from < 0 || to < from ? [] : [[name.text, tokens.slice(from + 1, to)] as const];
  });
}

function addFunction(
  item: FunctionItem,
  attributes: readonly Tokens[],
  module: Module,
  within: 'type' | 'trait' | undefined,
  building: Building,
): void {
  const marked = attributes.some(
    (tokens) => tokens[0]?.kind === 'name' && !plainAttributes.has(tokens[0].text),
  );
  const scope = scopeOf(
    module,
    item,
    bodyOf(item.body ?? []),
    within === 'trait' || marked,
    within !== undefined,
  );
  building.scopes.push(scope);
  addNested(scope, building);
}

/** Functions, types and constants in the body of a function. */
function addNested(scope: Scope, building: Building): void {
  if (scope.body === undefined) return;
  visit(scope.body, {
    item: (item) => {
      if (!item.attributes.some(([first]) => isName(first, 'cfg') || isName(first, 'test')))
        addItem(item, scope.module, undefined, building);
    },
  });
}

function derivesOf(attributes: readonly Tokens[]): ReadonlySet<string> {
  return new Set(
    attributes.flatMap((tokens) => {
      const [first, group] = tokens;
      return isName(first, 'derive') && group?.kind === 'group'
        ? group.tokens.flatMap((token) => (token.kind === 'name' ? [token.text] : []))
        : [];
    }),
  );
}

type Index = Pick<Program, 'calls' | 'methods' | 'methodsIn' | 'macros' | 'uses' | 'values' | 'given'>;

function indexOf(scopes: readonly Scope[], sources: Sources): Index {
  const calls = new Map<string, Site<'call'>[]>();
  const methods = new Map<string, Site<'method'>[]>();
  const methodsIn = new Map<Scope, Site<'method'>[]>();
  const given = new Map<string, { readonly value: Expression; readonly scope: Scope }[]>();
  const macros: Site<'macro'>[] = [];
  const values = new Set<string>();
  const uses: Site<'path'>[] = [];
  const of = (scope: Scope, expression: Expression, isCallee: boolean): void => {
    switch (expression.kind) {
      case 'call': {
        if (expression.callee.kind !== 'path') return;
        for (const name of namesOf(expression.callee.segments, scope, sources))
          add(calls, name, { expression, scope });
        return;
      }
      case 'method':
        add(methods, expression.name, { expression, scope });
        add(methodsIn, scope, { expression, scope });
        return;
      case 'macro':
        macros.push({ expression, scope });
        return;
      case 'path':
        if (expression.segments.length === 1) uses.push({ expression, scope });
        if (isCallee || isLocal(expression.segments, scope)) return;
        for (const name of namesOf(expression.segments, scope, sources)) values.add(name);
        return;
      case 'struct':
        for (const { name, value } of expression.fields) add(given, name, { value, scope });
        return;
      case 'assignment':
        if (expression.target.kind === 'field')
          add(given, expression.target.name, { value: expression.value, scope });
        return;
      default:
    }
  };
  for (const scope of scopes) {
    if (scope.body !== undefined)
      visit(scope.body, { expression: (expression, isCallee) => of(scope, expression, isCallee) });
  }
  return { calls, methods, methodsIn, macros, uses, values, given };
}

/** The name of what a path stands for: as it is written, and as it is declared (`use list::read as load`). */
function namesOf(segments: readonly string[], { module }: Scope, sources: Sources): ReadonlySet<string> {
  const declared = meaningOf(segments, module, sources).own.map(({ rest }) => rest.at(-1));
  return new Set([segments.at(-1), ...declared].flatMap((name) => name ?? []));
}

function isLocal([first = '', second]: readonly string[], { locals }: Scope): boolean {
  return second === undefined && locals.has(first);
}

/** The line that an expression starts on. */
export function evidenceOf(module: Module, offset: number): SourceEvidence {
  return evidenceAt(module.source.lines, offset);
}
