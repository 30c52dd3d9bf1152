/** Files that a command line names: whatever the program does with its arguments, they are there for it. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Evidence } from '../../rule/types.ts';
import { dataFilesBelow } from '../files/data-files.ts';
import { linkTargetsIn } from '../../shell/links-made.ts';
import { filesOfSed } from '../../shell/sed.ts';
import { stageAt } from './place.ts';
import { resolveCommand } from '../start/resolve-command.ts';
import { needed, scriptUncertain, workingDirectoryUsed } from './findings.ts';
import { writtenPlaceFindings } from './written-places.ts';
import type { Finding, Findings, Scene, StartedCommand } from './types.ts';

/** Commands that do not look into the directories that they are given. */
const heedless: ReadonlySet<string> = new Set(
  (
    '[ basename chgrp chmod chown dirname echo id kill ln ls mkdir printf readlink realpath rm rmdir setfacl sleep ' +
    'stat test touch'
  ).split(' '),
);

/** @param direct it works itself, rather than starting another command that its arguments name. */
export function namedFileFindings(command: StartedCommand, direct: boolean, scene: Scene): Findings {
  const { stage } = scene;
  const { words, evidence } = command;
  const here = stageAt(command, stage);
  const workdir = stage.state.workdir.text;
  const place = here.state.workdir.text;
  if (workdir === undefined || place === undefined) return [];
  const [name = '', ...given] = words;
  // What a built program reads below a directory that it is given, its sources tell.
  const looksInside =
    direct && !heedless.has(posix.basename(name)) && resolveCommand(name, here).kind !== 'program';
  const values = words.map((text) => ({ text }));
  return [...given.flatMap(candidatesIn), ...linkTargetsIn(values), ...filesOfSed(values)].flatMap(
    (word): Findings => {
      const path = posix.resolve(place, word);
      // All that lies in the working directory, then.
      if (isInside(workdir, path)) return looksInside && path !== '/' ? [scriptUncertain] : [];
      const files = [
        ...filesAt(path, scene, evidence),
        ...(word.includes('/') ? writtenPlaceFindings(path, stage, evidence) : []),
      ];
      return files.length > 0 && !word.startsWith('/') ? [workingDirectoryUsed, ...files] : files;
    },
  );
}

/** What the author put at a path. */
function filesAt(path: string, { stage, toolchain }: Scene, evidence: Evidence | undefined): Findings {
  const found = stage.files.lookup(path);
  if (found.status !== 'present') return [];
  const { entry } = found;
  if (entry.origin.by === 'base' || entry.origin.by === 'package') return [];
  if (entry.program !== undefined) return [];
  if (entry.kind !== 'directory') return [named(path, false, evidence)];
  // A word like `server` may be a subcommand as well as a directory: of that, the sources stay behind.
  const data = dataFilesBelow(path, stage, toolchain);
  if (data.kind === 'spread') return [];
  // Documents are what a directory of that name is about.
  const documents = data.left.flatMap((at) => {
    const entry = stage.files.lookup(at);
    return entry.status === 'present' ? [{ path: at, directory: entry.entry.kind === 'directory' }] : [];
  });
  const all = [...data.files, ...documents];
  const names = new Set(all.map(({ path: at }) => at));
  const whole = stage.files.list(path).names.every(({ name }) => names.has(posix.join(path, name)));
  return whole
    ? [named(path, true, evidence)]
    : all.map(({ path: at, directory }) => named(at, directory, evidence));
}

function named(path: string, directory: boolean, evidence: Evidence | undefined): Finding {
  return needed({ kind: 'file', path, directory, because: 'the command line names it', evidence });
}

/** `conf/app.yml` of `conf/app.yml`, `-config=conf/app.yml`, `CONFIG=conf/app.yml` and `file://conf/app.yml`. */
function candidatesIn(word: string): readonly string[] {
  const values = [word, word.slice(word.indexOf('=') + 1)].map((value) => value.replace(/^file:\/\//, ''));
  return [...new Set(values)].filter(
    (text) => text !== '' && !text.startsWith('-') && !text.includes('\n') && !/^\w+:\/\//.test(text),
  );
}
