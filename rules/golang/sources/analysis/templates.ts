/** Which methods templates may call of what they are given: those whose names their texts have behind a dot. */

import { posix } from 'node:path';
import { embedPatterns } from '../loading/directives.ts';
import type { SourceFiles } from '../knowledge/types.ts';
import { advance, createScanner } from '../syntax/scanner.ts';
import type { Expression } from '../syntax/tree.ts';
import { allowSteps, evaluateEverywhere, evaluateExpression, type Evaluator } from './evaluate.ts';
import { calleeOf, typeOf } from './infer.ts';
import { type FunctionInfo, type Program, type Unit, apiKey, entityOf } from './model.ts';
import type { NamedMethods } from './walk.ts';
import { dataOf, type TemplateData } from './template-data.ts';
import { importsTemplates, type TemplateUse } from './template-uses.ts';
import { type Values, combine, elementsOf, joinPath, union } from './values.ts';

/**
 * The methods that may be called where templates are executed; none where these get nothing but plain values. What a library
 * executes is given texts and values by the program: of its texts that aren't known the program's own literals stand for all.
 */
export function methodsOfTemplates(
  evaluator: Evaluator,
  uses: readonly TemplateUse[],
  files: SourceFiles,
): readonly NamedMethods[] {
  const { program } = evaluator;
  const functions = uses.filter((use) => use.kind === 'functions').map((use) => dataOfUse(program, use, 0));
  const executions = uses.filter((use) => use.kind === 'execution');
  const places = [executions.filter(isOwn), executions.filter((use) => !isOwn(use))].flatMap((same) => {
    const data = [...functions, ...same.map((use) => dataOfUse(program, use, -1))];
    const types = new Set(data.flatMap((found) => [...found.types]));
    const [first] = same;
    return first !== undefined && (types.size > 0 || data.some(({ open }) => open))
      ? [{ ...first, types }]
      : [];
  });
  if (places.length === 0) return [];
  const names = namesInTexts(evaluator, uses, files);
  return places.map(({ start, owner, types }) => ({ start, owner, names, types }));
}

function isOwn({ owner }: TemplateUse): boolean {
  return owner.file.unit.package.own;
}

/** What is found in an argument. All of them may be what one call gives: `Execute(both())`. */
function dataOfUse(program: Program, use: TemplateUse, index: number): TemplateData {
  const given = use.arguments?.at(index);
  return given === undefined || (use.kind === 'execution' && use.arguments?.length === 1)
    ? { types: new Set(), open: true }
    : dataOf(program, given, use.owner);
}

// Names

/** What is read of all texts: their names, and whether there are others that aren't known. */
interface Read {
  readonly texts: readonly string[];
  /** Where the others come from. */
  readonly unknown: 'nowhere' | 'library' | 'own';
}

/** Names behind a dot in all that templates are made of; undefined where any may be. */
function namesInTexts(
  evaluator: Evaluator,
  uses: readonly TemplateUse[],
  files: SourceFiles,
): ReadonlySet<string> | undefined {
  const { program } = evaluator;
  const reads = uses.map((use): Read => {
    const texts = textsOf(evaluator, use, files);
    return texts === undefined
      ? { texts: [], unknown: isOwn(use) ? 'own' : 'library' }
      : { texts, unknown: 'nowhere' };
  });
  // Trees that the program makes itself.
  if (
    reads.some(({ unknown }) => unknown === 'own') ||
    program.graph.standard.get('text/template/parse')?.own === true
  )
    return undefined;
  const embedded = embeddedTexts(program, files);
  if (embedded === undefined) return undefined;
  const literals = reads.some(({ unknown }) => unknown === 'library') ? ownLiterals(program) : [];
  const hasOtherDelimiters = uses.some(({ kind }) => kind === 'delimiters');
  const texts = [...reads.flatMap((read) => read.texts), ...embedded, ...literals];
  return new Set(texts.filter((text) => hasOtherDelimiters || text.includes('{{')).flatMap(namesBehindDots));
}

/**
 * Whatever else a text has behind a dot does no harm, and with other delimiters than `{{` it is no less read. A field or method
 * always stands behind one (https://pkg.go.dev/text/template#hdr-Arguments), and is exported.
 */
function namesBehindDots(text: string): readonly string[] {
  return [...text.matchAll(/\.(\p{Lu}[\p{L}\p{Nd}_]*)/gu)].map(([, name = '']) => name);
}

/** How much is done to find the text of a template, in steps of an evaluation. */
const MOST_STEPS = 20_000;

/** The texts that a use gives to templates; undefined where they aren't known. */
function textsOf(evaluator: Evaluator, use: TemplateUse, files: SourceFiles): readonly string[] | undefined {
  const { arguments: given, owner } = use;
  const { program } = evaluator;
  switch (use.kind) {
    case 'text': {
      const [written] = given ?? [];
      if (written === undefined) return undefined;
      const read = readCall(program, written, owner);
      if (read !== undefined) return filesOf(evaluator, read, owner, files);
      return known(valuesOf(evaluator, written, owner));
    }
    case 'files':
      return given === undefined
        ? undefined
        : filesOf(evaluator, { of: undefined, paths: given }, owner, files);
    case 'file-system': {
      const [of, ...paths] = given ?? [];
      return of === undefined ? undefined : filesOf(evaluator, { of, paths }, owner, files);
    }
    default:
      return [];
  }
}

function valuesOf(evaluator: Evaluator, expression: Expression, owner: FunctionInfo): Values {
  allowSteps(evaluator, MOST_STEPS);
  const outcomes = evaluateEverywhere(evaluator, (context) =>
    evaluateExpression(evaluator, expression, owner, context),
  );
  return union(outcomes.map(({ values }) => values));
}

/** The texts, if each is known and none can be another in some container. */
function known(values: Values): readonly string[] | undefined {
  const flat = values.flatMap((value) => (value.kind === 'list' ? elementsOf([value]) : [value]));
  const texts = flat.flatMap((value) =>
    value.kind === 'text' && value.origin === undefined ? [value.text] : [],
  );
  return texts.length === flat.length ? texts : undefined;
}

// Files

/** Files by their paths or patterns, of the image or of a file system. */
interface FileTexts {
  readonly of: Expression | undefined;
  readonly paths: readonly Expression[];
}

const READS_FILE: ReadonlySet<string> = new Set(['os.ReadFile', 'io/ioutil.ReadFile']);

/** The call behind `string(content)` that reads a file. */
function readCall(program: Program, written: Expression, owner: FunctionInfo): FileTexts | undefined {
  if (written.kind !== 'call') return undefined;
  const [converted] = written.arguments;
  if (converted?.kind !== 'identifier') return undefined;
  if (calleeOf(program, written.callee, owner.file).kind !== 'conversion') return undefined;
  const entity = entityOf(program, converted, owner.file);
  const assignments = entity?.kind === 'variable' ? entity.variable.assignments : [];
  const [only, ...more] = assignments;
  if (only?.kind !== 'value' || only.expression.kind !== 'call' || only.owner !== owner || more.length > 0)
    return undefined;
  const { callee, arguments: given } = only.expression;
  const called = calleeOf(program, callee, owner.file);
  if (called.kind !== 'external') return undefined;
  const [first, ...others] = given;
  if (READS_FILE.has(called.key)) return { of: undefined, paths: given };
  if (called.key === 'io/fs.ReadFile' && first !== undefined) return { of: first, paths: others };
  return called.key === 'embed.FS.ReadFile' && callee.kind === 'selector'
    ? { of: callee.object, paths: given }
    : undefined;
}

function filesOf(
  evaluator: Evaluator,
  { of, paths }: FileTexts,
  owner: FunctionInfo,
  files: SourceFiles,
): readonly string[] | undefined {
  const { program } = evaluator;
  // What is embedded is read all the same.
  if (of !== undefined && isEmbedded(program, of, owner)) return [];
  const roots = of === undefined ? undefined : valuesOf(evaluator, of, owner);
  const sets = paths.map((path) => {
    const patterns = valuesOf(evaluator, path, owner).flatMap((value) =>
      value.kind === 'list' ? elementsOf([value]) : [value],
    );
    const texts = known(roots === undefined ? patterns : combine([roots, patterns], joinPath));
    return texts === undefined || texts.length === 0
      ? [undefined]
      : texts.map((text) => filesNamed(program, text, files));
  });
  return allOf(sets.flat());
}

/** A file system that is embedded: by its type, or because the program has no other ones (https://pkg.go.dev/io/fs#FS). */
function isEmbedded(program: Program, fileSystem: Expression, owner: FunctionInfo): boolean {
  const type = typeOf(program, fileSystem, owner.file);
  if (type.kind === 'external' && apiKey(type.path, type.name) === 'embed.FS') return true;
  const { standard } = program.graph;
  return standard.has('embed') && !OTHERS.some((path) => standard.has(path)) && !opensOthers(program);
}

const OTHERS: readonly string[] = ['archive/zip', 'testing/fstest'];

/** Whether a text names what makes a file system of a directory. */
function opensOthers({ units }: Program): boolean {
  return units.some(({ files }) =>
    files.some(({ file }) => ['.DirFS', '.FS()'].some((name) => file.tree.text.includes(name))),
  );
}

/** All of the parts, if each is known. */
function allOf(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const found = parts.flatMap((part) => (part === undefined ? [] : [part]));
  return found.length === parts.length ? found.flat() : undefined;
}

/** The texts of files that a path or pattern names: from the main package's directory, or one above it. */
function filesNamed(program: Program, pattern: string, files: SourceFiles): readonly string[] | undefined {
  const { main } = program.graph;
  if (main === undefined) return undefined;
  const roots = pattern.startsWith('/') ? ['/'] : [...new Set(ancestors(main.directory))];
  const found = roots.flatMap((root) => matching(files, root, pattern));
  return found.length === 0 ? undefined : allOf(found.map((path) => textAt(path, files)));
}

function ancestors(directory: string): readonly string[] {
  const above = posix.dirname(directory);
  return above === directory ? [directory] : [directory, ...ancestors(above)];
}

/** Files that match a pattern below a directory. What matches a directory stands for all files in it where `within` says so. */
function matching(files: SourceFiles, root: string, pattern: string, within = false): readonly string[] {
  const [first, ...rest] = posix
    .normalize(pattern)
    .split('/')
    .filter((part) => part !== '');
  if (first === undefined) return [];
  const entries = (files.list(root) ?? []).filter(({ name }) => isMatch(first, name));
  if (first === '.' || first === '..') {
    const directory = posix.join(root, first);
    return rest.length > 0
      ? matching(files, directory, rest.join('/'), within)
      : within
        ? allFiles(files, directory)
        : [];
  }
  return entries.flatMap(({ name, kind }) => {
    const path = posix.join(root, name);
    if (rest.length > 0) return matching(files, path, rest.join('/'), within);
    if (kind !== 'directory' && files.list(path) === undefined) return [path];
    return within ? allFiles(files, path) : [];
  });
}

function allFiles(files: SourceFiles, directory: string): readonly string[] {
  return (files.list(directory) ?? []).flatMap(({ name, kind }) => {
    const path = posix.join(directory, name);
    return kind === 'directory' ? allFiles(files, path) : [path];
  });
}

/** Whether a name may match an element of a pattern: up to the first sign of one, that is (https://pkg.go.dev/path#Match). */
function isMatch(pattern: string, name: string): boolean {
  const wild = pattern.search(/[*?[\\]/);
  return wild < 0 ? name === pattern : name.startsWith(pattern.slice(0, wild));
}

/** What the program embeds, and libraries that have templates of their own. */
function embeddedTexts(program: Program, files: SourceFiles): readonly string[] | undefined {
  const units = program.units.filter((unit) => unit.package.own || unit.files.some(importsTemplates));
  const paths = units.flatMap((unit) => embeddedFiles(unit, files));
  return allOf(paths.map((path) => textAt(path, files)));
}

/** The files that each pattern embeds; undefined among them for one of which nothing is there yet. */
function embeddedFiles(
  { package: { directory }, files: scopes }: Unit,
  files: SourceFiles,
): readonly (string | undefined)[] {
  const patterns = scopes.flatMap(({ file }) => embedPatterns(file).map(({ pattern }) => pattern));
  return patterns.flatMap((pattern): readonly (string | undefined)[] => {
    const found = matching(files, directory, pattern.replace(/^all:/, ''), true);
    return found.length === 0 ? [undefined] : found;
  });
}

function textAt(path: string | undefined, files: SourceFiles): readonly string[] | undefined {
  const text = path === undefined ? undefined : files.read(path);
  return text === undefined ? undefined : [text];
}

/** The text of every literal of the program's own. */
function ownLiterals({ units }: Program): readonly string[] {
  return units
    .filter((unit) => unit.package.own)
    .flatMap((unit) => unit.files.flatMap(({ file }) => literalsIn(file.tree.text)));
}

function literalsIn(text: string): readonly string[] {
  const found: string[] = [];
  const scanner = createScanner(text);
  do {
    advance(scanner);
    if (scanner.kind === 'string') found.push(scanner.value);
  } while (scanner.kind !== 'end');
  return found;
}
