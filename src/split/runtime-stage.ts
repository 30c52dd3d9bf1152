/** Writes the runtime stage: the author's lines where they can be taken as they are, generated ones elsewhere. */
import { posix } from 'node:path';
import type { Build, Stage, Step, StepId } from '../build/types.ts';
import type { CommandForm, Dockerfile, Instruction } from '../dockerfile/types.ts';
import type { Reason } from '../engine/types.ts';
import type { BaseChoice } from './base.ts';
import { evidenceOf } from './evidence.ts';
import type { KeptFile } from './kept-files.ts';
import { isInside } from './kept-files.ts';
import { textWithComments } from './layout.ts';
import { escapedPath, quotedWord } from './quoting.ts';
import type { RunUser } from './users.ts';
import { namesIn, type RuntimeVariables } from './variables.ts';

export interface RuntimePlan {
  /** What `--platform` of the toolchain's FROM says, as written. */
  readonly platform: string | undefined;
  readonly buildStage: string;
  /** Keywords are written in lower case. */
  readonly lower: boolean;
  readonly choice: BaseChoice;
  /** Absolute paths of the programs. */
  readonly programs: readonly string[];
  readonly kept: readonly KeptFile[];
  /** Directories that belong to the container's user. */
  readonly owned: readonly string[];
  /** Directories that have to be there. */
  readonly directories: readonly string[];
  readonly user: RunUser;
  /** The working directory to set; undefined when the program doesn't look at it. */
  readonly workdir: string | undefined;
  readonly variables: RuntimeVariables;
  readonly pathDirectories: readonly string[];
  /** Exec forms of shell-form instructions. */
  readonly plain: ReadonlyMap<StepId, readonly string[]>;
  /** The base has a shell: shell form can stay. */
  readonly shellNeeded: boolean;
  readonly addedCommand: readonly string[] | undefined;
}

export interface RuntimeText {
  /** Lines without line ends; one of them may hold several lines of the author's. */
  readonly text: readonly string[];
  readonly copied: readonly string[];
  readonly reasons: readonly Reason[];
}

export function runtimeStage(
  plan: RuntimePlan,
  build: Build,
  stage: Stage,
  moved: ReadonlySet<StepId>,
): RuntimeText {
  const { dockerfile } = build;
  const reasons: Reason[] = [];
  const keyword = (name: string): string => (plan.lower ? name.toLowerCase() : name);
  const workdirAt = (path: string): string => `${keyword('WORKDIR')} ${escapedPath(path, dockerfile.escape)}`;
  // The single stage was of that platform; $TARGETPLATFORM is what FROM takes by itself.
  const target = plan.platform === undefined || /^\$\{?TARGETPLATFORM\}?$/.test(plan.platform);
  const platform = target ? '' : `--platform=${plan.platform} `;
  const lines: string[] = [`${keyword('FROM')} ${platform}${plan.choice.base.reference}`];
  const place = (instruction: Instruction, text?: string): void => {
    const taken = textWithComments(instruction, dockerfile);
    if (taken.comments !== '' && moved.has(dockerfile.instructions.indexOf(instruction))) {
      lines.push('', `${taken.comments}${text ?? taken.text}`);
    } else lines.push(text ?? taken.text);
  };
  const instructionOf = (step: StepId): Instruction | undefined => dockerfile.instructions[step];

  for (const argument of plan.variables.args) lines.push(`${keyword('ARG')} ${argument}`);
  lines.push(...packageLines(plan.choice, keyword));
  const copied = [...plan.choice.copies];
  lines.push(...systemCopies(plan.choice.copies, plan.buildStage, keyword));

  for (const line of plan.variables.lines) {
    const instruction = instructionOf(line.step);
    if (line.kind === 'pairs') lines.push(`${keyword('ENV')} ${line.pairs.join(' ')}`);
    else if (instruction !== undefined) place(instruction);
  }
  if (plan.pathDirectories.length > 0) {
    lines.push(
      `${keyword('ENV')} PATH=${quotedWord(plan.pathDirectories.join(':'), dockerfile.escape)}:$PATH`,
    );
  }

  const created = plan.directories.filter(
    (path) => !plan.owned.includes(path) && !plan.kept.some((kept) => isInside(kept.path, path)),
  );
  const early = plan.owned.length > 0;
  const userStep = stage.steps.findLast(({ instruction }) => instruction.keyword === 'USER');
  const userInstruction = userStep?.instruction;
  const placeUser = (step: Step): void => {
    // All variables are set before USER in the runtime stage; one that got its value later must not count.
    const same = namesIn(step.instruction, dockerfile).every(
      (name) => step.before.env.get(name)?.text === stage.state.env.get(name)?.text,
    );
    if (same) place(step.instruction);
    else
      place(step.instruction, `${keyword('USER')} ${escapedPath(plan.user.text || '0', dockerfile.escape)}`);
  };
  const others = plan.owned.filter((path) => path !== plan.workdir);
  const workdirLine =
    plan.workdir === undefined || plan.workdir === '/' ? undefined : workdirAt(plan.workdir);
  const lastWorkdir = stage.steps.findLast(({ instruction }) => instruction.keyword === 'WORKDIR');
  const placeWorkdir = (line: string): void => {
    // The comments above the author's own go with it.
    if (lastWorkdir !== undefined && moved.has(lastWorkdir.id)) place(lastWorkdir.instruction, line);
    else lines.push(line);
  };
  for (const path of created) lines.push(workdirAt(path));
  if (early) {
    // WORKDIR makes a directory that belongs to the user in force: COPY keeps the owner of one that is there.
    if (workdirLine !== undefined && !plan.owned.includes(plan.workdir ?? '')) placeWorkdir(workdirLine);
    if (userStep !== undefined) placeUser(userStep);
    for (const path of others) lines.push(workdirAt(path));
    if (others.length > 0 || plan.owned.includes(plan.workdir ?? '')) {
      placeWorkdir(workdirLine ?? workdirAt(plan.workdir ?? '/'));
    }
  } else if (workdirLine !== undefined) placeWorkdir(workdirLine);
  else if (created.length > 0) lines.push(workdirAt('/'));

  const copies = copyPlan(plan);
  for (const { sources, target, owner } of copies) {
    const chown = owner === undefined ? '' : ` --chown=${owner}`;
    lines.push(
      `${keyword('COPY')} --from=${plan.buildStage}${chown} ${pathList(sources, target, dockerfile.escape)}`,
    );
    copied.push(...sources);
  }

  const droppedCmd = commandDroppedBy(plan, stage);
  for (const step of stage.steps) {
    const { instruction, id } = step;
    if (!isRepeated(instruction)) continue;
    if (instruction.keyword === 'USER') {
      if (!early && instruction === userInstruction && !(plan.user.root && !moved.has(id))) placeUser(step);
      continue;
    }
    if (instruction.keyword === 'SHELL') {
      if (plan.shellNeeded) place(instruction);
      continue;
    }
    if (!moved.has(id) || superseded(instruction, stage)) continue;
    if (id === droppedCmd) {
      reasons.push({
        code: 'ignored-cmd-dropped',
        message:
          'CMD beside a shell-form ENTRYPOINT is ignored; beside the exec form it would become its arguments',
        evidence: evidenceOf(dockerfile, instruction),
      });
      continue;
    }
    const words = plan.shellNeeded ? undefined : plan.plain.get(id);
    const command = commandOf(instruction);
    if (words !== undefined && command !== undefined) {
      reasons.push({
        code: 'exec-form',
        message: 'the exec form starts the same program without a shell',
        evidence: evidenceOf(dockerfile, instruction),
      });
      const head = dockerfile.text.slice(instruction.start, command.span.start);
      place(instruction, `${head}${json(words)}`);
    } else place(instruction);
  }
  if (plan.addedCommand !== undefined) lines.push(`${keyword('CMD')} ${json(plan.addedCommand)}`);
  return { text: lines, copied, reasons };
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

function packageLines({ packages, base }: BaseChoice, keyword: (name: string) => string): readonly string[] {
  if (packages.length === 0) return [];
  const names = packages.join(' ');
  return base.packages.manager === 'apk'
    ? [`${keyword('RUN')} apk add --no-cache ${names}`]
    : [
        `${keyword('RUN')} apt-get update && apt-get install -y --no-install-recommends ${names} && rm -rf /var/lib/apt/lists/*`,
      ];
}

/** Files of one directory are copied together. */
function systemCopies(
  paths: readonly string[],
  from: string,
  keyword: (name: string) => string,
): readonly string[] {
  const accounts = ['/etc/passwd', '/etc/group'];
  const together = accounts.every((path) => paths.includes(path));
  const lines = paths
    .filter((path) => !together || !accounts.includes(path))
    .map((path) => `${keyword('COPY')} --from=${from} ${path} ${path}`);
  return together ? [...lines, `${keyword('COPY')} --from=${from} /etc/passwd /etc/group /etc/`] : lines;
}

interface Copy {
  readonly sources: readonly string[];
  readonly target: string;
  /** `uid:gid`. COPY keeps the owners of files; the directory itself would become root's. */
  readonly owner?: string | undefined;
}

/** Programs first, then data; several single files of one directory in one instruction. */
function copyPlan(plan: RuntimePlan): readonly Copy[] {
  const directories = plan.kept.filter(({ directory }) => directory);
  const programs = plan.programs.filter((path) => !directories.some((kept) => isInside(path, kept.path)));
  const copies: Copy[] = programs.map((path) => ({ sources: [path], target: path }));
  const singles = new Map<string, string[]>();
  for (const { path, directory, owner } of plan.kept) {
    if (directory) copies.push({ sources: [path], target: path, owner });
    else {
      const parent = posix.dirname(path);
      singles.set(parent, [...(singles.get(parent) ?? []), path]);
    }
  }
  for (const [parent, paths] of singles) {
    if (paths.length === 1) for (const path of paths) copies.push({ sources: [path], target: path });
    else copies.push({ sources: paths, target: parent === '/' ? '/' : `${parent}/` });
  }
  return copies;
}

/** The arguments of COPY; paths with spaces need the JSON form. */
function pathList(sources: readonly string[], target: string, escape: Dockerfile['escape']): string {
  const paths = [...sources.map(withoutWildcards), target].map((path) => escapedPath(path, escape));
  return paths.some((path) => /\s/.test(path)) ? json(paths) : paths.join(' ');
}

/** A wildcard character in a source matches itself only as a class of its own. */
function withoutWildcards(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

function json(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
