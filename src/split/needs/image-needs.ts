/** Needs that the image's config says, and needs in words. */
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Evidence, Reason } from '../../rule/types.ts';
import { describeNeed } from '../../toolchain/needs.ts';
import { zoneDirectory } from '../../image/places.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import type { Need } from '../../rule/need.ts';
import { isId, type RunUser } from './users.ts';

/** The records that the container's user needs: who it is, its group and home directory come from there. */
export function userNeeds(user: RunUser, stage: Stage, build: Build): readonly Need[] {
  const evidence = evidenceAt(
    build.dockerfile,
    stage.steps.findLast(({ instruction }) => instruction.keyword === 'USER')?.id,
  );
  return recordNeeds(user, (name) => `the container runs as ${name}`, evidence);
}

/** The records of a user that somebody names. */
export function recordNeeds(
  { root, numeric, name, group, record }: RunUser,
  because: (name: string) => string,
  evidence: Evidence | undefined,
): readonly Need[] {
  const groupName = group === undefined || isId(group) ? undefined : group;
  // Root is root without a record, unless a step gave it more groups or another home directory.
  if (root && record?.changed !== true && groupName === undefined) return [];
  // An id that has no record anywhere, with its group given, is the same everywhere.
  if (numeric && record === undefined && group !== undefined && groupName === undefined) return [];
  const known = root ? 'root' : (record?.name ?? name);
  return [
    {
      kind: 'user-record',
      name: known,
      ...(groupName === undefined ? {} : { group: groupName }),
      because: because(groupName === undefined ? known : `${known}:${groupName}`),
      evidence,
    },
  ];
}

/** A time zone that containers of the image are given, and who gives it. */
export interface ZoneSetting {
  readonly because: string;
  readonly evidence: Evidence | undefined;
}

/** TZ, as the image sets it or a file that runs the image does; undefined where it is nowhere set to more than UTC. */
export function zoneSetting(stage: Stage, build: Build): ZoneSetting | undefined {
  const zone = stage.state.env.get('TZ');
  if (zone !== undefined && zone.origin !== 'base' && !isUniversal(zone.text)) {
    const evidence = evidenceAt(build.dockerfile, zone.origin);
    return { because: `TZ is ${zone.text ?? 'set'}`, evidence };
  }
  const consumer = build.context?.consumers.find(
    ({ environment = {} }) => 'TZ' in environment && !isUniversal(environment['TZ']),
  );
  if (consumer === undefined) return undefined;
  return {
    because: `${consumer.name} sets TZ to ${consumer.environment?.['TZ'] ?? 'a zone that is not known'}`,
    evidence: { file: consumer.file, line: consumer.line, text: consumer.name },
  };
}

function isUniversal(zone: string | undefined): boolean {
  return zone !== undefined && /^(UTC|Etc\/UTC|GMT|)$/.test(zone);
}

/** Needs that environment variables of the image say: `TZ`. */
export function environmentNeeds(stage: Stage, build: Build): readonly Need[] {
  const zone = zoneSetting(stage, build);
  const zones: readonly Need[] =
    zone === undefined ? [] : [{ kind: 'time-zones', sources: [zoneDirectory], ...zone }];
  return [...zones, ...placesNamed(stage, build)];
}

/**
 * Variables that libraries look for files by, whatever the program says. Sources: POSIX XBD 8.3 (TMPDIR), XDG Base
 * Directory Specification 0.8, openssl-env(7) (SSL_CERT_FILE, SSL_CERT_DIR).
 */
const placeVariables = [
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** The author's files and directories that they name. */
function placesNamed({ state, files }: Stage, { dockerfile }: Build): readonly Need[] {
  const workdir = state.workdir.text ?? '/';
  return placeVariables.flatMap((name) => {
    const value = state.env.get(name);
    if (value?.text === undefined || value.origin === 'base') return [];
    const evidence = evidenceAt(dockerfile, value.origin);
    return value.text.split(':').flatMap((path): readonly Need[] => {
      const found = path.startsWith('/') ? files.lookup(path) : undefined;
      if (found?.status !== 'present' || found.entry.origin.by === 'base' || isInside(workdir, path))
        return [];
      const directory = found.entry.kind !== 'file';
      const writable = directory && !name.startsWith('SSL_') ? { writable: true as const } : {};
      return [{ kind: 'file', path, directory, ...writable, because: `${name} names it`, evidence }];
    });
  });
}

/** Why a need is one, for the report. */
export function reasonOf(need: Need): Reason {
  const what = describeNeed(need);
  return { code: `need-${need.kind}`, message: `${what}: ${need.because}`, evidence: need.evidence };
}
