/** Which packages are installed, by name: what command lines, lists of requirements, lock files and project files say. */
import { posix } from 'node:path';
import { at, entriesOf, itemsOf, textOf, textsOf, type DataNode } from '../../src/context/consumers/nodes.ts';
import { readToml } from '../../src/context/consumers/toml.ts';
import type { FileSystem, Stage } from '../../src/evaluate/types.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { open, type Install } from './calls.ts';
import { callsOf, filesDuring } from './environments.ts';
import { parsePython, stringOf, type SyntaxNode } from './sources/parse.ts';

/** A package by the name under which PyPI compares them. */
export interface Requirement {
  readonly name: string;
  readonly evidence: Evidence | undefined;
}

export interface Requirements {
  readonly packages: readonly Requirement[];
  /** What could not be read, in words: a list that is not there, a name that depends on a variable. */
  readonly unread: readonly string[];
  /** Repositories that are installed from where they are cloned to. */
  readonly cloned: readonly string[];
  /** Directories of sources that are installed so that Python runs them where they lie. */
  readonly editable: readonly string[];
  /** Directories of sources that are installed. */
  readonly local: readonly string[];
}

const none: Requirements = { packages: [], unread: [], cloned: [], editable: [], local: [] };

/** The name that a requirement begins with, as PyPI compares them (PEP 503, PEP 508); undefined for an address alone. */
export function nameOf(requirement: string): string | undefined {
  const name = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?=$|[[=<>!~;@(\s,#])/.exec(
    requirement,
  )?.[1];
  const egg = /#egg=([A-Za-z0-9._-]+)/.exec(requirement)?.[1];
  const wheel = /(?:^|\/)([A-Za-z0-9._]+)-\d[^/]*\.whl$/.exec(requirement)?.[1];
  return (name ?? egg ?? wheel)?.replace(/[-_.]+/g, '-').toLowerCase();
}

const known = new WeakMap<Stage, Requirements>();

/** All that the steps of a stage install. */
export function requirementsOf(stage: Stage): Requirements {
  const before = known.get(stage);
  if (before !== undefined) return before;
  const found = callsOf(stage).map(({ run, call }) =>
    call.does === 'install' ? ofInstall(call, filesDuring(run.step, listsOf(call), stage)) : none,
  );
  const all = together(found);
  known.set(stage, all);
  return all;
}

/** The files that say what is installed. */
function listsOf({ lists, project }: Install): readonly string[] {
  return project === undefined ? lists : [...lists, posix.join(project.directory, 'pyproject.toml')];
}

function together(parts: readonly Requirements[]): Requirements {
  const byName = new Map(parts.flatMap(({ packages }) => packages.map((one) => [one.name, one] as const)));
  const distinct = (key: 'unread' | 'cloned' | 'editable' | 'local'): readonly string[] => [
    ...new Set(parts.flatMap((part) => part[key])),
  ];
  return {
    packages: [...byName.values()],
    unread: distinct('unread'),
    cloned: distinct('cloned'),
    editable: distinct('editable'),
    local: distinct('local'),
  };
}

function ofInstall(call: Install, files: FileSystem): Requirements {
  return together([
    ...call.requirements.map((text) => ofText(text, undefined)),
    ...call.lists.map((path) => ofList(path, files, 0)),
    ...call.local.map(({ path, editable }) => ofLocal(path, editable, files)),
    ...(call.project === undefined ? [] : [ofProject(call.project, files)]),
  ]);
}

/** One requirement: a name, an address, or both. */
function ofText(text: string, evidence: Evidence | undefined): Requirements {
  const name = nameOf(text);
  if (text.startsWith(open) || text.startsWith('$'))
    return { ...none, unread: [`${text}, which is not known`] };
  if (name === undefined) return { ...none, unread: [text] };
  return { ...none, packages: [{ name, evidence }] };
}

/** Lists that include others are followed this far. */
const deepest = 8;

/** A list of requirements. Source: pip.pypa.io/en/stable/reference/requirements-file-format. */
function ofList(path: string, files: FileSystem, depth: number): Requirements {
  const text = depth > deepest ? undefined : files.read(path);
  if (text === undefined) return { ...none, unread: [path] };
  const lines = text.split(/\r?\n/);
  const joined: { readonly text: string; readonly line: number }[] = [];
  let begun = '';
  lines.forEach((line, index) => {
    if (line.endsWith('\\')) begun += line.slice(0, -1);
    else {
      joined.push({ text: (begun + line).replace(/(^|\s)#(?!egg=).*$/, '').trim(), line: index + 1 });
      begun = '';
    }
  });
  const from = (place: string): string => posix.resolve(posix.dirname(path), place);
  return together(
    joined.map(({ text: entry, line }) => {
      const evidence = placeIn(path, line, entry, files);
      if (entry === '') return none;
      const option = /^(-r|--requirement|-c|--constraint|-e|--editable)(?:[\s=]+|(?<=^-[rce]))(.*)$/.exec(
        entry,
      );
      const [, name, value = ''] = option ?? [];
      if (name === '-r' || name === '--requirement') return ofList(from(value), files, depth + 1);
      if (name === '-e' || name === '--editable') {
        return isDirectory(value)
          ? ofLocal(from(value.replace(/\[.*$/, '')), true, files)
          : { ...together([ofText(value, evidence)]), cloned: [value] };
      }
      if (entry.startsWith('-')) return none;
      return isDirectory(entry)
        ? ofLocal(from(entry.replace(/[[;\s].*$/, '')), false, files)
        : ofText(entry, evidence);
    }),
  );
}

function isDirectory(text: string): boolean {
  return /^(\.{0,2}\/|\.{1,2}$|\.{1,2}\[|file:)/.test(text);
}

function placeIn(path: string, line: number, text: string, files: FileSystem): Evidence {
  const found = files.lookup(path);
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  return { file: origin?.by === 'context' ? origin.source : path, line, text: text.slice(0, 120) };
}

// ── Projects ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Sources of the image, or an archive of them. */
function ofLocal(path: string, editable: boolean, files: FileSystem): Requirements {
  if (/\.(whl|tar\.gz|zip)$/.test(path)) return ofText(posix.basename(path), undefined);
  return together([
    { ...none, local: [path], editable: editable ? [path] : [] },
    dependenciesOf(path, files) ?? { ...none, unread: [posix.join(path, 'pyproject.toml')] },
  ]);
}

/** What a tool installs for a project: what its lock file lists, else what the project asks for. */
function ofProject({ directory, itself }: NonNullable<Install['project']>, files: FileSystem): Requirements {
  const own =
    itself === 'no'
      ? none
      : { ...none, local: [directory], editable: itself === 'editable' ? [directory] : [] };
  const locked =
    lockedIn(posix.join(directory, 'uv.lock'), files) ??
    lockedIn(posix.join(directory, 'poetry.lock'), files) ??
    lockedIn(posix.join(directory, 'pdm.lock'), files) ??
    pipfileLocked(posix.join(directory, 'Pipfile.lock'), files);
  const asked =
    locked ?? dependenciesOf(directory, files) ?? pipfile(posix.join(directory, 'Pipfile'), files);
  return together([own, asked ?? { ...none, unread: [posix.join(directory, 'pyproject.toml')] }]);
}

/** `[[package]]` of uv, poetry and pdm. */
function lockedIn(path: string, files: FileSystem): Requirements | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  return together(
    itemsOf(at(readToml(text), 'package')).map((node) => {
      const name = textOf(at(node, 'name'));
      return name === undefined ? none : ofText(name, placeIn(path, node.line, name, files));
    }),
  );
}

function pipfileLocked(path: string, files: FileSystem): Requirements | undefined {
  const data = jsonObject(files.read(path));
  if (data === undefined) return undefined;
  const names = ['default', 'develop'].flatMap((section) => Object.keys(objectOf(data[section]) ?? {}));
  return together(names.map((name) => ofText(name, placeIn(path, 1, name, files))));
}

function pipfile(path: string, files: FileSystem): Requirements | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  const data = readToml(text);
  return together(
    ['packages', 'dev-packages'].flatMap((table) =>
      entriesOf(at(data, table)).map(([name, { line }]) => ofText(name, placeIn(path, line, name, files))),
    ),
  );
}

/** What pyproject.toml, setup.cfg or setup.py of a directory ask for; undefined where none of them tells. */
function dependenciesOf(directory: string, files: FileSystem): Requirements | undefined {
  return (
    ofPyproject(posix.join(directory, 'pyproject.toml'), files) ??
    ofSetupConfiguration(posix.join(directory, 'setup.cfg'), files) ??
    ofSetupScript(posix.join(directory, 'setup.py'), files)
  );
}

/** Source: packaging.python.org, "pyproject.toml specification"; python-poetry.org/docs/pyproject. */
function ofPyproject(path: string, files: FileSystem): Requirements | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  const data = readToml(text);
  const project = at(data, 'project');
  const poetry = at(data, 'tool', 'poetry');
  // setuptools may take them from elsewhere.
  if (
    (project === undefined && poetry === undefined) ||
    textsOf(at(project, 'dynamic')).includes('dependencies')
  )
    return undefined;
  const groups = entriesOf(at(poetry, 'group')).map(([, group]) => at(group, 'dependencies'));
  const tables: readonly (DataNode | undefined)[] = [
    at(poetry, 'dependencies'),
    at(poetry, 'dev-dependencies'),
    ...groups,
  ];
  const optional = entriesOf(at(project, 'optional-dependencies')).flatMap(([, list]) => textsOf(list));
  return together([
    ...[...textsOf(at(project, 'dependencies')), ...optional].map((entry) =>
      ofText(entry, placeIn(path, project?.line ?? 1, entry, files)),
    ),
    ...tables.flatMap((table) =>
      entriesOf(table).flatMap(([name, { line }]) =>
        name === 'python' ? [] : [ofText(name, placeIn(path, line, name, files))],
      ),
    ),
  ]);
}

/** `install_requires` of a `[options]` section. Source: setuptools.pypa.io, "Configuring setuptools using setup.cfg files". */
function ofSetupConfiguration(path: string, files: FileSystem): Requirements | undefined {
  const text = files.read(path);
  const section =
    text === undefined ? undefined : /^\[options\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(text)?.[1];
  const lines =
    section === undefined ? undefined : /^install_requires\s*=(.*(?:\n[ \t]+.*)*)/m.exec(section)?.[1];
  if (lines === undefined) return undefined;
  return together(
    lines
      .split(/[\n;](?![^\n]*==)/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '' && !entry.startsWith('#'))
      .map((entry) => ofText(entry, placeIn(path, 1, entry, files))),
  );
}

/** `setup(install_requires=[…])` where the list stands there, or in a variable. */
function ofSetupScript(path: string, files: FileSystem): Requirements | undefined {
  const text = files.read(path);
  const tree = text === undefined ? undefined : parsePython(text);
  if (tree === undefined) return undefined;
  const call = everyNode(tree).find(
    ({ type, children }) => type === 'CallExpression' && /(^|\.)setup$/.test(children[0]?.text ?? ''),
  );
  if (call === undefined) return undefined;
  const value = argumentOf(call, 'install_requires');
  if (value === undefined) return none;
  const list = value.type === 'VariableName' ? assignedTo(value.text, tree) : value;
  const items =
    list?.type === 'ArrayExpression' ? list.children.filter(({ type }) => !/^[[\],]$/.test(type)) : undefined;
  const texts = items?.map((item) => ({ text: stringOf(item), line: item.line }));
  if (texts === undefined) return undefined;
  return together(
    texts.map(({ text: entry, line }) =>
      entry === undefined
        ? { ...none, unread: [`a requirement of ${path}`] }
        : ofText(entry, placeIn(path, line, entry, files)),
    ),
  );
}

/** The value of a keyword argument. */
export function argumentOf(call: SyntaxNode, name: string): SyntaxNode | undefined {
  const given = call.children.find(({ type }) => type === 'ArgList')?.children ?? [];
  const found = given.findIndex(
    ({ type, text }, index) =>
      type === 'VariableName' && text === name && given[index + 1]?.type === 'AssignOp',
  );
  return found < 0 ? undefined : given[found + 2];
}

function assignedTo(name: string, tree: SyntaxNode): SyntaxNode | undefined {
  const found = everyNode(tree).find(
    ({ type, children }) =>
      type === 'AssignStatement' && children[0]?.text === name && children[1]?.type === 'AssignOp',
  );
  return found?.children[2];
}

/** A node and all below it. */
export function everyNode(node: SyntaxNode): readonly SyntaxNode[] {
  return [node, ...node.children.flatMap(everyNode)];
}

function jsonObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined;
}
