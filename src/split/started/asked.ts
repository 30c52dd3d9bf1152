/** What a script only asks for: whether a command or a file is there. Without it the script goes another way. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { isDistributionDirectory } from '../../image/contents.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { ScriptFacts } from '../../shell/script-facts.ts';
import { isShell } from '../../shell/wrappers.ts';
import { originalHas } from '../needs/installed-packages.ts';
import { isBelowOneOf, isOfContainer, purposeOf } from '../system/paths.ts';
import { resolveCommand } from '../start/resolve-command.ts';

/** What has to be there for the same answers. */
export interface Asked {
  readonly needs: readonly Need[];
  /** Where the answer may be another. */
  readonly assumptions: readonly Assumption[];
  /** False where it isn't known what is asked for. */
  readonly complete: boolean;
}

const nothing: Asked = { needs: [], assumptions: [], complete: true };

const asking = (need: Need): Asked => ({ ...nothing, needs: [need] });

/** Without a name: the script alone doesn't tell what it asks for. */
function notKnown(name: string | undefined, evidence: Evidence | undefined): Asked {
  const message = `a script that asks whether ${name ?? 'a command'} is there does as well without`;
  return {
    needs: [],
    assumptions: [{ code: 'asked-not-known', message, evidence }],
    complete: name !== undefined,
  };
}

/** Where what is there says nothing of an image: users' homes and what is made while the container runs. */
const ofUsers = ['/root', '/home', '/tmp'];

/** The commands that a script asks for, and the files of the original image's base that it tests. */
export function askedBy(
  { asked, files, functions }: ScriptFacts,
  stage: Stage,
  evidence: Evidence | undefined,
): Asked {
  const workdir = stage.state.workdir.text ?? '/';
  const answers = [
    ...asked
      .filter(({ text = '' }) => !functions.has(text))
      .map(({ text }) => {
        if (text === undefined) return notKnown(undefined, evidence);
        return text.includes('/')
          ? testedFile(posix.resolve(workdir, text), stage, evidence)
          : askedCommand(text, stage, evidence);
      }),
    ...files.map(({ use, path }) =>
      use === 'test' && path.text !== undefined
        ? testedFile(posix.resolve(workdir, path.text), stage, evidence)
        : nothing,
    ),
  ];
  return {
    needs: answers.flatMap(({ needs }) => needs),
    assumptions: answers.flatMap(({ assumptions }) => assumptions),
    complete: answers.every(({ complete }) => complete),
  };
}

function askedCommand(name: string, stage: Stage, evidence: Evidence | undefined): Asked {
  const found = resolveCommand(name, stage);
  switch (found.kind) {
    case 'missing':
      return nothing;
    case 'system': {
      if (originalHas(found.name, stage)) {
        const command = commandAsked(found.name, undefined, evidence);
        if (found.link === undefined) return command;
        return { ...command, needs: [...command.needs, ...fileAsked(found.link, evidence).needs] };
      }
      // What the image has elsewhere is its toolchain's own.
      return found.path === undefined ? nothing : notKnown(found.path, evidence);
    }
    default:
      return fileAsked(found.path, evidence);
  }
}

function commandAsked(name: string, path: string | undefined, evidence: Evidence | undefined): Asked {
  const because = `a script asks whether ${path ?? name} is there`;
  const need: Need = isShell(name)
    ? { kind: 'shell', path: path ?? `/bin/${name}`, because, evidence }
    : { kind: 'command', name, because, evidence };
  return asking(need);
}

function fileAsked(path: string, evidence: Evidence | undefined): Asked {
  const because = 'a script asks whether it is there';
  return asking({ kind: 'file', path, directory: false, because, evidence });
}

/** A file of the base's; those of the author's are among what the script reads. */
function testedFile(path: string, stage: Stage, evidence: Evidence | undefined): Asked {
  const found = stage.files.lookup(path);
  if (found.status === 'absent' || isOfContainer(path) || isBelowOneOf(path, ofUsers)) return nothing;
  const { origin, kind } =
    found.status === 'present' ? found.entry : { origin: found.origin, kind: 'unknown' as const };
  if (origin.by !== 'base' && origin.by !== 'package') return nothing;
  if (packageCommandDirectories.includes(posix.dirname(path))) {
    const name = posix.basename(path);
    return originalHas(name, stage) ? commandAsked(name, path, evidence) : nothing;
  }
  const because = 'a script asks whether it is there';
  const purpose = purposeOf(path);
  if (purpose !== undefined) return asking({ ...purpose, because, evidence });
  if (kind === 'link') return nothing;
  if (kind === 'directory' || isDistributionDirectory(path)) {
    return isBelowOneOf(path, ['/usr/local']) && !isDistributionDirectory(path)
      ? notKnown(path, evidence)
      : asking({ kind: 'directory', path, because, evidence });
  }
  if (found.status === 'possible' || isBelowOneOf(path, ['/usr/local'])) return notKnown(path, evidence);
  return asking({ kind: 'system-file', path, because, evidence });
}
