/** What is kept for a path that a script names and of which only a part is known: all that it may mean. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Value } from '../../shell/types.ts';
import { surroundingsOfUsual } from '../start/beside-defaults.ts';
import { systemReads } from '../system/reads.ts';
import { scriptsIn } from './files-started.ts';
import { needed, scriptUncertain, started, systemFindings } from './findings.ts';
import { placeOf } from './place.ts';
import { regionOf } from './regions.ts';
import type { Findings, ScriptCall } from './types.ts';

/** What may be meant by a path that isn't known in full. @param uncertain it is read, whatever it is */
export function regionFindings(value: Value, uncertain: boolean, call: ScriptCall, stage: Stage): Findings {
  const region = regionOf(value, stage);
  switch (region.kind) {
    case 'directory':
      return directoryKept(region.path, call, stage);
    case 'named':
      return region.paths.flatMap((path) => keptByName(path, call, stage));
    case 'none':
      return systemRegion(value, call, stage);
    case 'any': {
      const known = posix.dirname(`${value.prefix ?? ''}x`);
      const workdir = stage.state.workdir.text ?? '/';
      const place = posix.resolve(workdir, known);
      const below = known !== '.' && place !== workdir ? scriptsStarted(place, call, stage) : [];
      return [
        ...(uncertain ? [scriptUncertain] : []),
        ...below,
        ...(uncertain ? besideUsual(value, call, stage) : []),
      ];
    }
  }
}

/** What the system has where a name certainly starts. */
function systemRegion({ prefix = '' }: Value, { evidence }: ScriptCall, stage: Stage): Findings {
  const known = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (known === '' || known === '/') return [];
  const path = posix.resolve(stage.state.workdir.text ?? '/', known);
  return systemFindings(systemReads(path, 'names', stage, 'a script reads files there', evidence));
}

/** A directory that goes along as a whole, with the scripts in it. */
export function directoryKept(path: string, call: ScriptCall, stage: Stage): Findings {
  const { evidence } = call;
  return [
    needed({ kind: 'file', path, directory: true, because: 'a script reads files in it', evidence }),
    ...scriptsStarted(path, call, stage),
  ];
}

function keptByName(path: string, { evidence }: ScriptCall, { files }: Stage): Findings {
  const found = files.lookup(path);
  if (found.status !== 'present' || found.entry.program !== undefined) return [];
  const directory = found.entry.kind === 'directory';
  return [needed({ kind: 'file', path, directory, because: 'a script may read it', evidence })];
}

/** The directory of what is named unless another is given: others of its kind lie there. */
export function besideUsual({ usual }: Value, call: ScriptCall, stage: Stage): Findings {
  const directory = directoryOfUsual(usual, stage);
  return directory === undefined ? [] : directoryKept(directory, call, stage);
}

function directoryOfUsual(usual: string | undefined, stage: Stage): string | undefined {
  if (usual?.includes('/') !== true) return undefined;
  const path = posix.resolve(stage.state.workdir.text ?? '/', usual);
  const around = surroundingsOfUsual(path, stage);
  return around?.kind === 'own' ? around.directory : undefined;
}

function scriptsStarted(directory: string, call: ScriptCall, stage: Stage): Findings {
  return scriptsIn(directory, stage).lines.map((words) => startedPerhaps(words, call));
}

/** A command line that may be meant. */
export function startedPerhaps(
  words: readonly string[],
  { evidence, recipe, variables, user }: ScriptCall,
): Findings[number] {
  return started({
    words,
    evidence,
    optional: true,
    main: false,
    perhaps: true,
    ...placeOf({
      ...(variables === undefined ? {} : { variables }),
      ...(user === undefined ? {} : { user }),
    }),
    ...(recipe === undefined ? {} : { recipe }),
  });
}
