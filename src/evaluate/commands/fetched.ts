/** Where the bytes come from that a command reads or prints. */
import type { CommandRun, Value, World } from '../types.ts';
import { printedUrl } from './downloads.ts';
import { pathOf } from './paths.ts';

/** Commands that print what they read, unpacked or as it is. */
const passing: ReadonlySet<string> = new Set(
  'bunzip2 bzcat bzip2 cat funzip gunzip gzip lz4 lzcat pv tar tee unxz unzstd xz xzcat zcat zstd zstdcat'.split(
    ' ',
  ),
);

/** The URL of what a command prints; undefined where it prints something else. */
export function fetchedOutput(run: CommandRun): string | undefined {
  const url = printedUrl(run);
  if (url !== undefined) return textOf(url);
  if (!passing.has(run.name ?? '') || run.input?.kind !== 'pipe') return undefined;
  return run.input.from && fetchedOutput(run.input.from);
}

/** The URL of what comes in on standard input; '' where it isn't known. */
export function fetchedInput({ input }: CommandRun): string {
  return (input?.kind === 'pipe' && input.from && fetchedOutput(input.from)) || '';
}

/** The URL that a file was downloaded from, else its name. */
export function fetchedFile(file: Value, run: CommandRun, world: World): string {
  const path = pathOf(file, run);
  return (path === undefined ? undefined : urlOf(path, world)) ?? textOf(file);
}

/** Where a file was downloaded from; undefined for any other. */
export function urlOf(path: string, { files }: World): string | undefined {
  const found = files.lookup(path);
  return found.status === 'present' && found.entry.origin.by === 'download'
    ? found.entry.origin.url
    : undefined;
}

function textOf(value: Value): string {
  return value.text ?? value.prefix ?? '';
}
