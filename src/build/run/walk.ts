/**
 * What a RUN does: its script is walked command by command, with the shell's variables and working directory as far
 * as they are known. Scripts and make recipes that the image contains are walked too. Nothing is executed.
 */
import { posix } from 'node:path';
import { sourceSpan } from '../../dockerfile/index.ts';
import type { CommandForm } from '../../dockerfile/types.ts';
import { parseShell } from '../../shell/parse.ts';
import type { Redirect, Script, SimpleCommand, Span, Statement, Word } from '../../shell/types.ts';
import { flattenAndOr } from '../../shell/walk.ts';
import { isShell, wrappedBy } from '../../shell/wrappers.ts';
import { outputOf } from '../commands/index.ts';
import { perform } from '../effects.ts';
import type { FileLog } from '../files/log.ts';
import { decide } from '../test-command.ts';
import type {
  CommandRun,
  Distribution,
  Effect,
  ImageFacts,
  Knowledge,
  State,
  StepId,
  SystemChange,
  Value,
  World,
} from '../types.ts';
import { createExpansion } from './expansion.ts';
import { flavorOf, modelled, opaqueBecause } from './models.ts';
import { nestedScripts, type Nested } from './nested.ts';
import { builtins, forget, type Situation } from './situation.ts';

export interface RunScene {
  readonly log: FileLog;
  readonly step: StepId;
  readonly state: State;
  readonly facts: ImageFacts | undefined;
  readonly distribution: Distribution;
  readonly knowledge: Knowledge;
}

/** What surrounds a statement. */
interface Circumstance {
  readonly conditional: boolean;
  readonly failureIgnored: boolean;
  readonly input: CommandRun['input'];
  /** From offsets in the script at hand to the Dockerfile; undefined in scripts of their own. */
  readonly toFile: ((span: Span) => Span) | undefined;
  /** Nesting of scripts in scripts. */
  readonly depth: number;
}

/** A script that calls scripts deeper than this, or gets to more statements, is not followed further: it is opaque. */
const maximumDepth = 8;
const maximumStatements = 5_000;
const maximumIterations = 32;

/** Walks the command of a RUN: its effects go to the log, its commands are returned in order. */
export function runCommand(
  command: CommandForm,
  scene: RunScene,
): { readonly commands: readonly CommandRun[]; readonly changes: readonly SystemChange[] } {
  const walk = createWalk(scene);
  const start: Circumstance = {
    conditional: false,
    failureIgnored: false,
    input: undefined,
    toFile: undefined,
    depth: 0,
  };
  const situation: Situation = {
    variables: variablesOf(scene.state),
    workdir: scene.state.workdir,
    previousWorkdir: scene.state.workdir,
    functions: new Map(),
    positional: [{ text: scene.state.shell[0] ?? 'sh' }],
    errexit: false,
  };
  switch (command.form) {
    case 'exec':
      walk.command(
        command.words.map((text) => ({ text })),
        [],
        situation,
        { ...start, toFile: undefined },
        command.span,
      );
      break;
    case 'shell': {
      const [shell = '', ...options] = scene.state.shell;
      if (!isShell(posix.basename(shell))) {
        walk.opaque(situation, start, `it runs in ${shell}, which is not a shell dfopt reads`, command.span);
        break;
      }
      const { source } = command;
      walk.script(
        parseShell(source.text),
        { ...situation, errexit: options.some((option) => /^-[a-z]*e[a-z]*$/.test(option)) },
        { ...start, toFile: (span) => sourceSpan(source, span) },
        command.span,
      );
      break;
    }
    case 'script': {
      const interpreter = posix.basename(command.interpreter ?? scene.state.shell[0] ?? 'sh');
      if (!isShell(interpreter)) {
        walk.opaque(situation, start, `its script is for ${interpreter}`, command.span);
        break;
      }
      const { source } = command;
      walk.script(
        parseShell(source.text),
        situation,
        { ...start, toFile: (span) => sourceSpan(source, span) },
        command.span,
      );
      break;
    }
  }
  return { commands: walk.commands, changes: walk.changes };
}

function variablesOf(state: State): ReadonlyMap<string, Value> {
  const variables = new Map<string, Value>(state.args);
  for (const [name, value] of state.env) variables.set(name, value);
  if (!variables.has('HOME')) variables.set('HOME', homeOf(state.user));
  return variables;
}

function homeOf(user: Value): Value {
  const name = user.text?.split(':')[0];
  return name === '' || name === 'root' || name === '0'
    ? { text: '/root' }
    : { text: undefined, because: 'the home directory of the user' };
}

interface Walk {
  readonly commands: CommandRun[];
  readonly changes: SystemChange[];
  readonly script: (
    script: Script,
    situation: Situation,
    around: Circumstance,
    span: Span | undefined,
  ) => Situation;
  readonly command: (
    words: readonly Value[],
    assignments: readonly string[],
    situation: Situation,
    around: Circumstance,
    span: Span | undefined,
  ) => Situation;
  readonly opaque: (situation: Situation, around: Circumstance, why: string, span: Span | undefined) => void;
}

function createWalk(scene: RunScene): Walk {
  const commands: CommandRun[] = [];
  const changes: SystemChange[] = [];
  const flavor = flavorOf(scene.state, scene.distribution);
  const apply = (effects: readonly Effect[], run: CommandRun): void => {
    for (const effect of perform(effects, run, scene.log)) changes.push({ command: run, effect });
  };
  const world = (): World => ({
    files: scene.log.now(),
    distribution: scene.distribution,
    facts: scene.facts,
  });

  const commandOf = (words: readonly Value[], situation: Situation): CommandRun => {
    const called = words[0]?.text;
    return {
      step: scene.step,
      name: called === undefined || called === '' ? undefined : posix.basename(called),
      words,
      env: situation.variables,
      assignments: [],
      workdir: situation.workdir,
      user: scene.state.user,
      span: undefined,
      conditional: false,
      failureIgnored: true,
      input: undefined,
    };
  };
  const expansion = createExpansion({
    files: scene.log.now,
    commandOf,
    output: (run) => scene.knowledge.output(run, world()) ?? outputOf(run, flavor),
  });

  const record = (
    words: readonly Value[],
    assignments: readonly string[],
    situation: Situation,
    around: Circumstance,
    span: Span | undefined,
  ): CommandRun => {
    const run: CommandRun = {
      ...commandOf(words, situation),
      assignments,
      span,
      conditional: around.conditional,
      failureIgnored: around.failureIgnored,
      input: around.input,
    };
    commands.push(run);
    return run;
  };

  const opaque = (situation: Situation, around: Circumstance, why: string, span: Span | undefined): void => {
    const run = record([], [], situation, around, span);
    performOpaque(run, situation, why);
  };

  const performOpaque = (run: CommandRun, situation: Situation, why: string): void => {
    apply([{ kind: 'opaque', under: situation.workdir.text ?? '/', why }], run);
  };

  const script = (
    parsed: Script,
    situation: Situation,
    around: Circumstance,
    span: Span | undefined,
  ): Situation => {
    if (!parsed.complete) {
      opaque(situation, around, 'its script cannot be parsed', span);
      return situation;
    }
    return statements(parsed.statements, situation, around);
  };

  const statements = (list: readonly Statement[], situation: Situation, around: Circumstance): Situation => {
    let current = situation;
    for (const [index, item] of list.entries()) {
      const last = index === list.length - 1;
      const ignored = around.failureIgnored || !(last || current.errexit);
      current = statement(item, current, ignoring(around, ignored));
    }
    return current;
  };

  /** Loops in loops and functions that call others twice get to more statements than the file has. */
  let reached = 0;

  const statement = (item: Statement, situation: Situation, around: Circumstance): Situation => {
    reached += 1;
    if (reached > maximumStatements) {
      if (reached === maximumStatements + 1)
        opaque(situation, around, 'it runs too many commands', around.toFile?.(item));
      return situation;
    }
    switch (item.kind) {
      case 'command':
        return simple(item, situation, around);
      case 'and-or':
        return chain(item, situation, around);
      case 'pipeline': {
        let from: CommandRun | undefined;
        for (const [index, stage] of item.stages.entries()) {
          const last = index === item.stages.length - 1;
          const before = commands.length;
          statement(stage, situation, {
            ...around,
            failureIgnored: around.failureIgnored || !last || item.negated,
            input: index === 0 ? around.input : { kind: 'pipe', from },
          });
          from = commands.length > before ? commands.at(-1) : undefined;
        }
        return situation;
      }
      case 'subshell':
        statements(item.body, situation, around);
        redirects(item.redirects, situation, around, undefined);
        return situation;
      case 'group': {
        const after = statements(item.body, situation, around);
        redirects(item.redirects, after, around, undefined);
        return after;
      }
      case 'if':
        return branches(item, situation, around);
      case 'for':
        return loop(item, situation, around);
      case 'while': {
        const inside = { ...around, conditional: true };
        return statements(
          item.body,
          statements(item.condition, situation, { ...inside, failureIgnored: true }),
          inside,
        );
      }
      case 'case':
        return cases(item, situation, around);
      case 'function':
        return { ...situation, functions: new Map([...situation.functions, [item.name, item.body]]) };
      case 'background':
        statement(item.body, situation, { ...around, conditional: true, failureIgnored: true });
        return situation;
      case 'other':
        return situation;
    }
  };

  /** `a && b || c`: a chain of any length, from left to right. */
  const chain = (
    item: Extract<Statement, { kind: 'and-or' }>,
    situation: Situation,
    around: Circumstance,
  ): Situation => {
    const { first, rest } = flattenAndOr(item);
    const lastOr = rest.findLastIndex(({ operator }) => operator === '||');
    let previous = first;
    let skipped = false;
    let current = statement(first, situation, ignoring(around, around.failureIgnored || lastOr >= 0));
    for (const [index, { operator, statement: link }] of rest.entries()) {
      const decided = operator === '&&' ? decide(previous, current.variables, scene.log.now()) : undefined;
      skipped = operator === '&&' && (skipped || decided === false);
      if (skipped) continue;
      const after = statement(link, current, {
        ...around,
        conditional: around.conditional || operator === '||' || (isTest(previous) && decided !== true),
        failureIgnored: around.failureIgnored || index < lastOr,
      });
      current = operator === '||' ? { ...current, errexit: after.errexit } : after;
      previous = link;
    }
    return current;
  };

  const branches = (
    item: Extract<Statement, { kind: 'if' }>,
    situation: Situation,
    around: Circumstance,
  ): Situation => {
    let current = situation;
    let certain = true;
    for (const branch of item.branches) {
      current = statements(branch.condition, current, {
        ...around,
        conditional: around.conditional || !certain,
        failureIgnored: true,
      });
      const [only, ...more] = branch.condition;
      const decided =
        only === undefined || more.length > 0 ? undefined : decide(only, current.variables, scene.log.now());
      if (decided === false) continue;
      const conditional = around.conditional || decided === undefined || !certain;
      current = forget(current, statements(branch.body, current, { ...around, conditional }), conditional);
      if (decided === true) return current;
      certain = false;
    }
    if (item.otherwise === undefined) return current;
    const conditional = around.conditional || !certain;
    return forget(current, statements(item.otherwise, current, { ...around, conditional }), conditional);
  };

  const loop = (
    item: Extract<Statement, { kind: 'for' }>,
    situation: Situation,
    around: Circumstance,
  ): Situation => {
    const values =
      item.words?.flatMap((word) => expansion.fields(word, situation)) ?? situation.positional.slice(1);
    const known = values.every((value) => value.text !== undefined && !/[*?[]/.test(value.text));
    const rounds: readonly Value[] = known
      ? values.slice(0, maximumIterations)
      : [{ text: undefined, because: `the loop variable ${item.variable}` }];
    let current = situation;
    for (const value of rounds) {
      current = statements(
        item.body,
        { ...current, variables: new Map([...current.variables, [item.variable, value]]) },
        { ...around, conditional: around.conditional || !known, failureIgnored: true },
      );
    }
    return current;
  };

  const cases = (
    item: Extract<Statement, { kind: 'case' }>,
    situation: Situation,
    around: Circumstance,
  ): Situation => {
    const subject = expansion.text(item.subject, situation).text;
    const literal = (word: Word): string | undefined => {
      const { text } = expansion.text(word, situation);
      return text === undefined || /[*?[]/.test(text) ? undefined : text;
    };
    const decidable =
      subject !== undefined &&
      item.branches.every(({ patterns }) =>
        patterns.every((pattern) => literal(pattern) !== undefined || pattern.raw === '*'),
      );
    if (decidable) {
      const chosen = item.branches.find(({ patterns }) =>
        patterns.some((pattern) => pattern.raw === '*' || literal(pattern) === subject),
      );
      return chosen === undefined ? situation : statements(chosen.body, situation, around);
    }
    let current = situation;
    for (const branch of item.branches) {
      current = forget(current, statements(branch.body, current, { ...around, conditional: true }), true);
    }
    return current;
  };

  /** The variables with what stands in front of the command. */
  const assign = ({ assignments }: SimpleCommand, situation: Situation): ReadonlyMap<string, Value> => {
    if (assignments.length === 0) return situation.variables;
    const assigned = new Map(situation.variables);
    for (const { name, value } of assignments) {
      assigned.set(name, value === undefined ? { text: '' } : expansion.text(value, situation));
    }
    return assigned;
  };

  const simple = (item: SimpleCommand, situation: Situation, around: Circumstance): Situation => {
    const assigned = assign(item, situation);
    const words = item.words.flatMap((word) => expansion.fields(word, situation));
    const span = around.toFile?.(item);
    if (words.length === 0) {
      const after = { ...situation, variables: assigned };
      redirects(item.redirects, after, around, undefined);
      return after;
    }
    const heredoc = item.redirects.find(({ operator }) => operator === '<<');
    const input: CommandRun['input'] =
      heredoc?.body === undefined
        ? around.input
        : { kind: 'text', text: expansion.heredoc(heredoc.body, situation).text };
    const before = commands.length;
    const after = command(
      words,
      item.assignments.map(({ name }) => name),
      assigned === situation.variables ? situation : { ...situation, variables: assigned },
      input === around.input ? around : { ...around, input },
      span,
    );
    redirects(item.redirects, situation, around, commands[before]);
    // Assignments in front of a command are for that command alone.
    if (item.assignments.length === 0) return after;
    const variables = new Map(after.variables);
    for (const { name } of item.assignments) {
      const old = situation.variables.get(name);
      if (old === undefined) variables.delete(name);
      else variables.set(name, old);
    }
    return { ...after, variables };
  };

  const command = (
    words: readonly Value[],
    assignments: readonly string[],
    situation: Situation,
    around: Circumstance,
    span: Span | undefined,
  ): Situation => {
    const called = words[0]?.text;
    if (called === undefined) {
      const run = record(words, assignments, situation, around, span);
      performOpaque(run, situation, `its command is not known (${words[0]?.because ?? ''})`);
      return situation;
    }
    if (called.endsWith('\r')) {
      const why = `there is no command '${called.slice(0, -1)}' with a carriage return behind it: the script has Windows line ends`;
      apply([{ kind: 'fails', why }], record(words, assignments, situation, around, span));
      return situation;
    }
    const body = situation.functions.get(called);
    if (body !== undefined && around.depth < maximumDepth) {
      const after = statements(
        body,
        { ...situation, positional: [situation.positional[0] ?? { text: 'sh' }, ...words.slice(1)] },
        { ...around, depth: around.depth + 1 },
      );
      return { ...after, positional: situation.positional };
    }
    if ((called === '.' || called === 'source') && around.depth < maximumDepth) {
      record(words, assignments, situation, around, span);
      return sourced(words, situation, around);
    }
    const builtin = builtins.get(called);
    if (builtin !== undefined) {
      record(words, assignments, situation, around, span);
      return builtin(words, situation);
    }
    const inner = unwrapped(words);
    if (inner !== undefined && around.depth < maximumDepth) {
      record(words, assignments, situation, around, span);
      return inner(situation, { ...around, depth: around.depth + 1 }, span);
    }
    const run = record(words, assignments, situation, around, span);
    const nested = around.depth < maximumDepth ? nestedScripts(run, situation, scene.log.now()) : undefined;
    if (nested !== undefined) {
      inside(nested, run, around);
      return situation;
    }
    const effects = modelled(run, scene.knowledge, world());
    if (effects === undefined) performOpaque(run, situation, opaqueBecause(run));
    else apply(effects, run);
    return situation;
  };

  /** What `sudo`, `env`, `exec`, `sh -c`, `eval` … start. */
  const unwrapped = (
    words: readonly Value[],
  ): ((situation: Situation, around: Circumstance, span: Span | undefined) => Situation) | undefined => {
    const wrapped = wrappedBy(words);
    if (wrapped === undefined || words[0]?.text === 'trap') return undefined;
    if (wrapped.kind === 'command') {
      return (situation, around, span) => {
        const variables = new Map(situation.variables);
        for (const { name, value } of wrapped.assignments) variables.set(name, value);
        const names = wrapped.assignments.map(({ name }) => name);
        command(wrapped.words, names, { ...situation, variables }, around, span);
        return situation;
      };
    }
    const { text } = wrapped.text;
    if (text === undefined) return undefined;
    return (situation, around) => {
      const inside = { ...around, toFile: undefined };
      if (words[0]?.text === 'eval') return script(parseShell(text), situation, inside, undefined);
      const options = words.slice(1, words.indexOf(wrapped.text));
      const errexit = options.some((word) => /^-[a-z]*e/.test(word.text ?? ''));
      script(parseShell(text), { ...situation, errexit, positional: wrapped.parameters }, inside, undefined);
      return situation;
    };
  };

  const inside = (nested: Nested, run: CommandRun, around: Circumstance): void => {
    // What a script does has its place where the script is called.
    const { span } = run;
    const toFile = span === undefined ? undefined : () => span;
    for (const { text, situation, failureIgnored } of nested.scripts) {
      const circumstance: Circumstance = {
        ...around,
        input: undefined,
        toFile,
        depth: around.depth + 1,
        failureIgnored: around.failureIgnored || failureIgnored,
      };
      script(parseShell(text), situation, circumstance, span);
    }
    const { open } = nested;
    if (open !== undefined) apply([{ kind: 'opaque', under: open.directory, why: open.why }], run);
  };

  const redirects = (
    list: readonly Redirect[],
    situation: Situation,
    around: Circumstance,
    run: CommandRun | undefined,
  ): void => {
    for (const redirect of list) {
      if (!['>', '>>', '>|', '&>', '&>>', '<>'].includes(redirect.operator)) continue;
      if (redirect.target === undefined) continue;
      const target = expansion.text(redirect.target, situation).text;
      if (target === undefined || situation.workdir.text === undefined) {
        if (run !== undefined) performOpaque(run, situation, 'it writes a file whose name is not known');
        continue;
      }
      const path = posix.resolve(situation.workdir.text, target);
      if (path.startsWith('/dev/') || path.startsWith('/proc/')) continue;
      const writer = run ?? record([], [], situation, around, around.toFile?.(redirect));
      const output = redirect.fd === undefined || redirect.fd === 1 ? outputOf(writer, flavor) : '';
      const appended = redirect.operator === '>>' || redirect.operator === '&>>';
      const earlier = appended ? contentSoFar(path) : '';
      const content = output === undefined || earlier === undefined ? undefined : earlier + output;
      apply([{ kind: 'write', path, entry: 'file', content }], writer);
    }
  };

  const contentSoFar = (path: string): string | undefined => {
    const found = scene.log.now().lookup(path);
    if (found.status === 'absent') return '';
    return found.status === 'present' ? found.entry.content?.() : undefined;
  };

  /** `. FILE`: its script runs in the same shell. */
  const sourced = (words: readonly Value[], situation: Situation, around: Circumstance): Situation => {
    const name = words[1]?.text;
    const text =
      name === undefined || situation.workdir.text === undefined
        ? undefined
        : scene.log.now().read(posix.resolve(situation.workdir.text, name));
    if (text === undefined) return situation;
    return script(
      parseShell(text),
      situation,
      { ...around, input: undefined, toFile: undefined, depth: around.depth + 1 },
      undefined,
    );
  };

  return { commands, changes, script, command, opaque };
}

// ── Helpers ──────────────────────────────────────────────────────────────────────────────────────────────────

function ignoring(around: Circumstance, failureIgnored: boolean): Circumstance {
  return around.failureIgnored === failureIgnored ? around : { ...around, failureIgnored };
}

function isTest(statement: Statement): boolean {
  if (statement.kind !== 'command') return false;
  return ['test', '[', '[['].includes(statement.words[0]?.raw ?? '');
}
