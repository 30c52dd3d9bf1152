/** What a script starts and looks at: the needs of an entry script. */
import { posix } from 'node:path';
import { builtins } from './builtins.ts';
import { matchesPattern } from './glob.ts';
import { parseShell } from './parse.ts';
import type { Script, SimpleCommand, Span, Statement, Value, Word } from './types.ts';
import { childStatements, everyStatement, flattenAndOr, ownWords, wordScripts } from './walk.ts';
import { expandText, expandWord, literalText, type ShellScope } from './expand-words.ts';
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
  /** `listed`: a loop goes over it. */
  readonly use: 'source' | 'test' | 'read' | 'write' | 'listed';
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
  /** Each of these starts, with how many of the arguments were dropped before (`shift`); undefined where that depends. */
  readonly argumentStarts: readonly (number | undefined)[];
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
  /** The absolute path of the script: `$0`. */
  readonly self?: string;
  /** Of the file that is read, where it is sourced by another: `BASH_SOURCE`. */
  readonly source?: string;
  /** Where it starts. */
  readonly workdir?: string;
  /** `$1` and what follows. */
  readonly parameters?: readonly string[];
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
    startsArguments: found.argumentStarts.length > 0,
    argumentStarts: found.argumentStarts,
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
  replacesArguments: boolean;
  readonly argumentStarts: (number | undefined)[];
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
  readonly surroundings: ScriptSurroundings;
  /** Variables; positional parameters depend on the place (`scopeAt`). */
  readonly variables: ShellScope;
  /** The script's parameters lead elsewhere: what stands here is not for those at hand. */
  readonly elsewhere?: true;
  /** Scripts in scripts. */
  readonly depth: number;
  /** Where the shell is; commands that are run by the same shell share it. */
  readonly place: Place;
}

/** What a shell changes as it goes. */
interface Place {
  directory: Value;
  /** How many parameters were dropped; undefined where that isn't known, or where there are others (in a function). */
  shifted: number | undefined;
}

const MAX_DEPTH = 8;

function survey(script: Script, surroundings: ScriptSurroundings): Findings {
  const findings: Findings = {
    complete: true,
    argumentStarts: [],
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
    surroundings,
    variables: variablesOf(constants, variablesSetIn(script), surroundings),
    depth: 0,
    place: { directory: { text: '' }, shifted: surroundings.parameters === undefined ? undefined : 0 },
  });
  return findings;
}

/** A variable that the script sets has the value it was given, if that is certain; others come from outside. */
function variablesOf(
  constants: ReadonlyMap<string, Value>,
  setInScript: ReadonlyMap<string, number>,
  surroundings: ScriptSurroundings,
): ShellScope {
  return {
    lookup: (name) => {
      const constant = constants.get(name);
      if (constant !== undefined) return constant;
      return setInScript.has(name) ? unknown(name) : (surroundings.lookup?.(name) ?? unknown(name));
    },
  };
}

/** What words stand for at a place of the script. */
function scopeAt(here: Circumstance): ShellScope {
  const { surroundings, variables, place } = here;
  const scope: ShellScope = {
    ...variables,
    lookup: (name) => {
      if (name === '0') return surroundings.self === undefined ? unknown(name) : { text: surroundings.self };
      if (name === 'BASH_SOURCE') {
        const source = surroundings.source ?? surroundings.self;
        return source === undefined ? unknown(name) : { text: source };
      }
      if (name === 'PWD') return directoryHere(here);
      if (!/^(?:\d+|#)$/.test(name)) return variables.lookup(name);
      const { parameters } = surroundings;
      if (parameters === undefined || place.shifted === undefined) return unknown(name);
      if (name === '#') return { text: String(Math.max(0, parameters.length - place.shifted)) };
      return { text: parameters[place.shifted + Number(name) - 1] ?? '' };
    },
    substitute: (script) => printedBy(script, here, scope),
  };
  return scope;
}

function directoryHere({ surroundings, place }: Circumstance): Value {
  const { text } = place.directory;
  return surroundings.workdir === undefined || text === undefined
    ? unknown('PWD')
    : { text: posix.resolve(surroundings.workdir, text) };
}

/** What the commands print that scripts find their own directory with: dirname, basename, pwd, readlink -f, realpath. */
function printedBy({ statements }: Script, here: Circumstance, scope: ShellScope): Value | undefined {
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0) return undefined;
  if (only.kind === 'and-or' && only.operator === '&&') {
    // $(cd "$(dirname "$0")" && pwd)
    const [cd, directory, ...others] = wordsIn(only.left, scope);
    if (cd !== 'cd' || directory === undefined || others.length > 0) return undefined;
    const from = directoryHere(here).text;
    const known = directory.startsWith('/') || from !== undefined;
    const [pwd] = wordsIn(only.right, scope);
    return pwd === 'pwd' && known ? { text: posix.resolve(from ?? '/', directory) } : undefined;
  }
  const [name, ...given] = wordsIn(only, scope);
  const [operand, suffix] = given.filter((word) => !/^-[efmLPs]+$|^--$/.test(word));
  if (name === 'pwd') return directoryHere(here);
  if (operand === undefined) return undefined;
  switch (name) {
    case 'dirname':
      return { text: posix.dirname(operand) };
    case 'basename':
      return { text: suffix === undefined ? posix.basename(operand) : posix.basename(operand, suffix) };
    case 'readlink':
    case 'realpath':
      return operand.startsWith('/') ? { text: posix.normalize(operand) } : undefined;
    default:
      return undefined;
  }
}

/** The words of a simple command that nothing is redirected for; none where one isn't known. */
function wordsIn(statement: Statement, scope: ShellScope): readonly string[] {
  if (statement.kind !== 'command' || statement.assignments.length > 0) return [];
  if (statement.redirects.some(({ operator }) => operator.startsWith('<'))) return [];
  const words = statement.words.flatMap((word) => expansion(word, scope).map(({ text }) => text));
  return words.every((word) => word !== undefined) ? words : [];
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
      if (!here.conditional && statement.words.length === 0)
        learn(statement, counts, constants, scopeAt(here));
      return;
    }
    if (statement.kind === 'for') listedFiles(statement, findings, here);
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
    if (leaves(statements)) return;
    if (place.directory !== here.place.directory) here.place.directory = unknown('cd');
    if (place.shifted !== here.place.shifted) here.place.shifted = undefined;
  };
  /** What the parameters at hand do not lead to: it is for others. */
  const others = (statements: readonly Statement[]): void => {
    for (const item of statements) {
      visit(item, {
        ...here,
        conditional: true,
        elsewhere: true,
        place: { ...here.place, shifted: undefined },
      });
    }
  };
  const follow = (statements: readonly Statement[]): void => {
    for (const item of statements) visit(item, here);
  };
  switch (statement.kind) {
    case 'and-or': {
      const { first, rest } = flattenAndOr(statement);
      visit(first, here);
      branch(rest.map((item) => item.statement));
      return;
    }
    case 'if': {
      const [first, ...rest] = statement.branches;
      for (const item of first?.condition ?? []) visit(item, here);
      const decided = first === undefined ? undefined : decide(first.condition, scopeAt(here));
      const later = [...rest.flatMap(({ condition, body }) => [condition, body]), statement.otherwise ?? []];
      if (decided === undefined) {
        for (const body of [first?.body ?? [], ...later]) branch(body);
      } else if (decided) {
        follow(first?.body ?? []);
        later.forEach(others);
      } else {
        others(first?.body ?? []);
        if (rest.length === 0) follow(statement.otherwise ?? []);
        else later.forEach(branch);
      }
      return;
    }
    case 'while': {
      for (const item of statement.condition) visit(item, here);
      const after = shiftedAfter(statement, here);
      const place = { ...here.place };
      branch(statement.body);
      here.place.shifted = changesParameters(statement.body) ? after : place.shifted;
      return;
    }
    case 'case': {
      const chosen = chosenBranch(statement, scopeAt(here));
      if (chosen === 'open') {
        for (const { body } of statement.branches) branch(body);
        return;
      }
      for (const item of statement.branches) {
        if (item === chosen) follow(item.body);
        else others(item.body);
      }
      return;
    }
    case 'function':
      // A function has parameters of its own.
      for (const item of statement.body)
        visit(item, { ...here, conditional: true, place: { ...here.place, shifted: undefined } });
      return;
    case 'for':
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

/** Control does not come back from there. */
function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (last?.kind !== 'command') return false;
  const [name, ...given] = last.words.map((word) => literalText(word));
  return name === 'exit' || name === 'return' || (name === 'exec' && given.length > 0);
}

// ── Parameters ───────────────────────────────────────────────────────────────────────────────────────────────

type Case = Extract<Statement, { kind: 'case' }>;

/** The branch that the word leads to; undefined where none matches, `open` where that isn't known. */
function chosenBranch(statement: Case, scope: ShellScope): Case['branches'][number] | 'open' | undefined {
  const subject = expandText(statement.subject, scope).text;
  if (subject === undefined) return 'open';
  for (const item of statement.branches) {
    for (const word of item.patterns) {
      const pattern = patternOf(word, scope);
      if (pattern === undefined) return 'open';
      if (matchesPattern(pattern, subject)) return item;
    }
  }
  return undefined;
}

function patternOf(word: Word, scope: ShellScope): string | undefined {
  const { fields } = expandWord(word, scope);
  const [field, ...more] = fields;
  if (more.length > 0 || field?.value.text === undefined) return fields.length === 0 ? '' : undefined;
  return field.pattern;
}

/** Whether a condition holds that is one test of words that are known; undefined where that can't be told. */
function decide(condition: readonly Statement[], scope: ShellScope): boolean | undefined {
  const [only, ...more] = condition;
  if (only === undefined || more.length > 0) return undefined;
  if (only.kind === 'pipeline' && only.negated && only.stages.length === 1) {
    const inner = decide(only.stages, scope);
    return inner === undefined ? undefined : !inner;
  }
  if (only.kind !== 'command' || only.assignments.length > 0) return undefined;
  const [name, ...words] = only.words.map((word) => expandText(word, scope).text);
  if (name === 'true' || name === ':') return true;
  const closing = name === '[' ? ']' : name === '[[' ? ']]' : undefined;
  if (name !== 'test' && words.at(-1) !== closing) return undefined;
  const operands = name === 'test' ? words : words.slice(0, -1);
  return operands.every((operand) => operand !== undefined)
    ? holds(operands, name === '[[' ? only.words.at(3) : undefined)
    : undefined;
}

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['-eq', (left, right) => left === right],
  ['-ne', (left, right) => left !== right],
  ['-gt', (left, right) => left > right],
  ['-ge', (left, right) => left >= right],
  ['-lt', (left, right) => left < right],
  ['-le', (left, right) => left <= right],
]);

/** test(1) of strings and numbers; what it says of files isn't told here. @param pattern the right side in `[[ ]]`. */
function holds(operands: readonly string[], pattern: Word | undefined): boolean | undefined {
  const [first = '', second = '', third = ''] = operands;
  if (first === '!') {
    const inner = holds(operands.slice(1), pattern);
    return inner === undefined ? undefined : !inner;
  }
  if (operands.length === 1) return first !== '';
  if (operands.length === 2)
    return first === '-z' ? second === '' : first === '-n' ? second !== '' : undefined;
  if (operands.length !== 3) return undefined;
  if (second === '=' || second === '==' || second === '!=') {
    if (pattern !== undefined && literalText(pattern) === undefined) return undefined;
    return (first === third) === (second !== '!=');
  }
  const compare = comparisons.get(second);
  return compare !== undefined && /^-?\d+$/.test(first) && /^-?\d+$/.test(third)
    ? compare(Number(first), Number(third))
    : undefined;
}

/** Whether statements drop or replace the parameters of the shell that they are in. */
function changesParameters(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'function') return false;
    if (statement.kind !== 'command') return changesParameters(childStatements(statement));
    const [name, first] = statement.words.map((word) => literalText(word));
    return name === 'shift' || (name === 'set' && first === '--');
  });
}

/** More rounds than a command line has words. */
const maximumRounds = 64;

/** How many parameters are gone after a loop that drops them (`while [ $# -gt 0 ]; do case "$1" in … shift`). */
function shiftedAfter(loop: Extract<Statement, { kind: 'while' }>, here: Circumstance): number | undefined {
  const place: Place = { ...here.place };
  for (let round = 0; round < maximumRounds; round++) {
    const goesOn = decide(loop.condition, scopeAt({ ...here, place }));
    if (goesOn === undefined) return undefined;
    if (!goesOn) return place.shifted;
    const end = run(loop.body, place, here);
    if (end === 'open') return undefined;
    if (end === 'break') return place.shifted;
  }
  return undefined;
}

/** Runs what matters to the parameters; how it ends. */
function run(
  statements: readonly Statement[],
  place: Place,
  here: Circumstance,
): 'end' | 'break' | 'continue' | 'open' {
  for (const statement of statements) {
    const end = runOne(statement, place, here);
    if (end !== 'end') return end;
  }
  return 'end';
}

function runOne(statement: Statement, place: Place, here: Circumstance): ReturnType<typeof run> {
  const scope = scopeAt({ ...here, place });
  switch (statement.kind) {
    case 'command': {
      const [name, first] = statement.words.map((word) => literalText(word));
      if (name === 'break' || name === 'continue') return first === undefined ? name : 'open';
      if (name === 'shift') {
        const count = first === undefined ? 1 : Number(first);
        if (place.shifted === undefined || !Number.isInteger(count)) return 'open';
        place.shifted += count;
        return 'end';
      }
      if (name === 'exit' || name === 'exec' || name === 'return') return 'open';
      return name === 'set' && first === '--' ? 'open' : 'end';
    }
    case 'case': {
      const chosen = chosenBranch(statement, scope);
      if (chosen === 'open') return 'open';
      return chosen === undefined ? 'end' : run(chosen.body, place, here);
    }
    case 'if': {
      for (const { condition, body } of statement.branches) {
        const decided = decide(condition, scope);
        if (decided === undefined) return changesParameters([statement]) ? 'open' : 'end';
        if (decided) return run(body, place, here);
      }
      return run(statement.otherwise ?? [], place, here);
    }
    case 'group':
      return run(statement.body, place, here);
    default:
      return changesParameters([statement]) ? 'open' : 'end';
  }
}

/** A variable that is set in one place only, always, to something known, has that value from there on. */
function learn(
  command: SimpleCommand,
  counts: ReadonlyMap<string, number>,
  constants: Map<string, Value>,
  scope: ShellScope,
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
  const scope = scopeAt(here);
  const words = command.words.flatMap((word) => expansion(word, scope));
  const text = script.text.slice(command.start, command.end);
  const [first, second] = command.words;
  const called = first !== undefined && literalText(first) === 'exec' ? second : first;
  // The arguments at hand are those of the image's own command; a container may be given others.
  if (called !== undefined && !isArguments(called) && namesParameter(called)) {
    findings.unresolved.push({ text, because: 'the arguments of the script', span });
  }
  resolve(words, { text, span, exec: false }, findings, constants, here);
}

/** The words of one word; `$@` keeps its name, so that it can be told from other values that aren't known. */
function expansion(word: Word, scope: ShellScope): readonly Value[] {
  if (isArguments(word)) return [ARGUMENTS];
  return expandWord(word, scope).fields.map(({ value, hasGlob, pattern }) =>
    hasGlob ? { text: undefined, because: PATTERN, prefix: pattern.replace(/[\\*?[].*$/s, '') } : value,
  );
}

/** What a word that is matched against files depends on. */
export const PATTERN = 'the files that match a pattern';

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

/** Whether a word depends on a positional parameter. */
function namesParameter({ parts }: Word): boolean {
  return parts.some((part) => part.kind === 'parameter' && /^(?:\d+|[@*])$/.test(part.name));
}

interface WrittenCommand {
  /** As written. */
  readonly text: string;
  readonly span: Span;
  readonly exec: boolean;
}

function resolve(
  words: readonly Value[],
  call: WrittenCommand,
  findings: Findings,
  constants: Map<string, Value>,
  here: Circumstance,
): void {
  const [first] = words;
  if (first === undefined) return;
  if (first === ARGUMENTS) {
    if (here.elsewhere !== true) findings.argumentStarts.push(here.place.shifted);
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
  if (base === 'shift' && here.place.shifted !== undefined) {
    const count = words[1] === undefined ? 1 : Number(words[1].text ?? Number.NaN);
    here.place.shifted = Number.isInteger(count) ? here.place.shifted + count : undefined;
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
  call: WrittenCommand,
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
  call: WrittenCommand,
  findings: Findings,
  constants: Map<string, Value>,
  here: Circumstance,
): void {
  if (text === ARGUMENTS) {
    if (here.elsewhere !== true) findings.argumentStarts.push(here.place.shifted);
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
    const path = expandText(target, scopeAt(here));
    // `2>&1` names a descriptor.
    if (operator.endsWith('&') && /^(\d+-?|-)$/.test(path.text ?? '')) continue;
    const span = here.span ?? { start: redirect.start, end: redirect.end };
    findings.files.push({ use: operator.startsWith('<') ? 'read' : 'write', path, span });
  }
}

/** What a loop goes over: files, where such are there. */
function listedFiles(
  statement: Extract<Statement, { kind: 'for' }>,
  findings: Findings,
  here: Circumstance,
): void {
  const span = here.span ?? { start: statement.start, end: statement.end };
  const scope = scopeAt(here);
  for (const path of (statement.words ?? []).flatMap((word) => expansion(word, scope))) {
    if (path !== ARGUMENTS) findings.files.push({ use: 'listed', path, span });
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
