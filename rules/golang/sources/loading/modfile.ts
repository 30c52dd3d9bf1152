/**
 * `go.mod` and `go.work` (https://go.dev/ref/mod#go-mod-file, https://go.dev/ref/mod#workspaces), and
 * `vendor/modules.txt`. What can't be read is left out; nothing throws.
 */

export interface ModFile {
  /** undefined in a go.work file. */
  readonly module: string | undefined;
  /** The `go` line: `1.21`, `1.22.3`. */
  readonly goVersion: string | undefined;
  readonly toolchain: string | undefined;
  readonly requires: readonly Requirement[];
  readonly replaces: readonly Replacement[];
  readonly excludes: readonly ModuleVersion[];
  /** `godebug name=value` (https://go.dev/ref/mod#go-mod-file-godebug). */
  readonly debugs: readonly { readonly setting: string; readonly line: number }[];
  /** Packages of `tool` lines. */
  readonly tools: readonly string[];
  /** Directories of `use` lines of a go.work file, as written. */
  readonly uses: readonly string[];
}

export interface ModuleVersion {
  readonly path: string;
  readonly version: string;
}

export interface Requirement extends ModuleVersion {
  /** Marked `// indirect`: no package of the main module imports it. */
  readonly indirect: boolean;
  /** Counted from 1. */
  readonly line: number;
}

export interface Replacement {
  readonly path: string;
  /** undefined: all versions. */
  readonly version: string | undefined;
  readonly target:
    | { readonly kind: 'directory'; readonly directory: string }
    | { readonly kind: 'module'; readonly path: string; readonly version: string };
}

interface Line {
  readonly words: readonly string[];
  readonly comment: string;
  readonly number: number;
}

export function parseModFile(text: string): ModFile {
  const directives = directivesOf(text);
  const named = (verb: string): readonly Line[] =>
    directives.filter((directive) => directive.verb === verb).map((directive) => directive.line);
  const firstWord = (verb: string): string | undefined => named(verb)[0]?.words[0];
  return {
    module: firstWord('module'),
    goVersion: firstWord('go'),
    toolchain: firstWord('toolchain'),
    requires: named('require').flatMap(requirement),
    replaces: named('replace').flatMap(replacement),
    excludes: named('exclude').flatMap(moduleVersion),
    debugs: named('godebug').flatMap(({ words: [setting], number }) =>
      setting === undefined ? [] : [{ setting, line: number }],
    ),
    tools: named('tool').flatMap((line) => line.words.slice(0, 1)),
    uses: named('use').flatMap((line) => line.words.slice(0, 1)),
  };
}

/** Lines with the block's verb in front: `require ( a v1 )` gives `require a v1`. */
function directivesOf(text: string): readonly { readonly verb: string; readonly line: Line }[] {
  const directives: { verb: string; line: Line }[] = [];
  let block: string | undefined;
  for (const line of linesOf(text)) {
    const [first, second] = line.words;
    if (first === undefined) continue;
    if (block !== undefined) {
      if (first === ')') block = undefined;
      else directives.push({ verb: block, line });
    } else if (second === '(') {
      block = line.words[2] === ')' ? undefined : first;
    } else {
      directives.push({ verb: first, line: { ...line, words: line.words.slice(1) } });
    }
  }
  return directives;
}

function linesOf(text: string): readonly Line[] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return body.split('\n').map((line, index) => ({ ...wordsOf(line), number: index + 1 }));
}

/** Words are separated by blanks; quotes and back quotes hold blanks; parentheses stand alone. */
function wordsOf(line: string): { readonly words: readonly string[]; readonly comment: string } {
  const words: string[] = [];
  let position = 0;
  while (position < line.length) {
    const character = line.charAt(position);
    if (character.trim() === '') {
      position += 1;
    } else if (line.startsWith('//', position)) {
      return { words, comment: line.slice(position + 2).trim() };
    } else if (character === '"' || character === '`') {
      const close = line.indexOf(character, position + 1);
      const end = close < 0 ? line.length : close;
      words.push(line.slice(position + 1, end));
      position = end + 1;
    } else if (character === '(' || character === ')') {
      words.push(character);
      position += 1;
    } else {
      const end = wordEnd(line, position);
      words.push(line.slice(position, end));
      position = end;
    }
  }
  return { words, comment: '' };
}

function wordEnd(line: string, start: number): number {
  let position = start;
  while (position < line.length) {
    const character = line.charAt(position);
    if (character.trim() === '' || character === '(' || character === ')') return position;
    if (line.startsWith('//', position)) return position;
    position += 1;
  }
  return position;
}

function moduleVersion({ words: [path, version] }: Line): readonly ModuleVersion[] {
  return path === undefined || version === undefined ? [] : [{ path, version }];
}

function requirement(line: Line): readonly Requirement[] {
  // `// indirect` may be followed by more: `// indirect; why`.
  const indirect = line.comment === 'indirect' || line.comment.startsWith('indirect;');
  return moduleVersion(line).map((required) => ({ ...required, indirect, line: line.number }));
}

function replacement({ words }: Line): readonly Replacement[] {
  const arrow = words.indexOf('=>');
  const [path, version] = words.slice(0, arrow);
  const [target, targetVersion] = words.slice(arrow + 1);
  if (arrow < 1 || path === undefined || target === undefined) return [];
  return [
    {
      path,
      version,
      target:
        targetVersion === undefined
          ? { kind: 'directory', directory: target }
          : { kind: 'module', path: target, version: targetVersion },
    },
  ];
}

/** Semantic versions in their order, as far as Go modules use it (https://go.dev/ref/mod#versions). */
export function compareVersions(left: string, right: string): number {
  const [leftCore, leftPre] = splitVersion(left);
  const [rightCore, rightPre] = splitVersion(right);
  const core = compareLists(leftCore, rightCore);
  if (core !== 0) return core;
  // A version without a pre-release comes after those with one.
  if (leftPre.length === 0 || rightPre.length === 0) return Math.sign(rightPre.length - leftPre.length);
  return compareLists(leftPre, rightPre);
}

function splitVersion(version: string): readonly [readonly string[], readonly string[]] {
  const plus = version.indexOf('+');
  const bare = version.slice(version.startsWith('v') ? 1 : 0, plus < 0 ? undefined : plus);
  const dash = bare.indexOf('-');
  if (dash < 0) return [bare.split('.'), []];
  return [bare.slice(0, dash).split('.'), bare.slice(dash + 1).split('.')];
}

function compareLists(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = compareIdentifiers(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareIdentifiers(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined)
    return Number(right === undefined) - Number(left === undefined);
  const leftNumeric = isNumeric(left);
  const rightNumeric = isNumeric(right);
  if (leftNumeric && rightNumeric) return Math.sign(left.length - right.length) || order(left, right);
  if (leftNumeric !== rightNumeric) return leftNumeric ? -1 : 1;
  return order(left, right);
}

function isNumeric(text: string): boolean {
  return text !== '' && [...text].every((character) => character >= '0' && character <= '9');
}

function order(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
