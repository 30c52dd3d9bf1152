/**
 * What `RUN --mount` has in the image while the command runs. Source: Dockerfile reference, "RUN --mount"; a relative
 * target is relative to the working directory (moby/buildkit frontend/dockerfile/dockerfile2llb/convert_runmount.go).
 */
import { posix } from 'node:path';
import type { BuildContext } from '../../context/types.ts';
import type { RunInstruction } from '../../dockerfile/types.ts';
import { contextTree } from './context-tree.ts';
import type { FileLog } from './log.ts';
import { treeOf, unknownTree, type Tree } from './tree.ts';
import { mountFields } from '../../dockerfile/mount-fields.ts';
import { valueOf } from '../state.ts';
import type { FileSystem, Origin, State, StepId } from '../types.ts';

/** What mounts are taken from, and where they go. */
export interface MountScene {
  readonly log: FileLog;
  readonly state: State;
  readonly step: StepId;
  readonly escape: '\\' | '`';
  readonly context: BuildContext | undefined;
  /** The files of an earlier stage by name; undefined for an image. */
  readonly stage: (name: string) => FileSystem | undefined;
  /** What the caches of this build hold, by name: each step that has one goes on where the last one stopped. */
  readonly caches: Map<string, Tree>;
}

interface Settings {
  readonly type: string;
  readonly target: string;
  readonly from: string | undefined;
  /** undefined for one that is not known. */
  readonly source: string | undefined;
  /** A cache's name. */
  readonly id: string;
}

/** Mounts what the instruction says; the returned function takes it away again. */
export function mountFor(instruction: RunInstruction, scene: MountScene): () => void {
  const { log, step, caches } = scene;
  const mounts = instruction.flags.flatMap(({ name, value }) =>
    name === 'mount' && value !== undefined ? (settingsOf(value, scene) ?? []) : [],
  );
  if (mounts.length === 0) return () => undefined;
  for (const mount of mounts) {
    const tree = treeFor(mount, scene);
    // The directory that something is mounted at stays when it is gone.
    if (!isFile(tree) && log.now().lookup(mount.target).status !== 'present') {
      log.write({ path: mount.target, kind: 'directory', origin: { by: 'workdir', step } });
    }
    log.mount(mount.target, tree);
  }
  return () => {
    for (const { type, target, id } of mounts) {
      if (type === 'cache') caches.set(id, treeOf(log.now(), target));
    }
    log.unmountAll();
  };
}

function settingsOf(text: string, { state, escape }: MountScene): readonly Settings[] | undefined {
  const given = new Map(mountFields(text).map(({ key, value }) => [key, value ?? '']));
  const known = (...names: readonly string[]): string | undefined => {
    const name = names.find((one) => given.has(one));
    return name === undefined ? '' : valueOf(given.get(name) ?? '', state, escape).text;
  };
  const target = known('target', 'dst', 'destination');
  const type = known('type') === '' ? 'bind' : known('type');
  const workdir = state.workdir.text;
  if (type === undefined || !['bind', 'cache', 'tmpfs'].includes(type)) return undefined;
  if (target === undefined || target === '' || (workdir === undefined && !target.startsWith('/'))) {
    return undefined;
  }
  const path = posix.resolve(workdir ?? '/', target);
  const from = known('from');
  const id = known('id');
  return [
    {
      type,
      target: path,
      from: from === '' ? undefined : (from ?? '?'),
      source: known('source', 'src'),
      id: id === undefined || id === '' ? path : id,
    },
  ];
}

/** undefined shows what lies below: a cache that nothing was put into yet. */
function treeFor({ type, from, source, id }: Settings, scene: MountScene): Tree | undefined {
  const { step, context, stage, caches } = scene;
  if (type === 'cache') return caches.get(id);
  if (type === 'tmpfs') return emptyTree(step);
  if (from !== undefined) {
    const path = posix.resolve('/', source ?? '/');
    const origin: Origin = { by: 'stage', step, stage: from, source: path };
    const files = stage(from);
    return files === undefined || source === undefined ? unknownTree(origin) : treeOf(files, path);
  }
  const path = source === undefined ? undefined : posix.resolve('/', source).slice(1);
  const origin: Origin = { by: 'context', step, source: path ?? '' };
  return context === undefined || path === undefined ? unknownTree(origin) : contextTree(context, path, step);
}

function isFile(tree: Tree | undefined): boolean {
  const top = tree?.lookup('');
  return top?.status === 'present' && top.entry.kind === 'file';
}

function emptyTree(step: StepId): Tree {
  return {
    lookup: (path) =>
      path === ''
        ? { status: 'present', entry: { path, kind: 'directory', origin: { by: 'workdir', step } } }
        : { status: 'absent' },
    list: (path) => (path === '' ? { names: [], complete: true, generated: false } : undefined),
  };
}
