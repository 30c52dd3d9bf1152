/**
 * Which files of a package a build takes: file names and build constraints, as `go help buildconstraint` says
 * (https://pkg.go.dev/cmd/go#hdr-Build_constraints).
 */

import { KNOWN_ARCHITECTURES, KNOWN_SYSTEMS, UNIX_SYSTEMS } from '../knowledge/platforms.ts';

export interface ConstraintSettings {
  readonly tags: ReadonlySet<string>;
  readonly os: string;
  readonly architecture: string;
  readonly cgo: boolean;
  /** Minor version of Go 1; undefined for unknown or latest. */
  readonly goMinor: number | undefined;
  /** Told of each tag that is looked for and isn't on, whatever comes of it. */
  readonly ask?: (tag: string) => void;
}

/** `1.21.3` → 21; undefined for anything else. */
export function goMinorVersion(version: string | undefined): number | undefined {
  const [major, minor] = (version ?? '').split('.');
  const number = Number.parseInt(minor ?? '', 10);
  return major === '1' && !Number.isNaN(number) ? number : undefined;
}

/** By its name alone: not a test, not hidden, and `_GOOS`, `_GOARCH` or `_GOOS_GOARCH` fitting. */
export function fileNameMatches(name: string, settings: ConstraintSettings): boolean {
  if (!name.endsWith('.go') || name.startsWith('_') || name.startsWith('.')) return false;
  if (name.endsWith('_test.go')) return false;
  return tagsOfName(name).every((tag) => tagHolds(tag, settings));
}

/** `linux` and `amd64` of `file_linux_amd64.go`. */
function tagsOfName(name: string): readonly string[] {
  const stem = name.slice(0, name.indexOf('.'));
  const underscore = stem.indexOf('_');
  if (underscore < 0) return [];
  const parts = stem.slice(underscore).split('_');
  const last = parts.at(-1) ?? '';
  const beforeLast = parts.at(-2) ?? '';
  if (KNOWN_SYSTEMS.has(beforeLast) && KNOWN_ARCHITECTURES.has(last)) return [beforeLast, last];
  return KNOWN_SYSTEMS.has(last) || KNOWN_ARCHITECTURES.has(last) ? [last] : [];
}

/** Whether its name or a comment before its package clause may leave a file out; most files have neither. */
export function mayBeConstrained(name: string, text: string, packageStart: number): boolean {
  if (tagsOfName(name).length > 0) return true;
  const header = text.slice(0, packageStart);
  return header.includes('go:build') || header.includes('+build');
}

/** By the comments before the package clause. */
export function constraintsHold(
  text: string,
  comments: readonly { readonly start: number; readonly end: number }[],
  packageStart: number,
  settings: ConstraintSettings,
): boolean {
  const header = comments.filter((comment) => comment.end <= packageStart);
  const modern = header
    .map((comment) => text.slice(comment.start, comment.end))
    .find((comment) => isDirective(comment, '//go:build'));
  // Before Go 1.17 only `// +build` counts; since then it counts only where there is no `//go:build`.
  if (modern !== undefined && (settings.goMinor ?? Infinity) >= 17)
    return expressionHolds(modern.slice('//go:build'.length), settings);
  const block = header.find((comment) => text.startsWith('/*', comment.start));
  const leading = text.slice(0, block?.start ?? packageStart);
  if (!leading.includes('+build')) return true;
  return leadingLines(leading)
    .map((line) => plusBuildHolds(line, settings))
    .every((holds) => holds);
}

/** The lines before the last blank one: a `+build` line right above the package clause is documentation. */
function leadingLines(header: string): readonly string[] {
  const lines = header.split('\n').slice(0, -1);
  const lastBlank = lines.findLastIndex((line) => line.trim() === '');
  return lines.slice(0, Math.max(lastBlank, 0));
}

function isDirective(line: string, directive: string): boolean {
  const after = line.charAt(directive.length);
  return line.startsWith(directive) && (after === ' ' || after === '\t');
}

/** `// +build a,b !c`: a space is or, a comma is and; several lines are and. Any other line holds. */
function plusBuildHolds(line: string, settings: ConstraintSettings): boolean {
  const comment = line.trim();
  const content = comment.slice(2).trim();
  if (!comment.startsWith('//') || !isDirective(content, '+build')) return true;
  // Each is looked at, whatever those before it say.
  return words(content.slice('+build'.length))
    .map((option) =>
      option
        .split(',')
        .map((term) => {
          const negated = term.startsWith('!');
          return tagHolds(negated ? term.slice(1) : term, settings) !== negated;
        })
        .every((holds) => holds),
    )
    .some((holds) => holds);
}

function words(text: string): readonly string[] {
  return text
    .replaceAll('\t', ' ')
    .split(' ')
    .filter((word) => word !== '');
}

function tagHolds(tag: string, settings: ConstraintSettings): boolean {
  if (settings.tags.has(tag)) return true;
  if (tag === settings.os || tag === settings.architecture) return true;
  if (tag === 'gc') return true;
  if (tag === 'cgo') return settings.cgo;
  if (tag === 'unix') return UNIX_SYSTEMS.has(settings.os) && (settings.goMinor ?? Infinity) >= 19;
  if (tag === 'linux') return settings.os === 'android';
  const release = tag.startsWith('go1.') ? goMinorVersion(tag.slice(2)) : undefined;
  if (release !== undefined) return release <= (settings.goMinor ?? Infinity);
  settings.ask?.(tag);
  return false;
}

/** `a && (b || !c)`; what can't be read does not hold, as `go build` refuses it. */
function expressionHolds(text: string, settings: ConstraintSettings): boolean {
  const tokens = constraintTokens(text);
  const state = { position: 0 };
  const value = readOr(tokens, state, settings, 0);
  return value === true && state.position === tokens.length;
}

const DEEPEST = 100;

function readOr(
  tokens: readonly string[],
  state: { position: number },
  settings: ConstraintSettings,
  depth: number,
): boolean | undefined {
  let value = readAnd(tokens, state, settings, depth);
  while (value !== undefined && tokens[state.position] === '||') {
    state.position += 1;
    const right = readAnd(tokens, state, settings, depth);
    value = right === undefined ? undefined : value || right;
  }
  return value;
}

function readAnd(
  tokens: readonly string[],
  state: { position: number },
  settings: ConstraintSettings,
  depth: number,
): boolean | undefined {
  let value = readNot(tokens, state, settings, depth);
  while (value !== undefined && tokens[state.position] === '&&') {
    state.position += 1;
    const right = readNot(tokens, state, settings, depth);
    value = right === undefined ? undefined : value && right;
  }
  return value;
}

function readNot(
  tokens: readonly string[],
  state: { position: number },
  settings: ConstraintSettings,
  depth: number,
): boolean | undefined {
  let negated = false;
  while (tokens[state.position] === '!') {
    negated = !negated;
    state.position += 1;
  }
  const token = tokens[state.position];
  state.position += 1;
  if (token === undefined || token === ')' || token === '&&' || token === '||') return undefined;
  if (token !== '(') return tagHolds(token, settings) !== negated;
  if (depth >= DEEPEST) return undefined;
  const inner = readOr(tokens, state, settings, depth + 1);
  if (inner === undefined || tokens[state.position] !== ')') return undefined;
  state.position += 1;
  return inner !== negated;
}

function constraintTokens(text: string): readonly string[] {
  const tokens: string[] = [];
  let word = '';
  const flush = (): void => {
    if (word !== '') tokens.push(word);
    word = '';
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const double = text.slice(index, index + 2);
    if (double === '&&' || double === '||') {
      flush();
      tokens.push(double);
      index += 1;
    } else if (character === '!' || character === '(' || character === ')') {
      flush();
      tokens.push(character);
    } else if (character.trim() === '') {
      flush();
    } else {
      word += character;
    }
  }
  flush();
  return tokens;
}
