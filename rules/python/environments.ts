/** Environments of packages: which ones steps make, what is installed where, and which one a command belongs to. */
import { posix } from 'node:path';
import type { CommandRun, FileSystem, Stage, StepId } from '../../src/evaluate/types.ts';
import { callOf, environmentOf, textsOf, variablesOf, type PythonCall, type Surroundings } from './calls.ts';
import { imagePrefix, minorOf } from './images.ts';

/** An environment that a step made. */
export interface Environment {
  readonly prefix: string;
  /** It sees the packages of the interpreter too. */
  readonly seesOthers: boolean;
}

/** The environments that steps have made, the latest last. */
export function environmentsIn(files: FileSystem): readonly Environment[] {
  const byPrefix = new Map<string, Environment>();
  const settings = settingsIn(files);
  for (const { origin } of files.opaque()) {
    if (origin.by !== 'opaque') continue;
    const call = plainCall(origin.command, settings);
    if (call?.does === 'environment') byPrefix.set(call.prefix, call);
    else if (call?.does === 'install' && call.project !== undefined && call.place.kind === 'environment') {
      const { prefix } = call.place;
      // The tool makes it where it is not there.
      if (prefix !== imagePrefix && !byPrefix.has(prefix))
        byPrefix.set(prefix, { prefix, seesOthers: false });
    }
  }
  return [...byPrefix.values()];
}

/** What a command stands for where nothing is known of environments that others made. */
function plainCall(run: CommandRun, settings: Surroundings['settings']): PythonCall | undefined {
  const directory = run.workdir.text;
  if (directory === undefined) return undefined;
  return callOf(textsOf(run), {
    directory,
    user: run.user.text,
    ...variablesOf(run.env),
    environments: [],
    settings,
  });
}

/** What one command of a step stands for; undefined for another kind of command, or where its directory is not known. */
export function callOfRun(run: CommandRun, files: FileSystem): PythonCall | undefined {
  const directory = run.workdir.text;
  if (directory === undefined) return undefined;
  return callOf(textsOf(run), {
    directory,
    user: run.user.text,
    ...variablesOf(run.env),
    environments: environmentsIn(files).map(({ prefix }) => prefix),
    settings: settingsIn(files),
  });
}

/** Where poetry keeps its settings. Source: python-poetry.org/docs/configuration. */
export const settingsDirectory = '/root/.config/pypoetry';

/** What calls of `poetry config` have set. */
function settingsIn(files: FileSystem): ReadonlyMap<string, string> {
  return new Map(
    files.opaque().flatMap(({ under, origin }) => {
      const set =
        under === settingsDirectory && origin.by === 'opaque' ? settingOf(origin.command) : undefined;
      return set === undefined ? [] : [set];
    }),
  );
}

/** `poetry config NAME VALUE`. */
export function settingOf(run: CommandRun): readonly [string, string] | undefined {
  const words = textsOf(run).filter((word) => !word.startsWith('-'));
  const at = words.indexOf('config');
  const [name, value] = at < 0 ? [] : words.slice(at + 1);
  return words.slice(0, at).some((word) => posix.basename(word) === 'poetry') &&
    name !== undefined &&
    value !== undefined
    ? [name, value]
    : undefined;
}

/** What surrounds a command that the container starts. */
export function surroundingsAtStart({ state, files }: Stage): Surroundings {
  return {
    directory: state.workdir.text ?? '/',
    user: state.user.text,
    ...variablesOf(state.env),
    environments: environmentsIn(files).map(({ prefix }) => prefix),
    settings: settingsIn(files),
  };
}

/** A call of a step, with the command. */
export interface StepCall {
  readonly run: CommandRun;
  readonly call: PythonCall;
}

const known = new WeakMap<Stage, readonly StepCall[]>();

/** All calls of a stage's steps that the rule knows. */
export function callsOf(stage: Stage): readonly StepCall[] {
  const before = known.get(stage);
  if (before !== undefined) return before;
  const found = stage.steps.flatMap((step) => {
    const files = stage.files.upTo(step.filesAfter);
    return step.commands.flatMap((run): readonly StepCall[] => {
      const call = callOfRun(run, files);
      return call === undefined ? [] : [{ run, call }];
    });
  });
  known.set(stage, found);
  return found;
}

/** The directory of an environment's packages; undefined where the interpreter's minor version is not known. */
export function packagesOf(prefix: string, { facts }: Pick<Stage, 'facts'>): string | undefined {
  const minor = facts === undefined ? undefined : minorOf(facts);
  return minor === undefined ? undefined : posix.join(prefix, 'lib', `python${minor}`, 'site-packages');
}

/** The environment that a command's name or path stands for at start. */
export function environmentAtStart(called: string, stage: Stage): string {
  return environmentOf(called, surroundingsAtStart(stage));
}

/** The files behind a step; where it mounts some that are gone then (`--mount=type=bind`), as it sees them. */
export function filesDuring(step: StepId, wanted: readonly string[], { steps, files }: Stage): FileSystem {
  const index = steps.findIndex(({ id }) => id === step);
  const after = steps[index]?.filesAfter ?? files.at;
  const before = steps[index - 1]?.filesAfter ?? 0;
  for (let at = after; at > before; at--) {
    const view = files.upTo(at);
    if (wanted.every((path) => view.read(path) !== undefined)) return view;
  }
  return files.upTo(after);
}
