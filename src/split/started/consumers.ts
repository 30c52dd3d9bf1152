/** What other files that use the image ask of it. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Consumer } from '../../context/consumers/types.ts';
import type { Assumption, Evidence, Reason } from '../../rule/types.ts';
import { recordNeeds } from '../needs/image-needs.ts';
import { userGiven } from '../needs/users.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { consumersOf } from '../start/consumer-starts.ts';
import { shellWords } from '../start/shell-form.ts';
import { resolveCommand } from '../start/resolve-command.ts';
import { startOf } from '../start/start.ts';
import type { Need } from '../../rule/need.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';

export type ConsumerNeeds =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'needs';
      /** Uses that start commands in a container. */
      readonly launched: readonly Consumer[];
      readonly needs: readonly Need[];
      readonly assumptions: readonly Assumption[];
      readonly remarks: readonly Reason[];
    };

/**
 * What the consumers ask for. One that mounts the project over the working directory develops in the image, unless
 * the program it starts lies elsewhere: then the mount brings files to read.
 */
export function consumerNeeds(build: Build, stage: Stage): ConsumerNeeds {
  const needs: Need[] = [];
  const assumptions: Assumption[] = [];
  const remarks: Reason[] = [];
  const program = startedProgram(stage);
  const consumers = consumersOf(build, stage);
  const workdir = stage.state.workdir.text ?? '/';
  for (const consumer of consumers) {
    const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
    if (consumer.kind === 'devcontainer') {
      return {
        kind: 'refusal',
        refusal: refusals.developmentImage('a dev container is made from it', evidence),
      };
    }
    if (consumer.rebuilds !== undefined) {
      const why = `${consumer.name}: ${consumer.rebuilds}`;
      return { kind: 'refusal', refusal: refusals.developmentImage(why, evidence) };
    }
    if (consumer.takenBy !== undefined) {
      return { kind: 'refusal', refusal: refusals.takenByAnother(consumer.file, consumer.takenBy, evidence) };
    }
    const sources = consumer.mounts?.find(
      ({ source, target }) =>
        source !== undefined &&
        isProject(source) &&
        workdir !== '/' &&
        isInside(workdir, posix.normalize(target)),
    );
    if (sources !== undefined) {
      const why = `${consumer.name} mounts ${sources.source ?? ''} over ${sources.target}`;
      const own = consumer.command === undefined && consumer.entrypoint === undefined;
      if (!own || program === undefined || isInside(program, posix.normalize(sources.target))) {
        return { kind: 'refusal', refusal: refusals.developmentImage(why, evidence) };
      }
      assumptions.push({
        code: 'sources-mounted',
        message: `${why} for ${program} to read, not to build there`,
        evidence,
      });
    }
    const elsewhere = otherWorkingDirectory(consumer, stage);
    if (elsewhere !== undefined) {
      const because = `${consumer.name} makes it the working directory`;
      needs.push({ kind: 'file', path: elsewhere, directory: true, because, evidence });
    }
    for (const path of servedDirectories(consumer, stage)) {
      const because = `${consumer.name} serves files from it`;
      needs.push({ kind: 'file', path, directory: true, because, evidence });
    }
    for (const path of seededVolumes(consumer, stage)) {
      const because = `${consumer.name} fills a volume from it`;
      needs.push({ kind: 'file', path, directory: true, because, evidence });
    }
    if (consumer.user !== undefined) {
      const user = userGiven(consumer.user, stage);
      needs.push(...recordNeeds(user, (name) => `${consumer.name} runs it as ${name}`, evidence));
    }
    for (const group of consumer.groups ?? []) {
      const user = userGiven(`:${group}`, stage);
      needs.push(...recordNeeds(user, () => `${consumer.name} puts it into the group ${group}`, evidence));
    }
    for (const { what, text } of consumer.unread ?? []) {
      if (what === 'command') {
        const message = `${consumer.name} starts nothing that only the original image has: its ${text} is not known in full`;
        assumptions.push({ code: 'use-not-read', message, evidence });
      } else {
        const message = `${consumer.name} is given the ${text}, which are not there to read`;
        remarks.push({ code: 'variables-not-read', message, evidence });
      }
    }
  }
  return { kind: 'needs', launched: consumers, needs, assumptions, remarks };
}

/** A directory of the author's that a consumer starts in: the program may read what lies there. */
function otherWorkingDirectory({ workdir }: Consumer, { state, files }: Stage): string | undefined {
  if (workdir === undefined || !workdir.startsWith('/')) return undefined;
  const path = posix.resolve(workdir);
  const own = state.workdir.text ?? '/';
  if (path === '/' || isInside(own, path)) return undefined;
  const found = files.lookup(path);
  return found.status === 'present' && found.entry.origin.by !== 'base' ? path : undefined;
}

/** Directories of the author's that others serve files from (`[[statics]]` of fly.toml). */
function servedDirectories({ serves = [] }: Consumer, { state, files }: Stage): readonly string[] {
  return serves.flatMap((written) => {
    const path = posix.resolve(state.workdir.text ?? '/', written).replace(/(.)\/$/, '$1');
    const found = files.lookup(path);
    return found.status === 'present' && found.entry.origin.by !== 'base' ? [path] : [];
  });
}

/**
 * Directories of the author's under a volume that has a name or none: it is filled from the image when it is first used,
 * and others may use it then (Docker documentation, "Volumes", populate a volume using a container).
 */
function seededVolumes({ kind, mounts = [] }: Consumer, { state, files }: Stage): readonly string[] {
  // Volumes of Kubernetes start empty.
  if (kind === 'kubernetes') return [];
  return mounts.flatMap(({ source, target }) => {
    const path = posix.normalize(target).replace(/(.)\/$/, '$1');
    if (source !== undefined || !path.startsWith('/') || isInside(state.workdir.text ?? '/', path)) return [];
    const found = files.lookup(path);
    const own = found.status === 'present' && !['base', 'workdir', 'package'].includes(found.entry.origin.by);
    return own && found.entry.kind === 'directory' ? [path] : [];
  });
}

/** The built program that the image's own command starts, where it is one. */
function startedProgram(stage: Stage): string | undefined {
  const start = startOf(stage);
  const words =
    start.kind === 'exec'
      ? start.words
      : start.kind === 'shell'
        ? shellWords(start.script, stage)
        : undefined;
  const [name] = words ?? [];
  if (name === undefined) return undefined;
  const found = resolveCommand(name, stage.files, stage.state);
  return found.kind === 'program' ? found.path : undefined;
}

/** A host path that is the project itself, not a file or a data directory of it. */
function isProject(source: string): boolean {
  return (
    /^(\.{1,2}\/?)+$/.test(source) ||
    /^(\.\/)?(src|app|backend|server|api)\/?$/.test(source) ||
    /^\$\{?PWD\}?\/?$/.test(source)
  );
}
