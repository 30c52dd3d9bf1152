/** Paths of the system: what every container has, and what there is a kind of need for. */
import { posix } from 'node:path';
import {
  certificateDirectory,
  mediaTypes,
  nameServices,
  serviceNames,
  zoneDirectory,
} from '../../image/places.ts';
import type { NeedKind } from '../../rule/need.ts';

/**
 * What every container has, whatever its image. Sources: OCI runtime specification, "Default Filesystems"; moby,
 * daemon/initlayer (`/etc/mtab`, and the three files that name the container and its network).
 */
export const ofEveryContainer: readonly string[] = [
  '/dev',
  '/proc',
  '/sys',
  '/etc/hostname',
  '/etc/hosts',
  '/etc/mtab',
  '/etc/resolv.conf',
];

/** Whether a path is the container's own, or of the secrets that are put there when it starts (`docker run`, compose). */
export function isOfContainer(path: string): boolean {
  return isBelowOneOf(path, [...ofEveryContainer, '/run', '/var/run']);
}

/** The need that dfopt has a name for. */
export function purposeOf(path: string): NeedKind | undefined {
  if (isBelowOneOf(path, [zoneDirectory])) return { kind: 'time-zones', sources: [zoneDirectory] };
  if (isBelowOneOf(path, [certificateDirectory])) return { kind: 'certificates' };
  switch (path) {
    case mediaTypes:
      return { kind: 'mime-types' };
    case serviceNames:
      return { kind: 'service-names' };
    case nameServices:
      return { kind: 'host-names' };
    default:
      return undefined;
  }
}

/** Whether a path is one of the directories, or lies in one. */
export function isBelowOneOf(path: string, directories: readonly string[]): boolean {
  return directories.some((directory) => path === directory || path.startsWith(posix.join(directory, '/')));
}
