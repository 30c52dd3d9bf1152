/** Writes the runtime stage: the author's lines where they can be taken as they are, generated ones elsewhere. */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../evaluate/files/paths.ts';
import type { Build, FileSystem, Stage, Step, StepId } from '../../evaluate/types.ts';
import type { CommandForm, Dockerfile, Instruction } from '../../dockerfile/types.ts';
import type { Reason } from '../../rule/types.ts';
import { withRecommended } from '../needs/installed-packages.ts';
import { hasDirectory } from '../../image/directories.ts';
import { installCommand } from '../../image/packages/manager.ts';
import { busyboxApplets } from '../../image/busybox.ts';
import { groupRecords, packageCommandDirectories, shadowRecords, userRecords } from '../../image/places.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
import { evidenceOf } from '../../rule/evidence.ts';
import { mayBeMissing, type KeptFile } from '../files/kept-files.ts';
import {
  copyText,
  instructionText,
  listingCommandText,
  styleOf,
  variablesText,
  type InstructionStyle,
} from '../../rule/instruction-text.ts';
import { textWithComments } from '../../rule/edits.ts';
import { linkCommands, type ProgramLink } from '../started/links.ts';
import type { HandedDirectory } from './ownership.ts';
import { skeletonCommands, type Skeleton } from './skeleton.ts';
import { escapedPath, quotedWord } from '../../rule/quoting.ts';
import { isOwnedBy, type RunUser } from '../needs/users.ts';
import { isRootUser } from '../../image/declared-bases.ts';
import { namesIn } from './variable-definitions.ts';
import type { ProgramCopy } from './program-copies.ts';
import type { ArgumentLine, RuntimeVariables } from './variables.ts';

export interface RuntimePlan {
  /** What `--platform` of the toolchain's FROM says, as written. */
  readonly platform: string | undefined;
  readonly buildStage: string;
  readonly choice: BaseChoice;
  /** Absolute paths of the programs, and of what is copied there. */
  readonly programs: readonly ProgramCopy[];
  readonly kept: readonly KeptFile[];
  /** The files of the build stage as they are whatever its arguments. */
  readonly open: FileSystem;
  /** Directories that belong to the container's user. */
  readonly owned: readonly string[];
  /** Directories that are neither of mode 0755 nor root's in a way that COPY would make them. */
  readonly skeleton: Skeleton | undefined;
  /** Directories of users that the container changes to. */
  readonly handed: readonly HandedDirectory[];
  /** Links to programs. */
  readonly links: readonly ProgramLink[];
  /** Directories that have to be there. */
  readonly directories: readonly string[];
  readonly user: RunUser;
  /** Who is the user of the base, without a line that says so. */
  readonly userOfBase: boolean;
  /** The working directory to set; undefined when the program doesn't look at it. */
  readonly workdir: string | undefined;
  readonly variables: RuntimeVariables;
  readonly pathDirectories: readonly string[];
  /** Exec forms of shell-form instructions. */
  readonly plain: ReadonlyMap<StepId, readonly string[]>;
  /** The base has a shell: shell form can stay. */
  readonly shellNeeded: boolean;
  readonly addedCommand: readonly string[] | undefined;
  /** The base's own entrypoint starts what it is given, as the one of the image that builds does. */
  readonly passesOn: boolean;
}

export interface RuntimeText {
  /** Lines without line ends; one of them may hold several lines of the author's. */
  readonly text: readonly string[];
  readonly copied: readonly string[];
  /** How many instructions copy what the image had: each makes a layer. */
  readonly copies: number;
  readonly reasons: readonly Reason[];
  /** A stage before it that makes directories, where COPY and WORKDIR would make them differently; else no lines. */
  readonly before: readonly string[];
}

/** The text of the runtime stage, and what its lines rest on. */
export function runtimeStage(
  plan: RuntimePlan,
  build: Build,
  stage: Stage,
  moved: ReadonlySet<StepId>,
): RuntimeText {
  const { dockerfile } = build;
  const writing: Writing = { plan, stage, dockerfile, style: styleOf(dockerfile), moved };
  const { style } = writing;
  const copies = copyPlan({ ...plan, kept: wholeDirectories(plan.kept, stage) });
  const repeated = repeatedLines(writing);
  const installing = packageLines(plan.choice, withRecommended(stage), style);
  const replacing = replacedCommandLines(writing, copies);
  const linking = linkLines(writing);
  const [toRoot, back] = rootLines(writing, [...installing, ...replacing, ...linking].length > 0);
  return {
    text: [
      fromLine(writing),
      ...plan.variables.args.flatMap((line) => argumentLine(line, writing)),
      ...toRoot,
      ...installing,
      ...systemCopies(plan.choice.copies, plan.buildStage, style),
      ...replacing,
      ...variableLines(writing),
      ...linking,
      ...back,
      ...skeletonCopies(writing),
      ...groundLines(writing),
      ...copies.map((copy) => copyLine(copy, writing)),
      ...handedLines(writing),
      ...entrypointLines(writing),
      ...repeated.text,
      ...(plan.addedCommand === undefined ? [] : [instructionText(style, 'CMD', json(plan.addedCommand))]),
    ],
    copied: [
      ...plan.choice.copies,
      ...(plan.skeleton?.directories.flatMap(({ path, whole }) => (whole ? [path] : [])) ?? []),
      ...(plan.skeleton?.links.map(({ path }) => path) ?? []),
      ...copies.flatMap(({ sources }) => sources),
    ],
    copies: plan.choice.copies.length + copies.length,
    reasons: repeated.reasons,
    before: skeletonStage(writing),
  };
}

/**
 * Root's lines on a base that has another user: to the end where the container runs as root or as a user of the author's,
 * whose own line follows, else for what only root may do.
 */
function rootLines({ plan, style }: Writing, runs: boolean): readonly [readonly string[], readonly string[]] {
  const { user } = plan.choice.base.config;
  if (isRootUser(user) || (plan.userOfBase && !runs)) return [[], []];
  const line = (name: string): readonly string[] => [instructionText(style, 'USER', name)];
  return [line('0'), plan.userOfBase ? line(user) : []];
}

/** A base's own entrypoint would take the author's command for its arguments. */
function entrypointLines({ plan, stage, style }: Writing): readonly string[] {
  const { entrypoint } = plan.choice.base.config;
  const own = stage.config.entrypoint?.step !== undefined;
  // One that the original inherits too starts it as before.
  const same = JSON.stringify(entrypoint) === JSON.stringify(stage.config.entrypoint?.words);
  const stays = entrypoint === undefined || own || same || plan.passesOn;
  return stays ? [] : [instructionText(style, 'ENTRYPOINT', '[]')];
}

/** A stage on the one that builds makes directories whose mode matters, as root whoever that one's user is. */
function skeletonStage({ plan, stage, style, moved }: Writing): readonly string[] {
  const { skeleton, buildStage } = plan;
  if (skeleton === undefined) return [];
  const last = stage.steps.findLast(
    ({ instruction, id }) => instruction.keyword === 'USER' && !moved.has(id),
  );
  const isRoot = last === undefined || /^(root|0)?(:|$)/.test(last.after.user.text ?? '?');
  const [first = '', ...rest] = skeletonCommands(skeleton, shellQuoted);
  return [
    instructionText(style, 'FROM', `${buildStage} ${style.lower ? 'as' : 'AS'} ${skeleton.stage}`),
    ...(isRoot ? [] : [instructionText(style, 'USER', '0')]),
    listingCommandText(style, { before: first, names: rest.map((command) => `&& ${command}`) }),
    '',
  ];
}

function skeletonCopies({ plan: { skeleton }, style }: Writing): readonly string[] {
  if (skeleton === undefined) return [];
  return [copyText(style, [`--from=${skeleton.stage}`], [`${skeleton.root}/`, '/'])];
}

/** What each part of the stage is written from. */
interface Writing {
  readonly plan: RuntimePlan;
  readonly stage: Stage;
  readonly dockerfile: Dockerfile;
  readonly style: InstructionStyle;
  /** Steps that the build stage loses. */
  readonly moved: ReadonlySet<StepId>;
}

/** An instruction of the author's, as written or with another text; comments above it go with it when it moves. */
function placed(instruction: Instruction, writing: Writing, text?: string): readonly string[] {
  const { dockerfile, moved } = writing;
  const { comments, text: own, above } = textWithComments(instruction, dockerfile);
  const written = text ?? own;
  if (comments === '' || !moved.has(dockerfile.instructions.indexOf(instruction))) return [written];
  const together =
    isRepeated(instruction) &&
    above !== undefined &&
    isRepeated(above) &&
    moved.has(dockerfile.instructions.indexOf(above));
  const commented = `${comments}${written}`;
  return together ? [commented] : ['', commented];
}

function fromLine({ plan, stage, style }: Writing): string {
  // The single stage was of that platform; $TARGETPLATFORM is what FROM takes by itself.
  const target =
    plan.platform === undefined ||
    /^\$\{?TARGETPLATFORM\}?$/.test(plan.platform) ||
    (/^\$\{?BUILDPLATFORM\}?$/.test(plan.platform) && buildsForTarget(stage));
  const platform = target ? '' : `--platform=${plan.platform} `;
  return instructionText(style, 'FROM', `${platform}${plan.choice.base.reference}`);
}

/**
 * Whether a stage on the builder's platform builds for the one that is asked for: it takes its name (docs.docker.com,
 * "Multi-platform builds", cross-compilation).
 */
function buildsForTarget({ steps }: Stage): boolean {
  return steps.some(
    ({ instruction }) =>
      instruction.keyword === 'ARG' &&
      instruction.pairs.some(({ key }) => ['TARGETPLATFORM', 'TARGETARCH'].includes(key)),
  );
}

function variableLines(writing: Writing): readonly string[] {
  const { plan, dockerfile, style } = writing;
  const lines = plan.variables.lines.flatMap((line) => {
    if (line.kind === 'pairs') return [variablesText(style, line.pairs)];
    if (line.kind === 'argument') return argumentLine(line, writing);
    if (line.kind === 'instruction') return repeatedAt(line.step, writing).text;
    const instruction = dockerfile.instructions[line.step];
    return instruction === undefined ? [] : placed(instruction, writing);
  });
  const path = plan.pathDirectories.join(':');
  if (path === '') return lines;
  const added = variablesText(style, [`PATH=${quotedWord(path, dockerfile.escape)}:$PATH`]);
  // The author's goes on from the image's own, which these directories are of: what comes first in it stays first.
  return plan.variables.names.has('PATH') ? [added, ...lines] : [...lines, added];
}

/** An ARG of the author's, as written where it is the whole of its instruction. */
function argumentLine({ step, text }: ArgumentLine, writing: Writing): readonly string[] {
  const { dockerfile, style } = writing;
  const instruction = step === undefined ? undefined : dockerfile.instructions[step];
  return instruction?.keyword === 'ARG' && instruction.pairs.length === 1
    ? placed(instruction, writing)
    : [instructionText(style, 'ARG', text)];
}

function repeatedAt(step: StepId, writing: Writing): Repeated {
  const found = writing.stage.steps.find(({ id }) => id === step);
  return found === undefined ? nothing : repeatedLine(found, writing);
}

/** The directories that have to be there, the working directory, and USER before those that belong to the user. */
function groundLines(writing: Writing): readonly string[] {
  const { plan, stage } = writing;
  const created = plan.directories
    .filter((path) => !plan.owned.includes(path) && !plan.kept.some((kept) => isInside(kept.path, path)))
    .map((path) => workdirLine(path, writing));
  const isSet = plan.workdir === plan.choice.base.config.workdir;
  const workdir = isSet ? undefined : plan.workdir;
  if (plan.owned.length === 0) {
    if (workdir !== undefined) return [...created, ...workdirLines(workdir, writing)];
    return created.length === 0 ? [] : [...created, workdirLine('/', writing)];
  }
  // WORKDIR makes a directory that belongs to the user in force: COPY keeps the owner of one that is there.
  const ownsWorkdir = plan.owned.includes(plan.workdir ?? '');
  const user = lastUser(stage);
  const others = plan.owned.filter((path) => path !== plan.workdir);
  // What is above them would belong to the user too.
  const above = plan.owned.flatMap((path) => rootsAbove(path, writing));
  return [
    ...created,
    ...[...new Set(above)].map((path) => workdirLine(path, writing)),
    ...(workdir === undefined || ownsWorkdir || plan.userOfBase ? [] : workdirLines(workdir, writing)),
    ...(user === undefined ? [] : userLines(user, writing)),
    ...others.map((path) => workdirLine(path, writing)),
    ...(others.length > 0 || ownsWorkdir ? workdirLines(plan.workdir ?? '/', writing) : []),
  ];
}

/** The directory right above one, if it is root's in the original and nothing else makes it. */
function rootsAbove(path: string, { plan, stage }: Writing): readonly string[] {
  const parent = posix.dirname(path);
  if (parent === '/' || hasDirectory(plan.choice.base, parent) || plan.owned.includes(parent)) return [];
  const made = [plan.workdir ?? '/', ...plan.directories].some((other) => isInside(other, parent));
  const found = stage.files.lookup(parent);
  const users = found.status === 'present' && isOwnedBy(found.entry.owner, plan.user);
  return made || users ? [] : [parent];
}

function workdirLine(path: string, { dockerfile, style }: Writing): string {
  return instructionText(style, 'WORKDIR', escapedPath(path, dockerfile.escape));
}

/** The container's working directory, with the comments above the author's own where that one moves. */
function workdirLines(path: string, writing: Writing): readonly string[] {
  const { plan, stage, style } = writing;
  const written = path === stage.state.workdir.text ? plan.variables.workdir : undefined;
  const line =
    written === undefined ? workdirLine(path, writing) : instructionText(style, 'WORKDIR', written);
  const authors = writing.stage.steps.findLast(({ instruction }) => instruction.keyword === 'WORKDIR');
  return authors !== undefined && writing.moved.has(authors.id)
    ? placed(authors.instruction, writing, line)
    : [line];
}

function lastUser({ steps }: Stage): Step | undefined {
  return steps.findLast(({ instruction }) => instruction.keyword === 'USER');
}

function userLines(step: Step, writing: Writing): readonly string[] {
  const { plan, stage, dockerfile, style } = writing;
  if (isNamelessRoot(plan)) return placed(step.instruction, writing, instructionText(style, 'USER', '0'));
  // All variables are set before USER in the runtime stage; one that got its value later must not count.
  const same = namesIn(step.instruction, dockerfile).every(
    (name) => step.before.env.get(name)?.text === stage.state.env.get(name)?.text,
  );
  return same
    ? placed(step.instruction, writing)
    : placed(
        step.instruction,
        writing,
        instructionText(style, 'USER', escapedPath(plan.user.text || '0', dockerfile.escape)),
      );
}

/** The engine looks names up in the image's records (docs.docker.com, "USER"): without any, root is a number. */
function isNamelessRoot({ user, choice }: RuntimePlan): boolean {
  const { users } = choice.base.accounts;
  const recorded = users.some(({ name }) => name === 'root') || choice.copies.includes(userRecords);
  return user.root && user.text.startsWith('root') && !recorded;
}

interface Repeated {
  readonly text: readonly string[];
  readonly reasons: readonly Reason[];
}

/** The instructions that only describe the image, in the author's order. */
function repeatedLines(writing: Writing): Repeated {
  const early = new Set(
    writing.plan.variables.lines.flatMap((line) => (line.kind === 'instruction' ? [line.step] : [])),
  );
  const parts = writing.stage.steps
    .filter(({ id }) => !early.has(id))
    .map((step) => repeatedLine(step, writing));
  return { text: parts.flatMap(({ text }) => text), reasons: parts.flatMap(({ reasons }) => reasons) };
}

const nothing: Repeated = { text: [], reasons: [] };

function repeatedLine(step: Step, writing: Writing): Repeated {
  const { plan, stage, dockerfile, moved } = writing;
  const { instruction, id } = step;
  const asWritten = (): Repeated => ({ text: placed(instruction, writing), reasons: [] });
  if (!isRepeated(instruction)) return nothing;
  if (instruction.keyword === 'USER') {
    const already = plan.owned.length > 0;
    const needless = plan.user.root && !moved.has(id);
    if (already || needless || step !== lastUser(stage)) return nothing;
    return { text: userLines(step, writing), reasons: [] };
  }
  if (instruction.keyword === 'SHELL') return plan.shellNeeded ? asWritten() : nothing;
  if (!moved.has(id) || superseded(instruction, stage)) return nothing;
  if (id === commandDroppedBy(plan, stage)) {
    return {
      text: [],
      reasons: [
        {
          code: 'ignored-cmd-dropped',
          message:
            'CMD beside a shell-form ENTRYPOINT is ignored; beside the exec form it would become its arguments',
          evidence: evidenceOf(dockerfile, instruction),
        },
      ],
    };
  }
  const words = plan.shellNeeded ? undefined : plan.plain.get(id);
  const command = commandOf(instruction);
  if (words === undefined || command === undefined) return asWritten();
  const head = dockerfile.text.slice(instruction.start, command.span.start);
  return {
    text: placed(instruction, writing, `${head}${json(words)}`),
    reasons: [
      {
        code: 'exec-form',
        message: 'the exec form starts the same program without a shell',
        evidence: evidenceOf(dockerfile, instruction),
      },
    ],
  };
}

/** Instructions other than ENV, ARG and WORKDIR that the runtime stage repeats. */
function isRepeated(instruction: Instruction): boolean {
  return !['RUN', 'COPY', 'ADD', 'ENV', 'ARG', 'WORKDIR', 'FROM', 'UNKNOWN'].includes(instruction.keyword);
}

/** A CMD, ENTRYPOINT, HEALTHCHECK or STOPSIGNAL that a later one replaces says nothing. */
function superseded(instruction: Instruction, stage: Stage): boolean {
  if (!['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL'].includes(instruction.keyword)) return false;
  return (
    stage.steps.findLast((step) => step.instruction.keyword === instruction.keyword)?.instruction !==
    instruction
  );
}

function commandOf(instruction: Instruction): CommandForm | undefined {
  switch (instruction.keyword) {
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return instruction.command;
    default:
      return undefined;
  }
}

/** The CMD that a shell-form ENTRYPOINT keeps from having any effect, when that ENTRYPOINT becomes exec form. */
function commandDroppedBy(plan: RuntimePlan, stage: Stage): StepId | undefined {
  const { entrypoint, cmd } = stage.config;
  const converted =
    entrypoint?.form === 'shell' &&
    entrypoint.step !== undefined &&
    !plan.shellNeeded &&
    plan.plain.has(entrypoint.step);
  return converted ? cmd?.step : undefined;
}

function packageLines(
  { packages, base }: BaseChoice,
  recommending: ReadonlySet<string>,
  style: InstructionStyle,
): readonly string[] {
  const { manager } = base.packages;
  return packages.length === 0 || manager === undefined
    ? []
    : [listingCommandText(style, installCommand(manager, packages, recommending))];
}

/** Files of one directory are copied together. */
function systemCopies(paths: readonly string[], from: string, style: InstructionStyle): readonly string[] {
  const flags = [`--from=${from}`];
  const accounts = [userRecords, groupRecords, shadowRecords].filter((path) => paths.includes(path));
  const together = accounts.length > 1;
  const lines = paths
    .filter((path) => !together || !accounts.includes(path))
    .map((path) => copyText(style, flags, [path, path]));
  return together ? [...lines, copyText(style, flags, [...accounts, '/etc/'])] : lines;
}

interface Copy {
  readonly sources: readonly string[];
  readonly target: string;
  /** `uid:gid`. COPY keeps the owners of files; the directory itself would become root's. */
  readonly owner?: string | undefined;
  readonly perhaps?: true;
}

/**
 * All files of a directory go as the directory: what the author adds to it later goes along. One file may be there by
 * chance, and a directory of the user's, or one that the container starts in, is made apart.
 */
function wholeDirectories(kept: readonly KeptFile[], { files, state }: Stage): readonly KeptFile[] {
  const singles = new Map(
    kept
      .filter(({ directory, perhaps, owner }) => !directory && perhaps !== true && owner === undefined)
      .map((file) => [file.path, file]),
  );
  const isWhole = (path: string): boolean => {
    const { names, complete } = files.list(path);
    const found = files.lookup(path);
    return (
      complete &&
      names.length > 1 &&
      path !== '/' &&
      path !== state.workdir.text &&
      found.status === 'present' &&
      found.entry.origin.by === 'context' &&
      found.entry.owner === undefined &&
      names.every(({ name }) => singles.has(posix.join(path, name)))
    );
  };
  const parents = new Set([...singles.keys()].map((path) => posix.dirname(path)));
  const whole = new Set([...parents].filter(isWhole));
  const first = new Set<string>();
  return kept.flatMap((file): readonly KeptFile[] => {
    const parent = posix.dirname(file.path);
    if (file.directory || !whole.has(parent)) return [file];
    if (first.has(parent)) return [];
    first.add(parent);
    return [{ ...file, path: parent, directory: true, owner: undefined }];
  });
}

/**
 * Commands of the base that a copied file stands in place of. On Alpine they are links to BusyBox, and COPY writes through
 * a link: what it points to would be overwritten, and with it every command.
 */
function replacedCommandLines({ plan, style }: Writing, copies: readonly Copy[]): readonly string[] {
  const { family, programs } = plan.choice.base;
  if (family !== 'alpine') return [];
  const replaced = copies
    .flatMap(({ sources, target }) =>
      target.endsWith('/') ? sources.map((source) => posix.join(target, posix.basename(source))) : [target],
    )
    .filter(
      (path) =>
        packageCommandDirectories.includes(posix.dirname(path)) &&
        (programs.has(posix.basename(path)) || busyboxApplets.has(posix.basename(path))),
    );
  return replaced.length === 0
    ? []
    : [instructionText(style, 'RUN', `rm -f ${replaced.map(shellQuoted).join(' ')}`)];
}

/** Programs first, then data; several single files of one directory in one instruction. */
function copyPlan(plan: RuntimePlan): readonly Copy[] {
  const directories = plan.kept.filter(({ directory }) => directory);
  const programs = plan.programs.filter(({ path }) => !directories.some((kept) => isInside(path, kept.path)));
  const copies: Copy[] = programs.map(({ path, from, perhaps }) =>
    perhaps === true
      ? { sources: [from], target: perhapsTarget(path, false), perhaps }
      : { sources: [from], target: path },
  );
  const singles = new Map<string, { readonly owner: string | undefined; readonly paths: string[] }>();
  for (const { path, directory, owner, perhaps } of plan.kept) {
    if (perhaps === true)
      copies.push({
        sources: [path],
        target: perhapsTarget(path, directory),
        owner,
        perhaps,
      });
    else if (directory) copies.push({ sources: [path], target: path, owner });
    else {
      const key = `${owner ?? ''} ${posix.dirname(path)}`;
      const together = singles.get(key);
      if (together === undefined) singles.set(key, { owner, paths: [path] });
      else together.paths.push(path);
    }
  }
  for (const { owner, paths } of singles.values()) {
    const [first = '/'] = paths;
    const parent = posix.dirname(first);
    if (paths.length === 1) copies.push({ sources: paths, target: first, owner });
    else copies.push({ sources: paths, target: parent === '/' ? '/' : `${parent}/`, owner });
  }
  return copies;
}

/**
 * What a pattern names is copied into a directory: a file as it is called, of a directory what it holds (Dockerfile
 * reference, "COPY").
 */
function perhapsTarget(path: string, directory: boolean): string {
  const place = directory ? path : posix.dirname(path);
  return place === '/' ? '/' : `${place}/`;
}

function copyLine(
  { sources, target, owner, perhaps }: Copy,
  { plan, stage, dockerfile, style }: Writing,
): string {
  const flags = [`--from=${plan.buildStage}`, ...(owner === undefined ? [] : [`--chown=${owner}`])];
  const paths = [
    ...sources.map((path) =>
      perhaps === true ? patternFor(path, [stage.files, plan.open]) : withoutWildcards(path),
    ),
    target,
  ];
  return copyText(
    style,
    flags,
    paths.map((path) => escapedPath(path, dockerfile.escape)),
  );
}

/** One chown for all directories of an owner. */
function handedLines({ plan, style }: Writing): readonly string[] {
  const owners = [...new Set(plan.handed.map(({ owner }) => owner))];
  return owners.map((owner) =>
    listingCommandText(style, {
      before: `chown ${owner}`,
      names: plan.handed.flatMap(({ path, owner: other }) => (other === owner ? [shellQuoted(path)] : [])),
    }),
  );
}

/** Before USER, which may be one that can't write there. */
function linkLines({ plan, style }: Writing): readonly string[] {
  return linkCommands(plan.links, plan.choice.base, shellQuoted).map((command) =>
    instructionText(style, 'RUN', command),
  );
}

function shellQuoted(path: string): string {
  return /^[\w@%+:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** A wildcard character in a source matches itself only as a class of its own. */
function withoutWildcards(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/**
 * A pattern that matches the path alone, and nothing where it is not there: the first name on the way that need not be
 * there has a letter as a class of its own. The builder wants the directory before it (measured on BuildKit 0.25).
 */
function patternFor(path: string, views: readonly FileSystem[]): string {
  const above = selfAndParents(path).toReversed();
  const unsure =
    above.find((place) =>
      views.some((files) => {
        const found = files.lookup(place);
        return found.status !== 'present' || mayBeMissing(found.entry);
      }),
    ) ?? path;
  const before = posix.dirname(unsure) === '/' ? '/' : `${posix.dirname(unsure)}/`;
  const name = unsure.slice(before.length);
  const at = name.search(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/);
  if (at < 0) return withoutWildcards(path);
  const matched = `${withoutWildcards(name.slice(0, at))}[${name[at] ?? ''}]${withoutWildcards(name.slice(at + 1))}`;
  return withoutWildcards(before) + matched + withoutWildcards(path.slice(unsure.length));
}

function json(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
