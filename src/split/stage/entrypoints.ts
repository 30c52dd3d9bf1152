/** Entrypoints that images bring and that only start what they are given: the container starts the same through either. */
import type { RuntimeBase } from '../../image/bases.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import { evidenceOf } from '../../rule/evidence.ts';
import type { Assumption, Reason } from '../../rule/types.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { shellWords } from '../start/shell-form.ts';

/** The words that the container starts with, on the image that builds and on the base. */
export interface PassedOn {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/**
 * undefined where the author has an entrypoint, where the image has none, and where one of the two does more than starting
 * what it is given.
 */
export function passedOn(
  { config: { entrypoint: own } }: RuntimeBase,
  stage: Stage,
  build: Build,
  toolchain: Toolchain,
): PassedOn | undefined {
  const { entrypoint, cmd } = stage.config;
  if (entrypoint === undefined || entrypoint.step !== undefined || cmd === undefined) return undefined;
  const passes = (words: readonly string[]): boolean => {
    const known = toolchain.start([...words, ...cmd.words], { build, stage }, undefined);
    return known !== undefined && 'kind' in known && known.kind === 'passes';
  };
  if (!passes(entrypoint.words) || (own !== undefined && !passes(own))) return undefined;
  const alone = cmd.script === undefined ? cmd.words : (shellWords(cmd.script, stage) ?? cmd.words);
  return {
    from: [...entrypoint.words, ...cmd.words],
    to: own === undefined ? alone : [...own, ...cmd.words],
  };
}

/** What is said where they are two. */
export function entrypointReasons(
  base: RuntimeBase,
  passed: PassedOn | undefined,
  { config, from }: Stage,
  { dockerfile }: Build,
): readonly Reason[] {
  const before = config.entrypoint?.words ?? [];
  const after = base.config.entrypoint ?? [];
  if (passed === undefined || before.join(' ') === after.join(' ')) return [];
  const through = after.length === 0 ? '' : ` through ${after.join(' ')}`;
  const message = `${before.join(' ')}, which ${from.image.raw} starts with, only starts what it is given: the command is started${through} as before`;
  return [{ code: 'entrypoint-of-base', message, evidence: evidenceOf(dockerfile, from) }];
}

/**
 * What the image starts without a command is the base's own (a shell, an interpreter), and the runtime base starts something
 * else, or nothing. Whoever gives a command does not notice.
 */
export function commandOfBase(
  { config: { cmd: own = [] }, reference }: RuntimeBase,
  { config: { entrypoint, cmd }, from }: Stage,
  { dockerfile }: Build,
): readonly Assumption[] {
  if (cmd?.inherited !== true || cmd.words.length === 0 || entrypoint?.inherited === false) return [];
  if (cmd.words.join(' ') === own.join(' ')) return [];
  const now = own.length === 0 ? 'nothing' : own.join(' ');
  const message = `the image is only started with a command that is given to it: without one, ${from.image.raw} starts ${cmd.words.join(' ')}, and ${reference} ${now}`;
  return [{ code: 'command-of-base', message, evidence: evidenceOf(dockerfile, from) }];
}
