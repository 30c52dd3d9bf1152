/** Level `config`: every field of the image config means the same. */
import type { ImageConfig } from '../image/config.ts';
import { certificateBundle, defaultPath } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import { isOfBuild, type ToolchainTraces } from '../../toolchain/traces.ts';
import type { AcceptedChange, Finding, LevelResult } from '../verdict/types.ts';
import { compared, findingsOf, groundsOf } from './finding.ts';

export interface ConfigExpectations {
  readonly needs: readonly Need[];
  /** The toolchain that the original was made with. */
  readonly toolchain: ToolchainTraces | undefined;
  readonly accepted: readonly AcceptedChange[];
  /** Why the working directory doesn't matter to the program; undefined if it may. */
  readonly workingDirUnused?: string | undefined;
}

const finding = findingsOf('config');

/** Variables that runtime bases set about files of their own: distroless, `base/base.bzl`. */
const baseVariables: ReadonlyMap<string, string> = new Map([['SSL_CERT_FILE', certificateBundle]]);

/** Compares two configs, field by field. */
export function compareConfig(
  before: ImageConfig,
  after: ImageConfig,
  { needs, toolchain, accepted, workingDirUnused }: ConfigExpectations,
): LevelResult {
  const findings = [
    ...field(
      'entrypoint',
      'Entrypoint',
      words(before.entrypoint),
      words(after.entrypoint),
      'the container starts another program',
    ),
    ...command(before, after),
    ...environment(before.env, after.env, toolchain, needs),
    ...workingDirectory(before, after, workingDirUnused),
    ...field('user', 'User', before.user, after.user, 'the program runs with other rights'),
    ...members(
      'exposedports',
      'ExposedPorts',
      before.exposedPorts,
      after.exposedPorts,
      'the port is not announced',
    ),
    ...volumes(before, after, toolchain),
    ...labels(before, after, toolchain),
    ...field(
      'stopsignal',
      'StopSignal',
      before.stopSignal,
      after.stopSignal,
      'the program is stopped by another signal',
    ),
    ...field(
      'stoptimeout',
      'StopTimeout',
      before.stopTimeout ?? '',
      after.stopTimeout ?? '',
      'the program has another time to stop',
    ),
    ...healthcheck(before, after),
    ...shell(before, after),
    ...field(
      'onbuild',
      'OnBuild',
      words(before.onBuild),
      words(after.onBuild),
      'images built on this one run other triggers',
    ),
    ...field('platform', 'platform', before.platform, after.platform, 'the image is for another machine'),
    ...pairs('other', 'other', before.other, after.other),
  ];
  return compared(
    'config',
    findings.map((found) => accept(found, accepted)),
  );
}

function workingDirectory(
  before: ImageConfig,
  after: ImageConfig,
  unused: string | undefined,
): readonly Finding[] {
  const effect = unused ?? 'relative paths and commands mean another place';
  return field('workingdir', 'WorkingDir', before.workingDir, after.workingDir, effect).map((found) => ({
    ...found,
    expected: unused !== undefined,
  }));
}

/** A change the migration owns up to is reported with its reason, and doesn't count. */
function accept(found: Finding, accepted: readonly AcceptedChange[]): Finding {
  const change = accepted.find(({ field: name }) => found.what === name || found.what.startsWith(`${name} `));
  if (change === undefined) return found;
  return {
    ...found,
    cause: `${found.cause} (${change.why})`,
    expected: true,
    ...(change.startsOtherwise === true ? { noted: true } : {}),
  };
}

/** The fields that are one value, as codes have them. */
type Field =
  | 'entrypoint'
  | 'cmd'
  | 'workingdir'
  | 'user'
  | 'stopsignal'
  | 'stoptimeout'
  | 'healthcheck'
  | 'shell'
  | 'onbuild'
  | 'platform';

function field(
  code: Field,
  name: string,
  before: string | number,
  after: string | number,
  effect: string,
): readonly Finding[] {
  return before === after
    ? []
    : [finding(`${code}-differs`, name, `${shown(before)} became ${shown(after)}: ${effect}`)];
}

function shown(value: string | number): string {
  return value === '' ? '(none)' : String(value);
}

function words(list: readonly string[]): string {
  return list.length === 0 ? '' : JSON.stringify(list);
}

/** CMD beside an entrypoint is its arguments; one in shell form ignores them (Dockerfile reference, "ENTRYPOINT"). */
function command(before: ImageConfig, after: ImageConfig): readonly Finding[] {
  const effect =
    before.entrypoint.length > 0
      ? 'the program gets other arguments'
      : 'the container starts another program';
  const found = field('cmd', 'Cmd', words(before.cmd), words(after.cmd), effect);
  return isShellForm(before)
    ? found.map((one) => ({
        ...one,
        cause: `${one.cause} (ignored: ENTRYPOINT is in shell form)`,
        expected: true,
      }))
    : found;
}

function isShellForm({ entrypoint, shell }: ImageConfig): boolean {
  const prefix = shell.length > 0 ? shell : ['/bin/sh', '-c'];
  return entrypoint.length === prefix.length + 1 && prefix.every((word, index) => entrypoint[index] === word);
}

function environment(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  toolchain: ToolchainTraces | undefined,
  needs: readonly Need[],
): readonly Finding[] {
  const needed = (name: string): Need | undefined =>
    needs.find((need) => need.kind === 'environment' && need.name === name && need.possible !== true);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name): readonly Finding[] => {
    const old = before.get(name);
    const now = after.get(name);
    if (old === now) return [];
    if (name === 'PATH') return searchPath(old ?? defaultPath, now ?? defaultPath, toolchain);
    const what = `Env ${name}`;
    if (old === undefined) {
      const ofBase = baseVariables.get(name) === now;
      return [
        finding(
          'env-added',
          what,
          `the new image sets it to ${shown(now ?? '')}${ofBase ? ', as its base image does' : ''}`,
          ofBase,
        ),
      ];
    }
    if (now !== undefined) return [finding('env-differs', what, `${shown(old)} became ${shown(now)}`)];
    const reader = needed(name);
    if (reader !== undefined)
      return [finding('env-lost', what, `${shown(old)} is gone, and ${groundsOf(reader)}`)];
    return [
      toolchain?.ofBuild.variable(name) === true
        ? finding(
            'env-toolchain',
            what,
            `${shown(old)} is gone: only the ${toolchain.name} toolchain reads it`,
            true,
          )
        : finding('env-lost', what, `${shown(old)} is gone: the program no longer sees it`),
    ];
  });
}

/** Directories of the toolchain may go; the others must stay, in their order. */
function searchPath(
  before: string,
  after: string,
  toolchain: ToolchainTraces | undefined,
): readonly Finding[] {
  const old = before.split(':');
  const now = after.split(':');
  const gone = old.filter((directory) => !now.includes(directory));
  const ofToolchain = (directory: string): boolean => toolchain?.pathDirectories.includes(directory) ?? false;
  const kept = old.filter((directory) => now.includes(directory));
  const added = now.filter((directory) => !old.includes(directory));
  const reordered = kept.join(':') !== now.filter((directory) => old.includes(directory)).join(':');
  return [
    ...gone.map((directory) =>
      ofToolchain(directory)
        ? finding(
            'path-toolchain',
            'Env PATH',
            `${directory} is gone: a directory of the ${toolchain?.name ?? ''} toolchain`,
            true,
          )
        : finding('path-lost', 'Env PATH', `${shown(directory)} is gone: programs in it are no longer found`),
    ),
    ...added.map((directory) =>
      finding(
        'path-added',
        'Env PATH',
        `${shown(directory)} is new: programs in it can take the place of others`,
      ),
    ),
    ...(reordered
      ? [finding('path-order', 'Env PATH', `${before} became ${after}: names may mean other programs`)]
      : []),
  ];
}

function members(
  code: 'exposedports' | 'volumes',
  name: string,
  before: readonly string[],
  after: readonly string[],
  effect: string,
): readonly Finding[] {
  return [
    ...before
      .filter((member) => !after.includes(member))
      .map((member) => finding(`${code}-lost`, `${name} ${member}`, `it is gone: ${effect}`)),
    ...after
      .filter((member) => !before.includes(member))
      .map((member) => finding(`${code}-added`, `${name} ${member}`, 'the original has no such entry')),
  ];
}

/** A volume of the toolchain's own, for what it fetches: nothing of the image is there. */
function volumes(
  before: ImageConfig,
  after: ImageConfig,
  toolchain: ToolchainTraces | undefined,
): readonly Finding[] {
  const found = members(
    'volumes',
    'Volumes',
    before.volumes,
    after.volumes,
    'no volume is made for the directory',
  );
  return found.map((one) => {
    const path = one.what.slice('Volumes '.length);
    const own = one.code === 'volumes-lost' && toolchain !== undefined && isOfBuild(path, toolchain.ofBuild);
    return own ? { ...one, expected: true } : one;
  });
}

/** A label that the toolchain's image has of itself is none of the author's. */
function labels(
  before: ImageConfig,
  after: ImageConfig,
  toolchain: ToolchainTraces | undefined,
): readonly Finding[] {
  return pairs('labels', 'Labels', before.labels, after.labels).map((one) => {
    const key = one.what.slice('Labels '.length);
    const own = toolchain?.labels?.get(key);
    return one.code === 'labels-lost' && own !== undefined && own === before.labels.get(key)
      ? { ...one, expected: true }
      : one;
  });
}

function pairs(
  code: 'labels' | 'other',
  name: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Finding[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const old = before.get(key);
    const now = after.get(key);
    if (old === now) return [];
    const cause =
      now === undefined
        ? `${shown(old ?? '')} is gone`
        : old === undefined
          ? `the original has no such entry; now ${shown(now)}`
          : `${shown(old)} became ${shown(now)}`;
    const change = now === undefined ? 'lost' : old === undefined ? 'added' : 'differs';
    return [finding(`${code}-${change}`, `${name} ${key}`, cause)];
  });
}

function healthcheck(before: ImageConfig, after: ImageConfig): readonly Finding[] {
  return field(
    'healthcheck',
    'Healthcheck',
    healthcheckText(before),
    healthcheckText(after),
    'the engine judges the health by other means',
  );
}

/** `NONE` switches off the base image's check: the same as having none. */
function healthcheckText({ healthcheck: check }: ImageConfig): string {
  return check === undefined || check.test[0] === 'NONE'
    ? ''
    : [words(check.test), ...[...check.settings].map(([key, value]) => `${key} ${value}`).sort()].join(' ');
}

function shell(before: ImageConfig, after: ImageConfig): readonly Finding[] {
  return field(
    'shell',
    'Shell',
    shellText(before),
    shellText(after),
    'images built on this one run their commands differently',
  );
}

/** Only builds on top of the image see SHELL; `/bin/sh -c` is what holds without one. */
function shellText(config: ImageConfig): string {
  return words(config.shell.length > 0 ? config.shell : ['/bin/sh', '-c']);
}
