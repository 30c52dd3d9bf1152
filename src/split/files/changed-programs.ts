/**
 * Programs of the base image and of packages whose mode, owner or capabilities a step changes (`chmod u+s /usr/bin/head`,
 * `setcap cap_net_raw+ep /usr/bin/ping`). The runtime stage has the same programs as they come: they are copied as they are.
 */
import { posix } from 'node:path';
import { changedMode } from '../../evaluate/files/mode.ts';
import type { CommandRun, Stage } from '../../evaluate/types.ts';
import type { Dockerfile } from '../../dockerfile/types.ts';
import { commandsOf } from '../../image/packages/index.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import { privilegedPrograms } from '../../image/privileged-programs.ts';
import { evidenceOfCommand } from '../../rule/evidence.ts';
import type { Assumption } from '../../rule/types.ts';
import { defineOptions, parseOptions } from '../../shell/options.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
import type { KeptFile } from './kept-files.ts';

export interface ChangedPrograms {
  readonly kept: readonly KeptFile[];
  readonly assumptions: readonly Assumption[];
}

export function changedPrograms(
  { base, packages }: BaseChoice,
  stage: Stage,
  dockerfile: Dockerfile,
): ChangedPrograms {
  if (base.programs.size === 0) return { kept: [], assumptions: [] };
  const brought = new Set(packages.flatMap(commandsOf));
  const isThere = (path: string): boolean =>
    packageCommandDirectories.includes(posix.dirname(path)) &&
    (base.programs.has(posix.basename(path)) || brought.has(posix.basename(path))) &&
    isOfSystem(path, stage);
  const changes = stage.steps
    .flatMap(({ commands }) => commands)
    .flatMap((command) => {
      const change = changeOf(command);
      return change === undefined ? [] : [{ command, ...change }];
    });
  const kept = new Map<string, KeptFile>();
  const assumptions: Assumption[] = [];
  for (const { command, operands, open, matters, owner } of changes) {
    const evidence = evidenceOfCommand(dockerfile, command);
    const there = operands.filter((path) => isThere(path) && matters(posix.basename(path)));
    for (const path of there) {
      const because = `${command.name ?? 'a step'} changes what may be done with it`;
      kept.set(path, { path, directory: false, owner: undefined, because });
    }
    const given = owner && there.length > 0 ? [`${there.join(', ')} may belong to root`] : [];
    const unknown = open
      ? [`no program that ${base.reference} has is one that ${command.name ?? ''} changes here`]
      : [];
    assumptions.push(
      ...[...given, ...unknown].map((message): Assumption => ({ code: 'mode-not-known', message, evidence })),
    );
  }
  return { kept: [...kept.values()], assumptions };
}

/** Not the author's own program of that name. */
function isOfSystem(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  if (found.status === 'absent') return false;
  const { by } = found.status === 'present' ? found.entry.origin : found.origin;
  return by === 'base' || by === 'package';
}

interface Change {
  readonly operands: readonly string[];
  /** It may change more than these. */
  readonly open: boolean;
  /** Whether the program is another one with it. */
  readonly matters: (name: string) => boolean;
  /** It is given to somebody else. */
  readonly owner: boolean;
}

const attributeOptions =
  defineOptions(`R|recursive v|verbose c|changes f|silent|quiet h|no-dereference dereference
  from= reference= H L P preserve-root no-preserve-root`);
const capabilityOptions = defineOptions('q v r n= h');

function changeOf(command: CommandRun): Change | undefined {
  switch (command.name) {
    case 'chmod':
      return modeChange(command);
    case 'chown':
    case 'chgrp': {
      const [owner, ...files] = parseOptions(command.words.slice(1), attributeOptions)?.operands ?? [];
      if (/^(root|0)?([:.](root|0)?)?$/.test(owner?.text ?? '?')) return undefined;
      return { ...placesOf(files, command), matters: () => true, owner: true, open: false };
    }
    case 'setcap': {
      const options = parseOptions(command.words.slice(1), capabilityOptions);
      if (options === undefined || options.has('v')) return undefined;
      const takes = options.has('r');
      const files = options.operands.filter((_, index) => takes || index % 2 === 1);
      return { ...placesOf(files, command), matters: () => true, owner: false };
    }
    default:
      return undefined;
  }
}

/** A change that leaves a program which all may run as it is changes nothing, but for those that run as somebody else. */
function modeChange(command: CommandRun): Change | undefined {
  const words = command.words.slice(1).filter(({ text = '' }) => !/^-([vcfR]+|-\w+)$/.test(text));
  const [mode, ...files] = words;
  const text = mode?.text;
  const sets = text === undefined || /s/.test(text) || /^0?[24567]\d{3}$/.test(text);
  const changes = text === undefined || changedMode({ kind: 'file', mode: 0o755 }, text) !== 0o755;
  const places = placesOf(files, command);
  return {
    ...places,
    open: places.open && sets,
    matters: (name) => changes || (!/^[ugoa]*[+]/.test(text) && privilegedPrograms.has(name)),
    owner: false,
  };
}

function placesOf(files: CommandRun['words'], { workdir }: CommandRun): Pick<Change, 'operands' | 'open'> {
  const texts = files.map(({ text }) => text);
  return {
    operands: texts.flatMap((text) =>
      text === undefined || text === '{}' ? [] : [posix.resolve(workdir.text ?? '/', text)],
    ),
    open: texts.some((text) => text === undefined || text === '{}'),
  };
}
