/**
 * What a C# source does at run time: calls of the standard library that open files, start programs, read the environment, or ask for
 * the SDK. Source: learn.microsoft.com/dotnet/api (System.IO, System.Diagnostics, System, Microsoft.Extensions.Configuration).
 */
import { posix } from 'node:path';
import { argumentsAt, partsBetween } from '../../../src/split/uses/token-lists.ts';
import type { Finding, FindingKind, Name, SourceEvidence } from '../../../src/split/uses/types.ts';
import { csharpTokens, type Token } from './tokens.ts';

export interface SourceFacts {
  readonly findings: readonly Finding[];
  /** Something that is not followed from here: code outside of .NET, by its name. */
  readonly outside: string | undefined;
  /** It asks for what the terminal can do: colours, keys, where the cursor is. */
  readonly usesTerminal: boolean;
  /** All texts in it. */
  readonly texts: readonly string[];
}

/** Of `new X(…)`: what is done with the file that the first argument names. */
const constructors: ReadonlyMap<string, FindingKind> = new Map([
  ['FileStream', 'read-file'],
  ['StreamReader', 'read-file'],
  ['StreamWriter', 'write'],
  ['FileInfo', 'read-file'],
  ['DirectoryInfo', 'read-directory'],
  ['PhysicalFileProvider', 'read-directory'],
  ['FileSystemWatcher', 'read-directory'],
  ['X509Certificate', 'read-file'],
  ['X509Certificate2', 'read-file'],
  ['XmlTextReader', 'read-file'],
  ['XPathDocument', 'read-file'],
  ['XmlTextWriter', 'write'],
  ['TextWriterTraceListener', 'write'],
  ['UnixDomainSocketEndPoint', 'write'],
  ['ProcessStartInfo', 'program'],
]);

/** Of `File.Method(…)`: what writes. All others read, or ask whether a file is there. */
const writesOfFile = words(
  'WriteAllText WriteAllTextAsync WriteAllLines WriteAllLinesAsync WriteAllBytes WriteAllBytesAsync AppendAllText AppendAllTextAsync ' +
    'AppendAllLines AppendAllLinesAsync AppendAllBytes AppendAllBytesAsync AppendText Create CreateText OpenWrite SetLastWriteTime CreateSymbolicLink',
);

/** Of `Type.Method(…)`. */
const methods: ReadonlyMap<string, FindingKind> = new Map<string, FindingKind>([
  ...writesOfFile.map((name) => [`File.${name}`, 'write'] as const),
  ['Directory.CreateDirectory', 'write'],
  ['Directory.SetCurrentDirectory', 'working-directory'],
  ['Directory.GetCurrentDirectory', 'working-directory'],
  ['Directory.CreateTempSubdirectory', 'temporary-directory'],
  ['Process.Start', 'program'],
  ['Environment.GetEnvironmentVariable', 'environment'],
  ['Environment.GetEnvironmentVariables', 'environment'],
  ['Environment.ExpandEnvironmentVariables', 'environment'],
  ['Environment.GetFolderPath', 'home-directory'],
  ['Path.GetTempPath', 'temporary-directory'],
  ['Path.GetTempFileName', 'temporary-directory'],
  ['TimeZoneInfo.FindSystemTimeZoneById', 'time-zone'],
  ['TimeZoneInfo.GetSystemTimeZones', 'time-zone'],
  ['Assembly.LoadFrom', 'read-file'],
  ['Assembly.LoadFile', 'read-file'],
  ['XDocument.Load', 'read-file'],
  ['XElement.Load', 'read-file'],
  ['XmlReader.Create', 'read-file'],
  ['XmlWriter.Create', 'write'],
  ['Results.File', 'read-file'],
  ['TypedResults.File', 'read-file'],
  ['ZipFile.OpenRead', 'read-file'],
  ['ZipFile.Open', 'read-file'],
  ['ZipFile.ExtractToDirectory', 'read-file'],
  ['ZipFile.CreateFromDirectory', 'read-directory'],
  ['MemoryMappedFile.CreateFromFile', 'read-file'],
  ['FileVersionInfo.GetVersionInfo', 'read-file'],
]);

function ofMethod(type: string, method: string): FindingKind | undefined {
  const known = methods.get(`${type}.${method}`);
  if (known !== undefined) return known;
  return type === 'File' ? 'read-file' : type === 'Directory' ? 'read-directory' : undefined;
}

/** Of `.Method(…)` on whatever: settings are read from files that the first argument names. */
const named: ReadonlyMap<string, FindingKind> = new Map([
  ['AddJsonFile', 'read-file'],
  ['AddXmlFile', 'read-file'],
  ['AddIniFile', 'read-file'],
  ['AddYamlFile', 'read-file'],
  ['AddKeyPerFile', 'read-directory'],
  ['UseWebRoot', 'read-directory'],
  ['UseContentRoot', 'read-directory'],
  ['LoadFromAssemblyPath', 'read-file'],
  ['PhysicalFile', 'read-file'],
  ['SendFileAsync', 'read-file'],
  // Of XmlDocument, XslCompiledTransform and the like.
  ['Load', 'read-file'],
  ['Save', 'write'],
  ['ReadXml', 'read-file'],
  ['WriteXml', 'write'],
]);

/** Code outside of .NET that is called: which libraries it needs is not followed. */
const outside: ReadonlySet<string> = new Set([
  'DllImport',
  'LibraryImport',
  'NativeLibrary',
  'UnmanagedCallersOnly',
]);

/** Members of Console that look into the database of terminals. Source: dotnet/runtime, System.Console (ConsolePal.Unix.cs, TerminalFormatStrings.cs). */
const ofTerminal =
  /^(ForegroundColor|BackgroundColor|ResetColor|ReadKey|ReadLine|Clear|SetCursorPosition|GetCursorPosition|Cursor(Left|Top|Visible)|Title|Beep)$/;

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** @param base where the assembly lies when it runs: AppContext.BaseDirectory. */
export function readCsharp(source: string, file: string, base: string): SourceFacts | undefined {
  const tokens = csharpTokens(source);
  if (tokens === undefined) return undefined;
  const lines = source.split('\n');
  const place = (line: number): SourceEvidence => ({
    file,
    line,
    text: (lines[line - 1] ?? '').trim().slice(0, 120),
  });
  const reader: Reader = { tokens, constants: constantsIn(tokens), base, place };
  return {
    findings: tokens.flatMap((_, index) => findingsAt(index, reader)),
    outside:
      tokens.find(({ kind, text }) => kind === 'name' && outside.has(text))?.text ??
      renamed(tokens) ??
      madeWithoutType(tokens) ??
      reflected(tokens),
    usesTerminal: tokens.some(
      ({ text }, index) => ofTerminal.test(text) && tokens[index - 2]?.text === 'Console',
    ),
    texts: tokens.flatMap(({ kind, text, open }) => (kind === 'text' && open !== true ? [text] : [])),
  };
}

/** `using static System.IO.File;`, `using F = System.IO.File;`: its calls go by other names. */
function renamed(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ text }, index) => {
    if (text !== 'using') return false;
    const isOwnName = tokens[index + 1]?.text === 'static' || tokens[index + 2]?.text === '=';
    const end = tokens.findIndex((token, place) => place > index && token.text === ';');
    const names = tokens.slice(index + 1, end).map((token) => token.text);
    return isOwnName && !names.includes('(') && names.includes('System');
  });
  return at < 0 ? undefined : 'using … = System…';
}

/** `new("git")` of a type that only its place tells, where one of those that are looked for is named. */
function madeWithoutType(tokens: readonly Token[]): string | undefined {
  const mentions = tokens.some(({ kind, text }) => kind === 'name' && constructors.has(text));
  const isOpen = tokens.some(
    ({ text }, index) =>
      text === 'new' &&
      tokens[index + 1]?.text === '(' &&
      tokens[index + 2]?.text !== ')' &&
      !(tokens[index - 1]?.text === '=' && tokens[index - 3]?.kind === 'name'),
  );
  return mentions && isOpen ? 'new(…)' : undefined;
}

/**
 * What finds types and members by names, or calls what it has found: which ones isn't seen. Source: learn.microsoft.com/dotnet/api
 * (System.Reflection, System.Activator, System.Type, System.Delegate, System.Linq.Expressions, Microsoft.CodeAnalysis.CSharp.Scripting).
 */
const reflecting: ReadonlySet<string> = new Set(
  words(
    'InvokeMember GetMethod GetMethods GetConstructor GetConstructors GetMember GetMembers GetRuntimeMethod GetRuntimeMethods ' +
      'GetDeclaredMethod GetDeclaredMethods DeclaredMethods MakeGenericMethod MakeGenericType CreateDelegate GetExportedTypes ' +
      'DefinedTypes ExportedTypes MethodInfo ConstructorInfo CSharpScript DynamicMethod ILGenerator TypeBuilder',
  ),
);

/** `Type.GetType("System.IO.File")`, `Activator.CreateInstance(type)`, `Assembly.Load(name)`, `Expression.Call(…)`. */
function reflected(tokens: readonly Token[]): string | undefined {
  const at = (index: number): string => tokens[index]?.text ?? '';
  return tokens.find(({ kind, text }, index) => {
    if (kind !== 'name') return false;
    // `x.GetType()` asks for the type of what is there.
    if (text === 'GetType' || text === 'GetTypes')
      return at(index - 1) === '.' && at(index + 1) === '(' && (text === 'GetTypes' || at(index + 2) !== ')');
    if (text === 'CreateInstance' || text === 'CreateInstanceFrom')
      return at(index + 1) === '(' && at(index + 2) !== ')';
    if (text === 'Load' || text === 'LoadFromStream' || text === 'LoadWithPartialName')
      return at(index - 2) === 'Assembly' || text !== 'Load';
    if (text === 'Call' || text === 'Invoke') return at(index - 2) === 'Expression';
    return reflecting.has(text) && at(index + 1) !== '=';
  })?.text;
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly constants: ReadonlyMap<string, readonly Token[]>;
  readonly base: string;
  readonly place: (line: number) => SourceEvidence;
}

/** Names with the one value that the file gives them: `const string Data = "data";`, `var path = "x";`. */
function constantsIn(tokens: readonly Token[]): ReadonlyMap<string, readonly Token[]> {
  const found = new Map<string, readonly Token[]>();
  const several = new Set<string>();
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'name' || tokens[index + 1]?.text !== '=' || tokens[index + 1]?.kind !== 'sign') continue;
    if (tokens[index + 2]?.text === '=' || tokens[index + 2]?.text === '>') continue;
    if (found.has(text)) several.add(text);
    found.set(text, tokens.slice(index + 2, endOf(tokens, index)));
  }
  // What is added to goes on.
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === 'name' && tokens[index + 1]?.text === '+' && tokens[index + 2]?.text === '=')
      several.add(text);
  }
  return new Map([...found].filter(([name]) => !several.has(name)));
}

/** Where the statement, or the part of an initialiser, at a token ends. */
function endOf(tokens: readonly Token[], index: number): number {
  let depth = 0;
  let end = index;
  for (; end < tokens.length; end += 1) {
    const token = tokens[end];
    if (token?.kind !== 'sign') continue;
    if ('([{'.includes(token.text)) depth += 1;
    if (')]}'.includes(token.text)) depth -= 1;
    if (depth < 0 || (depth === 0 && (token.text === ';' || token.text === ','))) break;
  }
  return end;
}

function findingsAt(index: number, reader: Reader): readonly Finding[] {
  const { tokens, place } = reader;
  const token = tokens[index];
  if (token?.kind !== 'name') return [];
  const at = (offset: number): string => tokens[index + offset]?.text ?? '';
  const finding = (kind: FindingKind, name: Name | undefined, more: Partial<Finding> = {}): Finding => ({
    kind,
    name,
    evidence: place(token.line),
    inModule: '',
    own: true,
    ...more,
  });
  const isCalled = at(1) === '(';
  if (at(-1) === 'new' && isCalled) {
    const kind = constructors.get(token.text);
    return kind === undefined ? [] : called(kind, givenAt(index + 1, tokens), finding, reader);
  }
  // `ProcessStartInfo info = new("git")`
  if (token.text === 'new' && isCalled && at(-1) === '=') {
    const kind = constructors.get(at(-3));
    if (kind !== undefined) return called(kind, givenAt(index + 1, tokens), finding, reader);
  }
  if (at(-1) === '.') {
    const kind = ofMethod(at(-2), token.text) ?? (isCalled ? named.get(token.text) : undefined);
    if (kind !== undefined && isCalled) return called(kind, givenAt(index + 1, tokens), finding, reader);
    // `paths.Select(File.ReadAllText)`: what it is called with is not seen.
    if (kind !== undefined) return [finding(kind, unknown([token]))];
  }
  // In a controller: `return PhysicalFile("/srv/terms.pdf", "application/pdf");`
  if (token.text === 'PhysicalFile' && isCalled) {
    return called('read-file', givenAt(index + 1, tokens), finding, reader);
  }
  // `Environment.CurrentDirectory`, also where it is set.
  if (token.text === 'CurrentDirectory' && at(-2) === 'Environment')
    return [finding('working-directory', undefined)];
  // `new ProcessStartInfo { FileName = "git" }`, `info.FileName = path`
  if (token.text === 'FileName' && at(1) === '=' && at(2) !== '=' && startsProcesses(tokens)) {
    const value = tokens.slice(index + 2, endOf(tokens, index));
    return [finding('program', nameOf(value, reader))];
  }
  return [];
}

function startsProcesses(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }) => kind === 'name' && /^Process(StartInfo)?$/.test(text));
}

type Make = (kind: FindingKind, name: Name | undefined, more?: Partial<Finding>) => Finding;

function called(
  kind: FindingKind,
  given: readonly (readonly Token[])[],
  finding: Make,
  reader: Reader,
): readonly Finding[] {
  const [first = [], second] = given;
  switch (kind) {
    case 'temporary-directory':
    case 'time-zone':
      return [finding(kind, undefined)];
    case 'home-directory':
      // The directory of who runs it; others are of the system.
      return first.some(({ text }) =>
        /^(UserProfile|Personal|MyDocuments|ApplicationData|LocalApplicationData)$/.test(text),
      )
        ? [finding(kind, undefined)]
        : [];
    case 'working-directory':
      return [finding(kind, first.length === 0 ? undefined : nameOf(first, reader))];
    case 'environment':
      return [finding(kind, first.length === 0 ? undefined : nameOf(first, reader))];
    case 'program': {
      // Without a name it is given where the object was made, or as its FileName.
      if (first.length === 0 || isObject(first, reader)) return [];
      const name = nameOf(first, reader);
      return [finding(kind, name, second === undefined ? {} : { arguments: [nameOf(second, reader)] })];
    }
    default: {
      if (first.length === 0 || isObject(first, reader)) return [];
      const name = nameOf(first, reader);
      return kind === 'read-file' || kind === 'read-directory'
        ? [finding(kind, name, { optional: true })]
        : [finding(kind, name)];
    }
  }
}

/** An object whose name was given where it was made: `new StreamReader(stream)`, `Process.Start(info)`. */
function isObject(tokens: readonly Token[], { tokens: all, constants }: Reader): boolean {
  if (tokens[0]?.text === 'new') return true;
  const [only] = tokens;
  if (tokens.length !== 1 || only?.kind !== 'name') return false;
  const made = constants.get(only.text);
  if (
    made?.[0]?.text === 'new' ||
    made?.some(({ text }) =>
      /^(Open|OpenRead|OpenText|GetManifestResourceStream|GetStream|OpenReadStream)$/.test(text),
    ) === true
  )
    return true;
  return all.some(
    ({ text }, index) =>
      text === only.text &&
      /^(Stream|FileStream|MemoryStream|FileInfo|DirectoryInfo|ProcessStartInfo|Process|byte)$/.test(
        all[index - 1]?.text ?? '',
      ),
  );
}

/** The arguments of a call whose bracket opens at a token, without what says which one each is (`path: "x"`). */
function givenAt(open: number, tokens: readonly Token[]): readonly (readonly Token[])[] {
  return argumentsAt(open, tokens).map((part) =>
    part[0]?.kind === 'name' && part[1]?.text === ':' && part[2]?.text !== ':' ? part.slice(2) : part,
  );
}

const deepest = 6;

/** Texts, constants and `Path.Combine` put together; it ends at the first part that is not known. */
function nameOf(tokens: readonly Token[], reader: Reader, depth = 0): Name {
  let prefix = '';
  for (const part of partsBetween(tokens, '+')) {
    const known = partOf(part, reader, depth);
    if (!known.known) {
      return { known: false, expression: expressionOf(tokens), prefix: prefix + known.prefix };
    }
    prefix += known.text;
  }
  return { known: true, text: prefix };
}

function unknown(tokens: readonly Token[], prefix = ''): Name {
  return { known: false, expression: expressionOf(tokens), prefix };
}

function partOf(part: readonly Token[], reader: Reader, depth: number): Name {
  const [only] = part;
  if (depth > deepest || only === undefined) return unknown(part);
  if (only.kind === 'text' && (part.length === 1 || only.open === true)) {
    return only.open === true ? unknown(part, only.text) : { known: true, text: only.text };
  }
  const texts = part.map(({ text }) => text);
  const spelt = texts.join('');
  if (/^(System\.IO\.)?Path\.(DirectorySeparatorChar|AltDirectorySeparatorChar)$/.test(spelt))
    return { known: true, text: '/' };
  if (/^(System\.)?(AppContext|AppDomain\.CurrentDomain)\.BaseDirectory$/.test(spelt))
    return { known: true, text: posix.join(reader.base, '/') };
  const call =
    /^(?:System\.IO\.)?(?:Path\.(Combine|Join|GetFullPath)|Directory\.(GetCurrentDirectory))\(/.exec(spelt);
  if (call !== null) {
    if (call[2] !== undefined) return { known: true, text: '.' };
    return combined(
      givenAt(
        part.findIndex(({ text }) => text === '('),
        part,
      ),
      reader,
      depth,
      call[1] === 'Join',
    );
  }
  if (spelt === 'Environment.CurrentDirectory') return { known: true, text: '.' };
  const value = part.length === 1 ? reader.constants.get(only.text) : undefined;
  return value === undefined ? unknown(part) : nameOf(value, reader, depth + 1);
}

/** "If the second path is rooted, it is returned" (Path.Combine); Join only puts them together. */
function combined(given: readonly (readonly Token[])[], reader: Reader, depth: number, joins: boolean): Name {
  let path = '';
  for (const part of given) {
    const name = nameOf(part, reader, depth + 1);
    const before = path === '' || path.endsWith('/') ? path : `${path}/`;
    if (!name.known)
      return unknown(part, name.prefix.startsWith('/') && !joins ? name.prefix : before + name.prefix);
    path = name.text.startsWith('/') && !joins ? name.text : before + name.text;
  }
  return { known: true, text: path };
}

function expressionOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ text }) => text)
    .join('')
    .slice(0, 80);
}
