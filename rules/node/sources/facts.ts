/** What one source file asks for: packages, names in its texts, programs that it starts. */
import { literalText } from '../../../src/shell/expand-words.ts';
import { builtins } from '../../../src/shell/builtins.ts';
import { parseShell } from '../../../src/shell/parse.ts';
import { everyCommand } from '../../../src/shell/walk.ts';
import { isShell, wrappedBy } from '../../../src/shell/wrappers.ts';
import type { SyntaxNode } from './parse.ts';

/** A program that is started; `name` is undefined where the sources do not tell it. */
export interface Start {
  readonly name: string | undefined;
  readonly line: number;
}

export interface FileFacts {
  /** Modules that are loaded, as they are named; those that the compiler leaves out are not among them. */
  readonly modules: readonly string[];
  /** A module is loaded by a name that is not known. */
  readonly loadsUnknown: boolean;
  /** All texts but the names of modules. */
  readonly texts: readonly string[];
  readonly starts: readonly Start[];
}

/** Modules that start programs, with what of them does. Sources: nodejs.org/api/child_process.html, the READMEs. */
const starters: ReadonlySet<string> = new Set([
  'child_process',
  'node:child_process',
  'execa',
  'cross-spawn',
  'tinyexec',
  'nano-spawn',
  'shelljs',
  'zx',
  'node-pty',
]);

/** Those that are given a line for a shell. */
const shellFunctions: ReadonlySet<string> = new Set(['exec', 'execSync', 'execaCommand', 'execaCommandSync']);
const programFunctions: ReadonlySet<string> = new Set([
  'execFile',
  'execFileSync',
  'spawn',
  'spawnSync',
  'execa',
  'execaSync',
  'default',
  'sync',
  'x',
]);
/** It starts Node itself. */
const nodeFunctions: ReadonlySet<string> = new Set(['fork']);

interface Bindings {
  /** Local names of a whole module that starts programs. */
  readonly modules: Set<string>;
  /** Local names of its functions, with their own. */
  readonly functions: Map<string, string>;
}

export function factsOf(program: SyntaxNode): FileFacts {
  const modules: string[] = [];
  const texts: string[] = [];
  const starts: Start[] = [];
  const bindings: Bindings = { modules: new Set(), functions: new Map() };
  let loadsUnknown = false;
  let startersLoaded: number | undefined;
  const load = (source: SyntaxNode | undefined): string | undefined => {
    const name = textOf(source);
    if (name === undefined) loadsUnknown = true;
    else modules.push(name);
    if (name !== undefined && starters.has(name)) startersLoaded ??= source?.line ?? 1;
    return name;
  };
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'ImportDeclaration': {
        if (node.field('importKind') === 'type') return;
        const name = load(node.child('source'));
        if (name !== undefined && starters.has(name)) bindImports(node, bindings);
        return;
      }
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration': {
        const source = node.child('source');
        if (source === undefined) break;
        if (node.field('exportKind') !== 'type') load(source);
        return;
      }
      case 'TSImportEqualsDeclaration': {
        const expression = node.child('moduleReference')?.child('expression');
        if (expression === undefined || node.field('importKind') === 'type') return;
        const name = load(expression);
        const local = node.child('id')?.text('name');
        if (name !== undefined && starters.has(name) && local !== undefined) bindings.modules.add(local);
        return;
      }
      case 'ImportExpression':
        load(node.child('source'));
        return;
      case 'VariableDeclarator':
        bindVariable(node, bindings);
        break;
      case 'CallExpression':
      case 'OptionalCallExpression': {
        if (isLoad(node)) {
          load(node.list('arguments')[0]);
          return;
        }
        starts.push(...startsOf(node, bindings));
        break;
      }
      case 'StringLiteral':
      case 'DirectiveLiteral':
      case 'JSXText': {
        const text = node.text('value');
        if (text !== undefined) texts.push(text);
        return;
      }
      case 'TemplateLiteral':
        texts.push(templateText(node));
        break;
      default:
        // Types are gone when it runs.
        if (/^(TSType|TSInterface|TSTypeAlias|TSTypeAnnotation|TSTypeParameter)/.test(node.type)) return;
    }
    for (const child of node.children()) visit(child);
  };
  visit(program);
  // Handed on, or called in a way that is not followed.
  if (startersLoaded !== undefined && starts.length === 0)
    starts.push({ name: undefined, line: startersLoaded });
  return { modules, loadsUnknown, texts, starts };
}

function textOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return node.text('value');
  if (node?.type === 'TemplateLiteral' && node.list('expressions').length === 0) return templateText(node);
  return undefined;
}

/** Stands in a text for an expression whose value is not known. */
const open = '\u0000';

/** What stands between the expressions of a template. */
function templateText(node: SyntaxNode): string {
  return node
    .list('quasis')
    .map((part) => cooked(part))
    .join(open);
}

function cooked(part: SyntaxNode): string {
  const value = part.field('value');
  const text = typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : '';
  return typeof text === 'string' ? text : '';
}

function calleeOf(node: SyntaxNode): {
  readonly object: string | undefined;
  readonly name: string | undefined;
} {
  const callee = node.child('callee');
  if (callee?.type === 'Identifier') return { object: undefined, name: callee.text('name') };
  if (callee?.type === 'MemberExpression' || callee?.type === 'OptionalMemberExpression') {
    return {
      object: callee.child('object')?.text('name') ?? '',
      name: callee.child('property')?.text('name'),
    };
  }
  return { object: '', name: callee?.type === 'Import' ? 'import' : undefined };
}

/** `require(…)`, `require.resolve(…)`, `import(…)`. */
function isLoad(node: SyntaxNode): boolean {
  const { object, name } = calleeOf(node);
  return (
    (object === undefined && name === 'require') ||
    (object === 'require' && name === 'resolve') ||
    node.child('callee')?.type === 'Import'
  );
}

function bindImports(node: SyntaxNode, { modules, functions }: Bindings): void {
  for (const specifier of node.list('specifiers')) {
    const local = specifier.child('local')?.text('name');
    if (local === undefined || specifier.field('importKind') === 'type') continue;
    if (specifier.type === 'ImportSpecifier') {
      const imported = specifier.child('imported');
      functions.set(local, imported?.text('name') ?? imported?.text('value') ?? local);
    } else {
      modules.add(local);
      if (specifier.type === 'ImportDefaultSpecifier') functions.set(local, 'default');
    }
  }
}

/** `const { exec } = require('child_process')`, `const run = promisify(exec)`. */
function bindVariable(node: SyntaxNode, { modules, functions }: Bindings): void {
  const init = node.child('init');
  const id = node.child('id');
  if (init === undefined || id === undefined) return;
  const local = id.text('name');
  if (init.type === 'CallExpression' && isLoad(init)) {
    const name = textOf(init.list('arguments')[0]);
    if (name === undefined || !starters.has(name)) return;
    if (local !== undefined) {
      modules.add(local);
      functions.set(local, 'default');
      return;
    }
    for (const property of id.list('properties')) {
      const key = property.child('key')?.text('name');
      const bound = property.child('value')?.text('name');
      if (key !== undefined && bound !== undefined) functions.set(bound, key);
    }
    return;
  }
  if (init.type !== 'CallExpression' || calleeOf(init).name !== 'promisify' || local === undefined) return;
  const [given] = init.list('arguments');
  const inner =
    given?.type === 'Identifier'
      ? functions.get(given.text('name') ?? '')
      : given?.type === 'MemberExpression' && modules.has(given.child('object')?.text('name') ?? '')
        ? given.child('property')?.text('name')
        : undefined;
  if (inner !== undefined) functions.set(local, inner);
}

function startsOf(node: SyntaxNode, { modules, functions }: Bindings): readonly Start[] {
  const { line } = node;
  const { object, name } = calleeOf(node);
  if (name === undefined) return [];
  const called = object === undefined ? functions.get(name) : modules.has(object) ? name : undefined;
  const handed = node
    .list('arguments')
    .some((argument) => argument.type === 'Identifier' && functions.has(argument.text('name') ?? ''));
  if (called === undefined) return handed && name !== 'promisify' ? [{ name: undefined, line }] : [];
  if (nodeFunctions.has(called)) return [{ name: 'node', line }];
  const [given] = node.list('arguments');
  if (isOwnExecutable(given)) return [{ name: 'node', line }];
  const text = given?.type === 'TemplateLiteral' ? templateText(given) : textOf(given);
  if (text === undefined) return [{ name: undefined, line }];
  if (programFunctions.has(called)) return [{ name: known(text), line }];
  if (!shellFunctions.has(called)) return [{ name: undefined, line }];
  return programsOfLine(text).map((program) => ({ name: program, line }));
}

/** `process.execPath`: Node itself. */
function isOwnExecutable(node: SyntaxNode | undefined): boolean {
  return (
    node?.type === 'MemberExpression' &&
    node.child('object')?.text('name') === 'process' &&
    node.child('property')?.text('name') === 'execPath'
  );
}

function known(text: string): string | undefined {
  return text === '' || text.includes(open) || text.includes('/') ? undefined : text;
}

/** What stands in a shell's text for an expression: a word that nothing is called. */
const openWord = '__open__';

/** The programs that a line for a shell starts; undefined for each that is not told. */
function programsOfLine(text: string): readonly (string | undefined)[] {
  const script = parseShell(text.replaceAll(open, openWord));
  const commands = everyCommand(script).flatMap(({ words }) => {
    const [first] = words;
    if (first === undefined) return [];
    const name = literalText(first);
    if (name === undefined || name.includes(openWord)) return [undefined];
    // What such a command starts in turn, and what it runs of a file, stands behind it.
    const startsOthers = wrappedBy(words.map((word) => ({ text: literalText(word) }))) !== undefined;
    if (startsOthers || isShell(name) || ['eval', 'source', '.', 'exec'].includes(name)) return [undefined];
    return builtins.has(name) ? [] : [known(name)];
  });
  return script.complete && commands.length > 0 ? commands : [undefined];
}
