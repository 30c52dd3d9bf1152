/** Performs what a command's model says on the log of files. */
import { posix } from 'node:path';
import type { FileLog } from './files/log.ts';
import { treeOf } from './files/tree.ts';
import type { CommandRun, Effect, FileEntry, Origin, SystemEffect } from './types.ts';

/** Where packages put their files. Source: Filesystem Hierarchy Standard 3.0; /usr/local is the administrator's. */
const packageDirectories = [
  '/bin',
  '/etc',
  '/lib',
  '/lib64',
  '/opt',
  '/sbin',
  '/usr/bin',
  '/usr/include',
  '/usr/lib',
  '/usr/libexec',
  '/usr/sbin',
  '/usr/share',
  '/var',
];

/** Returns the effects that are not on files. */
export function perform(effects: readonly Effect[], run: CommandRun, log: FileLog): readonly SystemEffect[] {
  const system: SystemEffect[] = [];
  const origin: Origin = { by: 'command', step: run.step, command: run };
  const owner =
    run.user.text === undefined || /^(root|0)?(:.*)?$/.test(run.user.text) ? undefined : run.user.text;
  const owned = owner === undefined ? {} : { owner };
  for (const effect of effects) {
    switch (effect.kind) {
      case 'write': {
        const { content } = effect;
        log.write({
          path: effect.path,
          kind: effect.entry,
          origin:
            effect.download === undefined ? origin : { by: 'download', step: run.step, url: effect.download },
          ...owned,
          ...(content === undefined ? {} : { content: () => content }),
          ...(effect.target === undefined ? {} : { target: effect.target }),
          ...(effect.mode === undefined ? {} : { mode: effect.mode }),
          ...(effect.owner === undefined ? {} : { owner: effect.owner }),
          ...(effect.program === undefined ? {} : { program: effect.program }),
        });
        break;
      }
      case 'copy':
        copy(effect.from, effect.to, origin, log, owned);
        if (effect.move) log.remove(effect.from);
        break;
      case 'remove':
        // A removal that may not happen leaves what was there: keeping too much is the safe side.
        if (!run.conditional) log.remove(effect.path);
        break;
      case 'mode':
        log.attribute(effect.path, { mode: effect.mode }, effect.recursive);
        break;
      case 'owner':
        log.attribute(effect.path, { owner: effect.owner }, effect.recursive);
        break;
      case 'opaque':
        log.opaque(effect.under, {
          by: 'opaque',
          step: run.step,
          command: run,
          why: effect.why,
          ...(effect.program === undefined ? {} : { program: effect.program }),
          ...(effect.downloads === undefined ? {} : { downloads: effect.downloads }),
        });
        break;
      case 'packages':
        if (effect.action === 'install') {
          for (const under of packageDirectories)
            log.opaque(under, { by: 'package', step: run.step, command: run });
        }
        system.push(effect);
        break;
      default:
        system.push(effect);
        break;
    }
  }
  return system;
}

function copy(from: string, to: string, origin: Origin, log: FileLog, owned: Pick<FileEntry, 'owner'>): void {
  const files = log.now();
  const found = files.lookup(from);
  if (found.status === 'present' && found.entry.kind === 'directory') {
    log.writeTree(to, treeOf(files, from), { ...origin });
  } else if (found.status === 'present' && found.entry.kind !== 'unknown') {
    const contextual = found.entry.origin.by === 'context';
    log.write({ ...found.entry, ...owned, path: to, origin: contextual ? found.entry.origin : origin });
  } else if (found.status === 'present' || found.status === 'possible') {
    log.write({ path: to, kind: 'unknown', origin, ...owned });
    log.opaque(posix.join(to, '.'), origin);
  }
}
