/**
 * What a RUN does: its script is walked command by command, with the shell's variables and working directory as far
 * as they are known. Scripts and make recipes that the image contains are walked too. Nothing is executed.
 */
import { posix } from 'node:path';
import { recipeOf } from '../../context/makefile/recipe.ts';
import { unknownValue } from '../../context/makefile/types.ts';
import { sourceSpan } from '../../dockerfile/index.ts';
import type { CommandForm } from '../../dockerfile/types.ts';
import { interpreterOf } from '../../shell/scripts.ts';
import { matchesName } from '../../shell/glob.ts';
import { expandHeredoc, expandText, expandWord, type Field, type Scope } from '../../shell/words.ts';
import { isShell, wrappedBy } from '../../shell/wrappers.ts';
import { parseShell } from '../../shell/parse.ts';
import type { Redirect, Script, SimpleCommand, Span, Statement, Word } from '../../shell/types.ts';
import { ordinaryCommands, outputOf, readOnlyCommands, type ShellFlavor } from '../commands/index.ts';
import { perform } from '../effects.ts';
import type { FileLog } from '../files.ts';
import { decide } from '../test-command.ts';
import { makeCall } from './make-call.ts';
import { builtins, forget, type Situation } from './situation.ts';
import type {
  CommandRun,
  Distribution,
  Effect,
  FileSystem,
  ImageFacts,
  Knowledge,
  State,
  StepId,
  SystemChange,
  Value,
  World,
} from '../types.ts';

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

/** A script that calls scripts deeper than this, or runs more commands, is not followed further: it is opaque. */
const maximumDepth = 8;
const maximumCommands = 5_000;
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
  const flavor = flavorOf(scene);
  const apply = (effects: readonly Effect[], run: CommandRun): void => {
    for (const effect of perform(effects, run, scene.log)) changes.push({ command: run, effect });
  };
  const world = (): World => ({
    files: scene.log.now(),
    distribution: scene.distribution,
    facts: scene.facts,
  });

  const record = (
    words: readonly Value[],
    assignments: readonly string[],
    situation: Situation,
    around: Circumstance,
    span: Span | undefined,
  ): CommandRun => {
    const called = words[0]?.text;
    const run: CommandRun = {
      step: scene.step,
      name: called === undefined || called === '' ? undefined : posix.basename(called),
      words,
      env: situation.variables,
      assignments,
      workdir: situation.workdir,
      user: scene.state.user,
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
      current = statement(item, current, {
        ...around,
        failureIgnored: around.failureIgnored || !(last || current.errexit),
      });
    }
    return current;
  };

  const statement = (item: Statement, situation: Situation, around: Circumstance): Situation => {
    switch (item.kind) {
      case 'command':
        return simple(item, situation, around);
      case 'and-or': {
        if (item.operator === '&&') {
          const after = statement(item.left, situation, around);
          const decided = decide(item.left, after.variables, scene.log.now());
          if (decided === false) return after;
          return statement(item.right, after, {
            ...around,
            conditional: around.conditional || isTest(item.left),
          });
        }
        const after = statement(item.left, situation, { ...around, failureIgnored: true });
        const other = statement(item.right, after, { ...around, conditional: true });
        return { ...after, errexit: other.errexit };
      }
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
      item.words?.flatMap((word) => fields(word, situation, around)) ?? situation.positional.slice(1);
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
    const subject = textOf(item.subject, situation, around).text;
    const literal = (word: Word): string | undefined => {
      const { text } = textOf(word, situation, around);
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

  const simple = (item: SimpleCommand, situation: Situation, around: Circumstance): Situation => {
    const assigned = new Map(situation.variables);
    for (const { name, value } of item.assignments) {
      assigned.set(name, value === undefined ? { text: '' } : textOf(value, situation, around));
    }
    const words = item.words.flatMap((word) => fields(word, situation, around));
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
        : { kind: 'text', text: known(expandHeredoc(heredoc.body, scopeOf(situation, around))).text };
    const before = commands.length;
    const after = command(
      words,
      item.assignments.map(({ name }) => name),
      { ...situation, variables: item.assignments.length > 0 ? assigned : situation.variables },
      { ...around, input },
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
    if (commands.length >= maximumCommands) {
      if (commands.length === maximumCommands) opaque(situation, around, 'it runs too many commands', span);
      return situation;
    }
    if (called === undefined) {
      const run = record(words, assignments, situation, around, span);
      performOpaque(run, situation, `its command is not known (${words[0]?.because ?? ''})`);
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
    const nested = nestedScript(run, situation, around);
    if (nested !== undefined) {
      nested();
      return situation;
    }
    const effects = modelled(run);
    if (effects === undefined) performOpaque(run, situation, opaqueBecause(run));
    else apply(effects, run);
    return situation;
  };

  /** The effects by the command's model; undefined when it has none or doesn't understand the call. */
  const modelled = (run: CommandRun): readonly Effect[] | undefined => {
    if (run.name === undefined) return undefined;
    const model = scene.knowledge.commands.get(run.name) ?? ordinaryCommands.get(run.name);
    if (model !== undefined && isSystemCommand(run, scene.log.now())) return model(run, world());
    return readOnlyCommands.has(run.name) ? [] : undefined;
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

  /** A script or Makefile of the image that a command runs, if its text is known. */
  const nestedScript = (
    run: CommandRun,
    situation: Situation,
    around: Circumstance,
  ): (() => void) | undefined => {
    const workdir = situation.workdir.text;
    if (workdir === undefined || around.depth >= maximumDepth) return undefined;
    const files = scene.log.now();
    // What a script does has its place where the script is called.
    const { span } = run;
    const inside: Circumstance = {
      ...around,
      input: undefined,
      toFile: span === undefined ? undefined : () => span,
      depth: around.depth + 1,
    };
    const name = run.name ?? '';
    if (name === 'make' || name === 'gmake') return makeRecipe(run, workdir, files, situation, inside);
    const shell = isShell(name);
    const argument = shell
      ? run.words.findIndex((word, i) => i > 0 && !(word.text ?? '-').startsWith('-'))
      : 0;
    const called = argument < 0 ? undefined : run.words[argument]?.text;
    if (called === undefined || (!shell && !called.includes('/'))) return undefined;
    const text = files.read(posix.resolve(workdir, called));
    if (text === undefined) return undefined;
    const interpreter = posix.basename(interpreterOf(text) ?? (shell ? name : ''));
    if (!shell && !isShell(interpreter)) return undefined;
    return () => {
      script(
        parseShell(text),
        {
          ...situation,
          functions: new Map(),
          positional: run.words.slice(argument),
          errexit: /^#!.*\s-[a-z]*e/.test(text),
        },
        inside,
        run.span,
      );
    };
  };

  const makeRecipe = (
    run: CommandRun,
    workdir: string,
    files: FileSystem,
    situation: Situation,
    around: Circumstance,
  ): (() => void) | undefined => {
    const call = makeCall(run.words);
    if (call === undefined) return undefined;
    const directory = posix.resolve(workdir, call.directory ?? '.');
    const names = call.file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [call.file];
    const text = names
      .map((name) => files.read(posix.resolve(directory, name)))
      .find((found) => found !== undefined);
    if (text === undefined) return undefined;
    const environment: Record<string, string> = {};
    for (const [name, value] of situation.variables) {
      if (value.text !== undefined) environment[name] = value.text;
    }
    const recipe = recipeOf(text, {
      targets: call.targets,
      variables: call.variables,
      environment,
      directory,
      files: {
        read: (path) => files.read(posix.resolve(directory, path)),
        list: (path) => {
          const listed = files.list(posix.resolve(directory, path));
          return listed.complete ? listed.names : undefined;
        },
      },
    });
    return () => {
      for (const line of recipe.lines) {
        const variables = new Map(situation.variables);
        for (const [name, value] of Object.entries(line.environment))
          variables.set(name, known({ text: value }));
        const inside: Situation = {
          ...situation,
          variables,
          workdir: { text: posix.resolve(directory, line.directory) },
          functions: new Map(),
        };
        script(
          parseShell(line.text),
          inside,
          { ...around, failureIgnored: around.failureIgnored || line.failureIgnored },
          run.span,
        );
      }
      const [problem] = recipe.problems;
      if (!recipe.complete) {
        const why = `its Makefile is only partly understood${problem === undefined ? '' : ` (${problem.message})`}`;
        performOpaque(run, { ...situation, workdir: { text: directory } }, why);
      }
    };
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
      const target = textOf(redirect.target, situation, around).text;
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

  const scopeOf = (situation: Situation, around: Circumstance): Scope => ({
    lookup: (name) => parameter(name, situation),
    all: situation.positional.slice(1),
    substitute: (inner) => substitution(inner, situation, around),
  });

  const textOf = (word: Word, situation: Situation, around: Circumstance): Value =>
    known(expandText(word, scopeOf(situation, around)));

  const fields = (word: Word, situation: Situation, around: Circumstance): readonly Value[] =>
    expandWord(word, scopeOf(situation, around)).fields.flatMap((field) => globbed(field, situation));

  /** A pattern becomes the names it matches in one directory, where all of that is known; else it stays as it is. */
  const globbed = (field: Field, situation: Situation): readonly Value[] => {
    const value = known(field.value);
    const workdir = situation.workdir.text;
    if (!field.hasGlob || value.text === undefined || workdir === undefined) return [value];
    const directory = posix.dirname(field.pattern);
    if (/[\\*?[]/.test(directory)) return [value];
    const listed = scene.log.now().list(posix.resolve(workdir, directory));
    const matching = listed.names.filter(({ name }) => matchesName(posix.basename(field.pattern), name));
    if (!listed.complete || matching.length === 0) return [value];
    const prefix = field.pattern.includes('/') ? `${directory === '/' ? '' : directory}/` : '';
    return matching.map(({ name }) => ({ text: prefix + name }));
  };

  const parameter = (name: string, situation: Situation): Value | undefined => {
    if (/^\d+$/.test(name)) return situation.positional[Number(name)];
    if (name === 'PWD') return situation.workdir;
    if (name === 'OLDPWD') return situation.previousWorkdir;
    if (name === '#') return { text: String(Math.max(0, situation.positional.length - 1)) };
    if (/^[?$!-]$/.test(name)) return { text: undefined, because: `$${name}` };
    return situation.variables.get(name);
  };

  /** What a substitution prints, for the few commands whose output follows from what is known. */
  const substitution = (inner: Script, situation: Situation, around: Circumstance): Value => {
    const unknown: Value = { text: undefined, because: `the output of ${inner.text.trim()}` };
    const [only, ...more] = inner.statements;
    if (only?.kind !== 'command' || more.length > 0 || !inner.complete) return unknown;
    if (only.words.length === 0 || only.assignments.length > 0) return unknown;
    const words = only.words.flatMap((word) => fields(word, situation, around));
    const run: CommandRun = {
      step: scene.step,
      name: posix.basename(words[0]?.text ?? ''),
      words,
      env: situation.variables,
      assignments: [],
      workdir: situation.workdir,
      user: scene.state.user,
      span: undefined,
      conditional: around.conditional,
      failureIgnored: true,
      input: undefined,
    };
    const output =
      pureOutput(run, scene.log.now()) ?? scene.knowledge.output(run, world()) ?? outputOf(run, flavor);
    return output === undefined ? unknown : { text: output.replace(/\n+$/, '') };
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

/** A command by name, or by a path where the system's commands are: not a file that happens to have such a name. */
function isSystemCommand(run: CommandRun, files: FileSystem): boolean {
  const called = run.words[0]?.text ?? '';
  if (!called.includes('/')) return true;
  const path = run.workdir.text === undefined ? called : posix.resolve(run.workdir.text, called);
  if (/^\/(usr\/)?(local\/)?(s?bin|go\/bin|cargo\/bin)\//.test(path)) return true;
  const found = files.lookup(path);
  return found.status !== 'present' || found.entry.origin.by === 'command';
}

function opaqueBecause(run: CommandRun): string {
  const called = run.words[0]?.text ?? '';
  return run.name !== undefined && (ordinaryCommands.has(run.name) || readOnlyCommands.has(run.name))
    ? `this call of ${run.name} is not understood`
    : `nothing is known of what ${called} writes`;
}

/** Output of commands that only look at their arguments and at known files. */
function pureOutput(run: CommandRun, files: FileSystem): string | undefined {
  const [first, second] = [run.words[1]?.text, run.words[2]?.text];
  const path = (name: string): string => posix.resolve(run.workdir.text ?? '/', name);
  switch (run.name) {
    case 'pwd':
      return run.workdir.text;
    case 'basename': {
      if (first === undefined) return undefined;
      return second === undefined ? posix.basename(first) : posix.basename(first, second);
    }
    case 'dirname':
      return first === undefined ? undefined : posix.dirname(first);
    case 'cat':
      return first === undefined || run.words.length !== 2 || run.workdir.text === undefined
        ? undefined
        : files.read(path(first));
    case 'realpath':
    case 'readlink':
      return undefined;
    default:
      return undefined;
  }
}

/** Which `echo` runs: /bin/sh is dash on Debian (since squeeze) and busybox on Alpine. */
function flavorOf({ state, distribution }: RunScene): ShellFlavor | undefined {
  const name = posix.basename(state.shell[0] ?? '');
  if (name === 'bash') return 'bash';
  if (name === 'dash') return 'dash';
  if (name !== 'sh' && name !== 'ash') return undefined;
  return distribution.family === 'debian' ? 'dash' : distribution.family === 'alpine' ? 'busybox' : undefined;
}

function isTest(statement: Statement): boolean {
  if (statement.kind !== 'command') return false;
  return ['test', '[', '[['].includes(statement.words[0]?.raw ?? '');
}

/** A text that holds make's mark for what it doesn't know isn't known. */
function known(value: Value): Value {
  const at = value.text?.indexOf(unknownValue) ?? -1;
  if (value.text === undefined || at < 0) return value;
  return { text: undefined, because: 'a value that the Makefile computes', prefix: value.text.slice(0, at) };
}
