/** What something is started in: the image as it sees it, who starts it, and how it goes on from there. */
import { posix } from 'node:path';
import type { Stage } from '../../../evaluate/types.ts';
import type { Evidence } from '../../../rule/types.ts';
import type { OtherUser } from '../../../shell/accounts.ts';
import type { Value } from '../../../shell/types.ts';
import { stageAs } from '../../started/place.ts';
import type { StartedNeeds } from './answer.ts';

/** Who starts it: a program of the toolchain's own asks for the toolchain itself, and one may write what it starts. */
export interface Starter {
  readonly isProgram: (name: string) => boolean;
  /** What may have been written at an absolute path before; undefined where nothing is. */
  readonly written: (path: string) => Written | undefined;
}

/** Texts that a file may have, each undefined where it isn't known. */
export type Written = readonly (string | undefined)[];

export interface StartScene {
  readonly stage: Stage;
  readonly evidence: Evidence;
  readonly starter: Starter;
  /** How many scripts and commands stand between it and the program. */
  readonly depth: number;
  /** What a command line needs that a script or another command starts in its turn. */
  readonly start: (words: readonly Value[], scene: StartScene) => StartedNeeds;
}

/** Scripts that start scripts are followed this far. */
const maximumDepth = 8;

/** Whether what is started here is followed into what that starts. */
export function isFollowed({ depth }: StartScene): boolean {
  return depth < maximumDepth;
}

/** For what is started in its turn. */
export function inTurn(scene: StartScene): StartScene {
  return { ...scene, depth: scene.depth + 1 };
}

/** For what is started as somebody else. */
export function as(user: OtherUser | undefined, scene: StartScene): StartScene {
  return { ...scene, stage: stageAs(user, scene.stage) };
}

/** For what is started in a directory. */
export function startedIn(directory: Value, scene: StartScene): StartScene {
  return { ...scene, stage: stageIn(directory, scene.stage) };
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

export function workdirOf({ stage }: StartScene): string {
  return stage.state.workdir.text ?? '/';
}

/** The absolute path of a name. */
export function pathOf(name: string, scene: StartScene): string {
  return posix.resolve(workdirOf(scene), name);
}
