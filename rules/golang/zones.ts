/** Where a Go program finds time zones. Source: time/zoneinfo_unix.go and zoneinfo_goroot.go of the standard library. */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import { zoneDirectory } from '../../src/image/places.ts';
import type { GoCall } from './commands/flags.ts';
import { zoneArchive } from './verify/zone-archive.ts';

/** `time.LoadLocation` looks in the system's database first, then in the toolchain's, unless -trimpath hides that. */
export function zoneSources(call: GoCall | undefined, facts: ImageFacts | undefined): readonly string[] {
  if (call?.flags.has('trimpath') === true) return [zoneDirectory];
  return [zoneDirectory, ...(facts?.installation?.files ?? [zoneArchive])];
}
