/** Programs that a program starts: what they need, and what the scripts among them start in turn. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import type { FileEntry, Origin, Stage } from '../../evaluate/types.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import { parseInterpreter } from '../../shell/interpreter.ts';
import { PATTERN } from '../../shell/script-scope.ts';
import { readScript } from '../../shell/scripts.ts';
import { otherUserOf } from '../../shell/accounts.ts';
import type { Value } from '../../shell/types.ts';
import { isShell, wrappedBy } from '../../shell/wrappers.ts';
import { needsOnTheWay } from '../files/directories-on-the-way.ts';
import { downloadedProgram, isOfArchive, unreadProgramNeed } from '../files/downloads.ts';
import { originalHas } from '../needs/installed-packages.ts';
import { homeDirectoryOf } from '../needs/users.ts';
import { systemReads, systemReadsOf } from '../needs/system-reads.ts';
import { askedBy } from '../started/asked.ts';
import { namedUserNeeds } from '../started/changed-users.ts';
import { linesPiped, linesStartedBy, scriptsIn, type StartedLines } from '../started/files-started.ts';
import { interpretedNeeds, interpreterNeeds } from '../started/interpreted.ts';
import { isOwnProgram } from '../started/own-programs.ts';
import { stageAs } from '../started/place.ts';
import { scriptTextAt, shellStartup } from '../started/shell-startup.ts';
import { writtenBy } from '../started/written-files.ts';
import { shellPathOf } from '../started/scripts.ts';
import { isCopied, linkedBecause, resolveCommand } from '../started/start.ts';
import type { Need } from '../../rule/need.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';
import { madeByStep, perhapsMadeByStep } from './programs-of-steps.ts';
import { namedByArguments, runsOtherCode, startedInTurn } from './started-files.ts';
import type { OfToolchain } from './scene.ts';

/** Programs of other systems and of desktops: code that calls them has a branch for each, and none is in the image. */
const foreignPrograms = new Set(
  'cmd cmd.exe powershell powershell.exe pwsh open rundll32 explorer start osascript xdg-open wslview termux-open-url'.split(
    ' ',
  ),
);

export type StartedNeeds =
  | {
      readonly kind: 'needs';
      readonly needs: readonly Need[];
      /** False when what is started is not all known. */
      readonly complete: boolean;
      /** A shell runs a script: that may read what lies in the working directory. */
      readonly script: boolean;
      readonly assumptions?: readonly Assumption[];
      /** It may read files of its directory by names that aren't known. */
      readonly readsUnknown?: boolean;
      /** One of these may lie anywhere in the image. */
      readonly readsAnywhere?: boolean;
      /** Its name isn't known, nor a directory that it lies in: it may be any command of the image. */
      readonly anyCommand?: boolean;
    }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

const met = (needs: readonly Need[]): StartedNeeds => ({
  kind: 'needs',
  needs,
  complete: true,
  script: false,
});

/** Who starts it: a program of the toolchain's own asks for the toolchain itself, and one may write what it starts. */
export interface Starter extends Pick<OfToolchain, 'isProgram'> {
  /** What may have been written at an absolute path before; undefined where nothing is. */
  readonly written: (path: string) => Written | undefined;
}

/** Texts that a file may have, each undefined where it isn't known. */
export type Written = readonly (string | undefined)[];

/** Scripts that start scripts are followed this far. */
const maximumDepth = 8;

/**
 * What it takes to start a command line, with the files that it names and the programs that it starts in turn: an open
 * first word is a program that isn't known.
 */
export function startedNeeds(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth = 0,
): StartedNeeds {
  const answer = commandNeeds(words, stage, evidence, starter, depth);
  const passed = passedBy(words, stage, evidence);
  return answer.kind === 'refusal' || passed.length === 0
    ? answer
    : { ...answer, needs: [...answer.needs, ...passed] };
}

/** Directories that names go through, as far as they are known. */
function passedBy(names: readonly Value[], stage: Stage, evidence: Evidence): readonly Need[] {
  return names.flatMap(({ text, prefix = '' }) => {
    const known = text ?? prefix.slice(0, prefix.lastIndexOf('/') + 1);
    return needsOnTheWay(known, stage.state.workdir.text ?? '/', stage, evidence);
  });
}

function commandNeeds(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const started = programNeeds(words, stage, evidence, starter, depth);
  const name = posix.basename(words[0]?.text ?? '');
  if (started.kind === 'refusal' || started.needs.length === 0) return started;
  const named = namedByArguments(words, stage, evidence);
  const modules = interpreterNeeds(
    words.map(({ text }) => text ?? ''),
    stage,
    evidence,
  );
  const files = depth < maximumDepth ? linesStartedBy(words, stage) : undefined;
  const ofFiles = linesNeeds(files, stage, evidence, starter, depth);
  if (ofFiles.kind === 'refusal') return ofFiles;
  const system = systemReadsOf(words, stage, evidence);
  const further = startedInTurn(words).filter((program) => originalHas(program, stage));
  const other = runsOtherCode(words);
  return {
    ...started,
    needs: [
      ...started.needs,
      ...named.needs,
      ...system.needs,
      ...namedUserNeeds(words, evidence, stage),
      ...modules,
      ...ofFiles.needs,
      ...further.map((program): Need => ({
        kind: 'command',
        name: program,
        because: `${name} may start ${program}`,
        evidence,
      })),
    ],
    complete: started.complete && ofFiles.complete && !other,
    script: started.script || ofFiles.script || other,
    assumptions: [...(started.assumptions ?? []), ...(ofFiles.assumptions ?? []), ...system.assumptions],
    ...(named.readsUnknown || started.readsUnknown === true ? { readsUnknown: true } : {}),
    ...(named.readsAnywhere === true || started.readsAnywhere === true ? { readsAnywhere: true } : {}),
  };
}

/** Command lines that are made of files in a directory. */
function linesNeeds(
  found: StartedLines | undefined,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  if (found === undefined) return met([]);
  const started = found.lines.map((line) =>
    startedNeeds(
      line.map((text) => ({ text })),
      stage,
      evidence,
      starter,
      depth + 1,
    ),
  );
  return together(started, found.complete);
}

/** The program that a command line starts. */
function programNeeds(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const text = words[0]?.text;
  if (text === undefined || text === '')
    return programsBelow(words[0]?.prefix, stage, evidence, starter, depth);
  const base = posix.basename(text);
  if (foreignPrograms.has(base)) return met([]);
  if (starter.isProgram(base) && !isOwnProgram(text, stage, [])) {
    return {
      kind: 'refusal',
      refusal: {
        code: 'needs-toolchain',
        message: `the program starts ${base} at run time`,
        evidence,
        advice: 'nothing: the toolchain is part of what the image is for',
      },
    };
  }
  const because = `it starts ${base}`;
  if (isShell(base)) {
    // A shell that the original lacks is a default that something else is given for: nothing to install, but a shell.
    const path = !originalHas(base, stage) ? '/bin/sh' : text.startsWith('/') ? text : `/bin/${base}`;
    return together(
      [
        withNeeds(
          [{ kind: 'shell', path, because, evidence }],
          shellNeeds(words, stage, evidence, starter, depth),
        ),
        startupNeeds(words, stage, evidence, starter, depth),
      ],
      true,
    );
  }
  const resolved = resolveCommand(text, stage.files, stage.state);
  const here = resolved.kind === 'made' && originalHas(base, stage) ? 'system' : resolved.kind;
  switch (here) {
    case 'program':
    case 'made':
    case 'file':
    case 'download': {
      if (!('path' in resolved) || resolved.path === undefined) return met([]);
      const { path } = resolved;
      const made = resolved.kind === 'made' ? madeByStep(base, path, resolved.origin, evidence) : undefined;
      if (made !== undefined && 'refusal' in made) return { kind: 'refusal', refusal: made.refusal };
      const needs = fileNeeds(path, because, stage, evidence, starter, depth);
      // A program of a build at hand is read as such; of what a compiler or a download brings no more than its name is.
      const own = resolved.kind === 'program' ? needs : withNeeds(unreadNeeds(path, stage, evidence), needs);
      return made === undefined ? own : assuming([made.assumption], needs);
    }
    case 'system': {
      if (resolved.kind === 'system' && resolved.link !== undefined) {
        const { name, link: path } = resolved;
        if (!originalHas(name, stage) && isCopied(path, stage))
          return withNeeds(
            unreadNeeds(path, stage, evidence),
            fileNeeds(path, because, stage, evidence, starter, depth),
          );
        const itself: Need = {
          kind: 'file',
          path,
          directory: false,
          because: linkedBecause(path, name, stage),
          evidence,
        };
        const [, ...rest] = words;
        return withNeeds(
          [itself],
          startedNeeds([{ text: name }, ...rest], stage, evidence, starter, depth + 1),
        );
      }
      const own = originalHas(base, stage) ? systemProgram(base, words.slice(1), because, evidence) : [];
      const wrapped = depth < maximumDepth ? wrappedBy(words) : undefined;
      if (wrapped?.kind === 'script')
        return withNeeds(own, givenScriptNeeds(words, wrapped.text, stage, evidence, starter, depth));
      return wrapped?.kind === 'command' && wrapped.words.length > 0
        ? withNeeds(
            own,
            startedNeeds(wrapped.words, stageAs(otherUserOf(words), stage), evidence, starter, depth + 1),
          )
        : originalHas(base, stage)
          ? met(own)
          : assuming(perhapsMadeByStep(base, stage, evidence), met(own));
    }
    case 'missing':
      return missingNeeds(text, stage, evidence, starter, depth);
  }
}

/** What the image has nothing of: the program may have written it, or it is started in vain. */
function missingNeeds(
  name: string,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const path = posix.resolve(stage.state.workdir.text ?? '/', name);
  const written = name.includes('/') ? starter.written(path) : undefined;
  return written === undefined
    ? assuming(perhapsMadeByStep(posix.basename(name), stage, evidence), met([]))
    : writtenNeeds(written, path, stage, evidence, starter, depth);
}

function assuming(assumptions: readonly Assumption[], rest: StartedNeeds): StartedNeeds {
  if (rest.kind === 'refusal' || assumptions.length === 0) return rest;
  return { ...rest, assumptions: [...(rest.assumptions ?? []), ...assumptions] };
}

function withNeeds(needs: readonly Need[], rest: StartedNeeds): StartedNeeds {
  return rest.kind === 'refusal' ? rest : { ...rest, needs: [...needs, ...rest.needs] };
}

/** More files than these of a directory are not looked into: which of them is started is not known. */
const maximumFiles = 100;

/** Any program of a directory: all that may be told of one whose name is not known to its end. */
function programsBelow(
  prefix: string | undefined,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const written = prefix?.startsWith('/') === true ? starter.written(prefix) : undefined;
  if (written !== undefined && prefix !== undefined)
    return writtenNeeds(written, prefix, stage, evidence, starter, depth);
  const files = filesBelow(prefix, stage);
  const because = 'it starts what lies there';
  const started = files.paths.map((path) =>
    withNeeds(
      unreadNeeds(path, stage, evidence),
      fileNeeds(path, because, stage, evidence, starter, depth + 1),
    ),
  );
  const answer = together(started, files.complete);
  return answer.kind === 'needs' && files.anywhere ? { ...answer, anyCommand: true } : answer;
}

/** The author's files in the directory that a name begins with, and below it. */
function filesBelow(
  prefix: string | undefined,
  stage: Stage,
): {
  readonly paths: readonly string[];
  readonly complete: boolean;
  /** No directory is known, or one of the system's. */
  readonly anywhere: boolean;
} {
  const none = { paths: [], complete: false };
  const slash = prefix?.lastIndexOf('/') ?? -1;
  if (prefix === undefined || slash < 0) return { ...none, anywhere: true };
  const top = posix.resolve(stage.state.workdir.text ?? '/', prefix.slice(0, slash + 1));
  const found = stage.files.lookup(top);
  if (top === '/') return { ...none, anywhere: true };
  if (found.status !== 'present') return { ...none, anywhere: false };
  if (found.entry.origin.by === 'base') return { ...none, anywhere: true };
  const open = [top];
  const paths: string[] = [];
  let complete = true;
  // The list grows while it is walked.
  for (const directory of open) {
    const listing = stage.files.list(directory);
    if (!listing.complete) complete = false;
    for (const { name, kind } of listing.names) {
      const path = posix.join(directory, name);
      if (kind === 'directory') open.push(path);
      else paths.push(path);
    }
    if (paths.length > maximumFiles || open.length > maximumFiles) return { ...none, anywhere: false };
  }
  return { paths, complete, anywhere: false };
}

/** The needs of several programs of which any may be started. */
function together(started: readonly StartedNeeds[], complete: boolean): StartedNeeds {
  const refusal = started.find((one) => one.kind === 'refusal');
  if (refusal !== undefined) return refusal;
  const answers = started.flatMap((one) => (one.kind === 'needs' ? [one] : []));
  return {
    kind: 'needs',
    needs: answers.flatMap(({ needs }) => needs),
    complete: complete && answers.every((one) => one.complete),
    script: answers.some(({ script }) => script),
    readsUnknown: answers.some(({ readsUnknown }) => readsUnknown === true),
    readsAnywhere: answers.some(({ readsAnywhere }) => readsAnywhere === true),
    anyCommand: answers.some(({ anyCommand }) => anyCommand === true),
    assumptions: answers.flatMap(({ assumptions = [] }) => assumptions),
  };
}

/** A script that is given to a shell through another command: `su app -c TEXT`. */
function givenScriptNeeds(
  words: readonly Value[],
  { text }: Value,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const because = `${words[0]?.text ?? 'a command'} gives it a script`;
  const theirs = stageAs(otherUserOf(words), stage);
  const script: StartedNeeds =
    text === undefined
      ? { kind: 'needs', needs: [], complete: false, script: true }
      : scriptNeeds(text, theirs, evidence, starter, depth + 1);
  return together(
    [
      withNeeds([{ kind: 'shell', path: '/bin/sh', because, evidence }], script),
      startupNeeds(words, stage, evidence, starter, depth),
    ],
    true,
  );
}

/** What a shell reads before its commands, as scripts. */
function startupNeeds(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const { needs, scripts, assumptions } = shellStartup(words, stage, evidence);
  const read = depth >= maximumDepth ? [] : scripts;
  const started = read.map((path) =>
    scriptNeeds(scriptTextAt(path, stage) ?? '', stage, evidence, starter, depth + 1),
  );
  // What it starts there may be for others: the program does without.
  const known = started.filter(({ kind }) => kind === 'needs');
  return assuming(assumptions, withNeeds(needs, together(known, known.length === scripts.length)));
}

/** `sh -c TEXT` and `sh FILE …`. */
function shellNeeds(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const open: StartedNeeds = { kind: 'needs', needs: [], complete: false, script: true };
  const wrapped = wrappedBy(words);
  if (wrapped?.kind === 'script') {
    const { text } = wrapped.text;
    return text === undefined ? open : scriptNeeds(text, stage, evidence, starter, depth);
  }
  const file = words.slice(1).find(({ text }) => text === undefined || !/^[-+]/.test(text));
  if (file === undefined) return open;
  if (file.text === undefined) return scriptsBelow(file.prefix, stage, evidence, starter, depth);
  const path = posix.resolve(stage.state.workdir.text ?? '/', file.text);
  const found = stage.files.lookup(path);
  const written = isAbsent(found) ? starter.written(path) : undefined;
  if (written !== undefined) return writtenNeeds(written, path, stage, evidence, starter, depth);
  if (found.status === 'absent') return met([]);
  if (found.status === 'possible') return open;
  const content = found.entry.content?.();
  const itself: Need = { kind: 'file', path, directory: false, because: 'it is started', evidence };
  return withNeeds(
    [itself],
    content === undefined ? open : scriptNeeds(content, stage, evidence, starter, depth),
  );
}

/** Any script of a directory, given to a shell. */
function scriptsBelow(
  prefix: string | undefined,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const files = filesBelow(prefix, stage);
  const scripts = files.paths.map((path): StartedNeeds => {
    const content = stage.files.read(path);
    const itself: Need = { kind: 'file', path, directory: false, because: 'it is started', evidence };
    return content === undefined
      ? { kind: 'needs', needs: [itself], complete: false, script: true }
      : withNeeds([itself], scriptNeeds(content, stage, evidence, starter, depth + 1));
  });
  return together(scripts, files.complete);
}

/** A file that is started: a script is followed into what it calls. */
function fileNeeds(
  path: string,
  because: string,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const itself: Need = { kind: 'file', path, directory: false, because, evidence };
  const content = stage.files.read(path);
  const interpreter = content === undefined ? undefined : parseInterpreter(content);
  if (content === undefined || interpreter === undefined) return met([itself]);
  const runner = posix.basename(interpreter.program);
  if (!isShell(runner)) {
    const others = interpretedNeeds(content, path, runner, stage, evidence);
    return { kind: 'needs', needs: [itself, ...others], complete: false, script: true };
  }
  const shell: Need = {
    kind: 'shell',
    path: shellPathOf(interpreter.path, runner),
    because: `${path} is a shell script`,
    evidence,
  };
  const words = [interpreter.program, ...interpreter.arguments, path].map((text) => ({ text }));
  return together(
    [
      withNeeds([itself, shell], scriptNeeds(content, stage, evidence, starter, depth)),
      startupNeeds(words, stage, evidence, starter, depth),
    ],
    true,
  );
}

/** What is written while the container runs, and started then: a script, whose text may not be known. */
function writtenNeeds(
  written: Written,
  path: string,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const because = `it starts ${path}, which it may write`;
  const texts = written.map((text): StartedNeeds => {
    const interpreter = text === undefined ? undefined : parseInterpreter(text);
    const runner = interpreter === undefined ? 'sh' : posix.basename(interpreter.program);
    if (text === undefined || depth >= maximumDepth || !isShell(runner)) {
      const needs: readonly Need[] = [
        { kind: 'shell', path: '/bin/sh', because, evidence },
        { kind: 'ordinary-commands', because, evidence },
        ...(isShell(runner) ? [] : [{ kind: 'command', name: runner, because, evidence } as const]),
      ];
      return { kind: 'needs', needs, complete: false, script: true };
    }
    const shell = shellPathOf(interpreter?.path, runner);
    return withNeeds(
      [{ kind: 'shell', path: shell, because, evidence }],
      scriptNeeds(text, stage, evidence, starter, depth + 1),
    );
  });
  return together(texts, true);
}

/** What a program may need that is there, and that nobody has looked into: the C library of the image it was made for. */
function unreadNeeds(path: string, stage: Stage, evidence: Evidence): readonly Need[] {
  const found = stage.files.lookup(path);
  if (found.status === 'absent') return [];
  const entry: FileEntry =
    found.status === 'present' ? found.entry : { path, kind: 'unknown', origin: found.origin };
  const content = stage.files.read(path);
  if (entry.program !== undefined || entry.origin.by === 'base') return [];
  if (content !== undefined && !content.startsWith('\u007fELF')) return [];
  if (isDownloaded(entry.origin) && downloadedProgram(entry).kind !== 'unknown') return [];
  return [unreadProgramNeed(path, stage, evidence)];
}

function isDownloaded(origin: Origin): boolean {
  return origin.by === 'download' || isOfArchive(origin);
}

/** The stage as what is started in a directory sees it: relative names are looked up there. */
export function stageIn(directory: Value, stage: Stage): Stage {
  const { workdir } = stage.state;
  if (directory.text === '') return stage;
  const place: Value =
    directory.text === undefined || workdir.text === undefined
      ? { text: undefined }
      : { text: posix.resolve(workdir.text, directory.text) };
  return place.text === workdir.text ? stage : { ...stage, state: { ...stage.state, workdir: place } };
}

/** The stage as what is started with another PATH sees it. */
export function stageWithPath(text: string, stage: Stage): Stage {
  const env = new Map(stage.state.env);
  env.set('PATH', { text, origin: env.get('PATH')?.origin ?? 'base' });
  return { ...stage, state: { ...stage.state, env } };
}

/**
 * The commands of a script, and the files it reads, with the scripts among them that it sources, or that lie in a
 * directory which it goes through.
 * @param around functions of the scripts that source it.
 */
function scriptNeeds(
  text: string,
  stage: Stage,
  evidence: Evidence,
  outer: Starter,
  depth: number,
  around: ReadonlySet<string> = new Set(),
): StartedNeeds {
  const script = readScript(text, {
    lookup: (name) => (name === 'HOME' ? { text: homeDirectoryOf(stage) } : undefined),
  });
  const followed = depth < maximumDepth;
  const writes = writtenBy(script.files, script.commands, { text: '' }, undefined, stage);
  const starter: Starter = {
    ...outer,
    written: (path) => joinedTexts(outer.written(path), writes?.[path]),
  };
  const sourced = script.files.flatMap(({ use, path }) => (use === 'source' ? (path.text ?? []) : []));
  const functions = new Set([...around, ...sourced.flatMap((path) => functionsIn(path, stage))]);
  const files = script.files
    .filter(({ use }) => use !== 'write')
    .map(({ path, use, directory }) =>
      path.text === undefined
        ? scriptsLyingThere(path, use === 'source', stage, evidence, starter, depth)
        : scriptFileNeeds(
            path.text,
            use === 'source' ? directory : undefined,
            stage,
            evidence,
            starter,
            depth,
            functions,
          ),
    );
  const commands = (followed ? script.commands : []).filter(({ name }) => !functions.has(name));
  const patterns = commands
    .flatMap(({ words }) => words.filter(({ because }) => because === PATTERN))
    .map((word) => scriptsLyingThere(word, false, stage, evidence, starter, depth));
  const piped = linesPiped(
    commands.map(({ words, directory }) => ({ words, stage: stageIn(directory, stage) })),
  );
  const asked = askedBy(
    { ...script, functions: new Set([...functions, ...script.functions]) },
    stage,
    evidence,
  );
  const passed = passedBy(
    script.files.map(({ path }) => path),
    stage,
    evidence,
  );
  const answers: readonly { readonly answer: StartedNeeds; readonly conditional: boolean }[] = [
    {
      answer: { kind: 'needs', ...asked, needs: [...asked.needs, ...passed], script: true },
      conditional: true,
    },
    ...[...files, ...patterns, linesNeeds(piped, stage, evidence, starter, depth)].map((answer) => ({
      answer,
      conditional: true,
    })),
    ...commands.map(({ words, directory, conditional }) => ({
      answer: startedNeeds(words, stageIn(directory, stage), evidence, starter, depth + 1),
      conditional,
    })),
  ];
  const refusal = answers.find(({ answer, conditional }) => !conditional && answer.kind === 'refusal');
  if (refusal !== undefined) return refusal.answer;
  const known = answers.flatMap(({ answer }) => (answer.kind === 'needs' ? [answer] : []));
  const complete =
    followed && script.complete && script.unresolved.length === 0 && known.length === answers.length;
  const all = together(known, complete);
  return all.kind === 'needs' ? { ...all, script: true } : all;
}

function joinedTexts(one: Written | undefined, other: Written | undefined): Written | undefined {
  return one === undefined ? other : [...one, ...(other ?? [])];
}

function functionsIn(path: string, stage: Stage): readonly string[] {
  const text = stage.files.read(posix.resolve(stage.state.workdir.text ?? '/', path));
  return text === undefined ? [] : [...readScript(text).functions];
}

/**
 * A file that a script reads; one that it sources is part of it.
 * @param sourcing where the script is when it sources it; undefined where it does something else.
 */
function scriptFileNeeds(
  name: string,
  sourcing: Value | undefined,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
  functions: ReadonlySet<string>,
): StartedNeeds {
  const path = posix.resolve(stage.state.workdir.text ?? '/', name);
  const found = stage.files.lookup(path);
  const written = sourcing !== undefined && isAbsent(found) ? starter.written(path) : undefined;
  if (written !== undefined) return writtenNeeds(written, path, stage, evidence, starter, depth);
  const because = 'a script reads it';
  if (found.status !== 'present' || found.entry.origin.by === 'base') {
    const { needs, assumptions } = systemReads(path, 'file', stage, because, evidence);
    return assuming(assumptions, met(needs));
  }
  const directory = found.entry.kind === 'directory';
  const itself: Need = { kind: 'file', path, directory, because, evidence };
  if (sourcing === undefined) return met([itself]);
  const text = stage.files.read(path);
  return text === undefined || depth >= maximumDepth
    ? { kind: 'needs', needs: [itself], complete: false, script: true }
    : withNeeds(
        [itself],
        scriptNeeds(text, stageIn(sourcing, stage), evidence, starter, depth + 1, functions),
      );
}

/** The author's files where a name that isn't known to its end certainly lies, and the scripts among them. */
function scriptsLyingThere(
  { prefix = '' }: Value,
  sourced: boolean,
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
  depth: number,
): StartedNeeds {
  const known = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, known);
  if (known === '' || isInside(workdir, path))
    return { kind: 'needs', needs: [], complete: !sourced, script: sourced };
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return met([]);
  const because = 'a script reads files in it';
  return withNeeds(
    [{ kind: 'file', path, directory: true, because, evidence }],
    linesNeeds(depth < maximumDepth ? scriptsIn(path, stage) : undefined, stage, evidence, starter, depth),
  );
}

/** Programs that fetch over https unless they are told to do something else. */
const fetchers = new Set(['curl', 'git', 'wget']);

function systemProgram(
  name: string,
  given: readonly Value[],
  because: string,
  evidence: Evidence,
): readonly Need[] {
  const command: Need = { kind: 'command', name, because, evidence };
  if (!fetchers.has(name)) return [command];
  const words = given.map(({ text }) => text ?? '');
  const local =
    name === 'git' &&
    [
      'status',
      'log',
      'diff',
      'add',
      'commit',
      'init',
      'rev-parse',
      'config',
      'version',
      '--version',
      'show',
      'branch',
      'tag',
      'describe',
    ].includes(words[0] ?? '');
  const plain = words.some((word) => word.startsWith('http://')) && !words.some((word) => word === '');
  return local || plain
    ? [command]
    : [command, { kind: 'certificates', because: `${because}, which may fetch over https`, evidence }];
}
