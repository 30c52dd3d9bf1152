/**
 * Proves the invariants of a migration on its result: the new text is parsed and evaluated again and held against the
 * old one. A proposal that breaks one is a bug of dfopt, and the file is left alone.
 */
import { lastFreeBuilder } from '../evaluate/commands/builders.ts';
import { stageReferences, targetOf, type StageReference, type StageTarget } from '../evaluate/references.ts';
import { haveSameFiles } from '../evaluate/same-files.ts';
import { valueOf } from '../evaluate/state.ts';
import type { Build, ConfigCommand, FileSystem, Stage } from '../evaluate/types.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import type { Edit } from '../rule/types.ts';

/** What is broken, in words for a bug report; empty when all holds. */
export function brokenInvariants(before: Build, edits: readonly Edit[], after: Build): readonly string[] {
  const [oldStage] = before.stages.slice(-1);
  const [newStage] = after.stages.slice(-1);
  if (oldStage === undefined || newStage === undefined) return ['a stage is gone'];
  return [
    ...newErrors(before.dockerfile, after.dockerfile),
    ...directives(before.dockerfile, after.dockerfile),
    ...globalArguments(before, after),
    ...stages(before, after),
    ...sources(before, after),
    ...copies(before, after),
    ...config(oldStage, newStage),
    ...untouched(before.dockerfile, edits),
  ];
}

function newErrors(before: Dockerfile, after: Dockerfile): readonly string[] {
  return after.errors.length > before.errors.length
    ? [`the result does not parse: ${after.errors.map(({ message }) => message).join('; ')}`]
    : [];
}

function directivesOf({ directives: all }: Dockerfile): string {
  return all.map(({ name, value }) => `${name}=${value}`).join('\n');
}

/** Parser directives stay, and stay first. */
function directives(before: Dockerfile, after: Dockerfile): readonly string[] {
  return directivesOf(before) === directivesOf(after) ? [] : ['the parser directives changed'];
}

function globalArguments(before: Build, after: Build): readonly string[] {
  return [...before.globalArguments.keys()].every((name) => after.globalArguments.has(name))
    ? []
    : ['an ARG before the first FROM is gone'];
}

/**
 * Each stage of the original is there, in order, with the same reference, flags and name; all but the last keep their
 * numbers, and each starts from the same stage or image as before.
 */
function stages(before: Build, after: Build): readonly string[] {
  const problems: string[] = [];
  const places = placesOf(before, after);
  for (const [index, stage] of before.stages.entries()) {
    const counterpart = after.stages[places[index] ?? -1];
    if (counterpart === undefined) {
      problems.push(`stage ${index} is gone, or its base changed`);
      continue;
    }
    // The last stage may pass its name on to the one that now makes the image.
    const heir = index === before.stages.length - 1 ? after.stages.at(-1)?.name : undefined;
    if (stage.name !== undefined && counterpart.name !== stage.name && heir !== stage.name) {
      problems.push(`the name of stage ${index} changed`);
    }
    const { base } = stage;
    const same =
      base.kind === 'stage'
        ? counterpart.base.kind === 'stage' && counterpart.base.index === places[base.index]
        : counterpart.base.kind === base.kind;
    if (!same) problems.push(`stage ${index} starts from something else`);
  }
  return problems;
}

/** The new number of each stage: its own; the last one may stand behind stages that were put in front of it. */
function placesOf(before: Build, after: Build): readonly (number | undefined)[] {
  const last = after.stages.at(-1);
  return before.stages.map((stage, index) => {
    if (index === before.stages.length - 1 && isSameFrom(stage, last)) return last?.index;
    return isSameFrom(stage, after.stages[index]) ? index : undefined;
  });
}

function isSameFrom(stage: Stage, candidate: Stage | undefined): boolean {
  return (
    candidate !== undefined &&
    candidate.from.image.raw === stage.from.image.raw &&
    candidate.from.flags.length === stage.from.flags.length
  );
}

/** COPY --from means the same stages and images as before: no name that was added takes another's place. */
function sources(before: Build, after: Build): readonly string[] {
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
function copies(before: Build, after: Build): readonly string[] {
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

/** Command, user, ports, volumes, labels and the like of the final image. */
function config(before: Stage, after: Stage): readonly string[] {
  const problems: string[] = [];
  const same = (what: string, old: unknown, now: unknown): void => {
    if (JSON.stringify(old) !== JSON.stringify(now)) problems.push(`${what} changed`);
  };
  same('EXPOSE', before.config.exposed.length, after.config.exposed.length);
  same(
    'VOLUME',
    before.config.volumes.map(({ path }) => path),
    after.config.volumes.map(({ path }) => path),
  );
  same('LABEL', before.config.labels.length, after.config.labels.length);
  same('HEALTHCHECK', before.config.healthcheck === undefined, after.config.healthcheck === undefined);
  same('STOPSIGNAL', before.config.stopSignal === undefined, after.config.stopSignal === undefined);
  same('USER', userOf(before), userOf(after));
  if (ownCommand(before.config.entrypoint) && after.config.entrypoint === undefined)
    problems.push('ENTRYPOINT is gone');
  if (
    ownCommand(before.config.cmd) &&
    before.config.entrypoint === undefined &&
    after.config.cmd === undefined
  ) {
    problems.push('CMD is gone');
  }
  return problems;
}

function ownCommand(command: ConfigCommand | undefined): boolean {
  return command?.step !== undefined && command.words.length > 0;
}

function userOf(stage: Stage): string {
  const user = stage.state.user.text ?? '?';
  return /^(|root|0|0:0|root:root)$/.test(user) ? 'root' : user;
}

/** Edits insert, or take out whole nodes or parts of an instruction: no other line is touched. */
function untouched(before: Dockerfile, edits: readonly Edit[]): readonly string[] {
  const removals = edits.filter(({ start, end, text }) => end > start && text === '');
  const boundaries = new Set(before.nodes.flatMap(({ start, end }) => [start, end]));
  return removals.every(({ start, end }) => boundaries.has(start) && boundaries.has(end))
    ? []
    : ['a part of a line was taken out'];
}
