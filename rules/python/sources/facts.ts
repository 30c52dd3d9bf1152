/**
 * What one source file asks for, in the words that all readers of sources tell it in: programs that it starts, files and libraries
 * that it names, variables that it reads. Sources: docs.python.org (subprocess, os, asyncio, ctypes, mimetypes, pwd, locale).
 */
import type { Finding, Name } from '../../../src/split/uses/types.ts';
import { hole, stringOf, type SyntaxNode } from './parse.ts';

export interface FileFacts {
  readonly findings: readonly Finding[];
  /** Top names of the modules that it imports. */
  readonly modules: ReadonlySet<string>;
  /** Why a compiler has to be there when it runs, and where it says so. */
  readonly compiles: { readonly why: string; readonly line: number; readonly text: string } | undefined;
  /** Directories that settings name in full: `STATIC_ROOT = '/srv/static'`. */
  readonly roots: readonly { readonly path: string; readonly line: number; readonly text: string }[];
  /** Modules are imported under names that are not known. */
  readonly importsUnknown: boolean;
}

/** How a function is told what to start. */
type Starting =
  /** A list of words, or with `shell=True` a text for a shell. */
  | 'words'
  /** A text for a shell. */
  | 'line'
  /** The program, then its arguments one by one. */
  | 'arguments'
  /** The same, behind a mode. */
  | 'mode-and-arguments';

const starters: ReadonlyMap<string, Starting> = new Map<string, Starting>([
  ...['run', 'call', 'check_call', 'check_output', 'Popen'].map(
    (name) => [`subprocess.${name}`, 'words'] as const,
  ),
  ...[
    'subprocess.getoutput',
    'subprocess.getstatusoutput',
    'os.system',
    'os.popen',
    'commands.getoutput',
  ].map((name) => [name, 'line'] as const),
  ['asyncio.create_subprocess_shell', 'line'],
  ['asyncio.create_subprocess_exec', 'arguments'],
  ...[
    'execl',
    'execle',
    'execlp',
    'execlpe',
    'execv',
    'execve',
    'execvp',
    'execvpe',
    'posix_spawn',
    'posix_spawnp',
    'startfile',
  ].map((name) => [`os.${name}`, 'arguments'] as const),
  ...['l', 'le', 'lp', 'lpe', 'v', 've', 'vp', 'vpe'].map(
    (suffix) => [`os.spawn${suffix}`, 'mode-and-arguments'] as const,
  ),
  ['pexpect.spawn', 'line'],
  ['pexpect.run', 'line'],
  ['shutil.which', 'arguments'],
  ['distutils.spawn.find_executable', 'arguments'],
]);

/** Modules that compile C, C++ or Fortran for the program. Sources: their documentation. */
const compilers: ReadonlyMap<string, string> = new Map([
  ['pyximport', 'pyximport compiles modules when they are imported'],
  ['numba.pycc', 'numba.pycc compiles modules'],
  ['numpy.f2py', 'f2py compiles Fortran'],
  ['torch.compile', 'torch.compile makes code that it compiles with g++ or gcc'],
  ['torch.utils.cpp_extension', 'torch.utils.cpp_extension compiles C++'],
  ['triton', 'Triton compiles what starts its kernels'],
  ['distutils.ccompiler', 'distutils.ccompiler starts a compiler'],
  ['setuptools.command.build_ext', 'setuptools compiles extension modules'],
  ['Cython.Build', 'Cython compiles modules'],
  ['cython.inline', 'Cython compiles code'],
  ['Cython.inline', 'Cython compiles code'],
  ['scipy.weave', 'weave compiles C++'],
  ['weave', 'weave compiles C++'],
  ['cppimport', 'cppimport compiles modules when they are imported'],
  ['theano', 'Theano compiles its functions'],
  ['pytensor', 'PyTensor compiles its functions'],
  ['pystan', 'Stan compiles its models'],
  ['cmdstanpy', 'Stan compiles its models'],
]);

/** The top names of those: most names have another. */
const ofCompilers: ReadonlySet<string> = new Set(
  [...compilers.keys()].map((name) => name.split('.', 1)[0] ?? ''),
);

const imports: ReadonlySet<string> = new Set([
  'importlib.import_module',
  '__import__',
  'runpy.run_module',
  'runpy.run_path',
]);

export function factsOf(tree: SyntaxNode, path: string, own: boolean): FileFacts {
  const bindings = new Map<string, string>();
  const findings: Finding[] = [];
  const modules = new Set<string>();
  let compiles: FileFacts['compiles'];
  let importsUnknown = false;
  const roots: FileFacts['roots'][number][] = [];
  const lines = tree.text.split('\n');
  const tell = (
    kind: Finding['kind'],
    name: Name | undefined,
    node: SyntaxNode,
    more: Partial<Finding> = {},
  ): void => {
    const text = (lines[node.line - 1] ?? '').trim();
    findings.push({
      kind,
      name,
      evidence: { file: path, line: node.line, text },
      inModule: path,
      own,
      ...more,
    });
  };
  const asks = (name: string, node: SyntaxNode): void => {
    if (compiles !== undefined || !ofCompilers.has(name.split('.', 1)[0] ?? '')) return;
    const found = [...compilers].find(([module]) => name === module || name.startsWith(`${module}.`));
    if (found !== undefined)
      compiles ??= { why: found[1], line: node.line, text: (lines[node.line - 1] ?? '').trim() };
  };
  const called = new Set<SyntaxNode>();

  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'ImportStatement':
        for (const { name, local } of importedBy(node)) {
          bindings.set(local, name);
          if (!name.startsWith('.')) modules.add(name.split('.')[0] ?? name);
          asks(name, node);
        }
        return;
      case 'AssignStatement': {
        const place = /^[A-Z][A-Z_]*_(ROOT|DIR|PATH)$/.test(node.children[0]?.text ?? '')
          ? stringOf(node.children[2])
          : undefined;
        if (place !== undefined && /^\/[^\0]+$/.test(place) && !place.includes(hole))
          roots.push({
            path: place.replace(/\/+$/, ''),
            line: node.line,
            text: (lines[node.line - 1] ?? '').trim(),
          });
        // `run = subprocess.run`, `ffi = cffi.FFI()`
        const [target, operator, value, ...more] = node.children;
        if (
          target?.type === 'VariableName' &&
          operator?.type === 'AssignOp' &&
          value !== undefined &&
          more.length === 0
        ) {
          const name = qualified(value, bindings) ?? resultOf(value, bindings);
          if (name !== undefined) bindings.set(target.text, name);
          // Another name for what starts programs starts none by itself.
          if (name !== undefined && starters.has(name)) return;
        }
        break;
      }
      case 'Decorator': {
        // `@torch.compile`, without a node for the name as a whole
        const words = node.children.filter(
          ({ type }) => type !== 'At' && type !== 'ArgList' && type !== 'newline',
        );
        const [first = '', ...rest] = words.map(({ text }) => text);
        asks([bindings.get(first) ?? first, ...rest].join(''), node);
        break;
      }
      case 'CallExpression': {
        const [callee] = node.children;
        if (callee !== undefined) called.add(callee);
        callOf(node, callee);
        break;
      }
      case 'MemberExpression':
      case 'VariableName': {
        const name = qualified(node, bindings);
        if (name === undefined) break;
        asks(name, node);
        if (starters.has(name) && !called.has(node)) tell('program', undefined, node);
        break;
      }
      case 'String':
      case 'FormatString':
      case 'ContinuedString': {
        const text = stringOf(node);
        // Names that lie elsewhere than the program's own directory.
        if (text !== undefined && !text.includes(hole) && /^(\/|~\/)[\w.@+-]/.test(text) && !/\s/.test(text))
          tell('names-file', { known: true, text }, node);
        if (node.type === 'ContinuedString') return;
        break;
      }
      default:
    }
    environmentRead(node);
    for (const child of node.children) visit(child);
  };

  const environmentRead = (node: SyntaxNode): void => {
    if (node.type !== 'MemberExpression') return;
    const [object, bracket, key] = node.children;
    if (bracket?.text !== '[' || object === undefined || qualified(object, bindings) !== 'os.environ') return;
    tell('environment', nameOfText(key, key?.text ?? ''), node);
  };

  const callOf = (node: SyntaxNode, callee: SyntaxNode | undefined): void => {
    if (callee === undefined) return;
    const name = qualified(callee, bindings);
    const given = argumentsOf(node);
    const [first] = given.positional;
    if (name === undefined) return;
    asks(name, node);
    if (/^cffi\.FFI\(\)\.(verify|compile)$/.test(name) && compiles === undefined)
      compiles = { why: 'cffi compiles C', line: node.line, text: (lines[node.line - 1] ?? '').trim() };
    const starting = starters.get(name);
    if (starting !== undefined) {
      programStarted(starting, name, node, given);
      return;
    }
    if (imports.has(name)) {
      const text = stringOf(first);
      if (text === undefined || text.includes(hole)) importsUnknown = true;
      else {
        modules.add(text.split('.')[0] ?? text);
        asks(text, node);
      }
      return;
    }
    switch (name) {
      case 'os.getenv':
      case 'os.environ.get':
      case 'os.environ.pop':
      case 'os.environ.setdefault':
        tell('environment', nameOfText(first, first?.text ?? ''), node);
        return;
      case 'os.environ.copy':
      case 'os.environ.items':
      case 'os.environ.keys':
        tell('environment', undefined, node);
        return;
      case 'ctypes.CDLL':
      case 'ctypes.cdll.LoadLibrary':
      case 'ctypes.PyDLL':
      case 'cffi.FFI().dlopen':
        if (first?.type !== 'None') tell('shared-library', nameOfText(first, first?.text ?? ''), node);
        return;
      case 'ctypes.util.find_library': {
        const text = stringOf(first);
        tell('shared-library', text === undefined ? undefined : { known: true, text: `lib${text}.so` }, node);
        return;
      }
      case 'mimetypes.guess_type':
      case 'mimetypes.guess_extension':
      case 'mimetypes.init':
        tell('mime-types', undefined, node);
        return;
      case 'locale.setlocale':
        tell('locale', undefined, node);
        return;
      case 'os.chdir':
        tell('working-directory', nameOfText(first, first?.text ?? ''), node);
        return;
      case 'pwd.getpwnam':
      case 'grp.getgrnam':
        tell('user-lookup', nameOfText(first, first?.text ?? ''), node);
        return;
      case 'pwd.getpwuid':
      case 'getpass.getuser':
        tell('user-lookup', undefined, node);
        return;
      case 'zoneinfo.ZoneInfo':
      case 'dateutil.tz.gettz':
        tell('time-zone', nameOfText(first, first?.text ?? ''), node);
        return;
      default:
    }
    // `sh.git(…)`, `from sh import git`
    const ofSh = /^sh\.([a-z][\w-]*)$/.exec(name)?.[1];
    if (ofSh !== undefined && ofSh !== 'Command') tell('program', { known: true, text: ofSh }, node);
  };

  const programStarted = (starting: Starting, name: string, node: SyntaxNode, given: Arguments): void => {
    const directory = given.named.get('cwd');
    if (directory !== undefined && directory.type !== 'None')
      tell('program-directory', nameOfText(directory, directory.text), directory);
    const positional = starting === 'mode-and-arguments' ? given.positional.slice(1) : given.positional;
    const [first, ...more] = positional;
    const shell = given.named.get('shell');
    const isShell = shell !== undefined && shell.text !== 'False' && shell.text !== '0';
    const isAsked = name === 'shutil.which' || name.endsWith('find_executable');
    const program = (word: Name | undefined, rest: readonly Name[]): void => {
      tell('program', word, node, { arguments: rest, ...(isAsked ? { optional: true as const } : {}) });
    };
    const line = (node: SyntaxNode | undefined): void => {
      program({ known: true, text: '/bin/sh' }, [
        { known: true, text: '-c' },
        nameOfText(node, node?.text ?? ''),
      ]);
    };
    if (first === undefined) {
      program(undefined, []);
      return;
    }
    if (starting === 'line') {
      line(first);
      return;
    }
    if (starting !== 'words') {
      // `os.execv(path, [name, …])`
      const rest = more.flatMap((item) => itemsOf(item) ?? [item]);
      program(
        ofInterpreter(first, bindings) ?? nameOfText(first, first.text),
        rest.map((item) => nameOfText(item, item.text)),
      );
      return;
    }
    const items = itemsOf(first);
    if (items === undefined) {
      if (isShell) line(first);
      else if (stringOf(first) === undefined) program(undefined, []);
      else program(nameOfText(first, first.text), []);
      return;
    }
    const [word, ...rest] = items;
    if (isShell) line(word);
    else
      program(
        word === undefined ? undefined : (ofInterpreter(word, bindings) ?? nameOfText(word, word.text)),
        rest.map((item) => nameOfText(item, item.text)),
      );
  };

  visit(tree);
  return { findings, modules, compiles, roots, importsUnknown };
}

/** `sys.executable`: the interpreter itself. */
function ofInterpreter(node: SyntaxNode, bindings: ReadonlyMap<string, string>): Name | undefined {
  return qualified(node, bindings) === 'sys.executable' ? { known: true, text: 'python' } : undefined;
}

/** The elements of a list or a tuple, and the words of `shlex.split('…')`. */
function itemsOf(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.type === 'ArrayExpression' || node.type === 'TupleExpression')
    return node.children.filter(({ type }) => !['[', ']', '(', ')', ','].includes(type));
  // `['git', 'log'] + paths`: what is added comes behind.
  if (node.type === 'BinaryExpression') {
    const [left] = node.children;
    return left === undefined ? undefined : itemsOf(left);
  }
  return undefined;
}

interface Arguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

function argumentsOf(call: SyntaxNode): Arguments {
  const given = call.children.find(({ type }) => type === 'ArgList')?.children ?? [];
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  let group: SyntaxNode[] = [];
  const close = (): void => {
    const [name, operator, value] = group;
    if (name?.type === 'VariableName' && operator?.type === 'AssignOp' && value !== undefined)
      named.set(name.text, value);
    else if (name !== undefined)
      positional.push(name.type === '*' || name.type === '**' ? { ...name, type: 'Spread' } : name);
    group = [];
  };
  for (const node of given) {
    if (node.type === '(' || node.type === ')' || node.type === ',') close();
    else group.push(node);
  }
  return { positional, named };
}

/** A text as a name, as far as it is known. */
function nameOfText(node: SyntaxNode | undefined, expression: string): Name {
  const text = stringOf(node);
  if (text === undefined) {
    // `'git ' + arguments`, `'git %s' % name`
    const left = node?.type === 'BinaryExpression' ? stringOf(node.children[0]) : undefined;
    const formats = node?.type === 'BinaryExpression' && node.children[1]?.text === '%';
    const start = left === undefined ? '' : formats ? (left.split('%')[0] ?? '') : left;
    return { known: false, expression: expression.slice(0, 60), prefix: start.split(hole)[0] ?? '' };
  }
  return text.includes(hole)
    ? { known: false, expression: expression.slice(0, 60), prefix: text.split(hole)[0] ?? '' }
    : { known: true, text };
}

interface Imported {
  /** In full: `os.path`, `subprocess.run`; relative ones begin with a dot. */
  readonly name: string;
  readonly local: string;
}

/** `import a.b as c`, `from a import b as c`. */
function importedBy({ children }: SyntaxNode): readonly Imported[] {
  const isFrom = children[0]?.type === 'from';
  const end = isFrom ? children.findIndex(({ type }) => type === 'import') : 0;
  const module = children
    .slice(1, isFrom ? end : 1)
    .map(({ text }) => text)
    .join('');
  const found: Imported[] = [];
  let group: string[] = [];
  const close = (): void => {
    const as = group.indexOf('as');
    const name = (as < 0 ? group : group.slice(0, as)).join('');
    group = as < 0 ? [] : group.slice(as + 1);
    if (name === '' || name === '*') {
      if (name === '*' && module !== '') found.push({ name: module, local: '*' });
    } else if (isFrom) found.push({ name: `${module}.${name}`, local: group[0] ?? name });
    else found.push({ name, local: group[0] ?? name.split('.')[0] ?? name });
    group = [];
  };
  for (const { type, text } of children.slice(end + 1)) {
    if (type === ',' || type === '(' || type === ')') close();
    else group.push(text);
  }
  close();
  // `import os.path` binds os, not os.path.
  return found.map((one) =>
    !isFrom && one.local === one.name.split('.')[0] && one.name.includes('.')
      ? { ...one, name: one.name }
      : one,
  );
}

/** The full name of what an expression names: `subprocess.run` for `sp.run`; a builtin by itself. */
function qualified(node: SyntaxNode, bindings: ReadonlyMap<string, string>): string | undefined {
  if (node.type === 'VariableName') {
    const bound = bindings.get(node.text);
    // `import os.path` binds `os`.
    return bound === undefined ? node.text : bound.startsWith(`${node.text}.`) ? node.text : bound;
  }
  if (node.type !== 'MemberExpression') return resultOf(node, bindings);
  const [object, dot, property] = node.children;
  if (object === undefined || dot?.text !== '.' || property === undefined) return undefined;
  const left = qualified(object, bindings);
  return left === undefined ? undefined : `${left}.${property.text}`;
}

/** What a call of a class makes, by the class: `cffi.FFI()`. */
function resultOf(node: SyntaxNode, bindings: ReadonlyMap<string, string>): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const [callee] = node.children;
  const name = callee === undefined ? undefined : qualified(callee, bindings);
  return name === 'cffi.FFI' ? 'cffi.FFI()' : undefined;
}
