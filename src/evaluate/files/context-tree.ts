/** A directory of the build context as it appears in the image. */
import { posix } from 'node:path';
import type { BuildContext } from '../../context/types.ts';
import type { Tree } from './tree.ts';
import type { Origin, StepId } from '../types.ts';

/** What lies at a path of the context, each file with its place there as its origin. */
export function contextTree(context: BuildContext, top: string, step: StepId): Tree {
  const directory = trim(posix.normalize(top));
  const inContext = (path: string): string =>
    path === '' ? directory : directory === '' ? path : `${directory}/${path}`;
  return {
    lookup: (path) => {
      const place = inContext(path);
      const origin: Origin = { by: 'context', step, source: place };
      if (place === '') return { status: 'present', entry: { path, kind: 'directory', origin } };
      const found = context.stat(place);
      if (found === undefined) {
        return context.isIgnored(place) ? { status: 'absent' } : { status: 'absent', inContext: place };
      }
      const onlyHere = context.isOnlyHere(place) ? ({ onlyHere: true } as const) : {};
      if (found.kind !== 'file') {
        const { kind, target, ownMode } = found;
        // The mode is another in each checkout: what is written holds for all of them.
        const mode = ownMode === true ? ({ mode: 'unknown' } as const) : {};
        return {
          status: 'present',
          entry: { path, kind, origin, ...mode, ...(target === undefined ? {} : { target }), ...onlyHere },
        };
      }
      return {
        status: 'present',
        entry: {
          path,
          kind: 'file',
          origin,
          content: () => context.read(place),
          mode: found.executable ? 0o755 : 0o644,
          ...onlyHere,
        },
      };
    },
    list: (path) => {
      const entries = context.list(inContext(path));
      return entries === undefined ? undefined : { names: entries, complete: true, generated: false };
    },
  };
}

function trim(path: string): string {
  return path === '.' ? '' : path.replace(/\/+$/, '');
}
