/** A command that is started: what its name stands for in the image, and what that needs. */
import { posix } from 'node:path';
import { lastFreeBuilder, mayBuild } from '../../evaluate/commands/builders.ts';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { CommandRun, FileEntry, Origin, Stage } from '../../evaluate/types.ts';
import { otherUserOf } from '../../shell/accounts.ts';
import { runsOtherCode } from '../../shell/interpreters.ts';
import { withProgramTexts } from '../../shell/program-files.ts';
import type { Value } from '../../shell/types.ts';
import { isShell, wrappedBy, type Wrapped } from '../../shell/wrappers.ts';
import { mayHave, originalHas, perhapsBroughtBy } from '../needs/installed-packages.ts';
import { isRemoved } from '../needs/removed-commands.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { isCopied, linkedBecause, resolveCommand, type Resolved } from '../start/resolve-command.ts';
import {
  commandNeeded,
  fileNeeded,
  needed,
  foundOnPath,
  refused,
  scriptNotRead,
  scriptUncertain,
  shellNeeded,
  started,
  systemFindings,
  workingDirectoryUsed,
} from './findings.ts';
import { downloadFindings } from './downloaded.ts';
import { linesStartedBy } from './files-started.ts';
import { interpreterNeeds } from './interpreted.ts';
import { namedFileFindings } from './named-files.ts';
import { needsOnTheWay } from '../files/directories-on-the-way.ts';
import { unreadProgramNeed } from '../files/downloads.ts';
import { isOwnProgram, mayHaveBuilt } from './own-programs.ts';
import { placeOf, stageAt } from './place.ts';
import { recipeOf, scriptFindings, shellPathOf, textFindings } from './scripts.ts';
import { systemReadsOf } from '../system/command-reads.ts';
import { startedInImage } from '../system/started-in-turn.ts';
import { systemProgram } from '../system/system-programs.ts';
import { directoriesOf } from '../../toolchain/traces.ts';
import type { Runs, Toolchain } from '../../toolchain/toolchain.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Finding, Findings, Scene, StartedCommand } from './types.ts';
import { looksLikeScript } from './script-text.ts';
import { startupFindings } from './shell-startup.ts';
import { startupPath } from './startup-path.ts';
import { textOf } from './surroundings.ts';
import { userFindings } from './changed-users.ts';
import { notKnownFindings } from './written-files.ts';

export function commandFindings(command: StartedCommand, scene: Scene): Findings {
  return [...passedFindings(command, scene.stage), ...startedFindings(command, scene)];
}

/** Directories that the names on a command line go through, also those behind `--option=`. */
function passedFindings(command: StartedCommand, image: Stage): Findings {
  const stage = stageAt(command, image);
  const from = stage.state.workdir.text ?? '/';
  return command.words
    .flatMap((word) => (word.includes('=') ? [word, word.slice(word.indexOf('=') + 1)] : [word]))
    .flatMap((word) => needsOnTheWay(word, from, stage, command.evidence))
    .map(needed);
}

function startedFindings(command: StartedCommand, scene: Scene): Findings {
  const { toolchain } = scene;
  // Paths are looked up where the command is started.
  const stage = stageAt(command, scene.stage);
  const here: Scene = { ...scene, stage };
  const [name = ''] = command.words;
  if (name === '') return [];
  const written = name.includes('/') ? writtenAt(name, command, stage) : undefined;
  if (written !== undefined) return writtenFindings(written, command, undefined, scene.stage);
  const known = isOwnProgram(name, stage, directoriesOf(toolchain.ofBuild))
    ? undefined
    : toolchain.start(command.words, here, command.evidence);
  if (known !== undefined) {
    if (!('kind' in known)) return [refused(known)];
    switch (known.kind) {
      case 'compiles':
        return [refused(known.refusal)];
      case 'passes':
        return [...userFindings(command, stage), started({ ...command, words: known.words })];
      case 'runs':
        return [...userFindings(command, stage), ...runFindings(known, command, here)];
    }
  }
  const relative = name.includes('/') && !name.startsWith('/');
  const values = command.words.map((text) => ({ text }));
  const isBuilt = resolveCommand(name, stage).kind === 'program';
  const wrapped = isBuilt ? undefined : wrappedBy(withProgramTexts(values, (path) => textOf(path, stage)));
  return [
    ...(relative ? [workingDirectoryUsed] : []),
    ...userFindings(command, stage),
    ...namedFileFindings(command, wrapped === undefined, scene),
    ...interpreterNeeds(command.words, stage, command.evidence).map(needed),
    ...(isBuilt ? [] : unreadCodeFindings(values, command)),
    ...startedFileFindings(command, stage),
    ...startupFindings(values, command, scene.stage),
    ...systemFindings(systemReadsOf(values, stage, command.evidence)),
    ...(isShell(posix.basename(name))
      ? shellFindings(searching(values, command, scene.stage), wrapped, scene.stage)
      : [
          ...resolvedFindings(resolveCommand(name, stage), command, scene),
          ...wrappedFindings(command, wrapped, scene.stage),
        ]),
  ];
}

/** What an interpreter is given to run, as text, as a file or by its input. */
function unreadCodeFindings(
  values: readonly Value[],
  { evidence, main, words: [name = ''] }: StartedCommand,
): Findings {
  if (!runsOtherCode(values)) return [];
  return [
    ...(main ? ([{ kind: 'interpreter-at-start' }] as const) : []),
    ...notRead(`what ${posix.basename(name)} is given to run`, evidence),
  ];
}

function notRead(what: string, evidence: Evidence | undefined): Findings {
  const message = `${what} calls and reads nothing that only the original image has`;
  return [scriptUncertain, scriptNotRead(message, evidence)];
}

/** The files of a directory that a command starts one by one. */
function startedFileFindings(command: StartedCommand, stage: Stage): Findings {
  const found = linesStartedBy(
    command.words.map((text) => ({ text })),
    stage,
  );
  if (found === undefined) return [];
  return [
    ...found.lines.map((words) => started({ ...command, words, optional: true, main: false })),
    ...(found.complete ? [] : notRead(`what ${command.words[0] ?? 'it'} starts`, command.evidence)),
  ];
}

/** What the toolchain says that a command runs: files of the author's, or what a step made. */
function runFindings({ artifacts, needs }: Runs, command: StartedCommand, { stage }: Scene): Findings {
  const { evidence, optional, words } = command;
  return [
    ...needs.map(needed),
    // Arguments and files beside it may be named relative to where it starts.
    ...(words.slice(1).some((word) => !word.startsWith('/')) ? [workingDirectoryUsed] : []),
    ...artifacts.flatMap(({ path, shape }): Findings => {
      const found = stage.files.lookup(path);
      switch (found.status) {
        case 'present':
          return [{ kind: 'program', program: { path, shape, entry: found.entry, sure: true, evidence } }];
        case 'possible': {
          const { origin } = found;
          const program = origin.by === 'opaque' ? origin.program : undefined;
          const entry: FileEntry = {
            path,
            kind: shape,
            origin,
            ...(program === undefined ? {} : { program }),
          };
          return [{ kind: 'program', program: { path, shape, entry, sure: false, evidence } }];
        }
        case 'absent':
          if (command.recipe === true) return [neverThere(path, evidence)];
          return optional ? [] : [refused(refusals.programNotBuilt(path, evidence))];
      }
    }),
  ];
}

/** A shell that looks for commands where the files say that it reads first. */
function searching(words: readonly Value[], command: StartedCommand, stage: Stage): StartedCommand {
  const path = startupPath(words, command, stage);
  return path === undefined ? command : { ...command, path };
}

/** What a command starts that is there to start another, or to give a script to a shell (`su -c`). */
function wrappedFindings(given: StartedCommand, wrapped: Wrapped | undefined, stage: Stage): Findings {
  const user = otherUserOf(given.words.map((text) => ({ text })));
  const command: StartedCommand = user === undefined ? given : { ...given, user };
  switch (wrapped?.kind) {
    case 'command':
      return [started({ ...command, words: wrapped.words.map((word) => word.text ?? '') })];
    case 'script':
      return [
        shellNeeded('/bin/sh', `${command.words[0] ?? 'a command'} gives it a script`, command.evidence),
        ...givenScriptFindings(wrapped.text, command, stage),
      ];
    case undefined:
      return [];
  }
}

/** A script that is given as text: `sh -c TEXT`. */
function givenScriptFindings({ text, template }: Value, command: StartedCommand, stage: Stage): Findings {
  const { evidence, main, words } = command;
  const known = text ?? template;
  if (known === undefined) return notRead(`a script that ${words[0] ?? 'a command'} is given`, evidence);
  const open = text === undefined ? [scriptUncertain] : [];
  return [
    ...open,
    ...textFindings(known, {}, { evidence, main, ...recipeOf(command), ...placeOf(command) }, stage),
  ];
}

/** `sh`, `sh -c TEXT`, `sh FILE`. */
function shellFindings(command: StartedCommand, wrapped: Wrapped | undefined, stage: Stage): Findings {
  const { words, evidence, main, optional } = command;
  const [name = ''] = words;
  const path = name.includes('/') ? name : shellPathOf(undefined, name);
  if (wrapped?.kind === 'script') {
    return [
      shellNeeded(path, `${name} -c is started`, evidence),
      ...givenScriptFindings(wrapped.text, command, stage),
    ];
  }
  const file = words.slice(1).find((word) => !word.startsWith('-'));
  if (file === undefined) {
    return [
      main ? refused(refusals.shellAtStart(evidence)) : shellNeeded(path, `${name} is started`, evidence),
    ];
  }
  // Which script that is isn't known: it is of those that the commands around it name.
  if (file === '') return [shellNeeded(path, `${name} runs a script`, evidence), scriptUncertain];
  const place = posix.resolve(stageAt(command, stage).state.workdir.text ?? '/', file);
  const found = stage.files.lookup(place);
  const text = found.status === 'present' ? found.entry.content?.() : undefined;
  const call = { ...command, words: words.slice(words.indexOf(file)) };
  const shell = shellNeeded(path, `${name} runs ${file}`, evidence);
  const written = writtenAt(file, command, stageAt(command, stage));
  if (written !== undefined) return [shell, ...writtenFindings(written, call, name, stage)];
  if (found.status === 'absent' && command.recipe === true) return [shell, neverThere(file, evidence)];
  return [
    workingDirectoryUsed,
    shell,
    ...(text === undefined
      ? optional
        ? []
        : [refused(refusals.scriptNotReadable(place, evidence))]
      : [fileNeeded(place, 'it is started', evidence), ...scriptFindings(text, place, call, name, stage)]),
  ];
}

interface Written {
  readonly path: string;
  readonly texts: readonly (string | undefined)[];
}

/** What scripts have written where a name leads, and the image has nothing. @param stage as the command sees it */
function writtenAt(name: string, { written }: StartedCommand, { state, files }: Stage): Written | undefined {
  const path = posix.resolve(state.workdir.text ?? '/', name);
  const texts = written?.[path];
  return texts === undefined || !isAbsent(files.lookup(path)) ? undefined : { path, texts };
}

/** A script that is written while the container runs; a shell takes one for its own that does not say for whom it is. */
function writtenFindings(
  { path, texts }: Written,
  command: StartedCommand,
  shell: string | undefined,
  stage: Stage,
): Findings {
  return texts.flatMap((text) =>
    text === undefined
      ? notKnownFindings(path, command.evidence)
      : scriptFindings(text, path, command, shell ?? 'sh', stage),
  );
}

function resolvedFindings(found: Resolved, command: StartedCommand, scene: Scene): Findings {
  const { stage } = scene;
  const { evidence } = command;
  const [name = ''] = command.words;
  switch (found.kind) {
    case 'program': {
      const { path, entry, sure } = found;
      const perhaps = command.perhaps === true ? { perhaps: true as const } : {};
      return [
        { kind: 'program', program: { path, shape: 'file', entry, sure, evidence, ...perhaps } },
        ...foundOnPath(path, command),
      ];
    }
    case 'made':
      if (found.origin.by === 'command' && !mayHaveBuilt(found.path, stage)) {
        // Another compiler's work: it goes along with what starts it.
        return unreadFindings(found.path, command, stage);
      }
      return [
        { kind: 'made', file: { path: found.path, evidence, guessed: false } },
        ...foundOnPath(found.path, command),
      ];
    case 'download':
      return downloadFindings(found, command, stage);
    case 'file':
      return [
        ...foundOnPath(found.path, command),
        fileNeeded(found.path, 'it is started', evidence),
        ...fileFindings(found, command, scene),
      ];
    case 'system':
      // A word that may be a command is none when nothing brings such a command.
      if (
        found.link === undefined &&
        (isRemoved(found.name, stage) || (found.path === undefined && !mayHave(found.name, stage)))
      )
        return nowhere(command, scene);
      if (found.link !== undefined && isCopied(found.link, stage) && !originalHas(found.name, stage))
        return unreadFindings(found.link, command, stage);
      return [
        ...(found.link === undefined
          ? []
          : [
              ...foundOnPath(found.link, command),
              fileNeeded(found.link, linkedBecause(found.link, found.name, stage), evidence),
            ]),
        ...(found.path !== undefined && name.includes('/') && isShell(found.name)
          ? [shellNeeded(name, `${name} is started`, evidence)]
          : systemFindingsOf(found.name, command, stage)),
      ];
    case 'missing':
      return command.probe === true && command.recipe !== true ? [] : nowhere(command, scene);
  }
}

/** A program of the system, with those that it calls by itself. */
function systemFindingsOf(name: string, { words, evidence }: StartedCommand, stage: Stage): Findings {
  const given = words.slice(1).map((text) => ({ text }));
  const called = startedInImage([{ text: name }, ...given], stage).filter((program) =>
    originalHas(program, stage),
  );
  return [
    ...systemProgram(name, given, `${name} is started`, evidence, stage).map(needed),
    ...called.map((program) => commandNeeded(program, `${name} may start ${program}`, evidence)),
  ];
}

/** A program that nobody has looked into. */
function unreadFindings(path: string, command: StartedCommand, stage: Stage): Findings {
  const { evidence } = command;
  return [
    ...foundOnPath(path, command),
    fileNeeded(path, 'it is started', evidence),
    needed(unreadProgramNeed(path, stage, evidence)),
  ];
}

/**
 * A command that nothing is known to make: what a build step without a model installs is most likely the program that
 * the container starts, where the toolchain puts its programs. Which of the directories on PATH it chose is a guess.
 */
function nowhere(command: StartedCommand, { stage, toolchain }: Scene): Findings {
  const [name = ''] = command.words;
  const directories = stage.state.env.get('PATH')?.text?.split(':') ?? [];
  const directory = directories.find((place) =>
    directoriesOf(toolchain.ofBuild).some((workspace) => isInside(place, workspace)),
  );
  const builder = lastFreeBuilder(stage.files);
  const certain =
    !command.main ||
    name.includes('/') ||
    builder === undefined ||
    !worksOnSources(builder, stage, toolchain);
  if (certain || directory === undefined) return notFound(command, builder?.command, stage);
  const path = posix.join(directory, name);
  return [
    { kind: 'made', file: { path, evidence: command.evidence, guessed: true } },
    { kind: 'found-on-path', directory },
  ];
}

/** Nothing is known to make it, but a step whose work isn't followed may have. */
function notFound(
  { words, evidence, optional, recipe }: StartedCommand,
  builder: CommandRun | undefined,
  stage: Stage,
): Findings {
  const [name = ''] = words;
  if (recipe === true) return [neverThere(name, evidence)];
  if (optional) return perhapsBroughtBy(name, stage, evidence).map(needed);
  return [
    refused(
      builder === undefined
        ? refusals.notFound(name, evidence)
        : refusals.perhapsMade(name, builder.words, evidence),
    ),
  ];
}

function neverThere(name: string, evidence: Evidence | undefined): Finding {
  const caller = evidence?.text ?? 'another file';
  const message = `${name}, which ${caller} calls in the container, was never in the image`;
  return { kind: 'remark', remark: { code: 'never-there', message, evidence } };
}

/** Whether a step works where the toolchain's sources are: in its workspace, or beside what the author copied. */
function worksOnSources(
  { command }: Extract<Origin, { by: 'opaque' }>,
  { files }: Stage,
  toolchain: Toolchain,
): boolean {
  const place = command.workdir.text;
  if (place === undefined) return false;
  return (
    directoriesOf(toolchain.ofBuild).some((workspace) => isInside(place, workspace)) ||
    [...files.trees(), ...files.written()].some(
      ({ path, origin }) => origin.by === 'context' && isInside(path, place),
    ) ||
    files.trees().some(({ path, origin }) => origin.by === 'context' && isInside(place, path))
  );
}

/** A file of the author's: a script that can be read, or a program that was not built here. */
function fileFindings(
  { path, entry }: Extract<Resolved, { kind: 'file' }>,
  command: StartedCommand,
  { build, stage }: Scene,
): Findings {
  const text = entry.content?.();
  // A shell reads what the kernel does not take for a program (sh(1), execvp(3)); where no shell starts it, nothing runs.
  if (text !== undefined) return scriptFindings(text, path, command, 'sh', stage);
  const { evidence, words } = command;
  const [name = ''] = words;
  if (looksLikeScript(path)) return [refused(refusals.scriptNotReadable(path, evidence))];
  // What may have been fetched there is not known to be there.
  if (entry.origin.by === 'opaque') {
    return [
      refused(
        mayBuild(entry.origin)
          ? refusals.perhapsMade(name, entry.origin.command.words, evidence)
          : refusals.programNotBuilt(path, evidence),
      ),
    ];
  }
  const copied = entry.origin.by === 'context' ? build.dockerfile.instructions[entry.origin.step] : undefined;
  return [
    refused(
      entry.kind === 'unknown' && !name.includes('/') && copied !== undefined
        ? refusals.perhapsPrebuilt(name, copied.line, evidence)
        : refusals.prebuilt(path, evidence),
    ),
  ];
}
