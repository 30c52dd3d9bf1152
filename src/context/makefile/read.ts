/** Reads a makefile into variables and rules (GNU make manual, "How make Reads a Makefile"). */
import { closing, expand, newBudget, valueOf } from './expand.ts';
import { printedInShell } from './functions.ts';
import { logicalLines, recipeText, syntaxText } from './logical-lines.ts';
import {
  unknownValue,
  type MakeCall,
  type Makefile,
  type MakeProblem,
  type MakeRule,
  type Operator,
  type SourceLine,
  type Variable,
  type VariableSetting,
  type Budget,
  type MakeScope,
} from './types.ts';
import { wordsOf } from './words-and-patterns.ts';

/** Makefiles that include each other go no deeper. */
const deepestInclude = 10;

/** Whether the lines of a conditional count; `unknown` when its condition can't be decided. */
type Active = 'yes' | 'no' | 'unknown';

interface Conditional {
  readonly active: Active;
  /** Whether one of its branches before this one counted. */
  readonly taken: Active;
  /** Whether the place it stands in counts. */
  readonly outer: Active;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenRule = Mutable<MakeRule> & { readonly recipe: SourceLine[] };

/** What is read so far. It changes while one makefile is read, and is closed over by nothing else. */
interface Reading {
  readonly call: MakeCall;
  readonly budget: Budget;
  readonly variables: Map<string, Variable>;
  readonly rules: OpenRule[];
  readonly targetVariables: Map<string, VariableSetting[]>;
  readonly phony: Set<string>;
  readonly exported: { all: boolean; readonly names: Set<string> };
  readonly problems: MakeProblem[];
  readonly uncertain: Map<string, MakeProblem>;
  unread: boolean;
  defaultGoal: string | undefined;
  oneShell: boolean;
  /** Recipe lines go to this rule; undefined where a recipe can't be; `skipped` where its rule was not understood. */
  open: OpenRule | 'skipped' | undefined;
  conditionals: readonly Conditional[];
  definition: { readonly setting: VariableSetting; readonly lines: string[]; nested: number } | undefined;
}

/** Reads the makefile of a call. */
export function readMakefile(text: string, call: MakeCall, budget = newBudget()): Makefile {
  const file = call.file ?? 'Makefile';
  const reading: Reading = {
    call,
    budget,
    variables: initialVariables(call, file),
    rules: [],
    targetVariables: new Map(),
    phony: new Set(),
    exported: { all: false, names: new Set() },
    problems: [],
    uncertain: new Map(),
    unread: call.unread === true,
    defaultGoal: undefined,
    oneShell: false,
    open: undefined,
    conditionals: [],
    definition: undefined,
  };
  readLines(reading, text, file, 0);
  const goal = valueOf('.DEFAULT_GOAL', scopeOf(reading)).trim();
  return { ...reading, defaultGoal: goal === '' ? reading.defaultGoal : goal };
}

/** Variables that make has before it reads anything ("Variables Used by Implicit Rules" and "Other Special Variables"). */
function initialVariables(call: MakeCall, file: string): Map<string, Variable> {
  const defaults = {
    MAKE: 'make',
    SHELL: '/bin/sh',
    '.SHELLFLAGS': '-c',
    CURDIR: call.directory ?? unknownValue,
    MAKEFILE_LIST: ` ${file}`,
    MAKECMDGOALS: call.targets.join(' '),
    CC: 'cc',
    CXX: 'g++',
    AR: 'ar',
    RM: 'rm -f',
  };
  // make does not take SHELL from the environment.
  const environment = Object.entries(call.environment).filter(([name]) => name !== 'SHELL');
  const all: readonly (readonly [string, Variable])[] = [
    ...Object.entries(defaults).map(([name, text]) => variable(name, text, 'default')),
    ...environment.map(([name, text]) => variable(name, text, 'environment')),
    ...Object.entries(call.variables).map(([name, text]) => variable(name, text, 'command line')),
  ];
  return new Map(all);
}

function variable(name: string, text: string, origin: Variable['origin']): readonly [string, Variable] {
  // On the command line `NAME=value` is recursive; the environment is taken as it is.
  return [name, { flavor: origin === 'command line' ? 'recursive' : 'simple', text, origin }];
}

function scopeOf(reading: Reading): MakeScope {
  return {
    variables: reading.variables,
    call: reading.call,
    unread: reading.unread,
    depth: 0,
    budget: reading.budget,
  };
}

function problem(reading: Reading, source: SourceLine, message: string): void {
  reading.problems.push({ message, file: source.file, line: source.line });
}

/** Notes what isn't known of some targets alone. */
function doubt(reading: Reading, source: SourceLine, targets: readonly string[], message: string): void {
  for (const target of targets)
    reading.uncertain.set(target, { message, file: source.file, line: source.line });
}

function readLines(reading: Reading, text: string, file: string, depth: number): void {
  for (const source of logicalLines(text, file)) readLine(reading, source, depth);
}

function readLine(reading: Reading, source: SourceLine, depth: number): void {
  if (reading.definition !== undefined) {
    readDefinitionLine(reading, reading.definition, source);
    return;
  }
  if (source.text.startsWith('\t') && reading.open !== undefined) {
    addRecipe(reading, { ...source, text: recipeText(source.text) });
    return;
  }
  const text = syntaxText(source.text);
  if (text === '' || readConditional(reading, text)) return;
  const active = activeNow(reading);
  if (active === 'no') return;
  readSyntax(reading, { ...source, text }, depth, active === 'yes');
}

function addRecipe(reading: Reading, line: SourceLine): void {
  const active = activeNow(reading);
  if (active === 'unknown' && reading.open !== 'skipped') {
    doubt(
      reading,
      line,
      reading.open?.targets ?? [],
      'a recipe line depends on a condition that is not known',
    );
  }
  if (active === 'yes' && reading.open !== 'skipped') reading.open?.recipe.push(line);
}

function activeNow(reading: Reading): Active {
  return reading.conditionals.at(-1)?.active ?? 'yes';
}

// ── Conditionals ─────────────────────────────────────────────────────────────────────────────────────────────

/** Whether the line was (part of) a conditional. */
function readConditional(reading: Reading, text: string): boolean {
  const [word = '', rest = ''] = firstWord(text);
  if (word === 'endif') {
    reading.conditionals = reading.conditionals.slice(0, -1);
    return true;
  }
  if (word === 'else') {
    const current = reading.conditionals.at(-1);
    if (current === undefined) return true;
    const decided = rest === '' ? 'yes' : decide(reading, rest);
    reading.conditionals = [
      ...reading.conditionals.slice(0, -1),
      branch(current.outer, current.taken, decided),
    ];
    return true;
  }
  if (!conditionWords.has(word)) return false;
  const outer = activeNow(reading);
  reading.conditionals = [
    ...reading.conditionals,
    branch(outer, 'no', outer === 'no' ? 'no' : decide(reading, text)),
  ];
  return true;
}

const conditionWords: ReadonlySet<string> = new Set(['ifeq', 'ifneq', 'ifdef', 'ifndef']);

function branch(outer: Active, taken: Active, condition: Active): Conditional {
  if (outer === 'no' || taken === 'yes') return { outer, taken, active: 'no' };
  const active =
    condition === 'no' ? 'no' : outer === 'unknown' || taken === 'unknown' ? 'unknown' : condition;
  return { outer, taken: condition === 'no' ? taken : taken === 'unknown' ? 'unknown' : condition, active };
}

function decide(reading: Reading, text: string): Active {
  const [word = '', rest = ''] = firstWord(text);
  const scope = scopeOf(reading);
  if (word === 'ifdef' || word === 'ifndef') {
    const name = expand(rest, scope).trim();
    if (name.includes(unknownValue)) return 'unknown';
    const value = reading.variables.get(name)?.text ?? '';
    if (value === unknownValue || (value === '' && reading.unread)) return 'unknown';
    return (value !== '') === (word === 'ifdef') ? 'yes' : 'no';
  }
  const sides = word === 'ifeq' || word === 'ifneq' ? comparedSides(rest) : undefined;
  if (sides === undefined) return 'unknown';
  const [left, right] = sides.map((side) => expand(side, scope));
  if (left === undefined || right === undefined) return 'unknown';
  if (left.includes(unknownValue) || right.includes(unknownValue)) return 'unknown';
  return (left === right) === (word === 'ifeq') ? 'yes' : 'no';
}

/** `(a,b)`, `"a" "b"`, `'a' 'b'`. */
function comparedSides(text: string): readonly [string, string] | undefined {
  if (text.startsWith('(')) {
    const end = closing(text, 0);
    const inside = end === undefined ? '' : text.slice(1, end);
    const comma = commaOutside(inside);
    return comma === -1 ? undefined : [inside.slice(0, comma).trim(), inside.slice(comma + 1).trim()];
  }
  const quoted = /^(["'])(.*?)\1\s+(["'])(.*)\3$/s.exec(text);
  const [, , left, , right] = quoted ?? [];
  return left === undefined || right === undefined ? undefined : [left, right];
}

function commaOutside(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '(' || character === '{') depth += 1;
    else if (character === ')' || character === '}') depth -= 1;
    else if (character === ',' && depth === 0) return at;
  }
  return -1;
}

// ── Directives, variables, rules ─────────────────────────────────────────────────────────────────────────────

function readSyntax(reading: Reading, source: SourceLine, depth: number, certain: boolean): void {
  const [word = '', rest = ''] = firstWord(source.text);
  if (word === 'include' || word === '-include' || word === 'sinclude') {
    reading.open = undefined;
    include(reading, source, rest, { optional: word !== 'include', certain, depth });
    return;
  }
  if (word === 'vpath' || word === 'load' || word === '-load') {
    problem(reading, source, `"${word}" is not followed`);
    return;
  }
  if (word === 'undefine') {
    reading.variables.delete(expand(rest, scopeOf(reading)).trim());
    return;
  }
  if (word === 'unexport') {
    for (const name of wordsOf(expand(rest, scopeOf(reading)))) reading.exported.names.delete(name);
    return;
  }
  if (readSetting(reading, source, certain)) {
    reading.open = undefined;
    return;
  }
  if (word === 'export') {
    if (rest === '') reading.exported.all = true;
    for (const name of wordsOf(expand(rest, scopeOf(reading)))) reading.exported.names.add(name);
    return;
  }
  readRule(reading, source, depth, certain);
}

function include(
  reading: Reading,
  source: SourceLine,
  names: string,
  how: { readonly optional: boolean; readonly certain: boolean; readonly depth: number },
): void {
  for (const name of wordsOf(expand(names, scopeOf(reading)))) {
    const text = name.includes(unknownValue) ? undefined : reading.call.files?.read(name);
    if (!how.certain || how.depth >= deepestInclude) {
      problem(reading, source, `whether ${name} is included is not known`);
    } else if (text !== undefined) {
      const list = reading.variables.get('MAKEFILE_LIST')?.text ?? '';
      reading.variables.set('MAKEFILE_LIST', { flavor: 'simple', text: `${list} ${name}`, origin: 'file' });
      readLines(reading, text, name, how.depth + 1);
      reading.open = undefined;
    } else if (!how.optional || reading.call.files === undefined || /[*?[\uFFFC]/.test(name)) {
      problem(reading, source, `the included file ${name.replaceAll(unknownValue, '…')} was not read`);
      reading.unread = true;
    }
  }
}

/** Whether the line sets a variable: `NAME = …`, `export NAME := …`, `override NAME += …`, `define NAME`. */
function readSetting(reading: Reading, source: SourceLine, certain: boolean): boolean {
  const { text, modifiers } = withoutModifiers(source.text);
  const [word = '', rest = ''] = firstWord(text);
  if (word === 'define') {
    const operator = /(?::{1,3}|[?+!])?=$/.exec(rest)?.[0] ?? '';
    const name = rest.slice(0, rest.length - operator.length).trim();
    const setting = {
      name: expand(name, scopeOf(reading)).trim(),
      operator: operatorOf(operator),
      text: '',
      override: modifiers.has('override'),
    };
    reading.definition = {
      setting: certain ? setting : { ...setting, text: unknownValue },
      lines: [],
      nested: 0,
    };
    return true;
  }
  const found = splitSetting(text);
  if (found === undefined) return false;
  const name = expand(found.name, scopeOf(reading)).trim();
  if (modifiers.has('export')) reading.exported.names.add(name);
  set(reading, { ...found, name, override: modifiers.has('override') }, certain);
  return true;
}

function withoutModifiers(text: string): { readonly text: string; readonly modifiers: ReadonlySet<string> } {
  const modifiers = new Set<string>();
  let left = text;
  for (
    let [word = '', rest = ''] = firstWord(left);
    modifierWords.has(word) && rest !== '';
    [word = '', rest = ''] = firstWord(left)
  ) {
    modifiers.add(word);
    left = rest;
  }
  return { text: left, modifiers };
}

const modifierWords: ReadonlySet<string> = new Set(['export', 'override', 'private']);

/** The parts of `NAME op value`; undefined for a rule. A colon that isn't part of an operator comes first in a rule. */
export function splitSetting(text: string): Omit<VariableSetting, 'override'> | undefined {
  const at = firstOutside(text, ':=');
  if (at === undefined) return undefined;
  const operator = /^:{0,3}=/.exec(text.slice(at))?.[0];
  if (operator === undefined) return undefined;
  const before = text[at - 1] ?? '';
  const joined = operator === '=' && (before === '?' || before === '+' || before === '!');
  const name = text.slice(0, joined ? at - 1 : at).trim();
  if (name === '' || /\s/.test(name.replaceAll(/\$[({][^(){}]*[)}]/g, ''))) return undefined;
  return {
    name,
    operator: operatorOf(joined ? `${before}=` : operator),
    text: text.slice(at + operator.length).trimStart(),
  };
}

const operators: readonly Operator[] = ['=', ':=', '::=', ':::=', '?=', '+=', '!='];

function operatorOf(text: string): Operator {
  return operators.find((operator) => operator === text) ?? '=';
}

/** Offset of the first of the characters that is not inside a `$(…)` or `${…}`. */
function firstOutside(text: string, characters: string): number | undefined {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
      const end = closing(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (characters.includes(text[at] ?? ' ')) {
      return at;
    }
  }
  return undefined;
}

function readDefinitionLine(
  reading: Reading,
  definition: NonNullable<Reading['definition']>,
  source: SourceLine,
): void {
  const [word] = firstWord(syntaxText(source.text));
  if (word === 'define') definition.nested += 1;
  if (word === 'endef') {
    if (definition.nested === 0) {
      const { setting, lines } = definition;
      reading.definition = undefined;
      if (activeNow(reading) !== 'no') {
        set(
          reading,
          setting.text === unknownValue ? setting : { ...setting, text: lines.join('\n') },
          setting.text !== unknownValue,
        );
      }
      return;
    }
    definition.nested -= 1;
  }
  definition.lines.push(source.text);
}

function set(reading: Reading, setting: VariableSetting, certain: boolean): void {
  const next = certain
    ? appliedSetting(setting, scopeOf(reading))
    : ({ flavor: 'simple', text: unknownValue, origin: 'file' } as const);
  const fixed = reading.variables.get(setting.name)?.origin === 'command line' && !setting.override;
  if (next !== undefined && !fixed) reading.variables.set(setting.name, next);
}

/** The variable after a setting; undefined when it stays as it is. */
export function appliedSetting(setting: VariableSetting, scope: MakeScope): Variable | undefined {
  const existing = scope.variables.get(setting.name);
  if (existing?.origin === 'command line' && !setting.override) return undefined;
  const origin = setting.override ? 'override' : 'file';
  switch (setting.operator) {
    case '?=':
      if (existing !== undefined) return undefined;
      return scope.unread
        ? { flavor: 'simple', text: unknownValue, origin }
        : { flavor: 'recursive', text: setting.text, origin };
    case ':=':
    case '::=':
    case ':::=':
      return { flavor: 'simple', text: expand(setting.text, scope), origin };
    case '!=':
      return { flavor: 'recursive', text: printedInShell(expand(setting.text, scope), scope.call), origin };
    case '+=': {
      if (existing === undefined) return { flavor: 'recursive', text: setting.text, origin };
      const added = existing.flavor === 'simple' ? expand(setting.text, scope) : setting.text;
      return { ...existing, text: existing.text === '' ? added : `${existing.text} ${added}`, origin };
    }
    case '=':
      return { flavor: 'recursive', text: setting.text, origin };
  }
}

/** `$(eval …)` adds its lines where it stands. */
function evaluating(reading: Reading, source: SourceLine, depth: number, scope: MakeScope): MakeScope {
  const evaluate = (text: string): void => {
    if (depth >= deepestInclude) {
      problem(reading, source, 'what this line adds is not followed');
      return;
    }
    reading.open = undefined;
    for (const line of logicalLines(text, source.file))
      readLine(reading, { ...line, line: source.line }, depth + 1);
    reading.open = undefined;
  };
  return { ...scope, evaluate };
}

function readRule(reading: Reading, source: SourceLine, depth: number, certain: boolean): void {
  const scope = scopeOf(reading);
  const colon = firstOutside(source.text, ':');
  if (colon === undefined) {
    // What else a line that is one reference expands to is makefile text, too: what it would add isn't known.
    const left = expand(source.text, certain ? evaluating(reading, source, depth, scope) : scope).trim();
    if (left !== '') problem(reading, source, 'this line adds something that is not known');
    return;
  }
  reading.open = 'skipped';
  const doubleColon = source.text[colon + 1] === ':';
  const targets = wordsOf(expand(source.text.slice(0, colon).replace(/&$/, ''), scope));
  const rest = source.text.slice(colon + (doubleColon ? 2 : 1)).trim();
  if (targets.some((target) => target.includes(unknownValue))) {
    problem(reading, source, 'the targets of this rule are not known');
    return;
  }
  if (!certain) {
    doubt(
      reading,
      source,
      targets,
      `a rule for ${targets.join(' ')} depends on a condition that is not known`,
    );
    if (reading.defaultGoal === undefined && reading.call.targets.length === 0) {
      problem(reading, source, 'whether this is the first target depends on a condition that is not known');
    }
    return;
  }
  const specific = targetSetting(rest, scope);
  if (specific !== undefined) {
    for (const target of targets) {
      reading.targetVariables.set(target, [...(reading.targetVariables.get(target) ?? []), specific]);
    }
    return;
  }
  const semicolon = firstOutside(rest, ';');
  const rule = ruleOf(
    { ...source, text: semicolon === undefined ? rest : rest.slice(0, semicolon) },
    targets,
    doubleColon,
    scope,
  );
  reading.open = rule;
  if (semicolon !== undefined) rule.recipe.push({ ...source, text: rest.slice(semicolon + 1).trimStart() });
  if (readSpecialTarget(reading, rule)) return;
  reading.rules.push(rule);
  reading.defaultGoal ??= targets.find(
    (target) => !target.includes('%') && (!target.startsWith('.') || target.includes('/')),
  );
}

function targetSetting(rest: string, scope: MakeScope): VariableSetting | undefined {
  const { text, modifiers } = withoutModifiers(rest);
  const found = splitSetting(text);
  if (found === undefined) return undefined;
  return { ...found, name: expand(found.name, scope).trim(), override: modifiers.has('override') };
}

function ruleOf(
  source: SourceLine,
  targets: readonly string[],
  doubleColon: boolean,
  scope: MakeScope,
): OpenRule {
  const expanded = expand(source.text, scope);
  const staticPattern = /^([^:|]*):(?!=)(.*)$/s.exec(expanded);
  const [, pattern = '', behind = ''] = staticPattern ?? ['', '', expanded];
  const [normal = '', order = ''] = (staticPattern === null ? expanded : behind).split('|', 2);
  return {
    targets,
    prerequisites: wordsOf(normal),
    orderOnly: wordsOf(order),
    targetPattern: staticPattern === null ? undefined : pattern.trim(),
    recipe: [],
    doubleColon,
    file: source.file,
    line: source.line,
  };
}

/** Special targets that say something about make itself. */
function readSpecialTarget(reading: Reading, rule: MakeRule): boolean {
  if (rule.targets.includes('.ONESHELL')) reading.oneShell = true;
  if (rule.targets.includes('.EXPORT_ALL_VARIABLES')) reading.exported.all = true;
  if (rule.targets.includes('.PHONY')) for (const name of rule.prerequisites) reading.phony.add(name);
  if (rule.targets.includes('.SECONDEXPANSION')) {
    reading.problems.push({ message: '.SECONDEXPANSION is not followed', file: rule.file, line: rule.line });
  }
  return rule.targets.every((target) => /^\.[A-Z_]+$/.test(target));
}

/** The first word of a line and what follows it. */
function firstWord(text: string): readonly [string, string] {
  const space = text.search(/[\s(]/);
  if (space === -1) return [text, ''];
  return [text.slice(0, space), text.slice(space).trim()];
}
