/** Programs that a program starts, in each directory and along each PATH that it may start them. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Value } from '../../shell/types.ts';
import { directoriesOf } from './directories.ts';
import { isUnknown, overridden, temporaryDirectoryOf, wherever } from './files.ts';
import type { Answer, FindingScene } from './scene.ts';
import { together } from './subprocesses/answer.ts';
import { startedNeeds } from './subprocesses/command-line.ts';
import { stageIn, stageWithPath, type Starter } from './subprocesses/scene.ts';
import type { Finding, Name } from './types.ts';

/** What is started, in each directory that it may be started in. */
export function programNeeds(
  finding: Finding,
  findings: readonly Finding[],
  scene: FindingScene,
  evidence: Evidence,
): Answer {
  const { stage, toolchain } = scene;
  const paths = findings.flatMap(({ kind, name }) =>
    kind === 'search-path' && name !== undefined ? searchPathsOf(name, scene) : [],
  );
  const starter = { isProgram: toolchain.isProgram, written: writtenBy(findings, scene) };
  const words = wordsOf(finding, stage);
  const started = together(
    stagesAround(paths, findings, scene).map((each) => startedNeeds(words, each, evidence, starter)),
    true,
  );
  if (started.kind === 'refusal') return { refusal: started.refusal };
  const { script, readsUnknown, assumptions = [] } = started;
  // What a library may start that is not told is a choice of those who use it; what the program does is its purpose.
  const anyCommand = finding.own && finding.ofLibrary !== true && started.anyCommand === true;
  const needs = [...started.needs, ...(anyCommand ? [ordinaryCommands(evidence)] : [])];
  // What who starts the container gives it is none of the image's.
  const anywhere =
    started.readsAnywhere === true && (finding.arguments ?? []).some(isUnknown)
      ? { anywhere: true as const }
      : {};
  // A child process starts in the working directory.
  const looked = finding.name?.known !== true || !finding.name.text.includes('/') || script;
  if (started.complete && !(looked && paths.some((path) => !path.complete))) {
    const workdir = readsUnknown === true ? 'unknown' : needs.length > 0 ? 'named' : 'unused';
    return { needs, workdir, assumptions, ...anywhere };
  }
  return {
    needs,
    workdir: readsUnknown === true || script ? 'unknown' : 'named',
    ...anywhere,
    startsUnknown: true,
    assumptions: [...assumptions, programsNotKnown(anyCommand, evidence)],
  };
}

/** The image as what is started sees it, in each directory and along each PATH. */
function stagesAround(
  paths: readonly { readonly text: string }[],
  findings: readonly Finding[],
  scene: FindingScene,
): readonly Stage[] {
  const { stage, changed } = scene;
  const directories = findings.flatMap(({ kind, name }) =>
    kind === 'program-directory' && name !== undefined ? directoriesOf(name, scene) : [],
  );
  return [stage, ...paths.map(({ text }) => stageWithPath(text, stage))].flatMap((each) => [
    each,
    ...[...new Set([...directories, ...changed])].map((directory) => stageIn({ text: directory }, each)),
  ]);
}

function ordinaryCommands(evidence: Evidence): Need {
  return { kind: 'ordinary-commands', because: 'it starts programs whose names are not known', evidence };
}

/** @param anyCommand its name isn't known at all */
function programsNotKnown(anyCommand: boolean, evidence: Evidence): Assumption {
  return {
    code: 'programs-not-known',
    message: anyCommand
      ? 'the programs that it starts under names that are not known are among those that the runtime image has, and read no files that stay behind'
      : 'the programs that it starts are not part of the image, and read no files of it that stay behind',
    evidence,
  };
}

/** What the program itself may have written at a path: what it starts there need not be of the image. */
function writtenBy(findings: readonly Finding[], scene: FindingScene): Starter['written'] {
  const writes = findings.filter(({ kind }) => kind === 'write');
  const workdir = scene.stage.state.workdir.text ?? '/';
  return (path) => {
    const here = writes.filter(({ name, own }) => {
      // Where a library writes by names of its own choice is no script that this program starts.
      if (name === undefined || isUnknown(name)) return own;
      return overridden(name, scene)
        .flatMap((value) => wherever(value, scene))
        .some(({ text, from = workdir, complete }) => {
          const written = posix.resolve(from, text);
          return complete ? path === written : path.startsWith(text.endsWith('/') ? `${written}/` : written);
        });
    });
    return here.length === 0 ? undefined : [...new Set(here.map(({ content }) => content))];
  };
}

/** A PATH that the program sets: as far as it is known, with what the image has there behind it. */
function searchPathsOf(
  name: Name,
  scene: FindingScene,
): readonly { readonly text: string; readonly complete: boolean }[] {
  const ofImage = scene.stage.state.env.get('PATH')?.text ?? '';
  return overridden(name, scene).map(({ text, complete, from }) => {
    const [first = '', ...others] = text.split(':');
    const directories = [from === undefined ? first : posix.resolve(from, first), ...others];
    const known = complete ? directories : [...directories.slice(0, -1), ofImage];
    return { text: known.join(':'), complete };
  });
}

/** The command line of a program that is started; an argument without one value is left open. */
function wordsOf({ name, arguments: given }: Finding, stage: Stage): readonly Value[] {
  return [name, ...(given ?? [])].map((word): Value => {
    if (word === undefined) return { text: undefined };
    if (!word.known && word.base === 'temporary-directory') {
      const path = `${temporaryDirectoryOf(stage)}${word.prefix}`;
      return word.complete === true ? { text: path } : { text: undefined, prefix: path };
    }
    return word.known ? { text: word.text } : { text: undefined, prefix: word.prefix };
  });
}
