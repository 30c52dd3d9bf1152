/** Shell scripts that are started: the commands of each, the files it reads, and the scripts among them. */
import { posix } from 'node:path';
import { isAbsent } from '../../../evaluate/files/lookup.ts';
import { isInside } from '../../../evaluate/files/paths.ts';
import type { Stage } from '../../../evaluate/types.ts';
import type { Need } from '../../../rule/need.ts';
import { parseInterpreter } from '../../../shell/interpreter.ts';
import { PATTERN } from '../../../shell/script-scope.ts';
import { readScript } from '../../../shell/scripts.ts';
import type { Value } from '../../../shell/types.ts';
import { isShell } from '../../../shell/wrappers.ts';
import { needsOnTheWay } from '../../files/directories-on-the-way.ts';
import { systemReads } from '../../system/reads.ts';
import { homeDirectoryOf } from '../../needs/users.ts';
import { askedBy } from '../../started/asked.ts';
import { linesPiped, scriptsIn, type StartedLines } from '../../started/files-started.ts';
import { shellPathOf } from '../../started/scripts.ts';
import { scriptTextAt } from '../../started/script-text.ts';
import { shellStartup } from '../../started/shell-startup.ts';
import { writtenBy } from '../../started/written-files.ts';
import { assuming, met, scriptNotKnown, together, withNeeds, type StartedNeeds } from './answer.ts';
import {
  inTurn,
  isFollowed,
  pathOf,
  stageIn,
  startedIn,
  workdirOf,
  type Starter,
  type StartScene,
  type Written,
} from './scene.ts';

/**
 * The commands of a script, and the files it reads, with the scripts among them that it sources, or that lie in a
 * directory which it goes through.
 * @param around functions of the scripts that source it.
 */
export function scriptNeeds(
  text: string,
  outer: StartScene,
  around: ReadonlySet<string> = new Set(),
): StartedNeeds {
  const { stage, evidence } = outer;
  const script = readScript(text, {
    lookup: (name) => (name === 'HOME' ? { text: homeDirectoryOf(stage) } : undefined),
    textOf: ({ text: path }) => (path === undefined ? undefined : scriptTextAt(pathOf(path, outer), stage)),
  });
  const writes = writtenBy(script.files, script.commands, { text: '' }, undefined, stage);
  const starter: Starter = {
    ...outer.starter,
    written: (path) => joinedTexts(outer.starter.written(path), writes?.[path]),
  };
  const scene = { ...outer, starter };
  const sourced = script.files.flatMap(({ use, path }) => (use === 'source' ? (path.text ?? []) : []));
  const functions = new Set([...around, ...sourced.flatMap((path) => functionsIn(path, stage))]);
  const files = script.files
    .filter(({ use }) => use !== 'write')
    .map(({ path, use, directory }) =>
      path.text === undefined
        ? scriptsLyingThere(path, use === 'source', scene)
        : scriptFileNeeds(path.text, use === 'source' ? directory : undefined, functions, scene),
    );
  const commands = (isFollowed(scene) ? script.commands : []).filter(({ name }) => !functions.has(name));
  const patterns = commands
    .flatMap(({ words }) => words.filter(({ because }) => because === PATTERN))
    .map((word) => scriptsLyingThere(word, false, scene));
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
    scene,
  );
  const answers: readonly { readonly answer: StartedNeeds; readonly conditional: boolean }[] = [
    {
      answer: { kind: 'needs', ...asked, needs: [...asked.needs, ...passed], script: true },
      conditional: true,
    },
    ...[...files, ...patterns, linesNeeds(piped, scene)].map((answer) => ({ answer, conditional: true })),
    ...commands.map(({ words, directory, conditional }) => ({
      answer: scene.start(words, inTurn(startedIn(directory, scene))),
      conditional,
    })),
  ];
  const refusal = answers.find(({ answer, conditional }) => !conditional && answer.kind === 'refusal');
  if (refusal !== undefined) return refusal.answer;
  const known = answers.flatMap(({ answer }) => (answer.kind === 'needs' ? [answer] : []));
  const complete =
    isFollowed(scene) && script.complete && script.unresolved.length === 0 && known.length === answers.length;
  const all = together(known, complete);
  return all.kind === 'needs' ? { ...all, script: true } : all;
}

/** Directories that names go through, as far as they are known. */
export function passedBy(names: readonly Value[], scene: StartScene): readonly Need[] {
  return names.flatMap(({ text, prefix = '' }) => {
    const known = text ?? prefix.slice(0, prefix.lastIndexOf('/') + 1);
    return needsOnTheWay(known, workdirOf(scene), scene.stage, scene.evidence);
  });
}

/** Command lines that are made of files in a directory. */
export function linesNeeds(found: StartedLines | undefined, scene: StartScene): StartedNeeds {
  if (found === undefined) return met([]);
  const started = found.lines.map((line) =>
    scene.start(
      line.map((text) => ({ text })),
      inTurn(scene),
    ),
  );
  return together(started, found.complete);
}

/** What the shell of a command line reads before its commands, as scripts. */
export function startupNeeds(words: readonly Value[], scene: StartScene): StartedNeeds {
  const { stage, evidence } = scene;
  const { needs, scripts, assumptions } = shellStartup(words, stage, evidence);
  const read = isFollowed(scene) ? scripts : [];
  const started = read.map((path) => scriptNeeds(scriptTextAt(path, stage) ?? '', inTurn(scene)));
  // What it starts there may be for others: the program does without.
  const known = started.filter(({ kind }) => kind === 'needs');
  return assuming(assumptions, withNeeds(needs, together(known, known.length === scripts.length)));
}

/** What is written while the container runs, and started then: a script, whose text may not be known. */
export function writtenNeeds(written: Written, path: string, scene: StartScene): StartedNeeds {
  const { evidence } = scene;
  const because = `it starts ${path}, which it may write`;
  const texts = written.map((text): StartedNeeds => {
    const interpreter = text === undefined ? undefined : parseInterpreter(text);
    const runner = interpreter === undefined ? 'sh' : posix.basename(interpreter.program);
    if (text === undefined || !isFollowed(scene) || !isShell(runner)) {
      return scriptNotKnown([
        { kind: 'shell', path: '/bin/sh', because, evidence },
        { kind: 'ordinary-commands', because, evidence },
        ...(isShell(runner) ? [] : [{ kind: 'command', name: runner, because, evidence } as const]),
      ]);
    }
    const shell = shellPathOf(interpreter?.path, runner);
    return withNeeds([{ kind: 'shell', path: shell, because, evidence }], scriptNeeds(text, inTurn(scene)));
  });
  return together(texts, true);
}

function joinedTexts(one: Written | undefined, other: Written | undefined): Written | undefined {
  return one === undefined ? other : [...one, ...(other ?? [])];
}

function functionsIn(path: string, { state, files }: Stage): readonly string[] {
  const text = files.read(posix.resolve(state.workdir.text ?? '/', path));
  return text === undefined ? [] : [...readScript(text).functions];
}

/**
 * A file that a script reads; one that it sources is part of it.
 * @param sourcing where the script is when it sources it; undefined where it does something else.
 */
function scriptFileNeeds(
  name: string,
  sourcing: Value | undefined,
  functions: ReadonlySet<string>,
  scene: StartScene,
): StartedNeeds {
  const { stage, evidence, starter } = scene;
  const path = pathOf(name, scene);
  const found = stage.files.lookup(path);
  const written = sourcing !== undefined && isAbsent(found) ? starter.written(path) : undefined;
  if (written !== undefined) return writtenNeeds(written, path, scene);
  const because = 'a script reads it';
  if (found.status !== 'present' || found.entry.origin.by === 'base') {
    const { needs, assumptions } = systemReads(path, 'file', stage, because, evidence);
    return assuming(assumptions, met(needs));
  }
  const directory = found.entry.kind === 'directory';
  const itself: Need = { kind: 'file', path, directory, because, evidence };
  if (sourcing === undefined) return met([itself]);
  const text = stage.files.read(path);
  return text === undefined || !isFollowed(scene)
    ? scriptNotKnown([itself])
    : withNeeds([itself], scriptNeeds(text, inTurn(startedIn(sourcing, scene)), functions));
}

/** The author's files where a name that isn't known to its end certainly lies, and the scripts among them. */
function scriptsLyingThere({ prefix = '' }: Value, sourced: boolean, scene: StartScene): StartedNeeds {
  const { stage, evidence } = scene;
  const known = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const path = pathOf(known, scene);
  if (known === '' || isInside(workdirOf(scene), path))
    return { kind: 'needs', needs: [], complete: !sourced, script: sourced };
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return met([]);
  const because = 'a script reads files in it';
  return withNeeds(
    [{ kind: 'file', path, directory: true, because, evidence }],
    linesNeeds(isFollowed(scene) ? scriptsIn(path, stage) : undefined, scene),
  );
}
