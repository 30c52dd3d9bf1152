/** What a walk leaves behind: the commands in order, their effects on the files and on the system. */
import { posix } from 'node:path';
import { pathsNamedBy } from '../commands/index.ts';
import { perform } from '../files/effects.ts';
import type { CommandRun, Effect, SystemChange, Value } from '../types.ts';
import type { Situation } from './situation.ts';
import type { Call, Circumstance, RunScene } from './scene.ts';

/** Keeps the commands of one RUN; their effects on files go to the stage's log. */
export interface Recorder {
  readonly commands: readonly CommandRun[];
  readonly changes: readonly SystemChange[];
  /** The files that were written or copied so far, each with what tells it from another of that name. */
  readonly made: readonly { readonly path: string; readonly sign: string }[];
  /** Adds a command. */
  readonly record: (call: Call, situation: Situation, around: Circumstance) => CommandRun;
  readonly perform: (effects: readonly Effect[], run: CommandRun) => void;
  /** The command may write anything anywhere, most likely below its working directory. */
  readonly opaque: (run: CommandRun, why: string) => void;
}

/** A call without words: a redirection alone, or a script of which nothing is known. */
export const nothingCalled: Call = { words: [], assignments: [], span: undefined };

/** A recorder that has nothing yet. */
export function createRecorder(scene: RunScene): Recorder {
  const commands: CommandRun[] = [];
  const changes: SystemChange[] = [];
  const made: { path: string; sign: string }[] = [];
  const performAll = (effects: readonly Effect[], run: CommandRun): void => {
    made.push(...effects.flatMap(signOf));
    for (const effect of perform(effects, run, scene.log, pathsNamedBy))
      changes.push({ command: run, effect });
  };
  return {
    commands,
    changes,
    made,
    record: ({ words, assignments, span }, situation, around) => {
      const run: CommandRun = {
        ...commandOf(words, situation, scene),
        assignments,
        span,
        conditional: around.conditional,
        ...(around.conditional || around.behindFailure ? { perhaps: true as const } : {}),
        failureIgnored: around.failureIgnored,
        input: around.input,
      };
      commands.push(run);
      return run;
    },
    perform: performAll,
    opaque: (run, why) =>
      performAll([{ kind: 'opaque', under: run.workdir.text ?? '/', why, anywhere: true }], run),
  };
}

function signOf(effect: Effect): readonly { readonly path: string; readonly sign: string }[] {
  if (effect.kind === 'copy') return [{ path: effect.to, sign: `copy of ${effect.from}` }];
  if (effect.kind !== 'write' || effect.entry === 'directory') return [];
  const { path, program, content, target, copyOf, download } = effect;
  const built = program && `${program.package ?? '?'} in ${program.sources ?? '?'}`;
  return [{ path, sign: built ?? content ?? target ?? copyOf ?? download ?? '' }];
}

/** A command that nothing is known of but its words: as it would be recorded, for asking what it prints. */
export function commandOf(
  words: readonly Value[],
  situation: Situation,
  { step, state }: RunScene,
  input: CommandRun['input'] = undefined,
): CommandRun {
  const called = words[0]?.text;
  return {
    step,
    name: called === undefined || called === '' ? undefined : posix.basename(called),
    words,
    env: situation.variables,
    assignments: [],
    workdir: situation.workdir,
    ...(situation.umask === undefined ? {} : { umask: situation.umask }),
    user: state.user,
    span: undefined,
    conditional: false,
    failureIgnored: true,
    input,
  };
}
