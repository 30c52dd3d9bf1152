/** What a script starts and looks at: the needs of an entry script. */
import { posix } from 'node:path';
import { builtins } from './builtins.ts';
import { parseShell } from './parse.ts';
import type { Script, SimpleCommand, Span, Statement, Value, Word } from './types.ts';
import { childStatements, everyStatement, flattenAndOr, ownWords, wordScripts } from './walk.ts';
import { expandText, expandWord, literalText, type Scope } from './expand-words.ts';
import { wrappedBy } from './wrappers.ts';

/** A program that a script may start. */
export interface ScriptCommand {
  /** As the script calls it: a name to look up on PATH, or a path. */
  readonly name: string;
  /** All words, the name first. */
  readonly words: readonly Value[];
  /** Where it stands in the script; a command in an inner script (`sh -c`, `trap`) has the place of the outer one. */
  readonly span: Span;
  /** In a branch, a loop or a function, or behind `&&` or `||`. */
  readonly conditional: boolean;
  /** Started with `exec`: the shell is gone then. */
  readonly exec: boolean;
  /** Where the script is then, seen from where it started; '' for there. */
  readonly directory: Value;
}

/** A command whose name the script alone doesn't tell. */
export interface UnresolvedCommand {
  /** As written. */
  readonly text: string;
  readonly because: string;
  readonly span: Span;
}

/** A file that a script names. */
export interface ScriptFile {
  readonly use: 'source' | 'test' | 'read' | 'write';
  readonly path: Value;
  readonly span: Span;
}

export interface Interpreter {
  /** The program after `#!`. */
  readonly path: string;
  /** What runs the script: the same, or what `env` looks up on PATH. */
  readonly program: string;
  readonly arguments: readonly string[];
}

export interface ScriptFacts {
  /** undefined without a `#!` line. */
  readonly interpreter: Interpreter | undefined;
  /** False when the script could not be read to the end: it may do more than is listed. */
  readonly complete: boolean;
  readonly commands: readonly ScriptCommand[];
  readonly unresolved: readonly UnresolvedCommand[];
  /** It runs its own arguments (`exec "$@"`): the CMD is a command line of its own. */
  readonly startsArguments: boolean;
  /** It may put a command in front of its arguments first (`set -- server "$@"`): they alone need not be one. */
  readonly replacesArguments: boolean;
  /** The command that the script comes to at its end, if that is one certain command. */
  readonly last: ScriptCommand | undefined;
  /** Variables whose values it uses. */
  readonly reads: ReadonlySet<string>;
  /** Variables it sets. */
  readonly assigns: ReadonlySet<string>;
  readonly files: readonly ScriptFile[];
  /** Functions it defines: their names are no commands, in what sources it neither. */
  readonly functions: ReadonlySet<string>;
  /** Where it changes to (`cd`). */
  readonly directories: readonly Value[];
}

export interface ScriptSurroundings {
  /** Values of variables in the container; undefined for a variable that isn't set or not known. */
  readonly lookup?: (name: string) => Value | undefined;
}

/** Reads a script in a language of the shell family, from its `#!` line to its last command. */
export function readScript(text: string, surroundings: ScriptSurroundings = {}): ScriptFacts {
  const script = parseShell(text);
  const found = survey(script, surroundings);
  return {
    interpreter: parseInterpreter(text),
    complete: found.complete,
    commands: found.commands,
    unresolved: found.unresolved,
    startsArguments: found.startsArguments,
    replacesArguments: found.replacesArguments,
    last: lastCommand(script, found.commands),
    reads: found.reads,
    assigns: found.assigns,
    files: found.files,
    functions: functionsOf(script),
    directories: found.directories,
  };
}

function functionsOf(script: Script): ReadonlySet<string> {
  return new Set(
    [...everyStatement(script)].flatMap((statement) =>
      statement.kind === 'function' ? [statement.name] : [],
    ),
  );
}

/** Every program that a script may start anywhere in it: no built-ins, no functions of its own. */
export function commandsOf(script: Script, surroundings: ScriptSurroundings = {}): readonly ScriptCommand[] {
  return survey(script, surroundings).commands;
}

/** Whether these options make a shell end with the first command that fails: `-e`, `-eux`, `-o errexit`. */
export function exitsOnError(options: readonly (string | undefined)[]): boolean {
  return options.some(
    (option = '', index) =>
      /^-[a-zA-Z]*e[a-zA-Z]*$/.test(option) ||
      (option === 'errexit' && /^-[a-zA-Z]*o$/.test(options[index - 1] ?? '')),
  );
}

/** What a script's `#!` line names. Linux passes what follows the path as one argument; `env -S` takes it apart (env(1)). */
export function parseInterpreter(text: string): Interpreter | undefined {
  const line = /^#![ \t]*([^\n\r]*)/.exec(text)?.[1]?.trim();
  if (line === undefined || line === '') return undefined;
  const [path = '', ...given] = line.split(/[ \t]+/);
  if (path.replace(/^.*\//, '') !== 'env') return { path, program: path, arguments: given };
  const words = given.filter((word) => word !== '-S' && !/^[A-Za-z_]\w*=/.test(word));
  const [program, ...rest] = words.map((word) => word.replace(/^-S/, ''));
  return program === undefined
    ? { path, program: path, arguments: given }
    : { path, program, arguments: rest };
}

// ── The survey ───────────────────────────────────────────────────────────────────────────────────────────────

interface Findings {
  complete: boolean;
  startsArguments: boolean;
  replacesArguments: boolean;
  readonly commands: ScriptCommand[];
  readonly unresolved: UnresolvedCommand[];
  readonly files: ScriptFile[];
  readonly directories: Value[];
  readonly reads: Set<string>;
  readonly assigns: Set<string>;
}

/** What holds for a statement through the statements around it. */
interface Circumstance {
  readonly conditional: boolean;
  /** Set in an inner script: the place of the command that has it. */
  readonly span: Span | undefined;
  readonly functions: ReadonlySet<string>;
  readonly scope: Scope;
  /** Scripts in scripts. */
  readonly depth: number;
  /** Where the shell is; commands that are run by the same shell share it. */
  readonly place: { directory: Value };
}

const MAX_DEPTH = 8;

function survey(script: Script, surroundings: ScriptSurroundings): Findings {
  const findings: Findings = {
    complete: true,
    startsArguments: false,
    replacesArguments: false,
    commands: [],
    unresolved: [],
    files: [],
    directories: [],
    reads: new Set(),
    assigns: new Set(),
  };
  const constants = new Map<string, Value>();
  surveyScript(script, findings, constants, {
    conditional: false,
    span: undefined,
    functions: new Set(),
    scope: scopeOf(constants, variablesSetIn(script), surroundings),
    depth: 0,
    place: { directory: { text: '' } },
  });
  return findings;
}

/** A variable that the script sets has the value it was given, if that is certain; others come from outside. */
function scopeOf(
  constants: ReadonlyMap<string, Value>,
  setInScript: ReadonlyMap<string, number>,
  surroundings: ScriptSurroundings,
): Scope {
  return {
    lookup: (name) => {
      const constant = constants.get(name);
      if (constant !== undefined) return constant;
      return setInScript.has(name) ? unknown(name) : (surroundings.lookup?.(name) ?? unknown(name));
    },
  };
}

function unknown(name: string): Value {
  return { text: undefined, because: `$${name}` };
}

function surveyScript(
  script: Script,
  findings: Findings,
  constants: Map<string, Value>,
  around: Circumstance,
): void {
  if (!script.complete) findings.complete = false;
  const functions = new Set(around.functions);
  for (const statement of everyStatement(script)) {
    if (statement.kind === 'function') functions.add(statement.name);
  }
  const counts = variablesSetIn(script);
  for (const name of counts.keys()) findings.assigns.add(name);
  const visit = (statement: Statement, here: Circumstance): void => {
    for (const word of ownWords(statement)) {
      for (const name of variablesIn(word)) findings.reads.add(name);
      for (const inner of wordScripts(word)) {
        const place = { ...here.place };
        for (const item of inner.statements) visit(item, { ...here, conditional: true, place });
      }
    }
    if (statement.kind === 'command') {
      surveyCommand(statement, script, findings, constants, here);
      if (!here.conditional && statement.words.length === 0) learn(statement, counts, constants, here.scope);
      return;
    }
    redirectedFiles(statement, findings, here);
    visitChildren(statement, here, visit);
  };
  for (const statement of script.statements) visit(statement, { ...around, functions });
}

function visitChildren(
  statement: Statement,
  here: Circumstance,
  visit: (statement: Statement, here: Circumstance) => void,
): void {
  /** What may be left out: where it leads to is not certain afterwards. */
  const branch = (statements: readonly Statement[]): void => {
    const place = { ...here.place };
    for (const item of statements) visit(item, { ...here, conditional: true, place });
    if (place.directory !== here.place.directory) here.place.directory = unknown('cd');
  };
  switch (statement.kind) {
    case 'and-or': {
      const { first, rest } = flattenAndOr(statement);
      visit(first, here);
      branch(rest.map((item) => item.statement));
      return;
    }
    case 'if': {
      const [first, ...others] = statement.branches;
      for (const item of first?.condition ?? []) visit(item, here);
      const bodies = [first?.body ?? [], ...others.flatMap(({ condition, body }) => [condition, body])];
      for (const body of [...bodies, statement.otherwise ?? []]) branch(body);
      return;
    }
    case 'while':
      for (const item of statement.condition) visit(item, here);
      branch(statement.body);
      return;
    case 'for':
    case 'case':
    case 'function':
    case 'other':
      for (const item of childStatements(statement)) branch([item]);
      return;
    case 'subshell':
    case 'background': {
      // A shell of its own,
      const place = { ...here.place };
      for (const item of childStatements(statement)) visit(item, { ...here, place });
      return;
    }
    case 'pipeline':
      // and one for each of its commands.
      for (const item of childStatements(statement)) visit(item, { ...here, place: { ...here.place } });
      return;
    case 'command':
    case 'group':
      for (const item of childStatements(statement)) visit(item, here);
  }
}

/** A variable that is set in one place only, always, to something known, has that value from there on. */
function learn(
  command: SimpleCommand,
  counts: ReadonlyMap<string, number>,
  constants: Map<string, Value>,
  scope: Scope,
): void {
  for (const { name, value } of command.assignments) {
    if (counts.get(name) !== 1) continue;
    const known = value === undefined ? { text: '' } : expandText(value, scope);
    if (known.text !== undefined) constants.set(name, known);
  }
}

function surveyCommand(
  command: SimpleCommand,
  script: Script,
  findings: Findings,
  constants: Map<string, Value>,
  here: Circumstance,
): void {
  const span = here.span ?? { start: command.start, end: command.end };
  redirectedFiles(command, findings, here);
  if (command.words.length === 0) return;
  const words = command.words.flatMap((word) => expansion(word, here.scope));
  const text = script.text.slice(command.start, command.end);
  resolve(words, { text, span, exec: false }, findings, constants, here);
}

/** The words of one word; `$@` keeps its name, so that it can be told from other values that aren't known. */
function expansion(word: Word, scope: Scope): readonly Value[] {
  if (isArguments(word)) return [ARGUMENTS];
  return expandWord(word, scope).fields.map((field) => field.value);
}

/** `"$@"`, or one of its careless spellings. */
const ARGUMENTS: Value = { text: undefined, because: 'the arguments of the script' };

function isArguments(word: Word): boolean {
  const [part, ...more] = word.parts;
  return (
    part?.kind === 'parameter' &&
    more.length === 0 &&
    (part.name === '@' || part.name === '*') &&
    (part.operator === undefined || part.operator === ':')
  );
}

interface Call {
  /** As written. */
  readonly text: string;
  readonly span: Span;
  readonly exec: boolean;
}

function resolve(
  words: readonly Value[],
  call: Call,
  findings: Findings,
  constants: Map<string, Value>,
  here: Circumstance,
): void {
  const [first] = words;
  if (first === undefined) return;
  if (first === ARGUMENTS) {
    findings.startsArguments = true;
    return;
  }
  const name = first.text;
  if (name === undefined) {
    const because = first.because ?? 'a value that is not known';
    findings.unresolved.push({ text: call.text, because, span: call.span });
    return;
  }
  if (name === '' || here.functions.has(name)) return;
  const base = name.replace(/^.*\//s, '');
  if (!builtins.has(name)) {
    const { conditional, place } = here;
    const { span, exec } = call;
    findings.commands.push({ name, words, span, conditional, exec, directory: place.directory });
  }
  builtinFiles(base, words, call.span, findings);
  if (base === 'cd' || base === 'pushd' || base === 'popd') {
    const [target] = directoryOf(words);
    if (target !== undefined) findings.directories.push(target);
    here.place.directory = enter(here.place.directory, target);
  }
  if (base === 'set') replacedArguments(words, call, findings, constants, here);
  const wrapped = wrappedBy(words);
  if (wrapped?.kind === 'command') {
    const exec = call.exec || name === 'exec';
    resolve(wrapped.words, { ...call, exec }, findings, constants, here);
  } else if (wrapped?.kind === 'script') {
    innerScript(wrapped.text, call, findings, constants, here);
  }
}

/** `set -- server "$@"` followed by `exec "$@"`: the usual way of entry scripts to have a default command. */
function replacedArguments(
  words: readonly Value[],
  call: Call,
  findings: Findings,
  constants: Map<string, Value>,
  here: Circumstance,
): void {
  const [, dashes, first] = words;
  if (dashes?.text !== '--' || first?.text === undefined || first.text.startsWith('-')) return;
  if (words.at(-1) !== ARGUMENTS) return;
  findings.replacesArguments = true;
  resolve(words.slice(2), call, findings, constants, { ...here, conditional: true });
}

function innerScript(
  text: Value,
  call: Call,
  findings: Findings,
  constants: Map<string, Value>,
  here: Circumstance,
): void {
  if (text === ARGUMENTS) {
    findings.startsArguments = true;
    return;
  }
  if (text.text === undefined || here.depth >= MAX_DEPTH) {
    const because = text.because ?? 'a script inside other scripts';
    findings.unresolved.push({ text: call.text, because, span: call.span });
    return;
  }
  surveyScript(parseShell(text.text), findings, constants, {
    ...here,
    span: call.span,
    conditional: true,
    place: { ...here.place },
    depth: here.depth + 1,
  });
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Primaries of `test` and `[[` that look at one file (POSIX XCU test, bash manual 6.4). */
const FILE_TESTS: ReadonlySet<string> = new Set(
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'G', 'h', 'k', 'L', 'N', 'O', 'p', 'r', 's', 'S', 'u', 'w', 'x'].map(
    (letter) => `-${letter}`,
  ),
);
const FILE_COMPARISONS: ReadonlySet<string> = new Set(['-nt', '-ot', '-ef']);

/** Where `cd` goes: by itself home, which is no place of a script's files; `cd -` where it was before. */
function directoryOf(words: readonly Value[]): readonly Value[] {
  const directory = words.slice(1).find(({ text }) => text === undefined || !text.startsWith('-'));
  return directory === undefined ? [] : [directory];
}

function enter(from: Value, to: Value | undefined): Value {
  if (to?.text === undefined) return unknown('cd');
  if (to.text.startsWith('/')) return to;
  return from.text === undefined ? from : { text: posix.join(from.text, to.text) };
}

function builtinFiles(name: string, words: readonly Value[], span: Span, findings: Findings): void {
  if (name === '.' || name === 'source') {
    const path = words.slice(1).find((word) => word.text !== '--');
    if (path !== undefined) findings.files.push({ use: 'source', path, span });
    return;
  }
  if (name !== '[' && name !== '[[' && name !== 'test') return;
  for (const [index, word] of words.entries()) {
    const after = words[index + 1];
    const last = after === undefined || after.text === ']' || after.text === ']]';
    // `-a` between two operands joins them.
    const joins = word.text === '-a' && index > 1 && words[index - 1]?.text !== '!';
    if (FILE_TESTS.has(word.text ?? '') && !last && !joins && index > 0) {
      findings.files.push({ use: 'test', path: after, span });
    }
    const before = words[index - 1];
    if (FILE_COMPARISONS.has(word.text ?? '') && before !== undefined && !last) {
      findings.files.push({ use: 'test', path: before, span }, { use: 'test', path: after, span });
    }
  }
}

function redirectedFiles(statement: Statement, findings: Findings, here: Circumstance): void {
  if (statement.kind !== 'command' && statement.kind !== 'group' && statement.kind !== 'subshell') return;
  for (const redirect of statement.redirects) {
    const { operator, target } = redirect;
    if (target === undefined || operator === '<<' || operator === '<<<') continue;
    const path = expandText(target, here.scope);
    // `2>&1` names a descriptor.
    if (operator.endsWith('&') && /^(\d+-?|-)$/.test(path.text ?? '')) continue;
    const span = here.span ?? { start: redirect.start, end: redirect.end };
    findings.files.push({ use: operator.startsWith('<') ? 'read' : 'write', path, span });
  }
}

// ── Variables ────────────────────────────────────────────────────────────────────────────────────────────────

/** Names of variables that a word uses, those inside operands included, not those in inner scripts. */
function variablesIn(word: Word): readonly string[] {
  return word.parts.flatMap((part) => {
    if (part.kind === 'parameter') {
      const operands = [part.operand, part.second].flatMap((item) =>
        item === undefined ? [] : variablesIn(item),
      );
      return /^[A-Za-z_]/.test(part.name) ? [part.name, ...operands] : operands;
    }
    if (part.kind !== 'other') return [];
    // In arithmetic a name is a variable, with or without a dollar sign.
    const names = part.what === 'arithmetic' ? /[A-Za-z_]\w*/g : /(?<=\$\{?)[A-Za-z_]\w*/g;
    return [...part.text.matchAll(names)].map(([name]) => name);
  });
}

/** Built-ins whose operands are names of variables that they set. */
const SETTERS: ReadonlySet<string> = new Set([
  'export',
  'readonly',
  'local',
  'declare',
  'typeset',
  'read',
  'unset',
  'mapfile',
  'readarray',
  'getopts',
]);

/** How many places of a script set each variable. */
function variablesSetIn(script: Script): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const statement of everyStatement(script)) {
    for (const word of ownWords(statement)) {
      for (const part of word.parts) {
        if (part.kind === 'parameter' && /^:?=$/.test(part.operator ?? '')) add(part.name);
      }
    }
    if (statement.kind === 'for') add(statement.variable);
    if (statement.kind !== 'command') continue;
    // In front of a command an assignment is for that command alone.
    if (statement.words.length === 0) for (const { name } of statement.assignments) add(name);
    const [first, ...operands] = statement.words;
    if (first === undefined || !SETTERS.has(literalText(first) ?? '')) continue;
    for (const operand of operands) {
      const [part] = operand.parts;
      // `export NAME` sets nothing, `read NAME` and `export NAME=value` do.
      const text = part?.kind === 'literal' ? part.text : '';
      if (text.includes('=') || literalText(first) !== 'export') add(text.split('=', 1)[0]);
    }
  }
  return counts;
}

// ── The end ──────────────────────────────────────────────────────────────────────────────────────────────────

/** The command of the last statement, or of the last part of the chain there. */
function lastCommand(script: Script, commands: readonly ScriptCommand[]): ScriptCommand | undefined {
  let statement = script.statements.at(-1);
  while (statement?.kind === 'and-or') statement = statement.right;
  if (statement?.kind !== 'command') return undefined;
  const { start, end } = statement;
  return commands.findLast((command) => command.span.start === start && command.span.end === end);
}
