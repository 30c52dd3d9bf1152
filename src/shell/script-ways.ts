/** The ways through the statements of a script: branches, loops, subshells, and what holds on each. */
import { allOf, ARGUMENTS, either, openEnded, type Positional } from './positional.ts';
import { inputOf, printedBy } from './printed.ts';
import { leaves } from './script-always-set.ts';
import { eitherArrays } from './script-arrays.ts';
import { changesParameters, chosenBranch, decide, shiftedAfter } from './script-parameters.ts';
import { choicesFor, scopesFor } from './script-possible.ts';
import { expansion, scopeAt, unknown, variablesOf, type Circumstance, type Place } from './script-scope.ts';
import { variablesSetIn, type Possible } from './script-variables.ts';
import type { SimpleCommand, Statement, Value } from './types.ts';
import { childStatements, flattenAndOr } from './walk.ts';

/** What the variables of a command stand for, where they may have several values: each way by itself. */
export function choicesAt(command: SimpleCommand, here: Circumstance): readonly Circumstance['loops'][] {
  // What is assigned is told by its name; what a command in it prints is asked for there.
  if (command.words.length === 0 && command.redirects.length === 0) return [here.loops];
  const words = [...command.words, ...command.redirects.flatMap(({ target }) => target ?? [])];
  return choicesFor(words, (name) => severalAt(name, here)).map((choice) =>
    choice.size === 0 ? here.loops : new Map([...here.loops, ...choice]),
  );
}

/** Those that a place of the script has of its own. */
const ofPlace: ReadonlySet<string> = new Set(['PATH', 'PWD', 'OLDPWD']);

/** The values of a variable of which no one is certain here. */
function severalAt(name: string, { loops, constants, possible }: Circumstance): Possible | undefined {
  return ofPlace.has(name) || loops.has(name) || constants.has(name) ? undefined : possible.of(name);
}

/** What may be left out, or is done elsewhere, may not be learned from. */
export const uncertain = { conditional: true, learning: undefined } as const;

/** A function has variables of its own. */
export function visitBody(body: readonly Statement[], here: Circumstance, visit: Visit): Place {
  const place = { ...here.place };
  const values = new Map<string, Value>();
  const counts = variablesSetIn({ text: '', statements: body, complete: true });
  const inside = { ...here, conditional: true, place, loops: values, learning: { counts, values } };
  for (const item of body) visit(item, inside);
  return place;
}

export type Visit = (statement: Statement, here: Circumstance) => void;

/** Ways on from a statement. */
interface Ways {
  readonly visit: (statement: Statement) => void;
  readonly follow: (statements: readonly Statement[]) => void;
  /** What may be left out: where it leads to is not certain afterwards. */
  readonly branch: (statements: readonly Statement[]) => void;
  /** What may be run again, from where it came to. */
  readonly loop: (statements: readonly Statement[]) => void;
  /** What the parameters at hand do not lead to: it is for others. */
  readonly others: (statements: readonly Statement[]) => void;
}

/** Where other arguments of the script lead; those that a call gives are what they are. */
export function elsewhere(positional: Positional): Positional {
  return positional.others === 'none' ? positional : openEnded(positional);
}

export function waysFrom(here: Circumstance, visit: Visit): Ways {
  const branch = (statements: readonly Statement[]): void => {
    const place = { ...here.place };
    for (const item of statements) visit(item, { ...here, ...uncertain, place });
    if (leaves(statements)) return;
    const { directory, stack } = here.place;
    if (place.directory !== directory && place.directory.text !== directory.text)
      here.place.directory = unknown('cd');
    if (place.previous !== here.place.previous) here.place.previous = unknown('OLDPWD');
    if (place.stack !== stack) here.place.stack = [];
    here.place.positional = either(here.place.positional, place.positional);
    here.place.arrays = eitherArrays(here.place.arrays, place.arrays);
    if (place.path !== here.place.path) here.place.path = eitherPath(here.place.path, place.path);
  };
  return {
    visit: (item) => visit(item, here),
    follow: (statements) => {
      for (const item of statements) visit(item, here);
      if (leaves(statements)) here.place.left = true;
    },
    branch,
    loop: (statements) => {
      const { text } = here.place.directory;
      const { positional } = here.place;
      // A later round finds others than the first.
      if (positional.values.length > 0 && changesParameters(statements))
        here.place.positional = openEnded(positional);
      branch(statements);
      if (here.place.directory.text !== text) branch(statements);
    },
    others: (statements) => {
      for (const item of statements) {
        const place = { ...here.place, positional: elsewhere(here.place.positional) };
        visit(item, { ...here, ...uncertain, elsewhere: true, place });
      }
    },
  };
}

/** What is learned there holds there. */
function ownShell({ learning, constants, surroundings, possible }: Circumstance): Partial<Circumstance> {
  if (learning === undefined) return {};
  const own = new Map(learning.values);
  const isOfScript = learning.values === constants;
  return {
    learning: { ...learning, values: own },
    ...(isOfScript
      ? { constants: own, variables: variablesOf(own, possible.has, surroundings) }
      : { loops: own }),
  };
}

/** What a command of a pipeline prints for the next one. */
function printedIn(statement: Statement | undefined, here: Circumstance): Value | undefined {
  if (statement === undefined) return undefined;
  if (statement.kind !== 'command') return printedBy([], undefined);
  const scope = scopeAt(here);
  const words = statement.words.flatMap((word) => expansion(word, scope));
  return printedBy(words, inputOf(statement, scope));
}

/** PATH where it may or may not have been changed: what is found is in a directory of one of them. */
function eitherPath(one: Value | undefined, other: Value | undefined): Value {
  const texts = [other?.text, one?.text ?? (one === undefined ? '' : undefined)];
  return texts.every((text) => text !== undefined)
    ? { text: texts.filter(Boolean).join(':') }
    : unknown('PATH');
}

export function visitChildren(statement: Statement, here: Circumstance, visit: Visit): void {
  const ways = waysFrom(here, visit);
  switch (statement.kind) {
    case 'and-or': {
      const { first, rest } = flattenAndOr(statement);
      ways.visit(first);
      ways.branch(rest.map((item) => item.statement));
      return;
    }
    case 'if':
      visitIf(statement, here, ways);
      return;
    case 'while': {
      ways.follow(statement.condition);
      const after = shiftedAfter(statement, here);
      const { positional } = here.place;
      ways.loop(statement.body);
      here.place.positional = changesParameters(statement.body)
        ? (after ?? openEnded(positional))
        : positional;
      return;
    }
    case 'case': {
      const chosen = chosenBranch(statement, scopeAt(here));
      for (const item of statement.branches) {
        if (chosen === 'open') ways.branch(item.body);
        else if (item === chosen) ways.follow(item.body);
        else ways.others(item.body);
      }
      return;
    }
    case 'for':
      for (const loops of loopsOf(statement, here)) waysFrom({ ...here, loops }, visit).loop(statement.body);
      return;
    case 'other':
      for (const item of childStatements(statement)) ways.branch([item]);
      return;
    case 'subshell':
    case 'background': {
      // A shell of its own, whose variables are,
      const place = { ...here.place };
      for (const item of childStatements(statement)) visit(item, { ...here, ...ownShell(here), place });
      return;
    }
    case 'pipeline':
      // and one for each of a pipeline's commands.
      childStatements(statement).forEach((item, index, stages) => {
        const input = printedIn(stages[index - 1], here);
        const piped = input === undefined || item.kind !== 'command' ? {} : { input };
        visit(item, { ...here, ...ownShell(here), ...piped, place: { ...here.place } });
      });
      return;
    case 'command':
    case 'function':
    case 'group':
      ways.follow(childStatements(statement));
  }
}

/** A loop over more words than these is not followed one by one. */
const MAX_WORDS = 16;

/** What the variable of a loop stands for in its body: its words one by one, or a pattern. */
function loopsOf(
  { variable, words, body }: Extract<Statement, { kind: 'for' }>,
  here: Circumstance,
): readonly Circumstance['loops'][] {
  const scope = scopeAt(here);
  const values =
    words === undefined
      ? allOf(here.place.positional)
      : words.flatMap((word) =>
          scopesFor([word], scope, (name) => severalAt(name, here)).flatMap((each) => expansion(word, each)),
        );
  const sets = variablesSetIn({ text: '', statements: body, complete: true }).has(variable);
  const outer = new Map(here.loops);
  outer.delete(variable);
  const many = values.length > MAX_WORDS || (here.loops.size > 0 && values.length > 1);
  if (sets || many || values.length === 0 || values.includes(ARGUMENTS)) return [outer];
  return values.map((value) => new Map([...outer, [variable, value]]));
}

function visitIf(
  { branches, otherwise = [] }: Extract<Statement, { kind: 'if' }>,
  here: Circumstance,
  ways: Ways,
): void {
  const [first, ...rest] = branches;
  ways.follow(first?.condition ?? []);
  const decided = first === undefined ? undefined : decide(first.condition, scopeAt(here));
  const later = [...rest.flatMap(({ condition, body }) => [condition, body]), otherwise];
  if (decided === undefined) {
    for (const body of [first?.body ?? [], ...later]) ways.branch(body);
  } else if (decided) {
    ways.follow(first?.body ?? []);
    later.forEach(ways.others);
  } else {
    ways.others(first?.body ?? []);
    if (rest.length === 0) ways.follow(otherwise);
    else later.forEach(ways.branch);
  }
}
