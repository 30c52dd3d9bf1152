/** From rules to the lines that run, in order. */
import { literalText } from '../../shell/expand-words.ts';
import { parseShell } from '../../shell/parse.ts';
import { everyCommand } from '../../shell/walk.ts';
import type { SimpleCommand, Statement } from '../../shell/types.ts';
import { normalizePath } from '../files/tree.ts';
import { expand, newBudget, valueOf } from './expand.ts';
import { appliedSetting, readMakefile } from './read.ts';
import {
  unknownValue,
  type MakeCall,
  type Makefile,
  type MakeFiles,
  type MakeProblem,
  type MakeRule,
  type Recipe,
  type RecipeLine,
  type SourceLine,
  type Variable,
  type Variables,
  type Budget,
  type MakeScope,
} from './types.ts';
import { directoryPart, filePart, fillStem, stemOf, wordsOf } from './words-and-patterns.ts';

/** `$(MAKE)` within `$(MAKE)` is followed this far. */
const deepestMake = 8;

/** What it costs to read a makefile, however short it is, and to hand a line on, in characters. */
const workOfReading = 2_000;
const workOfLine = 200;

/** The names make looks for, in its order. */
export const makefileNames: readonly string[] = ['GNUmakefile', 'makefile', 'Makefile'];

/** What a call of make with this makefile runs. */
export function recipeOf(text: string, call: MakeCall): Recipe {
  return recipeAt(text, call, 0, newBudget());
}

/** One run over the rules: what was made already, and what came of it. */
interface Run {
  readonly makefile: Makefile;
  readonly call: MakeCall;
  readonly depth: number;
  readonly budget: Budget;
  readonly made: Map<string, 'running' | 'unchanged' | 'remade'>;
  readonly lines: RecipeLine[];
  readonly problems: MakeProblem[];
}

/** @param budget for this make and all that it runs in turn: what is over stays unread. */
function recipeAt(text: string, call: MakeCall, depth: number, budget: Budget): Recipe {
  budget.left -= workOfReading + text.length;
  const makefile = readMakefile(text, call, budget);
  const run: Run = {
    makefile,
    call,
    depth,
    budget,
    made: new Map(),
    lines: [],
    problems: [...makefile.problems],
  };
  const goals = call.targets.length > 0 ? call.targets : [makefile.defaultGoal ?? ''];
  const from: SourceLine = { text: '', file: call.file ?? 'Makefile', line: 1 };
  for (const goal of goals) {
    if (goal === '') note(run, from, 'there is no target to make');
    else make(run, goal, makefile.variables, from);
  }
  return { lines: run.lines, complete: run.problems.length === 0, problems: run.problems };
}

function note(run: Run, source: { readonly file: string; readonly line: number }, message: string): void {
  run.problems.push({ message: message.replaceAll(unknownValue, '…'), file: source.file, line: source.line });
}

/** Makes a target: its prerequisites, then its recipe. Returns whether it was remade. */
function make(
  run: Run,
  target: string,
  inherited: Variables,
  from: { readonly file: string; readonly line: number },
): 'unchanged' | 'remade' {
  const known = run.made.get(target);
  // A circle is dropped by make with a warning.
  if (known !== undefined) return known === 'running' ? 'unchanged' : known;
  run.made.set(target, 'running');
  const result = makeNow(run, target, inherited, from);
  run.made.set(target, result);
  return result;
}

function makeNow(
  run: Run,
  target: string,
  inherited: Variables,
  from: { readonly file: string; readonly line: number },
): 'unchanged' | 'remade' {
  if (target.includes(unknownValue)) {
    note(run, from, `a prerequisite is not known: ${target}`);
    return 'unchanged';
  }
  for (const [pattern, problem] of run.makefile.uncertain) {
    if (stemOf(pattern, target) !== undefined) note(run, problem, problem.message);
  }
  const applications = applicationsFor(run.makefile, target, run.call.files);
  if (applications.length === 0) {
    if (run.call.files !== undefined && !exists(run.call.files, target)) {
      note(run, from, `there is no rule for ${target}, and no such file`);
    }
    return 'unchanged';
  }
  const variables = targetVariables(run, target, inherited);
  let result: 'unchanged' | 'remade' = 'unchanged';
  for (const application of applications) {
    if (makeWith(run, target, application, variables) === 'remade') result = 'remade';
  }
  return result;
}

/** A rule applied to a target. */
interface Application {
  readonly rule: MakeRule;
  readonly prerequisites: readonly string[];
  readonly orderOnly: readonly string[];
  readonly stem: string | undefined;
}

/**
 * The rules for a target. Those without a recipe only add prerequisites to the one that has it; double-colon rules
 * stand each for itself; a pattern rule counts when no rule names the target with a recipe.
 */
function applicationsFor(
  makefile: Makefile,
  target: string,
  files: MakeFiles | undefined,
): readonly Application[] {
  const named = makefile.rules
    .filter((rule) => rule.targets.includes(target))
    .map((rule) => applied(rule, target));
  if (named.some(({ rule }) => rule.doubleColon)) return named;
  const withRecipe =
    named.findLast(({ rule }) => rule.recipe.length > 0) ?? patternFor(makefile, target, files) ?? named[0];
  if (withRecipe === undefined) return [];
  const others = named.filter((application) => application !== withRecipe);
  return [
    {
      ...withRecipe,
      prerequisites: unique([withRecipe, ...others].flatMap(({ prerequisites }) => prerequisites)),
      orderOnly: unique([withRecipe, ...others].flatMap(({ orderOnly }) => orderOnly)),
    },
  ];
}

function applied(rule: MakeRule, target: string): Application {
  const stem = rule.targetPattern === undefined ? undefined : stemOf(rule.targetPattern, target);
  return withStem(rule, stem);
}

function withStem(rule: MakeRule, stem: string | undefined): Application {
  const fill = (words: readonly string[]): readonly string[] =>
    stem === undefined ? words : words.map((word) => fillStem(word, stem));
  return { rule, prerequisites: fill(rule.prerequisites), orderOnly: fill(rule.orderOnly), stem };
}

/**
 * The pattern rule with the shortest stem, of those whose prerequisites are there or can be made, where the files are
 * known. A pattern without a slash matches the file part alone.
 */
function patternFor(
  makefile: Makefile,
  target: string,
  files: MakeFiles | undefined,
): Application | undefined {
  const found = makefile.rules.flatMap((rule) => {
    if (rule.recipe.length === 0) return [];
    return rule.targets.flatMap((pattern) => {
      if (!pattern.includes('%')) return [];
      const inFile = !pattern.includes('/') && target.includes('/');
      const stem = stemOf(pattern, inFile ? filePart(target) : target);
      if (stem === undefined || stem === '') return [];
      return [withStem(rule, inFile ? directoryPart(target) + stem : stem)];
    });
  });
  return found
    .filter(({ prerequisites }) => prerequisites.every((name) => canBeThere(makefile, name, files)))
    .toSorted((a, b) => (a.stem?.length ?? 0) - (b.stem?.length ?? 0))[0];
}

/** Chains of pattern rules are not looked for: a prerequisite needs a rule that names it, or a file. */
function canBeThere(makefile: Makefile, name: string, files: MakeFiles | undefined): boolean {
  return (
    files === undefined || exists(files, name) || makefile.rules.some((rule) => rule.targets.includes(name))
  );
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}

function makeWith(
  run: Run,
  target: string,
  application: Application,
  variables: Variables,
): 'unchanged' | 'remade' {
  const { rule, prerequisites, orderOnly } = application;
  const remade = prerequisites.filter((name) => make(run, name, variables, rule) === 'remade');
  for (const name of orderOnly) make(run, name, variables, rule);
  if (rule.recipe.length === 0)
    return remade.length > 0 || run.makefile.phony.has(target) ? 'remade' : 'unchanged';
  const always = run.makefile.phony.has(target) || remade.length > 0;
  if (!always && run.call.files !== undefined && exists(run.call.files, target)) {
    note(run, rule, `${target} is there already: whether it is made again hangs on file times`);
  }
  const automatic = automaticVariables(target, application);
  const scope: MakeScope = {
    variables: new Map([...variables, ...automatic]),
    call: run.call,
    unread: run.makefile.unread,
    depth: 0,
    budget: run.budget,
  };
  for (const line of linesOf(run, rule, scope)) emit(run, target, line, scope);
  return 'remade';
}

/** Variables set for the target or a pattern it matches, on top of those of what needed it. */
function targetVariables(run: Run, target: string, inherited: Variables): Variables {
  const settings = [...run.makefile.targetVariables].flatMap(([pattern, list]) =>
    stemOf(pattern, target) === undefined ? [] : list,
  );
  let variables = inherited;
  for (const setting of settings) {
    const next = appliedSetting(setting, {
      variables,
      call: run.call,
      unread: run.makefile.unread,
      depth: 0,
      budget: run.budget,
    });
    if (next !== undefined) variables = new Map([...variables, [setting.name, next]]);
  }
  return variables;
}

/** `$@ $< $^ $+ $? $* $|` and their `D` and `F` forms. */
function automaticVariables(target: string, { prerequisites, orderOnly, stem }: Application): Variables {
  const values: Readonly<Record<string, string>> = {
    '@': target,
    '<': prerequisites[0] ?? '',
    '^': unique(prerequisites).join(' '),
    '+': prerequisites.join(' '),
    // Those that are newer than the target.
    '?': prerequisites.length === 0 ? '' : unknownValue,
    '*': stem ?? '',
    '|': orderOnly.join(' '),
  };
  return new Map(
    Object.entries(values).flatMap(([name, text]): readonly (readonly [string, Variable])[] => [
      [name, automatic(text)],
      [`${name}D`, automatic(directoriesOf(text))],
      [`${name}F`, automatic(filesOf(text))],
    ]),
  );
}

function directoriesOf(text: string): string {
  return wordsOf(text)
    .map((word) => directoryPart(word).slice(0, -1) || '/')
    .join(' ');
}

function filesOf(text: string): string {
  return wordsOf(text).map(filePart).join(' ');
}

function automatic(text: string): Variable {
  return { flavor: 'simple', text, origin: 'automatic' };
}

/** Recipe lines expanded; one that expands to several lines (a `define`) is several. With `.ONESHELL` all are one. */
function linesOf(run: Run, rule: MakeRule, scope: MakeScope): readonly SourceLine[] {
  const expanded = rule.recipe.map((line) => ({ ...line, text: expand(line.text, scope) }));
  const [first] = expanded;
  if (run.makefile.oneShell && first !== undefined) {
    return [{ ...first, text: expanded.map((line) => line.text).join('\n') }];
  }
  return expanded.flatMap((line) => line.text.split(/(?<!\\)\n/).map((text) => ({ ...line, text })));
}

function emit(run: Run, target: string, source: SourceLine, scope: MakeScope): void {
  const [prefix = ''] = /^[\s@+-]*/.exec(source.text) ?? [];
  const text = source.text.slice(prefix.length);
  if (text.trim() === '') return;
  const line: RecipeLine = {
    text,
    file: source.file,
    line: source.line,
    target,
    directory: '',
    failureIgnored: prefix.includes('-'),
    environment: exportedVariables(run, scope),
    shell: [valueOf('SHELL', scope), ...wordsOf(valueOf('.SHELLFLAGS', scope))],
  };
  const inner = innerMake(text);
  if (inner.kind === 'none') run.lines.push(line);
  else if (inner.kind === 'mixed') {
    run.lines.push(line);
    note(run, source, 'this line runs make in a way that is not followed');
  } else emitInner(run, line, inner.call);
}

/** What make puts into the environment of the commands it runs. */
function exportedVariables(run: Run, scope: MakeScope): Readonly<Record<string, string>> {
  const { all, names } = run.makefile.exported;
  const exported = [...scope.variables].filter(([name, { origin }]) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || origin === 'automatic' || origin === 'environment')
      return false;
    if (origin === 'default') return names.has(name);
    return all || origin === 'command line' || names.has(name) || name in run.call.environment;
  });
  return Object.fromEntries(exported.map(([name]) => [name, valueOf(name, scope)]));
}

// ── make within make ─────────────────────────────────────────────────────────────────────────────────────────

interface InnerCall {
  readonly directory: string;
  readonly file: string | undefined;
  readonly targets: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

type Inner =
  | { readonly kind: 'none' }
  /** make runs somewhere in the line, but not as all of it. */
  | { readonly kind: 'mixed' }
  | { readonly kind: 'make'; readonly call: InnerCall };

/** A line that is `make …` or `cd directory && make …`. */
function innerMake(text: string): Inner {
  const script = parseShell(text);
  if (!everyCommand(script).some((command) => isMake(command))) return { kind: 'none' };
  const [only, ...more] = script.statements;
  const found = only === undefined || more.length > 0 ? undefined : innerStatement(only);
  return found === undefined ? { kind: 'mixed' } : { kind: 'make', call: found };
}

function innerStatement(statement: Statement): InnerCall | undefined {
  if (statement.kind === 'command') return isMake(statement) ? innerCall(statement, '') : undefined;
  if (statement.kind !== 'and-or' || statement.operator !== '&&') return undefined;
  const { left, right } = statement;
  if (left.kind !== 'command' || right.kind !== 'command' || !isMake(right)) return undefined;
  const [name, directory, ...rest] = left.words.map(literalText);
  if (name !== 'cd' || directory === undefined || rest.length > 0) return undefined;
  return innerCall(right, directory);
}

function isMake(command: SimpleCommand): boolean {
  const [word] = command.words;
  const name = word === undefined ? undefined : literalText(word);
  return name !== undefined && ['make', 'gmake'].includes(filePart(name));
}

/** Options of make that take a value of their own, and are of no interest here. */
const valueOptions: ReadonlySet<string> = new Set(['-I', '-l', '-o', '-W', '-E']);

function innerCall(command: SimpleCommand, start: string): InnerCall | undefined {
  const environment: Record<string, string> = {};
  for (const { name, value } of command.assignments) {
    const text = value === undefined ? '' : literalText(value);
    if (text === undefined) return undefined;
    environment[name] = text;
  }
  const words = command.words.slice(1).map(literalText);
  const targets: string[] = [];
  const variables: Record<string, string> = {};
  let directory = start;
  let file: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || word.includes(unknownValue)) return undefined;
    const option = /^(-C|-f|--directory=|--file=|--makefile=)(.*)$/s.exec(word);
    const assignment = /^([A-Za-z_.][\w.]*)\s*(?:::?)?=(.*)$/s.exec(word);
    if (option !== null) {
      const [, name = '', attached = ''] = option;
      const value = attached !== '' || name.endsWith('=') ? attached : words[(at += 1)];
      if (value === undefined || value.includes(unknownValue)) return undefined;
      if (name === '-C' || name === '--directory=')
        directory = directory === '' ? value : `${directory}/${value}`;
      else if (file !== undefined) return undefined;
      else file = value;
    } else if (assignment !== null) variables[assignment[1] ?? ''] = assignment[2] ?? '';
    else if (valueOptions.has(word)) at += 1;
    // `-j 4`: the number stands alone.
    else if (word === '-j' && /^\d+$/.test(words[at + 1] ?? '')) at += 1;
    else if (!word.startsWith('-')) targets.push(word);
  }
  return { directory, file, targets, variables, environment };
}

function emitInner(run: Run, line: RecipeLine, inner: InnerCall): void {
  const directory = normalizePath(inner.directory);
  const files = run.call.files;
  if (directory === undefined || files === undefined || run.depth >= deepestMake || run.budget.left < 0) {
    run.lines.push(line);
    note(run, line, 'the makefile that this line runs was not read');
    return;
  }
  const at = (path: string): string => (directory === '' ? path : `${directory}/${path}`);
  const names = inner.file === undefined ? makefileNames : [inner.file];
  const name = names.find((candidate) => files.read(at(candidate)) !== undefined);
  const text = name === undefined ? undefined : files.read(at(name));
  if (name === undefined || text === undefined) {
    run.lines.push(line);
    note(run, line, `there is no makefile in ${directory === '' ? 'this directory' : directory}`);
    return;
  }
  const call: MakeCall = {
    targets: inner.targets,
    variables: { ...run.call.variables, ...inner.variables },
    environment: { ...run.call.environment, ...line.environment, ...inner.environment },
    file: name,
    files: directory === '' ? files : filesBelow(files, at),
    ...(run.call.print === undefined ? {} : { print: run.call.print }),
    ...(run.call.directory === undefined
      ? {}
      : { directory: directory === '' ? run.call.directory : `${run.call.directory}/${directory}` }),
  };
  const result = recipeAt(text, call, run.depth + 1, run.budget);
  run.budget.left -= result.lines.length * workOfLine;
  for (const each of result.lines) {
    run.lines.push({
      ...each,
      file: at(each.file),
      directory: normalizePath(at(each.directory)) ?? at(each.directory),
      failureIgnored: each.failureIgnored || line.failureIgnored,
      // What the inner make doesn't change it hands on.
      environment: { ...line.environment, ...inner.environment, ...each.environment },
    });
  }
  run.problems.push(...result.problems.map((each) => ({ ...each, file: at(each.file) })));
}

function filesBelow(files: MakeFiles, at: (path: string) => string): MakeFiles {
  return {
    read: (path) => files.read(at(path)),
    list: (directory) => files.list(directory === '' ? at('').slice(0, -1) : at(directory)),
  };
}

function exists(files: MakeFiles, path: string): boolean {
  const place = normalizePath(path);
  if (place === undefined) return false;
  const slash = place.lastIndexOf('/');
  const name = place.slice(slash + 1);
  return files.list(place.slice(0, Math.max(0, slash)))?.some((entry) => entry.name === name) ?? false;
}
