/** Files that are started as programs: a script is followed, and of another no more is known than that it is there. */
import { posix } from 'node:path';
import type { FileEntry, Origin } from '../../../evaluate/types.ts';
import type { Need } from '../../../rule/need.ts';
import { parseInterpreter } from '../../../shell/interpreter.ts';
import { isShell } from '../../../shell/wrappers.ts';
import { downloadedProgram, isOfArchive, unreadProgramNeed } from '../../files/downloads.ts';
import { interpretedNeeds } from '../../started/interpreted.ts';
import { shellPathOf } from '../../started/scripts.ts';
import { met, scriptNotKnown, together, withNeeds, type StartedNeeds } from './answer.ts';
import { filesBelow } from './files-below.ts';
import { inTurn, type StartScene } from './scene.ts';
import { scriptNeeds, startupNeeds, writtenNeeds } from './scripts.ts';

/** A file that is started: a script is followed into what it calls. */
export function fileNeeds(path: string, because: string, scene: StartScene): StartedNeeds {
  const { stage, evidence } = scene;
  const itself: Need = { kind: 'file', path, directory: false, because, evidence };
  const content = stage.files.read(path);
  const interpreter = content === undefined ? undefined : parseInterpreter(content);
  if (content === undefined || interpreter === undefined) return met([itself]);
  const runner = posix.basename(interpreter.program);
  if (!isShell(runner))
    return scriptNotKnown([itself, ...interpretedNeeds(content, path, runner, stage, evidence)]);
  const shell: Need = {
    kind: 'shell',
    path: shellPathOf(interpreter.path, runner),
    because: `${path} is a shell script`,
    evidence,
  };
  const words = [interpreter.program, ...interpreter.arguments, path].map((text) => ({ text }));
  return together(
    [withNeeds([itself, shell], scriptNeeds(content, scene)), startupNeeds(words, scene)],
    true,
  );
}

/** One that no build at hand made: what a compiler or a download brings tells no more than its name. */
export function foreignFileNeeds(path: string, because: string, scene: StartScene): StartedNeeds {
  return withNeeds(unreadNeeds(path, scene), fileNeeds(path, because, scene));
}

/** Any program of a directory: all that may be told of one whose name is not known to its end. */
export function programsBelow(prefix: string | undefined, scene: StartScene): StartedNeeds {
  const written = prefix?.startsWith('/') === true ? scene.starter.written(prefix) : undefined;
  if (written !== undefined && prefix !== undefined) return writtenNeeds(written, prefix, scene);
  const files = filesBelow(prefix, scene);
  const started = files.paths.map((path) =>
    foreignFileNeeds(path, 'it starts what lies there', inTurn(scene)),
  );
  const answer = together(started, files.complete);
  return answer.kind === 'needs' && files.anywhere ? { ...answer, anyCommand: true } : answer;
}

/** What a program may need that is there, and that nobody has looked into: the C library of the image it was made for. */
function unreadNeeds(path: string, { stage, evidence }: StartScene): readonly Need[] {
  const found = stage.files.lookup(path);
  if (found.status === 'absent') return [];
  const entry: FileEntry =
    found.status === 'present' ? found.entry : { path, kind: 'unknown', origin: found.origin };
  const content = stage.files.read(path);
  if (entry.program !== undefined || entry.origin.by === 'base') return [];
  if (content !== undefined && !content.startsWith('\u007fELF')) return [];
  if (isDownloaded(entry.origin) && downloadedProgram(entry).kind !== 'unknown') return [];
  return [unreadProgramNeed(path, stage, evidence)];
}

function isDownloaded(origin: Origin): boolean {
  return origin.by === 'download' || isOfArchive(origin);
}
