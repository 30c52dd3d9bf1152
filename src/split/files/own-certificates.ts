/** Certificates that the author puts beside the bundle. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { certificateBundle, certificateDirectories } from '../../image/places.ts';

/** Files in the directories that are read beside the bundle, which update-ca-certificates(8) does not put into it. */
export function ownCertificates({ files }: Stage): readonly string[] {
  return certificateDirectories.flatMap((directory) =>
    files.list(directory).names.flatMap(({ name }) => {
      const path = posix.join(directory, name);
      const found = files.lookup(path);
      if (path === certificateBundle || found.status !== 'present') return [];
      const { origin, kind } = found.entry;
      const made = origin.by === 'command' && origin.command.name === 'update-ca-certificates';
      return made || kind === 'directory' || ['base', 'package', 'opaque'].includes(origin.by) ? [] : [path];
    }),
  );
}
