/**
 * What the C code of cgo packages does at run time: by the functions of the C library that it mentions, in the comments above
 * `import "C"`, in the C files of the package with what they include, and by `C.name` in the Go files. Modules of which it
 * is known what their C code needs are left to that knowledge.
 */

import { posix } from 'node:path';
import { knownCgo } from '../knowledge/cgo.ts';
import { cgoSettingsIn } from '../loading/directives.ts';
import { cText, definedTexts, findingsOfC, type CText } from '../../../../src/split/uses/c/findings.ts';
import { cEffects } from '../../../../src/split/uses/c/library.ts';
import { type CToken, isMark, mentionsIn, tokensOfC } from '../../../../src/split/uses/c/scanner.ts';
import { evidenceAt, textLines } from '../../../../src/split/uses/source-lines.ts';
import type { GoFile, GoPackage, PackageGraph } from '../loading/packages.ts';
import type { Finding, SourceEvidence, SourceFiles } from '../knowledge/types.ts';

/** Files that cmd/cgo hands to the C and C++ compilers (https://pkg.go.dev/cmd/cgo), and what they include. */
const COMPILED = /\.(c|cc|cpp|cxx|m|s|S|sx|f|F|for|f90)$/;
/** What is linked in as it is. */
const LINKED = /\.(a|o|so|syso)$/;

/** More C code than this of one package is not read. */
const MOST_TEXT = 4_000_000;

export function cFindings(graph: PackageGraph, files: SourceFiles): readonly Finding[] {
  return graph.packages
    .filter((read) => importsC(read) && knownCgo(read.importPath) === undefined)
    .flatMap((read) => ofPackage(read, files));
}

function importOfC({ tree }: GoFile): number | undefined {
  return tree.imports.find(({ path }) => path === 'C')?.start;
}

function importsC({ files }: GoPackage): boolean {
  return files.some((file) => importOfC(file) !== undefined);
}

function ofPackage(read: GoPackage, files: SourceFiles): readonly Finding[] {
  const own = { own: read.own, inModule: read.module };
  const preambles = read.files.flatMap((file) => {
    const start = importOfC(file);
    return start === undefined ? [] : [cText(file.lines, tokensOfC(preambleOf(file, start)))];
  });
  const { texts, complete } = compiledTexts(read, preambles, files);
  const all = [...preambles, ...texts, ...read.files.flatMap(callsFromGo)];
  const reading = { owner: own, carriers, texts: definedTexts(all), usesFileSystems: false };
  const found = all.flatMap((text) => findingsOfC(text, reading));
  const unread = complete ? undefined : placeOfImport(read);
  return unread === undefined
    ? found
    : [...found, { kind: 'c-code', name: undefined, evidence: unread, ...own }];
}

function placeOfImport({ files }: GoPackage): SourceEvidence | undefined {
  for (const file of files) {
    const start = importOfC(file);
    if (start !== undefined) return evidenceAt(file.lines, start);
  }
  return undefined;
}

/** `C.CString` makes C's text of a Go string. */
const carriers: ReadonlySet<string> = new Set(['CString']);

/** The comments above `import "C"`, each at its place in the file, with blanks for all else. */
function preambleOf({ tree }: GoFile, importStart: number): string {
  const { text, comments } = tree;
  let result = '';
  for (const { start, end } of comments.filter((comment) => comment.end <= importStart)) {
    const written = text.slice(start, end);
    const inner = written.startsWith('//')
      ? `  ${written.slice(2)}`
      : `  ${written.slice(2, written.endsWith('*/') ? -2 : undefined)}  `;
    result += `${blanks(text.slice(result.length, start))}${inner}`;
  }
  return result;
}

function blanks(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

/** `C.name(…)` in Go: the rest of the file is none of C's. */
function callsFromGo(file: GoFile): readonly CText[] {
  if (importOfC(file) === undefined) return [];
  const all = tokensOfC(file.tree.text);
  const tokens: CToken[] = [];
  const starts = new Set<number>();
  for (const [index, token] of all.entries()) {
    if (ofC(token, all[index + 1]) || ofC(all[index - 1], token)) continue;
    if (ofC(all[index - 2], all[index - 1])) starts.add(token.start);
    tokens.push(token);
  }
  const isOfC = (token: CToken): boolean => starts.has(token.start);
  const mentions = mentionsIn(tokens, (name) => cEffects(name) !== undefined).filter(({ start }) =>
    starts.has(start),
  );
  const given = tokens.filter(
    (token, index) =>
      token.kind === 'text' &&
      isMark(tokens[index - 1], '(') &&
      isCarrier(tokens[index - 2]) &&
      isOfC(tokens[index - 2] ?? token),
  );
  return [{ lines: file.lines, tokens: given, mentions }];
}

/** `C.` before a name of C's. */
function ofC(name: CToken | undefined, dot: CToken | undefined): boolean {
  return name?.kind === 'name' && name.text === 'C' && isMark(dot, '.');
}

function isCarrier(token: CToken | undefined): boolean {
  return token?.kind === 'name' && carriers.has(token.text);
}

/** The C files of a package, and what they and the comments include of the module's own files. */
function compiledTexts(
  read: GoPackage,
  preambles: readonly CText[],
  files: SourceFiles,
): { readonly texts: readonly CText[]; readonly complete: boolean } {
  const { directory, fileNames } = read;
  const settings = read.files.flatMap(cgoSettingsIn);
  const searched = [
    directory,
    ...settings.flatMap((word) => {
      const place = /^-I(.+)$/.exec(word)?.[1]?.replace('${SRCDIR}', directory);
      return place === undefined ? [] : [posix.resolve(directory, place)];
    }),
  ];
  let complete =
    !fileNames.some((name) => LINKED.test(name)) &&
    !settings.some((word) => /^-L.*SRCDIR|SRCDIR.*\.(a|o|so)$/.test(word));
  const texts: CText[] = [];
  const seen = new Set<string>();
  let left = MOST_TEXT;
  const open = fileNames.filter((name) => COMPILED.test(name)).map((name) => posix.join(directory, name));
  const include = (tokens: readonly CToken[], from: string): void => {
    for (const token of tokens) {
      if (token.kind !== 'include') continue;
      const places = [...(token.quoted ? [from] : []), ...searched].map((place) =>
        posix.join(place, token.text),
      );
      const found = places.find((path) => seen.has(path) || files.read(path) !== undefined);
      if (found !== undefined) open.push(found);
    }
  };
  for (const { tokens } of preambles) include(tokens, directory);
  // The list grows while it is walked.
  for (const path of open) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = files.read(path);
    if (text === undefined || left < text.length) {
      complete = false;
      continue;
    }
    left -= text.length;
    const read = cText(textLines(path, text), tokensOfC(text));
    texts.push(read);
    include(read.tokens, posix.dirname(path));
  }
  return { texts, complete };
}
