/** Files of the author's that are named in the arguments of a command: it may read them (`psql -f schema.sql`). */
import { posix } from 'node:path';
import type { Stage } from '../../build/types.ts';
import { isInside } from '../kept-files.ts';
import { resolveCommand } from '../start.ts';
import type { Toolchain } from '../types.ts';
import { needed, scriptUncertain, workingDirectoryUsed } from './findings.ts';
import type { Findings, StartedCommand } from './types.ts';

/** Commands that do not look into the files that they are given. */
const heedless: ReadonlySet<string> = new Set(
  (
    '[ basename chgrp chmod chown dirname echo id kill ln ls mkdir printf readlink realpath rm rmdir setfacl sleep ' +
    'stat test touch'
  ).split(' '),
);

export function argumentFindings(
  { words, evidence }: StartedCommand,
  stage: Stage,
  toolchain: Toolchain,
): Findings {
  const [name = '', ...given] = words;
  const command = posix.basename(name);
  if (heedless.has(command)) return [];
  // What a built program makes of its arguments, its sources tell.
  if (resolveCommand(name, stage.files, stage.state).kind === 'program') return [];
  const workdir = stage.state.workdir.text ?? '/';
  return given.flatMap((word): Findings => {
    const text = fileName(word);
    if (text === undefined) return [];
    const path = posix.resolve(workdir, text);
    // All that lies in the working directory, then.
    if (isInside(workdir, path)) return path === '/' ? [] : [scriptUncertain];
    const found = stage.files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by === 'base') return [];
    if (found.entry.program !== undefined || toolchain.sourceFile(path)) return [];
    const directory = found.entry.kind === 'directory';
    return [
      ...(text.startsWith('/') ? [] : [workingDirectoryUsed]),
      needed({ kind: 'file', path, directory, because: `${command} is given its name`, evidence }),
    ];
  });
}

/** The name in an argument: by itself, behind `--option=`, or as a URL. */
function fileName(word: string): string | undefined {
  const value = /^--?[\w-]+=(.+)$/s.exec(word)?.[1] ?? word;
  const name = value.replace(/^file:\/\//, '');
  return name === '' || name.startsWith('-') || name.includes('\n') || /^\w+:\/\//.test(name)
    ? undefined
    : name;
}
