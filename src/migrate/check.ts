/**
 * Proves the invariants of a migration on its result: the new text is parsed and evaluated again and held against the
 * old one. A proposal that breaks one is a bug of dfopt, and the file is left alone.
 */
import type { Build } from '../evaluate/types.ts';
import type { Edit, Settings } from '../rule/types.ts';
import { brokenConfig, type StartChange } from './check/config.ts';
import { brokenCopies, brokenSources } from './check/copies.ts';
import { brokenPrograms } from './check/programs.ts';
import { brokenStages } from './check/stages.ts';
import { brokenSteps } from './check/steps.ts';
import { brokenText } from './check/text.ts';

/** What is broken, in words for a bug report; empty when all holds. */
export function brokenInvariants(
  before: Build,
  edits: readonly Edit[],
  after: Build,
  { stages }: Pick<Settings, 'stages'>,
  start?: StartChange,
): readonly string[] {
  const [oldStage] = before.stages.slice(-1);
  const [newStage] = after.stages.slice(-1);
  if (oldStage === undefined || newStage === undefined) return ['a stage is gone'];
  return [
    ...brokenText(before.dockerfile, edits, after.dockerfile),
    ...brokenStages(before, after),
    ...brokenSteps(before, edits, after, stages.includes('test')),
    ...brokenSources(before, after),
    ...brokenCopies(before, after),
    ...brokenConfig(before, after, start),
    ...brokenPrograms(before, after),
  ];
}
