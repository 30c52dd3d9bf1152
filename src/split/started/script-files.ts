/** Files that a script names, and the directories that it changes to. */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import { matchesName, isPattern } from '../../shell/glob.ts';
import type { ScriptFile } from '../../shell/script-facts.ts';
import { PATTERN } from '../../shell/script-scope.ts';
import type { Value } from '../../shell/types.ts';
import { needsOnTheWay } from '../files/directories-on-the-way.ts';
import { systemReads } from '../system/reads.ts';
import { readableIn } from './files-started.ts';
import { needed, scriptUncertain, systemFindings } from './findings.ts';
import { placeOf } from './place.ts';
import { regionFindings } from './region-findings.ts';
import { filesBelow, regionOf } from './regions.ts';
import type { Findings, ScriptCall } from './types.ts';
import { notKnownFindings } from './written-files.ts';
import { writtenPlaceFindings } from './written-places.ts';

/** A directory that a script changes to: what follows may name files in it. */
export function directoryFindings(directory: Value, call: ScriptCall, stage: Stage): Findings {
  const { text } = directory;
  const { evidence } = call;
  if (text === undefined) return [scriptUncertain, ...regionFindings(directory, false, call, stage)];
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, text);
  if (isInside(workdir, path)) return path === workdir ? [] : [scriptUncertain];
  const found = stage.files.lookup(path);
  return found.status !== 'present' || found.entry.origin.by === 'base'
    ? []
    : [needed({ kind: 'file', path, directory: true, because: 'a script changes to it', evidence })];
}

/** A file that a script reads, sources, tests or writes, with the directories that its name goes through. */
export function fileFindings(file: ScriptFile, call: ScriptCall, stage: Stage): Findings {
  const { text, prefix = '' } = file.path;
  const known = text ?? prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const passed = needsOnTheWay(known, stage.state.workdir.text ?? '/', stage, call.evidence);
  return [...passed.map(needed), ...namedFileFindings(file, call, stage)];
}

function namedFileFindings(file: ScriptFile, call: ScriptCall, stage: Stage): Findings {
  const { evidence, main, self, functions = new Set<string>() } = call;
  const { use, path: named, directory: place } = file;
  if (use === 'write') {
    return named.text === undefined
      ? []
      : writtenPlaceFindings(posix.resolve(stage.state.workdir.text ?? '/', named.text), stage, evidence);
  }
  const around = { evidence, self, functions, directory: place, ...placeOf(call), main } as const;
  if (named.text === undefined) {
    const pattern = named.because === PATTERN;
    const uncertain = use === 'read' || use === 'source' || (use === 'listed' && pattern);
    const sourced = use === 'source' ? filesNamed(named, stage) : [];
    return [
      ...regionFindings(named, uncertain, call, stage),
      ...sourced.map((path) => {
        const how = { ...around, directory: place, main: false, optional: true } as const;
        return { kind: 'sourced', path, call: how } as const;
      }),
    ];
  }
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, named.text);
  const found = stage.files.lookup(path);
  const written = use === 'source' && isAbsent(found) ? call.written?.[path] : undefined;
  if (written !== undefined) {
    return written.flatMap((text): Findings =>
      text === undefined
        ? notKnownFindings(path, evidence)
        : [{ kind: 'sourced', path, call: { ...around, directory: place }, text }],
    );
  }
  if (found.status !== 'present' || found.entry.origin.by === 'base') {
    const as = use === 'listed' ? 'either' : 'file';
    return use === 'test' ? [] : systemFindings(systemReads(path, as, stage, 'a script reads it', evidence));
  }
  if (use === 'listed' && isInside(workdir, path)) return [scriptUncertain];
  const directory = found.entry.kind === 'directory';
  return [
    needed({ kind: 'file', path, directory, because: 'a script reads it', evidence }),
    ...(use === 'source' ? [{ kind: 'sourced', path, call: { ...around, directory: place } } as const] : []),
  ];
}

/** Files that can be read and match a pattern, where only the last part of it is one, or what is known of a path. */
function filesNamed(value: Value, stage: Stage): readonly string[] {
  const { pattern } = value;
  if (pattern !== undefined) {
    if (isPattern(posix.dirname(pattern))) return [];
    const directory = posix.resolve(stage.state.workdir.text ?? '/', posix.dirname(pattern));
    return readableIn(directory, stage).filter((path) =>
      matchesName(posix.basename(pattern), posix.basename(path)),
    );
  }
  const region = regionOf(value, stage);
  const paths =
    region.kind === 'directory'
      ? filesBelow(region.path, stage)
      : region.kind === 'named'
        ? region.paths
        : [];
  return (paths ?? []).filter((path) => stage.files.read(path) !== undefined);
}
