/**
 * Proves the invariants of a migration on its result: the new text is parsed and evaluated again and held against the
 * old one. A proposal that breaks one is a bug of dfopt, and the file is left alone.
 */
import { evaluate } from '../build/evaluate.ts';
import type { Build, ConfigCommand, Stage } from '../build/types.ts';
import { parse } from '../dockerfile/index.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import type { Edit } from './types.ts';

/** What is broken, in words for a bug report; empty when all holds. */
export function brokenInvariants(before: Build, edits: readonly Edit[], text: string): readonly string[] {
  const dockerfile = parse(text);
  const after = evaluate(dockerfile, before.knowledge, before.context);
  const [oldStage] = before.stages.slice(-1);
  const [newStage] = after.stages.slice(-1);
  if (oldStage === undefined || newStage === undefined) return ['a stage is gone'];
  return [
    ...newErrors(before.dockerfile, dockerfile),
    ...directives(before.dockerfile, dockerfile),
    ...globalArguments(before, after),
    ...bases(before, after),
    ...copies(after),
    ...config(oldStage, newStage),
    ...untouched(before.dockerfile, edits),
  ];
}

function newErrors(before: Dockerfile, after: Dockerfile): readonly string[] {
  return after.errors.length > before.errors.length
    ? [`the result does not parse: ${after.errors.map(({ message }) => message).join('; ')}`]
    : [];
}

/** Parser directives stay, and stay first. */
function directives(before: Dockerfile, after: Dockerfile): readonly string[] {
  const text = (file: Dockerfile): string =>
    file.directives.map(({ name, value }) => `${name}=${value}`).join('\n');
  return text(before) === text(after) ? [] : ['the parser directives changed'];
}

function globalArguments(before: Build, after: Build): readonly string[] {
  return [...before.globalArguments.keys()].every((name) => after.globalArguments.has(name))
    ? []
    : ['an ARG before the first FROM is gone'];
}

/** Each FROM of the original is there, in order, with the same reference and flags. */
function bases(before: Build, after: Build): readonly string[] {
  return before.stages.every((stage, index) => {
    const counterpart = after.stages[index];
    return (
      counterpart !== undefined &&
      counterpart.from.image.raw === stage.from.image.raw &&
      counterpart.from.flags.length === stage.from.flags.length
    );
  })
    ? []
    : ['a base image changed'];
}

/** What is copied from a stage is there, as far as can be known. */
function copies(after: Build): readonly string[] {
  const problems: string[] = [];
  for (const stage of after.stages) {
    for (const { instruction } of stage.steps) {
      if (instruction.keyword !== 'COPY') continue;
      const from = instruction.flags.find(({ name }) => name === 'from')?.value;
      if (from === undefined) continue;
      const source = after.stages.find(
        ({ name, index }) => name === from.toLowerCase() || String(index) === from,
      );
      if (source === undefined) continue;
      for (const copied of instruction.sources) {
        if (copied.kind === 'path' && source.files.lookup(copied.word.raw).status === 'absent') {
          problems.push(`${copied.word.raw} is copied and not there`);
        }
      }
    }
  }
  return problems;
}

/** Command, user, ports, volumes, labels and the like of the final image. */
function config(before: Stage, after: Stage): readonly string[] {
  const problems: string[] = [];
  const same = (what: string, old: unknown, now: unknown): void => {
    if (JSON.stringify(old) !== JSON.stringify(now)) problems.push(`${what} changed`);
  };
  same('EXPOSE', before.config.exposed.length, after.config.exposed.length);
  same(
    'VOLUME',
    before.config.volumes.map(({ path }) => path),
    after.config.volumes.map(({ path }) => path),
  );
  same('LABEL', before.config.labels.length, after.config.labels.length);
  same('HEALTHCHECK', before.config.healthcheck === undefined, after.config.healthcheck === undefined);
  same('STOPSIGNAL', before.config.stopSignal === undefined, after.config.stopSignal === undefined);
  same('USER', userOf(before), userOf(after));
  if (ownCommand(before.config.entrypoint) && after.config.entrypoint === undefined)
    problems.push('ENTRYPOINT is gone');
  if (
    ownCommand(before.config.cmd) &&
    before.config.entrypoint === undefined &&
    after.config.cmd === undefined
  ) {
    problems.push('CMD is gone');
  }
  return problems;
}

function ownCommand(command: ConfigCommand | undefined): boolean {
  return command?.step !== undefined && command.words.length > 0;
}

function userOf(stage: Stage): string {
  const user = stage.state.user.text ?? '?';
  return /^(|root|0|0:0|root:root)$/.test(user) ? 'root' : user;
}

/** Edits insert, or take out whole nodes or parts of an instruction: no other line is touched. */
function untouched(before: Dockerfile, edits: readonly Edit[]): readonly string[] {
  const removals = edits.filter(({ start, end, text }) => end > start && text === '');
  const boundaries = new Set(before.nodes.flatMap(({ start, end }) => [start, end]));
  return removals.every(({ start, end }) => boundaries.has(start) && boundaries.has(end))
    ? []
    : ['a part of a line was taken out'];
}
