/**
 * A start command that compiles what it starts: the same program is built by a step at the end of the build stage and
 * started in its place. That makes a file which can be split like any other.
 */
import { posix } from 'node:path';
import { lineAt, linesOf, parse } from '../dockerfile/index.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { isInside } from '../evaluate/files/paths.ts';
import { makeCall } from '../evaluate/run/make-call.ts';
import { recipeIn } from '../evaluate/run/recipe.ts';
import { evaluate } from '../evaluate/stages/evaluate.ts';
import type { Build, Stage, Step } from '../evaluate/types.ts';
import { editedPart } from '../rule/edits.ts';
import { evidenceAt } from '../rule/evidence.ts';
import { instructionText, styleOf } from '../rule/instruction-text.ts';
import type { Edit, Evidence, Verdict } from '../rule/types.ts';
import { plainWords } from '../shell/plain.ts';
import { isShell } from '../shell/wrappers.ts';
import { refusals } from '../toolchain/refusals.ts';
import type { Compiles, Refusal, Toolchain } from '../toolchain/toolchain.ts';
import { shellWords } from './start/shell-form.ts';
import { resolveCommand } from './start/resolve-command.ts';
import { startOf } from './start/start.ts';
import type { Scene } from './started/types.ts';

export type BuiltAhead =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'ahead';
      readonly proposal: Extract<Verdict, { kind: 'proposal' }>;
      /** The file with it. */
      readonly build: Build;
      /** The line of the first step that was added. */
      readonly line: number;
    };

/**
 * The step and the command that do what the start command does; undefined where it compiles nothing, or where it isn't
 * certain that a step builds the same: then the file is refused as it is.
 * @param refusedAs what the file is refused for: anything but its start command has nothing to do with this.
 */
export function builtAhead(
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  refusedAs: Refusal['code'],
): BuiltAhead | undefined {
  const { dockerfile, context } = build;
  const scene: Scene = { build, stage, toolchain };
  const command = startCommand(scene);
  if (command === undefined) return undefined;
  const { words, instruction } = command;
  const evidence = evidenceAt(dockerfile, command.step);
  const found = compiledBy(words, scene, evidence);
  if (found?.refusedAs !== refusedAs || givesBuildVariables(scene)) return undefined;
  const { compiles, replaced } = found;
  const mounted = mountOverSources(compiles.sources, scene);
  if (mounted !== undefined) return { kind: 'refusal', refusal: mounted };
  const to = [...compiles.by, ...words.slice(replaced)];
  const own = [...compiles.by, ...command.own.slice(replaced)];
  if (replaced > command.own.length) return undefined;
  const step = buildEdit(compiles.built, build, stage);
  if (step === undefined) return undefined;
  const edits: readonly Edit[] = [step, startEdit(instruction, own, command.form, dockerfile.text)];
  const whole = { start: 0, end: dockerfile.text.length };
  const text = editedPart(dockerfile.text, whole, edits);
  if (text === undefined) return undefined;
  const program = compiles.makes ?? compiles.by[0] ?? '';
  return {
    kind: 'ahead',
    build: evaluate(parse(text), build.knowledge, context),
    line: lineAt(linesOf(dockerfile.text), step.start),
    proposal: {
      kind: 'proposal',
      code: 'split',
      edits,
      confidence: 'possible',
      assumptions: [compiles.assumption],
      reasons: [
        {
          code: 'built-ahead',
          message: `${words.slice(0, replaced).join(' ')} is built as ${program} when the image is, and that is started`,
          evidence,
        },
      ],
      summary: undefined,
      message: `${program} is built in the image, not at each start`,
      start: { from: lineOf(words, command), to: lineOf(to, command) },
    },
  };
}

interface StartCommand {
  /** All that the container starts with, behind an entrypoint of the image's own that only starts it. */
  readonly words: readonly string[];
  /** That entrypoint; none where the image has none. */
  readonly through: readonly string[];
  /** Those that the instruction itself has: the first ones. */
  readonly own: readonly string[];
  readonly form: 'exec' | 'shell';
  /** What runs the text of the shell form. */
  readonly shell: readonly string[];
  readonly step: number;
  readonly instruction: Instruction;
}

/** ENTRYPOINT or CMD of the stage at hand, where it alone says which program is started. */
function startCommand(scene: Scene): StartCommand | undefined {
  const { build, stage } = scene;
  const through = entrypointOf(scene);
  const { entrypoint, cmd } = stage.config;
  const start = startOf(
    through.length === 0 ? stage : { ...stage, config: { ...stage.config, entrypoint: undefined } },
  );
  if (start.kind !== 'exec' && start.kind !== 'shell') return undefined;
  const { dockerfile } = build;
  const { step } = start;
  const instruction = step === undefined ? undefined : dockerfile.instructions[step];
  if (step === undefined || instruction === undefined) return undefined;
  // An instruction of an earlier stage is also that of others, and a comment inside it would be lost.
  if (step < dockerfile.instructions.indexOf(stage.from)) return undefined;
  if (instruction.tokens.some(({ kind }) => kind === 'comment')) return undefined;
  const words = start.kind === 'exec' ? start.words : shellWords(start.script, stage);
  if (words === undefined) return undefined;
  const own = start.kind === 'exec' && entrypoint?.step === step ? entrypoint.words : words;
  const shell = start.kind === 'shell' && cmd !== undefined ? cmd.words.slice(0, -1) : [];
  return { words, through, own, form: start.kind, shell, step, instruction };
}

/** The entrypoint of the image's own, where it starts what it is given and does nothing else that matters. */
function entrypointOf({ build, stage, toolchain }: Scene): readonly string[] {
  const { entrypoint, cmd } = stage.config;
  if (entrypoint === undefined || !entrypoint.inherited || cmd === undefined) return [];
  const known = toolchain.start([...entrypoint.words, ...cmd.words], { build, stage }, undefined);
  return known !== undefined && 'kind' in known && known.kind === 'passes' ? entrypoint.words : [];
}

/** All words that the container starts with, its own entrypoint among them: a text for a shell stays one behind that. */
function lineOf(words: readonly string[], { through, form, shell }: StartCommand): readonly string[] {
  const text = form === 'shell' && through.length > 0 ? shellText(words) : undefined;
  return [...through, ...(text === undefined ? words : [...shell, text])];
}

interface Found {
  readonly compiles: Compiles;
  /** Words of the whole command line that the program stands in for. */
  readonly replaced: number;
  /** What is said of the command line as it is written. */
  readonly refusedAs: Refusal['code'] | undefined;
}

/** What a command line compiles, by itself or by the one line of a make recipe. */
function compiledBy(
  words: readonly string[],
  { build, stage, toolchain }: Scene,
  evidence: Evidence | undefined,
): Found | undefined {
  const name = posix.basename(words[0] ?? '');
  // Most files start a program, and where it comes from needs not be looked up for this.
  if (name !== 'make' && toolchain.models.modelOf(name) === undefined) return undefined;
  const known = toolchain.start(words, { build, stage }, evidence);
  if (known === undefined) return undefined;
  if ('kind' in known) {
    if (known.kind !== 'compiles') return undefined;
    return { compiles: known, replaced: known.replaced, refusedAs: known.refusal.code };
  }
  const line = words[0] === 'make' ? lineOfRecipe(words, stage) : undefined;
  const made = line === undefined ? undefined : toolchain.start(line, { build, stage }, evidence);
  if (line === undefined || made === undefined || !('kind' in made) || made.kind !== 'compiles')
    return undefined;
  // The arguments that the recipe gives are of the program now.
  const by = [...made.by, ...line.slice(made.replaced)];
  return { compiles: { ...made, by }, replaced: words.length, refusedAs: known.code };
}

/** The words of all that a call of make runs: one line, in its own directory and with no variables of its own. */
function lineOfRecipe(words: readonly string[], stage: Stage): readonly string[] | undefined {
  const call = makeCall(words.map((text) => ({ text })));
  const directory = stage.state.workdir.text;
  if (call === undefined || call.directory !== undefined || call.file !== undefined) return undefined;
  if (directory === undefined || resolveCommand('make', stage).kind === 'missing') return undefined;
  const recipe = recipeIn(stage.files, directory, call, stage.state.env);
  if (recipe === undefined) return undefined;
  const { lines, complete } = recipe;
  const [line, ...more] = lines;
  if (!complete || line === undefined || more.length > 0 || line.directory !== '' || line.failureIgnored)
    return undefined;
  const given = { ...call.variables, ...line.environment };
  return Object.keys(given).every((key) => /^(MAKE|MFLAGS)/.test(key)) ? plainWords(line.text) : undefined;
}

/** A variable of the build that a step sees and a start doesn't, or the other way round, may make another program. */
function givesBuildVariables({ build, stage, toolchain: { ofBuild } }: Scene): boolean {
  const { env, args } = stage.state;
  return (
    [...args.keys()].some((name) => ofBuild.variable(name) && !env.has(name)) ||
    (build.context?.consumers ?? []).some(({ environment = {} }) =>
      Object.entries(environment).some(
        ([name, value]) => ofBuild.variable(name) && env.get(name)?.text !== value,
      ),
    )
  );
}

/** A consumer that mounts something over what is compiled: it builds in the container what changes outside of it. */
function mountOverSources(
  sources: readonly string[],
  { build, stage, toolchain }: Scene,
): Refusal | undefined {
  for (const consumer of build.context?.consumers ?? []) {
    for (const { source, target } of consumer.mounts ?? []) {
      const place = posix.resolve('/', target);
      const over = sources.some(
        (directory) =>
          isInside(directory, place) ||
          (isInside(place, directory) && mayHoldSources(place, stage, toolchain)),
      );
      if (!over) continue;
      const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
      const why = `${consumer.name} mounts ${source ?? 'a volume'} over ${place}, which is compiled at each start`;
      return refusals.developmentImage(why, evidence);
    }
  }
  return undefined;
}

/** More directories than this are not looked through: then there may be sources. */
const maximumDirectories = 500;

function mayHoldSources(place: string, { files }: Stage, { role }: Toolchain): boolean {
  const pending = [place];
  for (let seen = 0; pending.length > 0; seen++) {
    const directory = pending.pop() ?? '/';
    const { names, complete } = files.list(directory);
    if (!complete || seen > maximumDirectories) return true;
    for (const { name, kind } of names) {
      const path = posix.join(directory, name);
      if (kind === 'directory') pending.push(path);
      else if (role({ path, directory: false }, undefined) === 'build-only') return true;
    }
  }
  return false;
}

/** Instructions that say something of the image and do nothing that a step behind them would see. */
const describing: ReadonlySet<Instruction['keyword']> = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'STOPSIGNAL',
  'VOLUME',
]);

/** The steps that build, behind all that the stage does. Only root can certainly write there. */
function buildEdit(built: Compiles['built'], build: Build, stage: Stage): Edit | undefined {
  const { dockerfile } = build;
  const { user, shell, workdir } = stage.state;
  if (!/^(|root|0|0:0|root:root)$/.test(user.text ?? '?') || workdir.text === undefined) return undefined;
  const last = ownSteps(build, stage).findLast(({ instruction }) => !describing.has(instruction.keyword));
  const { end } = last?.instruction ?? stage.from;
  const style = styleOf(dockerfile);
  const plain = isShell(posix.basename(shell[0] ?? ''));
  const lines = built.map((words) =>
    instructionText(style, 'RUN', (plain ? shellText(words) : undefined) ?? listText(words)),
  );
  const text = dockerfile.text.slice(0, end).endsWith('\n')
    ? lines.map((line) => `${line}${dockerfile.newline}`)
    : lines.map((line) => `${dockerfile.newline}${line}`);
  return { start: end, end, text: text.join('') };
}

function ownSteps({ dockerfile }: Build, { from, steps }: Stage): readonly Step[] {
  const first = dockerfile.instructions.indexOf(from);
  return steps.filter(({ id }) => id > first);
}

/** The words for a shell; undefined where one of them needs quotes. */
function shellText(words: readonly string[]): string | undefined {
  return words.every((word) => /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) ? words.join(' ') : undefined;
}

/** The instruction with other words, in its own form where that can hold them. */
function startEdit(
  { keywordSpan, end }: Instruction,
  words: readonly string[],
  form: StartCommand['form'],
  text: string,
): Edit {
  const rest = (form === 'shell' ? shellText(words) : undefined) ?? listText(words);
  const lineEnd = /\r?\n$/.exec(text.slice(keywordSpan.end, end))?.[0].length ?? 0;
  return { start: keywordSpan.end, end: end - lineEnd, text: ` ${rest}` };
}

function listText(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
