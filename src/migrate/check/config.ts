/**
 * The image says of itself what it said before, whatever build arguments are given: command, user, environment, ports,
 * volumes, labels and the like.
 */
import { finalConfig, type FinalConfig, type FinalHealthcheck } from '../../evaluate/final-config.ts';
import { evaluate } from '../../evaluate/stages/evaluate.ts';
import type { Build, ConfigCommand, Stage, Value } from '../../evaluate/types.ts';
import type { Verdict } from '../../rule/types.ts';
import { shellWords } from '../../split/start/shell-form.ts';
import { otherArguments } from './arguments.ts';

/** Words that a rule starts in place of others, and says so. */
export type StartChange = NonNullable<Extract<Verdict, { kind: 'proposal' }>['start']>;

export function brokenConfig(before: Build, after: Build, start?: StartChange): readonly string[] {
  const plain = differences(before, after, start);
  // Arguments show nothing more of what differs without them.
  if (plain.length > 0) return plain;
  for (const given of otherArguments(before)) {
    const found = differences(
      evaluate(before.dockerfile, before.knowledge, before.context, given),
      evaluate(after.dockerfile, after.knowledge, after.context, given),
      start,
    );
    const how = [...given].map(([name, value]) => `${name}=${value}`).join(' ');
    if (found.length > 0) return found.map((what) => `${what} with --build-arg ${how}`);
  }
  return [];
}

function differences(before: Build, after: Build, start: StartChange | undefined): readonly string[] {
  const [oldStage] = before.stages.slice(-1);
  const [newStage] = after.stages.slice(-1);
  if (oldStage === undefined || newStage === undefined) return [];
  const old = finalConfig(oldStage, before);
  const now = finalConfig(newStage, after);
  return [
    ...changed('EXPOSE', sorted(old.exposed), sorted(now.exposed)),
    ...changed('VOLUME', sorted(old.volumes), sorted(now.volumes)),
    ...changed('LABEL', pairsOf(old.labels), pairsOf(now.labels)),
    ...changed('STOPSIGNAL', old.stopSignal?.text, now.stopSignal?.text),
    ...changed('ONBUILD', old.onbuild, now.onbuild),
    ...changed('USER', userOf(old), userOf(now)),
    ...changed(
      'HEALTHCHECK',
      healthcheckOf(old.healthcheck, oldStage),
      healthcheckOf(now.healthcheck, oldStage),
    ),
    ...workdir(old, now),
    ...environment(old, now),
    ...commands(old, now, oldStage, start),
  ];
}

function changed(what: string, one: unknown, other: unknown): readonly string[] {
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [`${what} changed`];
}

function sorted(values: readonly Value[]): readonly string[] {
  return [...new Set(values.map(({ text }) => text ?? '?'))].sort();
}

function pairsOf(values: ReadonlyMap<string, Value>): readonly string[] {
  return [...values].map(([name, { text }]) => `${name}=${text ?? '?'}`).sort();
}

function userOf({ user }: FinalConfig): string {
  const name = user.text ?? '?';
  return /^(|root|0|0:0|root:root)$/.test(name) ? 'root' : name;
}

/** A program that does not look at its working directory has none: `/`. */
function workdir(old: FinalConfig, now: FinalConfig): readonly string[] {
  return now.workdir.text === '/' || now.workdir.text === old.workdir.text ? [] : ['WORKDIR changed'];
}

/** What the file sets has the value that it had; PATH is put together with the base's own. */
function environment(old: FinalConfig, now: FinalConfig): readonly string[] {
  return [...now.env].flatMap(([name, value]) => {
    if (value.origin === 'base' || name === 'PATH') return [];
    const was = old.env.get(name);
    if (was === undefined) return [`ENV ${name} is new`];
    return was.text === value.text ? [] : [`ENV ${name} changed`];
  });
}

/** What the container starts: its words, or the shell's text where only a shell can tell. */
function commands(
  old: FinalConfig,
  now: FinalConfig,
  stage: Stage,
  start: StartChange | undefined,
): readonly string[] {
  const own = [old.entrypoint, old.cmd].some((command) => command?.step !== undefined);
  const written = startOf(old, stage);
  const was = written === JSON.stringify(start?.from) ? JSON.stringify(start?.to) : written;
  const is = startOf(now, stage);
  // A command may be added where the file has none.
  if (own) return was === is ? [] : [`what the container starts changed: ${was} became ${is}`];
  return old.entrypoint === undefined || was === is ? [] : ['ENTRYPOINT of the base image is gone'];
}

/** ENTRYPOINT with its arguments: in shell form it takes none, and CMD says nothing. */
function startOf({ entrypoint, cmd }: FinalConfig, stage: Stage): string {
  if (entrypoint === undefined) return JSON.stringify(wordsOf(cmd, stage));
  const words = wordsOf(entrypoint, stage);
  return JSON.stringify(entrypoint.form === 'shell' ? words : [...words, ...(cmd?.words ?? [])]);
}

function wordsOf(command: ConfigCommand | undefined, stage: Stage): readonly string[] {
  if (command?.script === undefined) return command?.words ?? [];
  return shellWords(command.script, stage) ?? command.words;
}

function healthcheckOf(check: FinalHealthcheck | undefined, stage: Stage): unknown {
  if (check?.command === undefined) return check;
  const { command, flags } = check;
  const words =
    command.form === 'exec'
      ? command.words
      : (shellWords(command.script, stage) ?? [...command.shell, command.script]);
  return { flags, words };
}
