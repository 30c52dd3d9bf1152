/** The way through a script: every command that it may start, with what is certain there. */
import { otherUserOf } from './accounts.ts';
import { builtins } from './builtins.ts';
import { expandText, literalText, OPEN_PART, type ShellScope } from './expand-words.ts';
import { parseShell } from './parse.ts';
import { ARGUMENTS, dropped, endsOf, given, ownArguments, type Positional } from './positional.ts';
import { inputOf, printedBy } from './printed.ts';
import { withProgramTexts } from './program-files.ts';
import { setAlways } from './script-always-set.ts';
import { arraysAfter } from './script-arrays.ts';
import {
  OF_ARGUMENTS,
  type ScriptCommand,
  type ScriptFile,
  type ScriptSurroundings,
  type ShellPlace,
  type UnresolvedCommand,
} from './script-facts.ts';
import {
  askedCommands,
  builtinFiles,
  listedFiles,
  pathIn,
  redirectedFiles,
  waysAlong,
  wayOf,
  type NamedFile,
} from './script-files.ts';
import { functionsEntered, functionsOf } from './script-functions.ts';
import { possibleValues } from './script-possible.ts';
import {
  expansion,
  isArguments,
  namesParameter,
  scopeAt,
  unknown,
  variablesOf,
  type Circumstance,
  type Place,
  type WordPlace,
} from './script-scope.ts';
import {
  assigned,
  assignedBy,
  countsOf,
  learn,
  learnDefaults,
  settingsIn,
  variablesIn,
  variablesSetIn,
  type PossibleValues,
  type SettingOf,
} from './script-variables.ts';
import { choicesAt, uncertain, visitBody, visitChildren, waysFrom } from './script-ways.ts';
import type { Script, SimpleCommand, Span, Statement, Value, Word } from './types.ts';
import { everyCommand, everyStatement, ownWords, wordScripts } from './walk.ts';
import { isShell, wrappedBy } from './wrappers.ts';

export interface Findings {
  complete: boolean;
  replacesArguments: boolean;
  readonly argumentStarts: (number | undefined)[];
  readonly commands: ScriptCommand[];
  readonly unresolved: UnresolvedCommand[];
  readonly files: ScriptFile[];
  readonly asked: Value[];
  readonly directories: Value[];
  readonly reads: Set<string>;
  readonly assigns: Set<string>;
  ends: ShellPlace;
}

const MAX_DEPTH = 8;

export function survey(script: Script, surroundings: ScriptSurroundings): Findings {
  const findings: Findings = {
    complete: true,
    argumentStarts: [],
    replacesArguments: false,
    commands: [],
    unresolved: [],
    files: [],
    asked: [],
    directories: [],
    reads: new Set(),
    assigns: new Set(),
    ends: { directory: { text: '' }, path: undefined },
  };
  const constants = new Map<string, Value>();
  const settings = settingsIn(script);
  const counts = countsOf(settings);
  const variables = variablesOf(constants, (name) => possible.has(name), surroundings);
  const place: Place = {
    directory: { text: '' },
    previous: unknown('OLDPWD'),
    stack: [],
    positional: ownArguments(surroundings.parameters !== undefined),
    arrays: new Map(),
    path: undefined,
    left: false,
  };
  const around: Omit<Circumstance, 'possible'> = {
    conditional: false,
    span: undefined,
    functions: new Set(),
    enterFunction: () => undefined,
    addFunctions: () => undefined,
    loops: new Map(),
    learning: { counts, values: constants },
    surroundings,
    variables,
    constants,
    depth: 0,
    place,
    ...separatorsIn(settings),
    ...(surroundings.braces === undefined ? {} : { braces: surroundings.braces }),
  };
  const possible: PossibleValues = possibleValues(
    settings,
    scopeAnywhere(script, around),
    surroundings.lookup ?? nothing,
    setAlways(script.statements),
  );
  surveyScript(script, findings, { ...around, possible });
  findings.ends = { directory: place.directory, path: place.path };
  return findings;
}

/** What a script makes of IFS, wherever it does. */
function separatorsIn(settings: readonly SettingOf[]): Pick<WordPlace, 'separators'> {
  const own = settings.flatMap(({ name, setting }) =>
    name === 'IFS' && setting.kind !== 'unset' ? [setting] : [],
  );
  if (own.length === 0) return {};
  const texts = own.map((setting) => {
    if (setting.kind !== 'assigned') return undefined;
    const { value } = setting;
    // The usual way to split at line ends and tabs alone.
    if (value !== undefined && /^\$'(\\[nt]| )*'$/.test(value.raw)) return '\n\t ';
    return value === undefined ? '' : literalText(value);
  });
  return { separators: texts.every((text) => text !== undefined) ? new Set(texts.join('')) : 'any' };
}

/** What words stand for wherever they are in a script: by then it may be elsewhere, and its parameters may be others. */
function scopeAnywhere(script: Script, around: WordPlace): ShellScope {
  const moves = everyCommand(script).some(({ words: [first] }) =>
    moving.includes(first === undefined ? '' : (literalText(first) ?? '')),
  );
  const directory = moves ? unknown('cd') : around.place.directory;
  return scopeAt({ ...around, place: { ...around.place, directory, positional: ownArguments(false) } });
}

function surveyScript(script: Script, findings: Findings, around: Circumstance): void {
  if (!script.complete) findings.complete = false;
  const { bodies, called } = functionsOf(script);
  const functions = new Set([...around.functions, ...bodies.keys()]);
  for (const name of variablesSetIn(script).keys()) findings.assigns.add(name);
  const startsArguments = startsItsArguments(script);
  const seen = new Set<string>();
  const visit = (statement: Statement, around: Circumstance): void => {
    const here: Circumstance = around.place.left ? { ...around, ...uncertain, elsewhere: true } : around;
    for (const word of ownWords(statement)) {
      if (here.learning !== undefined)
        learnDefaults(word, here.learning, scopeAt(here), here.surroundings.lookup ?? nothing);
      for (const name of variablesIn(word)) findings.reads.add(name);
      for (const inner of wordScripts(word)) {
        const place = { ...here.place };
        for (const item of inner.statements) visit(item, { ...here, ...uncertain, place });
      }
    }
    if (statement.kind === 'command') {
      const [choice, ...others] = choicesAt(statement, here);
      if (others.length > 0 && choice !== undefined) {
        for (const loops of [choice, ...others]) waysFrom({ ...here, loops }, visit).branch([statement]);
        return;
      }
      surveyCommand(statement, script, findings, here);
      const { learning, surroundings, possible } = here;
      if (learning !== undefined)
        learn(statement, learning, scopeAt(here), surroundings.lookup ?? nothing, possible);
      return;
    }
    if (statement.kind === 'function') {
      if (called.has(statement.name)) return;
      // Called by a name that isn't written, or by others: where the script is then is another question.
      const directory = moving.some((name) => called.has(name)) ? unknown('cd') : here.place.directory;
      const place = { ...here.place, directory, positional: ownArguments(false) };
      visitBody(statement.body, { ...here, place }, visit);
      return;
    }
    const scope = scopeAt(here);
    if (statement.kind === 'for')
      findings.files.push(...placed(listedFiles(statement, scope, here.span), here));
    findings.files.push(...placed(redirectedFiles(statement, scope, here.span), here));
    visitChildren(statement, here, visit);
  };
  const enterFunction = functionsEntered(bodies, around.enterFunction, visit);
  const addFunctions = (text: string, here: Circumstance): void => {
    if (seen.has(text)) return;
    seen.add(text);
    const sourced = parseShell(text);
    takeSettings(sourced, here);
    for (const [name, others] of functionsOf(sourced).bodies) {
      bodies.set(name, [...(bodies.get(name) ?? []), ...others]);
      functions.add(name);
    }
    for (const statement of everyStatement(sourced)) {
      const [first, path] = statement.kind === 'command' ? statement.words : [];
      const name = first === undefined ? undefined : literalText(first);
      if ((name !== '.' && name !== 'source') || path === undefined) continue;
      followFunctions(expandText(path, scopeAt(here)), here);
    }
  };
  const inside = { ...around, functions, enterFunction, addFunctions, startsArguments };
  for (const statement of script.statements) visit(statement, inside);
}

/** Whether `"$@"` is started somewhere. */
function startsItsArguments(script: Script): boolean {
  return everyCommand(script).some(({ words }) =>
    words.some((word, index) => index < 4 && isArguments(word)),
  );
}

const nothing = (): undefined => undefined;

const moving = ['cd', 'pushd', 'popd'];

/** Files that are named where the shell is. */
function placed(files: readonly NamedFile[], { place }: Circumstance): readonly ScriptFile[] {
  const { directory, path: searched } = place;
  const there = { directory, ...(searched === undefined ? {} : { searched }) };
  // An empty name is none of a file (POSIX XBD 4.16).
  return files
    .filter(({ path }) => path.text !== '')
    .map((file) => ({ ...file, path: pathIn(directory, file.path), ...there }));
}

function surveyCommand(command: SimpleCommand, script: Script, findings: Findings, here: Circumstance): void {
  const span = here.span ?? { start: command.start, end: command.end };
  const scope = scopeAt(here);
  const words = command.words.flatMap((word) => expansion(word, scope));
  const input = inputOf(command, scope) ?? here.input;
  const printed = printedBy(words, input);
  findings.files.push(...placed(redirectedFiles(command, scope, here.span, printed), here));
  changePath(command, here);
  here.place.arrays = arraysAfter(command, here.place.arrays, scope);
  if (command.words.length === 0) return;
  if (words[0]?.text === 'tee') findings.files.push(...placed(teed(words, printed, span), here));
  const text = script.text.slice(command.start, command.end);
  const [first, second] = command.words;
  const called = first !== undefined && literalText(first) === 'exec' ? second : first;
  // The arguments at hand are those of the image's own command; a container may be given others.
  const ofScript = here.place.positional.others !== 'none';
  if (ofScript && called !== undefined && !isArguments(called) && namesParameter(called)) {
    const { directory } = here.place;
    findings.unresolved.push({ text, because: OF_ARGUMENTS, span, words: [], directory });
  }
  const own = command.assignments.find(({ name }) => name === 'PATH');
  const path = own === undefined ? {} : { path: pathAssigned(own, here) };
  const given = input === undefined ? {} : { input };
  const call: WrittenCommand = { text, span, exec: false, ...path, ...given };
  const ends = endsOfArguments(command, scope, here.place.positional);
  const around = { ...here, loops: withAssignments(command, scope, here.loops) };
  if (ends === undefined) resolve(words, call, findings, around);
  else for (const end of ends) resolve(end, call, findings, { ...around, conditional: true });
}

/** In what a command starts, variables have the values that stand in front of it (`NAME=value sh -c …`). */
function withAssignments(
  { assignments }: SimpleCommand,
  scope: ShellScope,
  loops: Circumstance['loops'],
): Circumstance['loops'] {
  if (assignments.length === 0) return loops;
  return new Map([
    ...loops,
    ...assignments.map((each) => [each.name, assigned(each, scope, scope.lookup(each.name))] as const),
  ]);
}

/** The words of a command with `"$@"` where it isn't known how many are dropped of that: any that are left may be meant. */
function endsOfArguments(
  { words }: SimpleCommand,
  scope: ShellScope,
  { unsure }: Positional,
): readonly (readonly Value[])[] | undefined {
  const at = unsure === true ? words.findIndex(isArguments) : -1;
  const all = words[at];
  if (all === undefined) return undefined;
  const expanded = (some: readonly Word[]): readonly Value[] =>
    some.flatMap((word) => expansion(word, scope));
  const [before, after] = [expanded(words.slice(0, at)), expanded(words.slice(at + 1))];
  return endsOf(expansion(all, scope)).map((end) => [...before, ...end, ...after]);
}

/** The files that `tee [-a] FILE…` writes (POSIX XCU). */
function teed(words: readonly Value[], value: Value, span: Span): readonly NamedFile[] {
  const adds = words.some(({ text }) => text === '-a' || text === '--append');
  return words
    .slice(1)
    .filter(({ text }) => text?.startsWith('-') !== true)
    .map((path) => ({ use: 'write', path, span, content: { value, adds } }));
}

/** What the shell looks commands up in from here on. */
function changePath(command: SimpleCommand, here: Circumstance): void {
  for (const assignment of assignedBy(command)) {
    if (assignment.name === 'PATH') here.place.path = pathAssigned(assignment, here);
  }
}

function pathAssigned(assignment: Parameters<typeof assigned>[0], here: Circumstance): Value {
  const before = here.place.path ?? here.surroundings.lookup?.('PATH');
  return assigned(assignment, scopeAt(here), before);
}

interface WrittenCommand {
  /** As written. */
  readonly text: string;
  readonly span: Span;
  readonly exec: boolean;
  /** PATH, where it is set for this command alone. */
  readonly path?: Value;
  /** What it is given to read. */
  readonly input?: Value;
}

function resolve(
  words: readonly Value[],
  call: WrittenCommand,
  findings: Findings,
  here: Circumstance,
): void {
  const [first] = words;
  if (first === undefined) return;
  if (first === ARGUMENTS) {
    if (here.elsewhere !== true) findings.argumentStarts.push(droppedOf(here.place.positional));
    return;
  }
  const name = first.text;
  if (name === undefined && first.usual !== undefined && first.usual !== '')
    resolve([{ text: first.usual }, ...words.slice(1)], call, findings, { ...here, conditional: true });
  if (name === undefined) {
    const because = first.because ?? 'a value that is not known';
    // The text that it is a part of is listed already.
    if (because === `$${OPEN_PART}` && here.surroundings.open !== true) return;
    const { directory } = here.place;
    findings.unresolved.push({ text: call.text, because, span: call.span, words, directory });
    return;
  }
  if (name === '') return;
  if (here.functions.has(name)) {
    // What it does with files that match a pattern is not followed into it.
    const files = words.filter(({ pattern }) => pattern !== undefined);
    findings.files.push(
      ...placed(
        files.map((path) => ({ use: 'listed', path, span: call.span })),
        here,
      ),
    );
    here.enterFunction(name, words.slice(1), here);
    return;
  }
  const base = name.replace(/^.*\//s, '');
  if (!builtins.has(name)) {
    const { conditional, place } = here;
    const { span, exec, path = place.path } = call;
    const { directory } = place;
    const on = path === undefined ? {} : { path };
    const isGiven = call.input !== undefined && readsScript(base, words) ? { isGiven: true as const } : {};
    findings.commands.push({ name, words, span, conditional, exec, directory, ...on, ...isGiven });
  }
  const { directory } = here.place;
  findings.files.push(...placed(builtinFiles(base, words, call.span), here));
  findings.asked.push(
    ...askedCommands(base, words)
      .filter(({ text = '' }) => !here.functions.has(text))
      .map((asked) => (asked.text?.includes('/') === true ? pathIn(directory, asked) : asked)),
  );
  const way = wayOf(base, words, here.place, scopeAt(here).lookup('HOME') ?? unknown('HOME'));
  if (way !== undefined) {
    Object.assign(here.place, way.to);
    if (way.isNew) findings.directories.push(way.to.directory);
    followPathOfDirectories(words, directory, findings, here);
  }
  if (name === '.' || name === 'source') followSourced(words, here);
  if (base === 'shift') {
    const count = words[1] === undefined ? 1 : Number(words[1].text ?? Number.NaN);
    here.place.positional = dropped(here.place.positional, Number.isInteger(count) ? count : undefined);
  }
  if (base === 'set') replacedArguments(words, call, findings, here);
  const wrapped =
    here.surroundings.isBuilt?.(name) === true
      ? undefined
      : wrappedBy(withProgramTexts(words, (path) => here.surroundings.textOf?.(pathIn(directory, path))));
  const inner: Circumstance = otherUserOf(words) === undefined ? here : { ...here, asOther: true };
  if (wrapped?.kind === 'command') {
    const exec = call.exec || name === 'exec';
    resolve(wrapped.words, { ...call, exec }, findings, inner);
  } else if (wrapped?.kind === 'script') {
    const own = sameShell.has(base) ? undefined : wrapped.parameters;
    if (base === 'eval' && wrapped.text.text !== undefined) takeSettings(parseShell(wrapped.text.text), here);
    innerScript(wrapped.text, call, findings, own === undefined ? inner : withParameters(own, inner));
  } else if (call.input !== undefined && readsScript(base, words)) {
    innerScript(call.input, call, findings, here);
  }
}

/** Scripts that the shell at hand runs itself. */
const sameShell: ReadonlySet<string> = new Set(['eval', 'trap']);

/** `sh -c TEXT NAME ARGUMENT…`: a shell of its own with `$0` and what follows. */
function withParameters([zero, ...words]: readonly Value[], here: Circumstance): Circumstance {
  const place: Place = {
    ...here.place,
    positional: zero === ARGUMENTS ? dropped(here.place.positional, 1) : given(words, here.place.positional),
    ...(zero === undefined || zero === ARGUMENTS ? {} : { zero }),
  };
  return { ...here, place };
}

/** How many of the script's own arguments are gone where they are started. */
function droppedOf({ others }: Positional): number | undefined {
  return typeof others === 'number' ? others : undefined;
}

/** A shell that is given no script by its words reads one from its input (POSIX XCU sh). */
function readsScript(name: string, words: readonly Value[]): boolean {
  return isShell(name) && words.slice(1).every(({ text }) => text?.startsWith('-') === true && text !== '-c');
}

/**
 * A shell that has CDPATH looks for a directory in each of its own first, unless the name starts with a dot (POSIX XCU
 * cd).
 */
function followPathOfDirectories(
  words: readonly Value[],
  from: Value,
  findings: Findings,
  here: Circumstance,
): void {
  const { surroundings, place } = here;
  const sets = findings.assigns.has('CDPATH');
  const given = surroundings.lookup?.('CDPATH');
  if (!sets && (given === undefined || given.text === '')) return;
  const operand = words.slice(1).find(({ text }) => text?.startsWith('-') !== true);
  if (operand?.text === undefined || /^\.{0,2}\/|^\.{1,2}$/.test(operand.text)) return;
  const searched = scopeAt(here).lookup('CDPATH')?.text;
  findings.directories.push(
    ...(searched === undefined ? [unknown('cd')] : waysAlong(searched, from, operand.text)),
  );
  place.directory = unknown('cd');
}

/** What is sourced may go elsewhere, and look for commands elsewhere. */
function followSourced(words: readonly Value[], here: Circumstance): void {
  const { surroundings, place } = here;
  const path = words.slice(1).find((word) => word.text !== '--');
  if (path === undefined) return;
  const { directory } = place;
  followFunctions(path, here);
  const left = surroundings.sourced?.(pathIn(directory, path), { directory, path: place.path });
  if (left === undefined) return;
  Object.assign(place, left, left.directory.text === directory.text ? {} : { previous: directory });
}

/** The functions that a file brings which is sourced. */
function followFunctions(path: Value, here: Circumstance): void {
  const { surroundings, place } = here;
  const text = surroundings.textOf?.(pathIn(place.directory, path));
  if (text !== undefined) here.addFunctions(text, here);
}

/** `set -- server "$@"` followed by `exec "$@"`: the usual way of entry scripts to have a default command. */
function replacedArguments(
  words: readonly Value[],
  call: WrittenCommand,
  findings: Findings,
  here: Circumstance,
): void {
  const [, dashes, first] = words;
  if (dashes?.text !== '--') return;
  const before = here.place.positional;
  here.place.positional = given(words.slice(2), before);
  if (first?.text === undefined || first.text.startsWith('-')) return;
  if (words.at(-1) !== ARGUMENTS && here.startsArguments !== true) return;
  findings.replacesArguments = true;
  resolve(words.slice(2), call, findings, { ...here, conditional: true });
}

/** Another script runs in this one's place: what it sets may hold from there on. */
function takeSettings(script: Script, here: Circumstance): void {
  const settings = settingsIn(script);
  const { constants, possible } = here;
  const before = settings.flatMap(({ name }): readonly SettingOf[] => {
    const value = constants.get(name);
    return value === undefined ? [] : [{ name, setting: { kind: 'value', value } }];
  });
  for (const { name } of before) constants.delete(name);
  if (settings.length > 0) possible.add(script.text, [...before, ...settings], scopeAt(here));
}

function innerScript(text: Value, call: WrittenCommand, findings: Findings, here: Circumstance): void {
  if (text === ARGUMENTS) {
    if (here.elsewhere !== true) findings.argumentStarts.push(droppedOf(here.place.positional));
    return;
  }
  const known = text.text ?? text.template;
  const isOpen = text.text === undefined && here.surroundings.open !== true;
  if (known === undefined || isOpen || here.depth >= MAX_DEPTH) {
    const because = text.because ?? 'a script inside other scripts';
    const { directory } = here.place;
    findings.unresolved.push({ text: call.text, because, span: call.span, words: [], directory });
  }
  if (known === undefined || here.depth >= MAX_DEPTH) return;
  surveyScript(parseShell(known), findings, {
    ...here,
    ...uncertain,
    span: call.span,
    place: { ...here.place },
    depth: here.depth + 1,
  });
}
