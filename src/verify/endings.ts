/** What a verification comes to: all levels compared, or what stood in the way. */
import { compared, findingsOf, notAsked, notCompared } from './compare/finding.ts';
import { compareStatic } from './compare/static.ts';
import type { Failure } from './engine/types.ts';
import { ArchiveError } from './image/tar.ts';
import type { VerifyArtefacts, VerifyRequest, VerifyResult, VerifyTools } from './request.ts';
import type { LevelResult, Obstacle, Verification } from './verdict/types.ts';
import { verdictOf } from './verdict/verdict.ts';

const finding = findingsOf('static');

export const traceNotAsked: LevelResult = notAsked('trace', 'what the original opens was not followed');
/** The verification was stopped by the user. */
export const interrupted: Obstacle = { code: 'interrupted', message: 'interrupted', log: '' };

/** The levels beyond the static one, none of them compared. */
function restOfLevels({ trace }: VerifyRequest, why: string): readonly LevelResult[] {
  return [
    notCompared('config', why),
    notCompared('files', why),
    notCompared('run', why),
    trace === 'asked' ? notCompared('trace', why) : traceNotAsked,
  ];
}

/** What goes with the levels. */
interface Ending {
  readonly remarks?: readonly string[];
  readonly sizes?: Verification['sizes'];
  readonly artefacts?: VerifyArtefacts;
  readonly log?: string;
}

/** A comparison that came to its end. */
export function finish(
  { path, against }: VerifyRequest,
  { engine }: VerifyTools,
  levels: readonly LevelResult[],
  { remarks = [], sizes, artefacts, log }: Ending,
): VerifyResult {
  const verification: Verification = {
    path,
    against,
    verdict: verdictOf(levels),
    levels,
    sizes,
    obstacle: undefined,
    remarks: log === undefined || log === '' ? remarks : [...remarks, log],
    engine: engine.description,
  };
  return { verification, artefacts };
}

/** The original builds and the new Dockerfile doesn't: a difference, not an obstacle. */
export function newDoesNotBuild(
  request: VerifyRequest,
  tools: VerifyTools,
  failure: Failure,
  staticLevel: LevelResult,
  remarks: readonly string[],
): VerifyResult {
  const broken = finding(
    'does-not-build',
    'the new Dockerfile',
    `the original builds, this one doesn't: ${failure.message}`,
  );
  const levels = [
    compared('static', [...staticLevel.findings, broken]),
    ...restOfLevels(request, 'the new image could not be built'),
  ];
  return finish(request, tools, levels, { remarks, log: failure.log });
}

/** A comparison that came to a stop: unknown, unless something different was found before. */
export function stopped(
  request: VerifyRequest,
  { engine }: VerifyTools,
  obstacle: Obstacle,
  done: readonly LevelResult[] = [],
  remarks: readonly string[] = [],
): VerifyResult {
  const settled = new Set(done.map(({ level }) => level));
  const levels = [
    ...done,
    ...(settled.has('static') ? [] : [compareStatic(request.before, request.after, request.staticFindings)]),
    ...restOfLevels(request, 'not reached').filter(({ level }) => !settled.has(level)),
  ];
  return {
    verification: {
      path: request.path,
      against: request.against,
      verdict: verdictOf(levels),
      levels,
      sizes: undefined,
      obstacle,
      remarks,
      engine: engine.description,
    },
    artefacts: undefined,
  };
}

/** What a failure of the engine means for the verification. */
export function obstacleOf({ kind, message, log }: Failure): Obstacle {
  switch (kind) {
    case 'build':
      return {
        code: 'original-does-not-build',
        message: `the original does not build, so there is nothing to compare with: ${message}`,
        log,
      };
    case 'timeout':
    case 'disk-full':
    case 'engine-died':
    case 'interrupted':
      return { code: kind, message, log };
    case 'engine':
      return { code: 'unexpected', message, log };
  }
}

/** What an error on the way means; nothing of it is thrown on. */
export function obstacleOfError(error: unknown, signal: AbortSignal): Obstacle {
  if (signal.aborted) return interrupted;
  if (error instanceof ArchiveError) {
    return {
      code: 'archive-unreadable',
      message: `the engine's archive can't be read: ${error.message}`,
      log: '',
    };
  }
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return { code: 'disk-full', message: 'the disk is full', log: '' };
  }
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error), log: '' };
}
