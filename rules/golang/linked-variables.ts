/** Variables that the linker sets: `-ldflags "-X main.version=1.2"`. Source: `go doc cmd/link`, -X. */
import type { Dockerfile } from '../../src/dockerfile/types.ts';
import type { CommandRun } from '../../src/evaluate/types.ts';
import type { GoCall } from './commands/flags.ts';

/** `-X name=value`, the value in quotes or up to the next blank. */
const SETTING = /-X[= ]+(?:'([\w./~-]+)=([^']*)('?)|"([\w./~-]+)=([^"]*)("?)|([\w./~-]+)=(\S*))/g;

/**
 * By import path and name, with the value where it is known; undefined for a call without such flags, `unknown` where it
 * can't be told which variables there are.
 */
export function linkedVariables(
  call: GoCall,
  run: CommandRun,
  dockerfile: Dockerfile,
): ReadonlyMap<string, string | undefined> | 'unknown' | undefined {
  const flags = call.flags.get('ldflags');
  if (flags === undefined) return call.unknownFlags ? 'unknown' : undefined;
  if (flags.text !== undefined) return settingsIn(flags.text, true);
  // The names stand in the file, though the values don't.
  if (run.span === undefined) return 'unknown';
  const written = dockerfile.text.slice(run.span.start, run.span.end);
  const named = settingsIn(written, false);
  return named.size === 0 ? 'unknown' : named;
}

function settingsIn(text: string, known: boolean): ReadonlyMap<string, string | undefined> {
  return new Map(
    [...text.matchAll(SETTING)].map((match) => {
      const name = match[1] ?? match[4] ?? match[7] ?? '';
      const value = match[2] ?? match[5] ?? match[8];
      return [name, known ? value : undefined];
    }),
  );
}
