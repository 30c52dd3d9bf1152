/**
 * Project files as far as they say what a build makes and what it runs on. Sources: learn.microsoft.com/dotnet/core/project-sdk
 * (msbuild-props, overview), learn.microsoft.com/visualstudio/msbuild (customize-by-directory: "MSBuild walks the directory structure
 * upward … stops at the first file it finds"; the order in which files are read).
 */
import { posix } from 'node:path';
import { isAbsent } from '../../../src/evaluate/files/lookup.ts';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { readXml, type Element } from '../../../src/context/xml.ts';
import { conditionHolds, type Truth } from './condition.ts';

/** What a package is, as the project names it. */
export interface Package {
  readonly name: string;
  /** Only the build uses it: `PrivateAssets="all"`. */
  readonly ofBuild: boolean;
}

export interface Project {
  /** Absolute path of the project file. */
  readonly path: string;
  readonly directory: string;
  /** `Microsoft.NET.Sdk.Web`; undefined where none or several are named. */
  readonly sdk: string | undefined;
  /** The value of a property: '' where nothing sets it, undefined where that isn't known. */
  readonly property: (name: string) => string | undefined;
  readonly packages: readonly Package[];
  readonly frameworks: readonly string[];
  /** Absolute paths of projects that it is built with. */
  readonly references: readonly string[];
  /** What says more of it and was not read. */
  readonly unread: readonly string[];
}

/** Properties of the command line, which no file changes. */
export type Given = ReadonlyMap<string, string>;

const deepest = 20;

/** The project of a file; undefined where that can't be read. */
export function projectAt(
  path: string,
  files: FileSystem,
  given: Given,
  environment: ReadonlyMap<string, string>,
): Project | undefined {
  const root = rootAt(path, files);
  if (root === undefined) return undefined;
  const directory = posix.dirname(path);
  const reading = begun(path, files, given, environment);
  const before = placeAbove('Directory.Build.props', directory, files);
  if (before === 'unknown') reading.unread.push('Directory.Build.props above it');
  else if (before !== undefined) readFile(before, reading, 0);
  readElements(root, path, reading, 0);
  const behind = placeAbove('Directory.Build.targets', directory, files);
  if (behind === 'unknown') reading.unread.push('Directory.Build.targets above it');
  else if (behind !== undefined) readFile(behind, reading, 0);
  const sdks = [...sdksOf(root)];
  const [sdk, ...others] = sdks;
  return {
    path,
    directory,
    sdk: others.length === 0 ? sdk?.split('/')[0] : undefined,
    property: (name) => valueOf(name, reading),
    packages: reading.packages,
    frameworks: reading.frameworks,
    references: reading.references,
    unread: [
      ...(sdk === undefined ? ['the SDK that it names'] : []),
      ...(others.length > 0 ? ['more than one SDK'] : []),
      ...reading.unread,
    ],
  };
}

/** What is gathered while the files of a project are read, one after the other. */
interface Reading {
  readonly files: FileSystem;
  readonly given: Given;
  readonly environment: ReadonlyMap<string, string>;
  readonly project: string;
  /** By their names in small letters; undefined for a value that isn't known. */
  readonly values: Map<string, string | undefined>;
  readonly packages: Package[];
  readonly frameworks: string[];
  readonly references: string[];
  readonly unread: string[];
}

function begun(
  project: string,
  files: FileSystem,
  given: Given,
  environment: ReadonlyMap<string, string>,
): Reading {
  return {
    files,
    given: inSmallLetters(given),
    environment: inSmallLetters(environment),
    project,
    values: new Map(),
    packages: [],
    frameworks: [],
    references: [],
    unread: [],
  };
}

/** Names of properties mean the same in capitals. */
function inSmallLetters(map: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...map].map(([name, value]) => [name.toLowerCase(), value]));
}

function rootAt(path: string, files: FileSystem): Element | undefined {
  const text = files.read(path);
  const root = text === undefined ? undefined : readXml(text);
  return root?.name === 'Project' ? root : undefined;
}

/** `Sdk="Microsoft.NET.Sdk.Web"`, `<Sdk Name="…"/>`, `<Import Sdk="…"/>`. */
function sdksOf(root: Element): ReadonlySet<string> {
  return new Set([
    ...(root.attributes['Sdk']?.split(';') ?? []),
    ...root.children.flatMap(({ name, attributes }) =>
      name === 'Sdk' ? (attributes['Name'] ?? []) : name === 'Import' ? (attributes['Sdk'] ?? []) : [],
    ),
  ]);
}

/** The nearest file of a name from a directory upwards; `unknown` where one may lie there that isn't seen. */
function placeAbove(name: string, directory: string, files: FileSystem): string | 'unknown' | undefined {
  for (let place = directory; ; place = posix.dirname(place)) {
    const path = posix.join(place, name);
    const found = files.lookup(path);
    if (found.status === 'present') return path;
    // The SDK itself writes no such file, wherever it may write.
    const bySdk =
      found.status === 'possible' &&
      found.origin.by === 'opaque' &&
      found.origin.command.name?.startsWith('dotnet') === true;
    if (!isAbsent(found) && !bySdk) return 'unknown';
    if (place === '/') return undefined;
  }
}

function readFile(path: string, reading: Reading, depth: number): void {
  const root = depth > deepest ? undefined : rootAt(path, reading.files);
  if (root === undefined) reading.unread.push(path);
  else readElements(root, path, reading, depth + 1);
}

function readElements(parent: Element, path: string, reading: Reading, depth: number): void {
  for (const element of parent.children) {
    const holds = truthOf(element, path, reading);
    if (holds === false) continue;
    switch (element.name) {
      case 'PropertyGroup':
        for (const property of element.children) readProperty(property, holds, path, reading);
        break;
      case 'ItemGroup':
        for (const item of element.children) readItem(item, holds, path, reading);
        break;
      case 'Import':
        readImport(element, holds, path, reading, depth);
        break;
      case 'Choose':
        // One of its branches holds, and which is not followed.
        for (const branch of element.children) {
          for (const group of branch.children) {
            if (group.name === 'PropertyGroup') {
              for (const property of group.children) readProperty(property, undefined, path, reading);
            }
            if (group.name === 'ItemGroup') {
              for (const item of group.children) readItem(item, undefined, path, reading);
            }
          }
        }
        break;
      case 'Target':
        readTarget(element, reading);
        break;
    }
  }
}

function truthOf({ attributes }: Element, path: string, reading: Reading): Truth {
  const condition = attributes['Condition'];
  if (condition === undefined || condition.trim() === '') return true;
  return conditionHolds(
    condition,
    (text) => expanded(text, path, reading),
    (place) => {
      const found = reading.files.lookup(posix.resolve(posix.dirname(path), slashed(place)));
      return found.status === 'present' ? true : isAbsent(found) ? false : undefined;
    },
  );
}

function readProperty(element: Element, outer: Truth, path: string, reading: Reading): void {
  const holds = truthOf(element, path, reading);
  if (holds === false) return;
  const name = element.name.toLowerCase();
  const isSure = holds === true && outer === true;
  reading.values.set(
    name,
    isSure && element.children.length === 0 ? expanded(element.text, path, reading) : undefined,
  );
}

/** Items that say what runs; where a condition is not known, they are taken to be there. */
function readItem(element: Element, _outer: Truth, path: string, reading: Reading): void {
  if (truthOf(element, path, reading) === false) return;
  const included = element.attributes['Include'];
  if (included === undefined) return;
  if (
    element.name === 'Using' &&
    (element.attributes['Static'] ?? element.attributes['Alias']) !== undefined
  ) {
    reading.unread.push(`names that it gives to ${included}`);
  }
  if (element.name === 'Compile' && /\.\.|\$\(/.test(included)) {
    reading.unread.push(`sources that lie elsewhere (${included})`);
  }
  const names = (expanded(included, path, reading) ?? '').split(';').flatMap((name) => name.trim() || []);
  switch (element.name) {
    case 'PackageReference': {
      const assets = element.attributes['PrivateAssets'] ?? textOf(element, 'PrivateAssets') ?? '';
      const ofBuild = assets.toLowerCase() === 'all';
      if (names.length === 0) reading.unread.push('a package whose name is put together');
      reading.packages.push(...names.map((name) => ({ name, ofBuild })));
      break;
    }
    case 'FrameworkReference':
      reading.frameworks.push(...names);
      break;
    case 'ProjectReference':
      if (names.length === 0) reading.unread.push('a project whose name is put together');
      reading.references.push(
        ...names.map((name) => posix.resolve(posix.dirname(reading.project), slashed(name))),
      );
      break;
  }
}

function textOf(element: Element, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function readImport(element: Element, holds: Truth, path: string, reading: Reading, depth: number): void {
  const named = element.attributes['Project'];
  if (element.attributes['Sdk'] !== undefined || named === undefined) return;
  const place = expanded(named, path, reading);
  if (place === undefined || holds === undefined || place.includes('*')) {
    reading.unread.push(`an import of ${posix.basename(path)} (${named})`);
    return;
  }
  readFile(posix.resolve(posix.dirname(path), slashed(place)), reading, depth);
}

/** Tasks that run commands or move files: what they do is not followed. */
const writing =
  /^(Exec|Copy|Move|Delete|WriteLinesToFile|ZipDirectory|Unzip|DownloadFile|MakeDir|RemoveDir)$/;

function readTarget(element: Element, reading: Reading): void {
  const task = element.children.find(({ name }) => writing.test(name));
  if (task !== undefined) {
    reading.unread.push(`the target ${element.attributes['Name'] ?? ''} (${task.name})`);
  }
  // Properties that a target sets hold from there on.
  for (const { name, children } of element.children) {
    if (name === 'PropertyGroup')
      for (const property of children) reading.values.set(property.name.toLowerCase(), undefined);
  }
}

/** Paths in project files often have Windows separators. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

function valueOf(name: string, { values, given, environment, project }: Reading): string | undefined {
  const small = name.toLowerCase();
  const ofCommand = given.get(small);
  if (ofCommand !== undefined) return ofCommand;
  if (values.has(small)) return values.get(small);
  switch (small) {
    case 'msbuildprojectname':
      return posix.parse(project).name;
    case 'msbuildprojectdirectory':
      return posix.dirname(project);
    case 'msbuildprojectfile':
      return posix.basename(project);
    case 'assemblyname':
      return posix.parse(project).name;
    case 'os':
      return 'Unix';
    case 'platform':
      return 'AnyCPU';
  }
  return environment.get(small) ?? '';
}

/** A text with the values of its properties; undefined where one isn't known, or is a function's. */
function expanded(text: string, path: string, reading: Reading): string | undefined {
  let result = '';
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('$(', at);
    if (open < 0) return result + text.slice(at);
    const close = text.indexOf(')', open);
    const name = close < 0 ? '' : text.slice(open + 2, close);
    if (!/^[\w.-]+$/.test(name)) return undefined;
    const value = ofThisFile(name, path) ?? valueOf(name, reading);
    if (value === undefined) return undefined;
    result += text.slice(at, open) + value;
    at = close + 1;
  }
  return result;
}

function ofThisFile(name: string, path: string): string | undefined {
  switch (name.toLowerCase()) {
    case 'msbuildthisfiledirectory':
      return posix.join(posix.dirname(path), '/');
    case 'msbuildthisfile':
      return posix.basename(path);
    case 'msbuildthisfilename':
      return posix.parse(path).name;
    default:
      return undefined;
  }
}
