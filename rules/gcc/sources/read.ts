/**
 * What the sources of a program do at run time. The floor is what is mentioned: each function and type of the tables that the sources,
 * or what they include, name anywhere is a finding; what was not there to read, or is put together out of sight, is said.
 */
import { posix } from 'node:path';
import {
  cText,
  definedTexts,
  findingsOfC,
  findingsOfName,
  type CReading,
  type CText,
} from '../../../src/split/uses/c/findings.ts';
import { effectNames } from '../../../src/split/uses/c/library.ts';
import { isMark, tokensOfC, type CToken } from '../../../src/split/uses/c/scanner.ts';
import { evidenceAt, textLines } from '../../../src/split/uses/source-lines.ts';
import type { Finding, SourceEvidence } from '../../../src/split/uses/types.ts';
import type { Unit } from '../linked/link.ts';
import { isKnownHeader } from './headers.ts';

export interface SourceFacts {
  readonly findings: readonly Finding[];
  /** What was not read; empty: all of it was. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  readonly what: string;
  /** It is a header that no directory of the build has: of a library. */
  readonly header?: true;
  readonly evidence: SourceEvidence | undefined;
}

type Read = (path: string) => string | undefined;

/** More text than this is not read. */
const mostText = 8_000_000;

/** The program's own code: all that is read is the author's. */
const owner = { own: true, inModule: '' } as const;

/** Types and functions that are made of the text they are given, in C++. */
const carriers: ReadonlySet<string> = new Set([
  'string',
  'string_view',
  'path',
  'u8path',
  '_',
  'gettext',
  'tr',
]);

export function readSources(units: readonly Unit[], read: Read): SourceFacts {
  const { sources, unread } = allTexts(units, read);
  const usesFileSystems = sources.some(({ tokens }) => tokens.some(isFileSystem));
  const texts = sources.map(({ path, text, tokens }) =>
    cText(textLines(path, text), tokens, usesFileSystems),
  );
  const given = units.flatMap(({ defines }) => defines).map(definitionText);
  const defined = given.map((text) => cText(textLines('', text), tokensOfC(text), usesFileSystems));
  const all = [...texts, ...defined];
  const reading: CReading = {
    owner,
    carriers,
    texts: new Map([...definedTexts(all), ...constantsIn(all)]),
    usesFileSystems,
  };
  return {
    findings: withoutRepetitions([
      ...texts.flatMap((text) => [...findingsOfC(text, reading), ...ownFile(text)]),
      ...defined.flatMap((text) => findingsOfC(text, reading)),
      ...pasted(all, reading),
      ...texts.flatMap((text) => renamed(text, reading)),
    ]),
    unread: [...unread, ...texts.flatMap(hidden)],
  };
}

/** A text that is known to be a file's name, because it is opened, need not be taken for one. */
function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  const told = new Set(
    findings.flatMap(({ kind, name }) => (kind !== 'names-file' && name?.known === true ? [name.text] : [])),
  );
  return findings.filter(
    ({ kind, name }) => kind !== 'names-file' || name?.known !== true || !told.has(name.text),
  );
}

/** `-D NAME=TEXT` as a line of a source. */
function definitionText(define: string): string {
  const equals = define.indexOf('=');
  const [name, text] = equals < 0 ? [define, '1'] : [define.slice(0, equals), define.slice(equals + 1)];
  return `#define ${name} ${text}\n`;
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tokens: readonly CToken[];
}

/** The sources, and what they include, each once. */
function allTexts(
  units: readonly Unit[],
  read: Read,
): { readonly sources: readonly Source[]; readonly unread: readonly Unread[] } {
  const sources: Source[] = [];
  const unread: Unread[] = [];
  const seen = new Set<string>();
  let left = mostText;
  const open = units.flatMap(({ path, forced, includes }) =>
    [...forced, path].map((file) => ({ path: file, includes })),
  );
  // The list grows while it is walked.
  for (const { path, includes } of open) {
    const key = `${path}\n${includes.join(':')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const text = read(path);
    if (text === undefined || left < text.length) {
      unread.push({ what: path, evidence: undefined });
      continue;
    }
    left -= text.length;
    const tokens = tokensOfC(text);
    if (!sources.some((source) => source.path === path)) sources.push({ path, text, tokens });
    for (const token of tokens) {
      if (token.kind !== 'include') continue;
      const places = [...(token.quoted ? [posix.dirname(path)] : []), ...includes];
      const found = places
        .map((place) => posix.join(place, token.text))
        .find((file) => read(file) !== undefined);
      if (found !== undefined) open.push({ path: found, includes });
      else if (!isKnownHeader(token.text))
        unread.push({
          what: token.text,
          header: true,
          evidence: evidenceAt(textLines(path, text), token.start),
        });
    }
  }
  return { sources, unread };
}

function isFileSystem(token: CToken): boolean {
  if (token.kind === 'include') return /(^|\/)filesystem/.test(token.text);
  return token.kind === 'name' && token.text === 'filesystem';
}

/** `const char *NAME = "text";`, `constexpr auto NAME{"text"}`: a constant that stands for its text. */
function constantsIn(texts: readonly CText[]): readonly (readonly [string, string])[] {
  const changed = changedNames(texts);
  const found = texts.flatMap(({ tokens }) =>
    tokens.flatMap((token, index) => constantAt(tokens, index, token, changed)),
  );
  // One name of two constants is neither.
  const values = new Map<string, string | undefined>();
  for (const [name, text] of found) {
    values.set(name, values.has(name) && values.get(name) !== text ? undefined : text);
  }
  return [...values].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

/** How far before the name of a constant `const` may stand. */
const farthest = 8;

function constantAt(
  tokens: readonly CToken[],
  index: number,
  token: CToken,
  changed: ReadonlySet<string>,
): readonly (readonly [string, string])[] {
  if (token.kind !== 'name') return [];
  const brackets = isMark(tokens[index + 1], '[') && isMark(tokens[index + 2], ']') ? 2 : 0;
  const opens = tokens[index + 1 + brackets];
  const text = tokens[index + 2 + brackets];
  const closes = tokens[index + 3 + brackets];
  if (text?.kind !== 'text' || !['=', '(', '{'].some((mark) => isMark(opens, mark))) return [];
  if (![';', ')', '}', ','].some((mark) => isMark(closes, mark))) return [];
  const before: string[] = [];
  for (const each of tokens.slice(Math.max(0, index - farthest), index).toReversed()) {
    if (each.kind === 'mark' && ![':', '*', '<', '>'].includes(each.text)) break;
    if (each.kind === 'text' || each.kind === 'include' || each.kind === 'define') break;
    before.push(each.text);
  }
  // `const char *name` may point elsewhere later: an array may not, nor a constant pointer.
  const pointer = before.includes('*');
  const constant =
    before.includes('constexpr') || (pointer ? before[0] === 'const' : before.includes('const'));
  return constant || (pointer && before.includes('const') && !changed.has(token.text))
    ? [[token.text, text.text]]
    : [];
}

/** Names that are set more than once, stepped on, or whose place is told to others. */
function changedNames(texts: readonly CText[]): ReadonlySet<string> {
  const set = new Set<string>();
  const changed = new Set<string>();
  for (const { tokens } of texts) {
    for (const [index, token] of tokens.entries()) {
      if (token.kind !== 'name') continue;
      const before = tokens[index - 1];
      const [after, behind] = tokens.slice(index + 1, index + 3);
      const sets = isMark(after, '=') && !isMark(behind, '=');
      const steps = ['+', '-'].some(
        (mark) => isMark(after, mark) && (isMark(behind, '=') || isMark(behind, mark)),
      );
      if (
        steps ||
        isMark(before, '&') ||
        ['+', '-'].some((mark) => isMark(before, mark)) ||
        (sets && set.has(token.text))
      )
        changed.add(token.text);
      if (sets) set.add(token.text);
    }
  }
  return changed;
}

/** Where the program asks for its own file: what lies beside that matters. */
function ownFile({ tokens, lines }: CText): readonly Finding[] {
  return tokens.flatMap((token): readonly Finding[] => {
    const text = token.kind === 'text' || token.kind === 'define' ? token.text : '';
    if (!/^\/proc\/(self|%d|%i)\/(exe|cwd)$/.test(text)) return [];
    const evidence = evidenceAt(lines, token.start);
    return [{ kind: 'executable-directory', name: undefined, evidence, ...owner }];
  });
}

/** What the tables can't see: code of the machine that calls the kernel, headers whose names are computed, other spellings. */
function hidden({ tokens, lines }: CText): readonly Unread[] {
  const computed = tokens.findIndex(
    (token, index) =>
      token.kind === 'name' &&
      ['include', 'include_next', 'import'].includes(token.text) &&
      isMark(tokens[index - 1], '#'),
  );
  const machine = tokens.findIndex(
    (token, index) =>
      token.kind === 'name' &&
      assembler.has(token.text) &&
      tokens.slice(index + 1, index + 30).some((other) => 'text' in other && callsKernel.test(other.text)),
  );
  const spelt = /\\[uU][0-9a-fA-F]{4}/.test(lines.text)
    ? tokens.findIndex((token) => isMark(token, '\\'))
    : -1;
  const pragma = tokens.findIndex(({ kind }, index) => {
    const next = tokens[index + 1];
    return kind === 'name' && next?.kind === 'name' && ['redefine_extname', 'weak'].includes(next.text);
  });
  const split = lines.text.search(/[A-Za-z_]\\\r?\n[A-Za-z_]/);
  return [
    ...[computed, machine, spelt, pragma].flatMap((index) => {
      const token = tokens[index];
      return token === undefined ? [] : [{ what: 'a line', evidence: evidenceAt(lines, token.start) }];
    }),
    ...(split < 0 ? [] : [{ what: 'a line', evidence: evidenceAt(lines, split) }]),
  ];
}

/** Instructions that call the kernel, or other code. */
const callsKernel = /\b(syscall|sysenter|int\s+\$?0x80|svc|call|jmp|bl|blr)\b/;

/** `__asm__("system")` behind what is declared: it is that function by another name (GCC manual, "Asm Labels"). */
function renamed(text: CText, reading: CReading): readonly Finding[] {
  return text.tokens.flatMap((token, index): readonly Finding[] => {
    const label = text.tokens[index + 2];
    const is = token.kind === 'name' && assembler.has(token.text) && isMark(text.tokens[index + 1], '(');
    return is && label?.kind === 'text' ? findingsOfName(label.text, text, token.start, reading) : [];
  });
}

const assembler: ReadonlySet<string> = new Set(['asm', '__asm__', '__asm']);

/** `a ## b` may make the name of a function: of those names only that the sources have. */
function pasted(texts: readonly CText[], reading: CReading): readonly Finding[] {
  const places = texts.flatMap((text) => {
    const index = text.tokens.findIndex(
      (token, at) => isMark(token, '#') && isMark(text.tokens[at + 1], '#'),
    );
    const start = text.tokens[index]?.start;
    return start === undefined ? [] : [{ text, start }];
  });
  const [place] = places;
  if (place === undefined) return [];
  const parts = new Set(
    texts.flatMap(({ tokens }) =>
      tokens.flatMap((token) => (token.kind === 'name' || token.kind === 'number' ? [token.text] : [])),
    ),
  );
  const made = [...effectNames()].filter((name) => isPutTogether(name, parts));
  return made.flatMap((name) => findingsOfName(name, place.text, place.start, reading));
}

/** Of two or more of the parts. */
function isPutTogether(name: string, parts: ReadonlySet<string>): boolean {
  for (let end = 1; end < name.length; end += 1) {
    if (!parts.has(name.slice(0, end))) continue;
    const rest = name.slice(end);
    if (parts.has(rest) || isPutTogether(rest, parts)) return true;
  }
  return false;
}
