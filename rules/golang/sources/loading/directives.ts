/** What comments tell the toolchain: `//go:embed`, `//go:generate`, and the `#cgo` lines above `import "C"`. */

import { LIBC_LIBRARIES } from '../knowledge/cgo.ts';
import { evidenceAt } from '../../../../src/split/uses/source-lines.ts';
import type { GoFile } from './packages.ts';
import type { SourceEvidence } from '../knowledge/types.ts';

interface Directive {
  readonly text: string;
  readonly evidence: SourceEvidence;
  readonly start: number;
}

/** Directive comments have no blank after `//` and start a line. */
function directives(file: GoFile, name: string): readonly Directive[] {
  const { text, comments } = file.tree;
  if (!text.includes(name)) return [];
  return comments.flatMap(({ start, end }) => {
    if (!text.startsWith(name, start)) return [];
    const comment = text.slice(start, end);
    const follows = comment.charAt(name.length);
    if (follows !== ' ' && follows !== '\t') return [];
    return [{ text: comment.slice(name.length).trim(), evidence: evidenceAt(file.lines, start), start }];
  });
}

/** `//go:embed` patterns (https://pkg.go.dev/embed#hdr-Directives), in files that import `embed`. */
export function embedPatterns(
  file: GoFile,
): readonly { readonly pattern: string; readonly evidence: SourceEvidence; readonly start: number }[] {
  return directives(file, '//go:embed').flatMap(({ text, evidence, start }) =>
    quotedWords(text).map((pattern) => ({ pattern, evidence, start })),
  );
}

/** `//go:generate` commands, in the order of the file (`go help generate`). */
export function generateCommands(
  file: GoFile,
): readonly { readonly command: string; readonly evidence: SourceEvidence }[] {
  return directives(file, '//go:generate').map(({ text, evidence }) => ({ command: text, evidence }));
}

/** `//go:debug name=value` lines: the program's own GODEBUG settings (https://go.dev/doc/godebug). */
export function debugSettings(
  file: GoFile,
): readonly { readonly setting: string; readonly evidence: SourceEvidence }[] {
  return directives(file, '//go:debug').map(({ text, evidence }) => ({ setting: text.trim(), evidence }));
}

/** Libraries beyond libc named by `#cgo LDFLAGS: -l…` and `#cgo pkg-config: …` (https://pkg.go.dev/cmd/cgo). */
export function cgoLibraries(
  file: GoFile,
): readonly { readonly library: string; readonly evidence: SourceEvidence }[] {
  const imported = file.tree.imports.find(({ path }) => path === 'C');
  if (imported === undefined) return [];
  return file.tree.comments
    .filter(({ end }) => end <= imported.start)
    .flatMap(({ start, end }) => cgoLines(file.tree.text, start, end))
    .flatMap(({ words, start }) =>
      librariesOf(words).map((library) => ({ library, evidence: evidenceAt(file.lines, start) })),
    );
}

/** The words of all `#cgo` lines above `import "C"`. */
export function cgoSettingsIn({ tree }: GoFile): readonly string[] {
  const imported = tree.imports.find(({ path }) => path === 'C');
  if (imported === undefined) return [];
  return tree.comments
    .filter(({ end }) => end <= imported.start)
    .flatMap(({ start, end }) => cgoLines(tree.text, start, end))
    .flatMap(({ words }) => words);
}

function cgoLines(
  text: string,
  start: number,
  end: number,
): readonly { readonly words: readonly string[]; readonly start: number }[] {
  const lines: { words: readonly string[]; start: number }[] = [];
  let offset = start;
  for (const line of text.slice(start, end).split('\n')) {
    const bare = withoutCommentMarks(line);
    if (bare.startsWith('#cgo ') || bare.startsWith('#cgo\t'))
      lines.push({ words: quotedWords(bare.slice('#cgo'.length)), start: offset });
    offset += line.length + 1;
  }
  return lines;
}

function withoutCommentMarks(line: string): string {
  const trimmed = line.trim();
  const marked = trimmed.startsWith('//') || trimmed.startsWith('/*');
  return (marked ? trimmed.slice(2) : trimmed).trim();
}

/** Systems that a `#cgo` line may be limited to and that aren't Linux. */
const OTHER_SYSTEMS: ReadonlySet<string> = new Set([
  'darwin',
  'windows',
  'freebsd',
  'netbsd',
  'openbsd',
  '!linux',
]);

/** Words are conditions, then `LDFLAGS:` or `pkg-config:`, then values. */
function librariesOf(words: readonly string[]): readonly string[] {
  const colon = words.findIndex((word) => word.endsWith(':'));
  const verb = words[colon];
  const conditions = words.slice(0, Math.max(colon, 0));
  const values = words.slice(colon + 1);
  if (conditions.length > 0 && conditions.every(isElsewhere)) return [];
  // A library beside the sources is an archive that gets linked in.
  if (verb === 'LDFLAGS:' && values.some((value) => value.startsWith('-L') && value.includes('SRCDIR')))
    return [];
  const named =
    verb === 'LDFLAGS:'
      ? values.filter((value) => value.startsWith('-l')).map((value) => value.slice(2))
      : verb === 'pkg-config:'
        ? values.filter((value) => !value.startsWith('-'))
        : [];
  return named.filter((library) => library !== '' && !LIBC_LIBRARIES.has(library));
}

function isElsewhere(condition: string): boolean {
  return condition.split(',').some((term) => OTHER_SYSTEMS.has(term));
}

/** Words separated by blanks; `"…"` and back quotes hold blanks. */
function quotedWords(text: string): readonly string[] {
  const words: string[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === ' ' || character === '\t' || character === '\r') {
      position += 1;
      continue;
    }
    const quoted = character === '"' || character === '`';
    const end = quoted ? text.indexOf(character, position + 1) : blankAfter(text, position);
    const stop = end < 0 ? text.length : end;
    words.push(text.slice(quoted ? position + 1 : position, stop));
    position = stop + (quoted ? 1 : 0);
  }
  return words;
}

function blankAfter(text: string, start: number): number {
  let position = start;
  while (position < text.length && !' \t\r'.includes(text.charAt(position))) position += 1;
  return position;
}
