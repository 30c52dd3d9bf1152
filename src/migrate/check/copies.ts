/** What is copied comes from where it came from, and what is newly copied is there. */
import { lastFreeBuilder } from '../../evaluate/commands/builders.ts';
import {
  stageReferences,
  targetOf,
  type StageReference,
  type StageTarget,
} from '../../evaluate/references.ts';
import { haveSameFiles } from '../../evaluate/same-files.ts';
import { valueOf } from '../../evaluate/state.ts';
import type { Build, FileSystem } from '../../evaluate/types.ts';
import { placesOf } from './stages.ts';

/** COPY --from means the same stages and images as before: no name that was added takes another's place. */
export function brokenSources(before: Build, after: Build): readonly string[] {
  const places = placesOf(before, after);
  const old = copySources(before);
  const now = copySources(after);
  return before.stages.every(({ index }) => {
    const place = places[index];
    const wanted = (old.get(index) ?? []).map((target) =>
      target.kind === 'stage' ? { ...target, index: places[target.index] ?? -1 } : target,
    );
    return place !== undefined && JSON.stringify(wanted) === JSON.stringify(now.get(place) ?? []);
  })
    ? []
    : ['a COPY --from means something else'];
}

/** What the COPY instructions of each stage refer to, those in triggers not counted: what they mean is not in this file. */
function copySources(build: Build): ReadonlyMap<number, readonly StageTarget[]> {
  const copies = stageReferences(build).filter(({ by, onbuild }) => by === 'copy' && !onbuild);
  const targets = new Map<number, readonly StageTarget[]>();
  for (const reference of copies) {
    const target = targetOf(reference, reference.stage, build.stages);
    targets.set(reference.stage, [...(targets.get(reference.stage) ?? []), target]);
  }
  return targets;
}

/** What is newly copied from a stage is there, as far as can be known. */
export function brokenCopies(before: Build, after: Build): readonly string[] {
  const known = new Set(stageReferences(before).map(({ paths }) => JSON.stringify(paths)));
  return stageReferences(after).flatMap((reference) =>
    known.has(JSON.stringify(reference.paths)) ? [] : missingSources(reference, before, after),
  );
}

function missingSources(reference: StageReference, before: Build, build: Build): readonly string[] {
  if (reference.by !== 'copy' || reference.onbuild) return [];
  const target = targetOf(reference, reference.stage, build.stages);
  const files = target.kind === 'stage' ? filesOf(target.index, before, build) : undefined;
  const state = build.stages[reference.stage]?.steps.find(({ id }) => id === reference.step)?.before;
  // A step without a model may have made anything.
  if (files === undefined || state === undefined || lastFreeBuilder(files) !== undefined) return [];
  return reference.paths
    .flatMap((path) => valueOf(path, state, build.dockerfile.escape).text ?? [])
    .filter((path) => !/[*?[]/.test(path) && files.lookup(path).status === 'absent')
    .map((path) => `${path} is copied and not there`);
}

/** The files that a stage ends with: those of the original, where nothing that makes them has changed. */
function filesOf(stage: number, before: Build, after: Build): FileSystem | undefined {
  const { stages: all } = haveSameFiles(stage, before, after) ? before : after;
  return all[stage]?.files;
}
