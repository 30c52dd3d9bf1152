/**
 * Everything that is started in a container of the image: by ENTRYPOINT and CMD, the health check, and the commands
 * that other files give. Scripts are followed into the commands they call.
 */
import { posix } from 'node:path';
import type { Build, FileEntry, Stage } from '../build/types.ts';
import type { Consumer } from '../context/types.ts';
import type { Evidence } from '../engine/types.ts';
import { libraryOf } from '../image/bases.ts';
import { parseShell } from '../shell/parse.ts';
import { parseInterpreter, readScript, type ScriptFacts } from '../shell/scripts.ts';
import { isShell, wrappedBy } from '../shell/wrappers.ts';
import { downloadedProgram } from './downloads.ts';
import { evidenceAt } from './evidence.ts';
import { mayHave } from './installed-packages.ts';
import { refusals } from './refusals.ts';
import { shellWords } from './shell-form.ts';
import { resolveCommand, type Resolved, type Start } from './start.ts';
import type { Need, Refusal, Toolchain } from './types.ts';

/** A built program that a container starts. */
export interface StartedProgram {
  readonly path: string;
  readonly entry: FileEntry;
  /** False when a build step is only likely to have made it there. */
  readonly sure: boolean;
  readonly evidence: Evidence | undefined;
}

export type Launches =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'launches';
      readonly programs: readonly StartedProgram[];
      /** Made by a step that nothing is known of. */
      readonly made: readonly { readonly path: string; readonly evidence: Evidence | undefined }[];
      readonly needs: readonly Need[];
      /** PATH is looked through for a command that lies in one of these directories. */
      readonly pathDirectories: readonly string[];
      /** A command is given relative to the working directory, or a script runs there. */
      readonly workdirUsed: boolean;
      /** Shell-form instructions that mean the same in exec form: words by step. */
      readonly plain: ReadonlyMap<number, readonly string[]>;
      /** Variables that scripts read. */
      readonly variables: ReadonlySet<string>;
      /** Scripts are run whose commands were not all told apart. */
      readonly uncertainScripts: boolean;
    };

interface Scene {
  readonly build: Build;
  readonly stage: Stage;
  readonly toolchain: Toolchain;
}

/** A command line to look at, and where it stands. */
interface Task {
  readonly words: readonly string[];
  readonly evidence: Evidence | undefined;
  /** What an entry script runs as `"$@"`. */
  readonly then?: readonly string[];
  /** In a script: its failure to be there may be handled (`command -v x && x`). */
  readonly optional: boolean;
  readonly main: boolean;
}

/** More commands than this in scripts of scripts are not followed. */
const maximumTasks = 500;

export function launchesOf(start: Start, consumers: readonly Consumer[], scene: Scene): Launches {
  const { build, stage } = scene;
  const { dockerfile } = build;
  const programs = new Map<string, StartedProgram>();
  const made = new Map<string, Evidence | undefined>();
  const needs: Need[] = [];
  const pathDirectories = new Set<string>();
  const plain = new Map<number, readonly string[]>();
  const variables = new Set<string>();
  const tasks: Task[] = [];
  const seen = new Set<string>();
  let workdirUsed = false;
  let uncertainScripts = false;
  let refusal: Refusal | undefined;

  const need = (item: Need): void => {
    needs.push(item);
  };
  const needShell = (path: string, because: string, evidence: Evidence | undefined): void =>
    need({ kind: 'shell', path, because, evidence });

  /** The commands of a script become tasks. */
  const follow = (
    facts: ScriptFacts,
    evidence: Evidence | undefined,
    then: readonly string[] | undefined,
    main: boolean,
  ): void => {
    for (const name of facts.reads) variables.add(name);
    if (!facts.complete || facts.unresolved.length > 0) uncertainScripts = true;
    for (const command of facts.commands) {
      tasks.push({
        words: command.words.map((word) => word.text ?? word.prefix ?? ''),
        evidence,
        optional: command.conditional,
        main: main && !command.conditional,
      });
    }
    for (const file of facts.files) {
      if (file.path.text === undefined || file.use === 'write') continue;
      const path = posix.resolve(stage.state.workdir.text ?? '/', file.path.text);
      const found = stage.files.lookup(path);
      if (found.status !== 'present' || found.entry.origin.by === 'base') continue;
      need({
        kind: 'file',
        path,
        directory: found.entry.kind === 'directory',
        because: 'a script reads it',
        evidence,
      });
      const text = file.use === 'source' ? found.entry.content?.() : undefined;
      if (text !== undefined) follow(readScript(text), evidence, undefined, main);
    }
    if (facts.startsArguments && then !== undefined && then.length > 0) {
      tasks.push({ words: then, evidence, optional: facts.replacesArguments, main });
    }
  };

  const script = (text: string, path: string, task: Task, shell: string | undefined): void => {
    const interpreter = parseInterpreter(text);
    const runner = interpreter?.program ?? shell;
    if (runner === undefined || !isShell(posix.basename(runner))) {
      // Another interpreter: it has to be there, and what the script does is not known.
      if (interpreter !== undefined) {
        need({
          kind: 'command',
          name: posix.basename(interpreter.program),
          because: `${path} is a script for it`,
          evidence: task.evidence,
        });
        uncertainScripts = true;
      }
      return;
    }
    if (/\r\n/.test(text.slice(0, 200)) && interpreter !== undefined) {
      refusal ??= refusals.scriptLineEnds(path, task.evidence);
      return;
    }
    const shellPath =
      interpreter === undefined ? '/bin/sh' : shellPathOf(interpreter.path, interpreter.program);
    needShell(shellPath, `${path} is a shell script`, task.evidence);
    workdirUsed = true;
    follow(readScript(text), task.evidence, task.then ?? task.words.slice(1), task.main);
  };

  /** A program or a script that was not built here, and that can't be read. */
  const download = (found: Extract<Resolved, { kind: 'download' }>, { evidence, optional }: Task): void => {
    const downloaded = downloadedProgram(found.entry);
    switch (downloaded.kind) {
      case 'static':
        break;
      case 'script':
        needShell(downloaded.shell, `${found.path} is a shell script`, evidence);
        for (const name of downloaded.commands) {
          tasks.push({ words: [name], evidence, optional: true, main: false });
        }
        break;
      case 'unread-script':
        if (!optional) refusal ??= refusals.scriptDownloaded(found.path, evidence);
        break;
      case 'unknown':
        need({
          kind: 'c-library',
          library: libraryOf(stage.facts?.distribution ?? { family: 'other' }),
          because: `${found.path} is downloaded, and may be linked against the C library`,
          evidence,
          assumption: {
            code: 'download-not-read',
            message: `${found.path}, which is downloaded, needs nothing at run time but the C library`,
            evidence,
          },
        });
        break;
    }
  };

  const resolved = (found: Resolved, task: Task): void => {
    const [name = ''] = task.words;
    switch (found.kind) {
      case 'program':
        programs.set(found.path, {
          path: found.path,
          entry: found.entry,
          sure: found.sure,
          evidence: task.evidence,
        });
        if (!name.includes('/')) pathDirectories.add(posix.dirname(found.path));
        break;
      case 'made':
        made.set(found.path, task.evidence);
        if (!name.includes('/')) pathDirectories.add(posix.dirname(found.path));
        break;
      case 'download':
        need({
          kind: 'file',
          path: found.path,
          directory: false,
          because: 'it is downloaded and started',
          evidence: task.evidence,
        });
        if (!name.includes('/')) pathDirectories.add(posix.dirname(found.path));
        download(found, task);
        break;
      case 'file': {
        if (!name.includes('/')) pathDirectories.add(posix.dirname(found.path));
        need({
          kind: 'file',
          path: found.path,
          directory: false,
          because: 'it is started',
          evidence: task.evidence,
        });
        const text = found.entry.content?.();
        if (text !== undefined) script(text, found.path, task, undefined);
        else if (looksLikeScript(found.path))
          refusal ??= refusals.scriptNotReadable(found.path, task.evidence);
        else refusal ??= refusals.prebuilt(found.path, task.evidence);
        break;
      }
      case 'system':
        if (found.path === undefined && !mayHave(found.name, stage)) {
          // A word that may be a command is none when nothing brings such a command.
          if (!task.optional) refusal ??= refusals.notFound(name, task.evidence);
          break;
        }
        if (found.path !== undefined && name.includes('/') && isShell(found.name)) {
          needShell(name, `${name} is started`, task.evidence);
        } else
          need({
            kind: 'command',
            name: found.name,
            because: `${found.name} is started`,
            evidence: task.evidence,
          });
        break;
      case 'missing':
        if (!task.optional) refusal ??= refusals.notFound(name, task.evidence);
        break;
    }
  };

  const perform = (task: Task): void => {
    const [name = ''] = task.words;
    if (name === '') return;
    refusal ??= scene.toolchain.startCommand(task.words, task.evidence);
    if (refusal !== undefined) return;
    if (name.includes('/') && !name.startsWith('/')) workdirUsed = true;
    const wrapped = wrappedBy(task.words.map((text) => ({ text })));
    if (isShell(posix.basename(name))) {
      shellCall(task, wrapped);
      return;
    }
    resolved(resolveCommand(name, stage.files, stage.state), task);
    if (wrapped?.kind === 'command') {
      tasks.push({ ...task, words: wrapped.words.map((word) => word.text ?? '') });
    }
  };

  /** `sh`, `sh -c TEXT`, `sh FILE`. */
  const shellCall = (task: Task, wrapped: ReturnType<typeof wrappedBy>): void => {
    const [name = ''] = task.words;
    const path = name.includes('/') ? name : shellPathOf(undefined, name);
    if (wrapped?.kind === 'script') {
      needShell(path, `${name} -c is started`, task.evidence);
      if (wrapped.text.text === undefined) uncertainScripts = true;
      else follow(readScript(wrapped.text.text), task.evidence, undefined, task.main);
      return;
    }
    const file = task.words.slice(1).find((word) => !word.startsWith('-'));
    if (file === undefined) {
      if (task.main) refusal ??= refusals.shellAtStart(task.evidence);
      else needShell(path, `${name} is started`, task.evidence);
      return;
    }
    workdirUsed = true;
    needShell(path, `${name} runs ${file}`, task.evidence);
    const place = posix.resolve(stage.state.workdir.text ?? '/', file);
    const found = stage.files.lookup(place);
    const text = found.status === 'present' ? found.entry.content?.() : undefined;
    if (text === undefined) {
      if (!task.optional) refusal ??= refusals.scriptNotReadable(place, task.evidence);
      return;
    }
    need({ kind: 'file', path: place, directory: false, because: 'it is started', evidence: task.evidence });
    script(text, place, { ...task, words: task.words.slice(task.words.indexOf(file)) }, name);
  };

  /** Shell form: the exec form where that is the same, else a shell and what its script calls. */
  const shellForm = (
    text: string,
    shell: readonly string[],
    step: number | undefined,
    evidence: Evidence | undefined,
    main: boolean,
  ): void => {
    const words = isDefaultShell(shell) ? shellWords(text, stage) : undefined;
    if (words !== undefined) {
      if (step !== undefined) plain.set(step, words);
      tasks.push({ words, evidence, optional: false, main });
      return;
    }
    needShell(shell[0] ?? '/bin/sh', 'its command needs a shell', evidence);
    if (main) workdirUsed = true;
    follow(readScriptText(text), evidence, undefined, main);
  };

  if (start.kind === 'exec') {
    tasks.push({
      words: start.words,
      evidence: evidenceAt(dockerfile, start.step),
      optional: false,
      main: true,
    });
  } else if (start.kind === 'shell') {
    shellForm(start.script, start.shell, start.step, evidenceAt(dockerfile, start.step), true);
  }
  healthcheck(scene, shellForm, (words, evidence) =>
    tasks.push({ words, evidence, optional: false, main: false }),
  );
  for (const consumer of consumers) {
    const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
    for (const command of [consumer.entrypoint, consumer.command, consumer.probe, ...(consumer.runs ?? [])]) {
      if (command === undefined || command.length === 0) continue;
      if (typeof command === 'string') {
        const words = shellWords(command, stage);
        if (words !== undefined && command !== consumer.probe)
          tasks.push({ words, evidence, optional: false, main: false });
        else shellForm(command, ['/bin/sh', '-c'], undefined, evidence, false);
      } else tasks.push({ words: command, evidence, optional: false, main: false });
    }
  }

  // A task may add more: the list grows while it is gone through.
  for (const task of tasks) {
    if (refusal !== undefined || seen.size >= maximumTasks) break;
    const key = JSON.stringify(task.words);
    if (seen.has(key)) continue;
    seen.add(key);
    perform(task);
  }
  if (refusal !== undefined) return { kind: 'refusal', refusal };
  return {
    kind: 'launches',
    programs: [...programs.values()],
    made: [...made].map(([path, evidence]) => ({ path, evidence })),
    needs,
    pathDirectories: [...pathDirectories],
    workdirUsed,
    plain,
    variables,
    uncertainScripts,
  };
}

function healthcheck(
  { build, stage }: Scene,
  shellForm: (
    text: string,
    shell: readonly string[],
    step: number | undefined,
    evidence: Evidence | undefined,
    main: boolean,
  ) => void,
  exec: (words: readonly string[], evidence: Evidence | undefined) => void,
): void {
  const step = stage.config.healthcheck?.step;
  const instruction = step === undefined ? undefined : build.dockerfile.instructions[step];
  if (instruction?.keyword !== 'HEALTHCHECK' || instruction.command === undefined) return;
  const evidence = evidenceAt(build.dockerfile, step);
  const { command } = instruction;
  if (command.form === 'exec') exec(command.words, evidence);
  else shellForm(command.source.text.trim(), stage.state.shell, step, evidence, false);
}

/** The facts of a shell command line: as of a script without a `#!` line. */
function readScriptText(text: string): ScriptFacts {
  return readScript(parseShell(text).text);
}

function isDefaultShell(shell: readonly string[]): boolean {
  return shell.length === 2 && isShell(posix.basename(shell[0] ?? '')) && shell[1] === '-c';
}

function shellPathOf(path: string | undefined, program: string): string {
  if (path !== undefined && posix.basename(path) !== 'env') return path;
  return `/bin/${posix.basename(program)}`;
}

function looksLikeScript(path: string): boolean {
  return /\.(sh|bash)$/.test(path) || /(^|[-_./])(entrypoint|entry-point|start|run|init)$/.test(path);
}
