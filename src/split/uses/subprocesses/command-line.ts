/** Programs that a program starts: what they need, and what the scripts among them start in turn. */
import { posix } from 'node:path';
import type { Origin, Stage } from '../../../evaluate/types.ts';
import type { Need } from '../../../rule/need.ts';
import type { Evidence } from '../../../rule/types.ts';
import { otherUserOf } from '../../../shell/accounts.ts';
import { runsOtherCode } from '../../../shell/interpreters.ts';
import { withProgramTexts } from '../../../shell/program-files.ts';
import type { Value } from '../../../shell/types.ts';
import { isShell, wrappedBy } from '../../../shell/wrappers.ts';
import { refusals } from '../../../toolchain/refusals.ts';
import { originalHas, perhapsBroughtBy } from '../../needs/installed-packages.ts';
import { systemReadsOf } from '../../system/command-reads.ts';
import { startedInImage } from '../../system/started-in-turn.ts';
import { foreignPrograms, systemProgram } from '../../system/system-programs.ts';
import { namedUserNeeds } from '../../started/changed-users.ts';
import { linesStartedBy } from '../../started/files-started.ts';
import { interpreterNeeds } from '../../started/interpreted.ts';
import { isOwnProgram } from '../../started/own-programs.ts';
import { isCopied, linkedBecause, resolveCommand } from '../../start/resolve-command.ts';
import { assuming, met, withNeeds, type StartedNeeds } from './answer.ts';
import { madeByStep, perhapsMadeByStep } from './made-by-steps.ts';
import { namedByArguments } from './named-files.ts';
import { fileNeeds, foreignFileNeeds, programsBelow } from './program-files.ts';
import { as, inTurn, isFollowed, pathOf, type Starter, type StartScene } from './scene.ts';
import { linesNeeds, passedBy, writtenNeeds } from './scripts.ts';
import { shellNeeds, wrappedScriptNeeds } from './shells.ts';

/**
 * What it takes to start a command line, with the files that it names and the programs that it starts in turn: an open
 * first word is a program that isn't known.
 */
export function startedNeeds(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence,
  starter: Starter,
): StartedNeeds {
  return lineNeeds(words, { stage, evidence, starter, depth: 0, start: lineNeeds });
}

function lineNeeds(words: readonly Value[], scene: StartScene): StartedNeeds {
  const answer = commandNeeds(words, scene);
  const passed = passedBy(words, scene);
  return answer.kind === 'refusal' || passed.length === 0
    ? answer
    : { ...answer, needs: [...answer.needs, ...passed] };
}

function commandNeeds(words: readonly Value[], scene: StartScene): StartedNeeds {
  const { stage, evidence } = scene;
  const started = programNeeds(words, scene);
  if (started.kind === 'refusal' || started.needs.length === 0) return started;
  const ofFiles = linesNeeds(isFollowed(scene) ? linesStartedBy(words, stage) : undefined, scene);
  if (ofFiles.kind === 'refusal') return ofFiles;
  const named = namedByArguments(words, stage, evidence);
  const system = systemReadsOf(words, stage, evidence);
  // One that is only looked for may be started in any way: then the words are known.
  const other = words.length > 1 && runsOtherCode(words);
  return {
    ...started,
    needs: [
      ...started.needs,
      ...named.needs,
      ...system.needs,
      ...namedUserNeeds(words, evidence, stage),
      ...interpreterNeeds(
        words.map(({ text }) => text ?? ''),
        stage,
        evidence,
      ),
      ...ofFiles.needs,
      ...inTurnNeeds(words, scene),
    ],
    complete: started.complete && ofFiles.complete && !other,
    script: started.script || ofFiles.script || other,
    assumptions: [...(started.assumptions ?? []), ...(ofFiles.assumptions ?? []), ...system.assumptions],
    ...(named.readsUnknown || started.readsUnknown === true ? { readsUnknown: true } : {}),
    ...(named.readsAnywhere === true || started.readsAnywhere === true ? { readsAnywhere: true } : {}),
  };
}

/** The programs that one calls by itself, of those that the image has. */
function inTurnNeeds(words: readonly Value[], { stage, evidence }: StartScene): readonly Need[] {
  const name = posix.basename(words[0]?.text ?? '');
  return startedInImage(words, stage)
    .filter((program) => originalHas(program, stage))
    .map((program) => ({
      kind: 'command',
      name: program,
      because: `${name} may start ${program}`,
      evidence,
    }));
}

/** The program that a command line starts. */
function programNeeds(words: readonly Value[], scene: StartScene): StartedNeeds {
  const { stage, evidence, starter } = scene;
  const text = words[0]?.text;
  if (text === undefined || text === '') return programsBelow(words[0]?.prefix, scene);
  const base = posix.basename(text);
  if (foreignPrograms.has(base)) return met([]);
  if (starter.isProgram(base) && !isOwnProgram(text, stage, []))
    return { kind: 'refusal', refusal: refusals.startsToolchain(base, evidence) };
  const because = `it starts ${base}`;
  if (isShell(base)) {
    // A shell that the original lacks is a default that something else is given for: nothing to install, but a shell.
    const path = !originalHas(base, stage) ? '/bin/sh' : text.startsWith('/') ? text : `/bin/${base}`;
    return shellNeeds(path, because, words, scene);
  }
  const resolved = resolveCommand(text, stage);
  switch (resolved.kind) {
    case 'program':
      return fileNeeds(resolved.path, because, scene);
    case 'file':
    case 'download':
      return foreignFileNeeds(resolved.path, because, scene);
    case 'made':
      return originalHas(base, stage)
        ? systemNeeds(words, because, scene)
        : madeNeeds(resolved.path, resolved.origin, because, scene);
    case 'system':
      return resolved.link === undefined
        ? systemNeeds(words, because, scene)
        : linkNeeds(resolved.link, resolved.name, words, because, scene);
    case 'missing':
      return missingNeeds(text, scene);
  }
}

/** A program that a step made of which no more is known. */
function madeNeeds(path: string, origin: Origin, because: string, scene: StartScene): StartedNeeds {
  const made = madeByStep(posix.basename(path), path, origin, scene.evidence);
  if (made === undefined) return foreignFileNeeds(path, because, scene);
  return 'refusal' in made
    ? { kind: 'refusal', refusal: made.refusal }
    : assuming([made.assumption], fileNeeds(path, because, scene));
}

/** The system's program, or another that has its name, with what it starts of its arguments. */
function systemNeeds(words: readonly Value[], because: string, scene: StartScene): StartedNeeds {
  const { stage, evidence } = scene;
  const name = posix.basename(words[0]?.text ?? '');
  const isOfOriginal = originalHas(name, stage);
  const own = isOfOriginal
    ? systemProgram(name, words.slice(1), because, evidence, stage)
    : perhapsBroughtBy(name, stage, evidence);
  const wrapped = isFollowed(scene)
    ? wrappedBy(
        withProgramTexts(words, ({ text }) =>
          text === undefined ? undefined : stage.files.read(pathOf(text, scene)),
        ),
      )
    : undefined;
  if (wrapped?.kind === 'script') return withNeeds(own, wrappedScriptNeeds(words, wrapped.text, scene));
  if (wrapped?.kind === 'command' && wrapped.words.length > 0)
    return withNeeds(own, lineNeeds(wrapped.words, inTurn(as(otherUserOf(words), scene))));
  return isOfOriginal ? met(own) : assuming(perhapsMadeByStep(name, stage, evidence), met(own));
}

/** A link or copy of the author's, of a program that the system has as `name`. */
function linkNeeds(
  path: string,
  name: string,
  words: readonly Value[],
  because: string,
  scene: StartScene,
): StartedNeeds {
  const { stage, evidence } = scene;
  const [called, ...given] = words;
  if (!originalHas(name, stage) && isCopied(path, stage)) return foreignFileNeeds(path, because, scene);
  const linked = linkedBecause(path, name, stage);
  const itself: Need = { kind: 'file', path, directory: false, because: linked, evidence };
  // By the same name it would be found on PATH again; and links to each other's names go round.
  const started =
    posix.basename(called?.text ?? '') === name || !isFollowed(scene)
      ? systemNeeds(words, because, scene)
      : lineNeeds([{ text: name }, ...given], inTurn(scene));
  return withNeeds([itself], started);
}

/** What the image has nothing of: the program may have written it, or it is started in vain. */
function missingNeeds(name: string, scene: StartScene): StartedNeeds {
  const path = pathOf(name, scene);
  const written = name.includes('/') ? scene.starter.written(path) : undefined;
  return written === undefined
    ? assuming(
        perhapsMadeByStep(posix.basename(name), scene.stage, scene.evidence),
        met(perhapsBroughtBy(name, scene.stage, scene.evidence)),
      )
    : writtenNeeds(written, path, scene);
}
