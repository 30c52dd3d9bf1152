/** What other files that use the image ask of it. */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
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
  const consumers = consumersOf(build, stage);
  const program = startedProgram(stage);
  const asked = consumers.map((consumer): Asked => {
    const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
    const refusal = refusalOf(consumer, stage, evidence);
    if (refusal !== undefined) return { ...nothing, refusal };
    const mounted = sourcesMounted(consumer, program, stage, evidence);
    const unread = unreadParts(consumer, evidence);
    return {
      refusal: mounted.refusal,
      needs: consumerFiles(consumer, stage, evidence),
      assumptions: [...mounted.assumptions, ...unread.assumptions],
      remarks: unread.remarks,
    };
  });
  const refusal = asked.find((one) => one.refusal !== undefined)?.refusal;
  if (refusal !== undefined) return { kind: 'refusal', refusal };
  return {
    kind: 'needs',
    launched: consumers,
    needs: asked.flatMap(({ needs }) => needs),
    assumptions: asked.flatMap(({ assumptions }) => assumptions),
    remarks: asked.flatMap(({ remarks }) => remarks),
  };
}

/** What one consumer asks for. */
interface Asked {
  readonly refusal: Refusal | undefined;
  readonly needs: readonly Need[];
  readonly assumptions: readonly Assumption[];
  readonly remarks: readonly Reason[];
}

const nothing: Asked = { refusal: undefined, needs: [], assumptions: [], remarks: [] };

/** Who develops in the image, or builds on it, takes all that it holds. */
function refusalOf(consumer: Consumer, stage: Stage, evidence: Evidence): Refusal | undefined {
  const { kind, name, file, rebuilds, takenBy } = consumer;
  if (kind === 'devcontainer') return refusals.developmentImage('a dev container is made from it', evidence);
  if (rebuilds !== undefined) return refusals.developmentImage(`${name}: ${rebuilds}`, evidence);
  const taken = takenBy ?? takenOfTheBase(consumer, stage);
  return taken === undefined ? undefined : refusals.takenByAnother(file, taken, evidence);
}

/** Files that are copied out of the image, and that its base brought. */
function takenOfTheBase({ takes = [] }: Consumer, { files }: Stage): string | undefined {
  const path = takes.find((each) => {
    const found = files.lookup(posix.resolve('/', each));
    return found.status === 'present' && ['base', 'package'].includes(found.entry.origin.by);
  });
  return path === undefined ? undefined : `copies ${path} out of it, which is not of this file's own`;
}

/** The project, mounted over the working directory. */
function sourcesMounted(
  { name, mounts, command, entrypoint }: Consumer,
  program: string | undefined,
  stage: Stage,
  evidence: Evidence,
): Pick<Asked, 'refusal' | 'assumptions'> {
  const workdir = stage.state.workdir.text ?? '/';
  const sources = mounts?.find(
    ({ source, target }) =>
      source !== undefined &&
      isProject(source) &&
      workdir !== '/' &&
      isInside(workdir, posix.normalize(target)),
  );
  if (sources === undefined) return nothing;
  const why = `${name} mounts ${sources.source ?? ''} over ${sources.target}`;
  const own = command === undefined && entrypoint === undefined;
  if (!own || program === undefined || isInside(program, posix.normalize(sources.target)))
    return { ...nothing, refusal: refusals.developmentImage(why, evidence) };
  const message = `${why} for ${program} to read, not to build there`;
  return { ...nothing, assumptions: [{ code: 'sources-mounted', message, evidence }] };
}

/** The files and the records of users that a consumer takes from the image. */
function consumerFiles(consumer: Consumer, stage: Stage, evidence: Evidence): readonly Need[] {
  const { name, user, groups = [] } = consumer;
  const whole = (path: string, because: string): Need => ({
    kind: 'file',
    path,
    directory: true,
    because,
    evidence,
  });
  const elsewhere = otherWorkingDirectory(consumer, stage);
  return [
    ...(elsewhere === undefined ? [] : [whole(elsewhere, `${name} makes it the working directory`)]),
    ...servedDirectories(consumer, stage).map((path) => whole(path, `${name} serves files from it`)),
    ...takenFiles(consumer, stage, evidence),
    ...seededVolumes(consumer, stage).map((path) => whole(path, `${name} fills a volume from it`)),
    ...(user === undefined
      ? []
      : recordNeeds(userGiven(user, stage), (account) => `${name} runs it as ${account}`, evidence)),
    ...groups.flatMap((group) =>
      recordNeeds(userGiven(`:${group}`, stage), () => `${name} puts it into the group ${group}`, evidence),
    ),
  ];
}

/** Files that are copied out of the image, and directories that others put files in. */
function takenFiles(
  { name, takes = [], receives = [] }: Consumer,
  { files }: Stage,
  evidence: Evidence,
): readonly Need[] {
  const taken = takes.flatMap((written): readonly Need[] => {
    const path = posix.resolve('/', written);
    const found = files.lookup(path);
    if (isAbsent(found)) return [];
    const directory = found.status !== 'present' || found.entry.kind === 'directory';
    const perhaps = found.status === 'present' ? {} : { perhaps: true as const };
    return [
      { kind: 'file', path, directory, ...perhaps, because: `${name} copies it out of the image`, evidence },
    ];
  });
  const received = receives.flatMap((written): readonly Need[] => {
    const path = posix.resolve('/', written);
    const place = [path, posix.dirname(path)].find((each) => {
      const found = files.lookup(each);
      return found.status === 'present' && found.entry.kind === 'directory';
    });
    return place === undefined
      ? []
      : [{ kind: 'directory', path: place, because: `${name} copies files there`, evidence }];
  });
  return [...taken, ...received];
}

/** What a consumer says and is not there to read. */
function unreadParts(
  { name, unread = [] }: Consumer,
  evidence: Evidence,
): Pick<Asked, 'assumptions' | 'remarks'> {
  return {
    assumptions: unread.flatMap(({ what, text }): readonly Assumption[] => {
      if (what === 'use') {
        const message = `${name} asks for nothing that only the original image has: ${text}`;
        return [{ code: 'use-not-read', message, evidence }];
      }
      if (what !== 'command') return [];
      const message = `${name} starts nothing that only the original image has: its ${text} is not known in full`;
      return [{ code: 'use-not-read', message, evidence }];
    }),
    remarks: unread.flatMap(({ what, text }): readonly Reason[] => {
      if (what !== 'variables') return [];
      const message = `${name} is given the ${text}, which are not there to read`;
      return [{ code: 'variables-not-read', message, evidence }];
    }),
  };
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
  const found = resolveCommand(name, stage);
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
