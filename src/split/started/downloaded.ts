/** Programs and scripts that were not built here: downloaded as they are, or in an archive. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { wrappedBy } from '../../shell/wrappers.ts';
import { downloadedProgram, isOfArchive, namesProgram, unreadProgramNeed } from '../files/downloads.ts';
import { installationOf } from '../files/installation.ts';
import { originalHas } from '../needs/installed-packages.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { startWords } from '../start/shell-form.ts';
import type { Resolved } from '../start/resolve-command.ts';
import { commandNeeded, fileNeeded, foundOnPath, needed, refused, shellNeeded, started } from './findings.ts';
import type { Findings, StartedCommand } from './types.ts';

type Download = Extract<Resolved, { kind: 'download' }>;

export function downloadFindings(found: Download, command: StartedCommand, stage: Stage): Findings {
  return found.sure
    ? [
        ...foundOnPath(found.path, command),
        fileNeeded(found.path, 'it is downloaded and started', command.evidence),
        ...programFindings(found, command, stage),
      ]
    : memberFindings(found, command, stage);
}

/**
 * What an archive may have brought under the name that is called: where it did not, the build fails at its COPY. What
 * the container is for is not taken from there.
 */
function memberFindings(found: Download, command: StartedCommand, stage: Stage): Findings {
  const { path, entry } = found;
  const { evidence, words, main, optional } = command;
  const named = namesProgram(entry);
  const name = posix.basename(path);
  if (!named && words[0] === name && originalHas(name, stage)) {
    return [commandNeeded(name, `${name} is started`, evidence)];
  }
  if ((main && isContainersOwn(words, stage)) || (optional && !named)) {
    return [{ kind: 'made', file: { path, evidence, guessed: false } }, ...foundOnPath(path, command)];
  }
  const prefix = installationOf(path, stage);
  const archive = isOfArchive(entry.origin) ? posix.basename(entry.origin.archive) : '';
  return [
    ...foundOnPath(path, command),
    needed({
      kind: 'file',
      path: prefix ?? path,
      directory: prefix !== undefined,
      because: 'it is unpacked from an archive and started',
      evidence,
      assumption: {
        code: 'archive-not-read',
        message: `${archive === '' ? 'the archive that is unpacked there' : archive} brings ${path}`,
        evidence,
      },
    }),
    ...programFindings(found, command, stage),
  ];
}

/** Whether the container starts a command itself, and it starts no other. */
function isContainersOwn(words: readonly string[], stage: Stage): boolean {
  const own = startWords(stage);
  const same = own.length === words.length && own.every((word, index) => word === words[index]);
  return same && wrappedBy(words.map((text) => ({ text }))) === undefined;
}

/** What a program or a script needs that can't be read. */
function programFindings(
  { path, entry }: Download,
  { evidence, optional }: StartedCommand,
  stage: Stage,
): Findings {
  const downloaded = downloadedProgram(entry);
  const come = isOfArchive(entry.origin) ? 'unpacked' : 'downloaded';
  switch (downloaded.kind) {
    case 'static':
      return [];
    case 'script':
      return [
        shellNeeded(downloaded.shell, `${path} is a shell script`, evidence),
        ...downloaded.commands.map((name) =>
          started({ words: [name], evidence, optional: true, main: false }),
        ),
      ];
    case 'unread-script':
      return optional ? [] : [refused(refusals.scriptDownloaded(path, evidence))];
    case 'unknown':
      return [needed(unreadProgramNeed(path, stage, evidence, come))];
  }
}
