/**
 * What a program does outside of itself, each effect as a function of the standard library (or a small one around some)
 * that takes a name. What it finds is made a line of text by `show`, so that two runs can be compared.
 */
import { go, imported, nothing, type Fragment } from './fragment.ts';
import * as lib from './packages.ts';

/** What the name given to an effect is the name of. */
export type Subject =
  | 'file'
  | 'directory'
  | 'pattern'
  | 'new-file'
  | 'link'
  | 'program'
  | 'program-path'
  | 'zone'
  | 'user'
  | 'user-id'
  | 'group'
  | 'url'
  | 'plain-url'
  | 'address'
  | 'service'
  | 'protocol'
  | 'extension'
  | 'variable'
  | 'text-with-variable'
  | 'temporary'
  /** The effect takes no name. */
  | 'none';

export interface Effect {
  readonly name: string;
  /** Import path of the package the function is of; undefined for one of the program's own, in `declarations`. */
  readonly package: string | undefined;
  /** The function as an expression, by what stands for its package. */
  readonly function: (qualifier: string) => Fragment;
  /** The function's type. */
  readonly type: Fragment;
  /** Arguments, each of the very type of its parameter. */
  readonly arguments: (name: Fragment) => readonly Fragment[];
  readonly results: readonly Fragment[];
  /** The body of `func show(…results) string`; the results are `a`, `b`. */
  readonly show: Fragment;
  readonly subject: Subject;
  /** Declarations that the function needs beside it. */
  readonly declarations: readonly Fragment[];
  /** The function is this method of a value of the library. */
  readonly method?: { readonly receiver: Fragment; readonly type: Fragment; readonly name: string };
  /** ENV instructions that go with it. */
  readonly variables: Readonly<Record<string, string>>;
}

type Description = Pick<Effect, 'name' | 'type' | 'results' | 'show' | 'subject'> &
  Partial<Pick<Effect, 'arguments' | 'method' | 'variables'>>;

/** An exported function of the standard library. */
function ofLibrary(path: string, symbol: string, description: Description): Effect {
  return {
    arguments: description.subject === 'none' ? () => [] : (name) => [name],
    variables: {},
    ...description,
    package: path,
    function: (qualifier) =>
      qualifier === '.' ? go`${symbol}` : { ...go`${qualifier}.${symbol}`, imports: [] },
    declarations: [],
  };
}

/** A method of a value of the standard library. */
function ofValue(method: NonNullable<Effect['method']>, description: Description): Effect {
  return {
    arguments: (name) => [name],
    variables: {},
    ...description,
    package: undefined,
    function: () => go`${method.receiver}.${method.name}`,
    declarations: [],
    method,
  };
}

/** A function of the program's own around one or two of the library; its parameter is `name`. */
function ofItsOwn(body: Fragment, description: Description): Effect {
  const results =
    description.results.length === 1
      ? go`${description.results[0] ?? nothing}`
      : go`(${list(description.results)})`;
  const parameter = description.subject === 'none' ? '' : 'name string';
  return {
    arguments: description.subject === 'none' ? () => [] : (name) => [name],
    variables: {},
    ...description,
    package: undefined,
    function: () => go`effect`,
    declarations: [go`func effect(${parameter}) ${results} {\n${body}\n}`],
  };
}

const list = (parts: readonly Fragment[]): Fragment =>
  parts.reduce((before, part, index) => (index === 0 ? part : go`${before}, ${part}`), nothing);

const { fmt, os } = lib;
const string = go`string`;
const error = go`error`;
const byteSlice = go`[]byte`;
const strings = go`[]string`;
const file = go`*${os}.File`;
const mode = go`${os}.FileMode(0o644)`;
const directoryMode = go`${os}.FileMode(0o755)`;

const print = (...parts: readonly Fragment[]): Fragment => go`return ${fmt}.Sprint(${list(parts)})`;
const a = go`a`;
const b = go`b`;
const failed = go`if b != nil {\nreturn ${fmt}.Sprint(b)\n}\n`;
const showText = go`${failed}return string(a)`;
const showError = go`return ${fmt}.Sprint(a)`;
const showSecondError = go`return ${fmt}.Sprint(b)`;
const showOpen = go`${failed}defer a.Close()
text, err := ${lib.io}.ReadAll(a)
return ${fmt}.Sprint(string(text), err)`;
const showStatus = go`${failed}return ${fmt}.Sprint(a.Name(), a.IsDir())`;
const showEntries = go`${failed}names := ""
for _, entry := range a {
names += entry.Name() + " "
}
return names`;
const showOutput = go`output, err := a.Output()
return ${fmt}.Sprint(string(output), err)`;
const showAnswer = go`${failed}defer a.Body.Close()
text, err := ${lib.io}.ReadAll(a.Body)
return ${fmt}.Sprint(string(text), err)`;
const moment = go`${lib.time}.Unix(1700000000, 0)`;

const opens = (name: string): Pick<Effect, 'name' | 'subject'> => ({ name, subject: 'file' });
const reading = { type: go`func(string) ([]byte, error)`, results: [byteSlice, error], show: showText };
const opening = { type: go`func(string) (*${os}.File, error)`, results: [file, error], show: showOpen };
const stating = {
  type: go`func(string) (${os}.FileInfo, error)`,
  results: [go`${os}.FileInfo`, error],
  show: showStatus,
};
const failing = { type: go`func(string) error`, results: [error], show: showError };
const naming = {
  type: go`func(string) (string, error)`,
  results: [string, error],
  show: print(a, go`" "`, b),
};
const command = {
  type: go`func(string, ...string) *${lib.exec}.Cmd`,
  results: [go`*${lib.exec}.Cmd`],
  show: showOutput,
};
const fetching = {
  type: go`func(string) (*${lib.http}.Response, error)`,
  results: [go`*${lib.http}.Response`, error],
  show: showAnswer,
};
const textTemplate = {
  type: go`func(...string) (*${lib.template}.Template, error)`,
  results: [go`*${lib.template}.Template`, error],
  show: go`${failed}var out ${lib.strings}.Builder
err := a.Execute(&out, nil)
return ${fmt}.Sprint(out.String(), err)`,
};

const files: readonly Effect[] = [
  ofLibrary('os', 'ReadFile', { ...opens('read-file'), ...reading }),
  ofLibrary('io/ioutil', 'ReadFile', { ...opens('ioutil-read-file'), ...reading }),
  ofLibrary('os', 'Open', { ...opens('open'), ...opening }),
  ofLibrary('os', 'OpenFile', {
    ...opens('open-file'),
    type: go`func(string, int, ${os}.FileMode) (*${os}.File, error)`,
    results: [file, error],
    show: showOpen,
    arguments: (name) => [name, go`${os}.O_RDONLY`, go`${os}.FileMode(0)`],
  }),
  ofLibrary('os', 'Stat', { ...opens('stat'), ...stating }),
  ofLibrary('os', 'Lstat', { ...opens('lstat'), ...stating }),
  ofLibrary('os', 'Readlink', { name: 'read-link', subject: 'link', ...naming }),
  ofLibrary('path/filepath', 'EvalSymlinks', { name: 'follow-links', subject: 'link', ...naming }),
  ofLibrary('syscall', 'Open', {
    ...opens('system-call-open'),
    type: go`func(string, int, uint32) (int, error)`,
    results: [go`int`, error],
    show: showSecondError,
    arguments: (name) => [name, go`${lib.syscall}.O_RDONLY`, go`uint32(0)`],
  }),
  ofLibrary('syscall', 'Access', {
    ...opens('system-call-access'),
    type: go`func(string, uint32) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, go`uint32(4)`],
  }),
  ofLibrary('go/parser', 'ParseFile', {
    ...opens('parse-go'),
    type: go`func(*${lib.token}.FileSet, string, any, ${lib.parser}.Mode) (*${imported('go/ast')}.File, error)`,
    results: [go`*${imported('go/ast')}.File`, error],
    show: showSecondError,
    arguments: (name) => [go`${lib.token}.NewFileSet()`, name, go`any(nil)`, go`${lib.parser}.Mode(0)`],
  }),
  ofLibrary('debug/buildinfo', 'ReadFile', {
    ...opens('build-information'),
    type: go`func(string) (*${lib.buildinfo}.BuildInfo, error)`,
    results: [go`*${lib.buildinfo}.BuildInfo`, error],
    show: showSecondError,
  }),
  ofLibrary('archive/zip', 'OpenReader', {
    ...opens('open-archive'),
    type: go`func(string) (*${imported('archive/zip')}.ReadCloser, error)`,
    results: [go`*${imported('archive/zip')}.ReadCloser`, error],
    show: showSecondError,
  }),
  ofLibrary('crypto/tls', 'LoadX509KeyPair', {
    ...opens('load-key-pair'),
    type: go`func(string, string) (${lib.tls}.Certificate, error)`,
    results: [go`${lib.tls}.Certificate`, error],
    show: showSecondError,
    arguments: (name) => [name, name],
  }),
  ofLibrary('text/template', 'ParseFiles', { ...opens('parse-template'), ...textTemplate }),
  ofLibrary('text/template', 'ParseGlob', {
    name: 'parse-templates',
    subject: 'pattern',
    ...textTemplate,
    type: go`func(string) (*${lib.template}.Template, error)`,
  }),
  ofItsOwn(
    go`page, err := ${lib.htmlTemplate}.New("page").ParseFiles(name)
if err != nil {
return err.Error()
}
return page.DefinedTemplates()`,
    { ...opens('parse-page'), type: go`func(string) string`, results: [string], show: print(a) },
  ),
  ofItsOwn(
    go`root, err := ${os}.OpenRoot(name)
if err != nil {
return nil, err
}
defer root.Close()
return root.Open("settings.txt")`,
    { ...opening, name: 'open-root', subject: 'directory' },
  ),
  ofLibrary('os', 'OpenInRoot', {
    name: 'open-in-root',
    subject: 'directory',
    type: go`func(string, string) (*${os}.File, error)`,
    results: [file, error],
    show: showOpen,
    arguments: (name) => [name, go`"settings.txt"`],
  }),
  ofLibrary('os', 'DirFS', {
    name: 'directory-as-file-system',
    subject: 'directory',
    type: go`func(string) ${lib.fs}.FS`,
    results: [go`${lib.fs}.FS`],
    show: go`text, err := ${lib.fs}.ReadFile(a, "settings.txt")
return ${fmt}.Sprint(string(text), err)`,
  }),
  ofLibrary('os', 'ReadDir', {
    name: 'list',
    subject: 'directory',
    type: go`func(string) ([]${os}.DirEntry, error)`,
    results: [go`[]${os}.DirEntry`, error],
    show: showEntries,
  }),
  ofLibrary('io/ioutil', 'ReadDir', {
    name: 'ioutil-list',
    subject: 'directory',
    type: go`func(string) ([]${lib.fs}.FileInfo, error)`,
    results: [go`[]${lib.fs}.FileInfo`, error],
    show: showEntries,
  }),
  ofLibrary('os', 'Open', {
    ...opening,
    name: 'open-and-list',
    subject: 'directory',
    show: go`${failed}defer a.Close()
names, err := a.Readdirnames(-1)
${lib.slices}.Sort(names)
return ${fmt}.Sprint(names, err)`,
  }),
  ofLibrary('path/filepath', 'Glob', {
    name: 'match-pattern',
    subject: 'pattern',
    type: go`func(string) ([]string, error)`,
    results: [strings, error],
    show: print(a, b),
  }),
  ofLibrary('path/filepath', 'WalkDir', {
    name: 'walk',
    subject: 'directory',
    type: go`func(string, ${lib.fs}.WalkDirFunc) error`,
    results: [error],
    show: showError,
    arguments: (name) => [
      name,
      go`${lib.fs}.WalkDirFunc(func(path string, entry ${lib.fs}.DirEntry, err error) error {
if err == nil && entry.Name() == "one.txt" {
return ${lib.errors}.New("found " + path)
}
return err
})`,
    ],
  }),
  ofLibrary('net/http', 'FileServer', {
    name: 'serve-files',
    subject: 'directory',
    type: go`func(${lib.http}.FileSystem) ${lib.http}.Handler`,
    results: [go`${lib.http}.Handler`],
    show: go`recorder := ${lib.httptest}.NewRecorder()
a.ServeHTTP(recorder, ${lib.httptest}.NewRequest("GET", "/settings.txt", nil))
return recorder.Body.String()`,
    arguments: (name) => [go`${lib.http}.FileSystem(${lib.http}.Dir(${name}))`],
  }),
  ofItsOwn(
    go`recorder := ${lib.httptest}.NewRecorder()
${lib.http}.ServeFile(recorder, ${lib.httptest}.NewRequest("GET", "/", nil), name)
return recorder.Body.String()`,
    { ...opens('serve-file'), type: go`func(string) string`, results: [string], show: print(a) },
  ),
  ofItsOwn(
    go`if err := ${os}.Chdir(name); err != nil {
return nil, err
}
return ${os}.ReadFile("settings.txt")`,
    { ...reading, name: 'change-directory-and-read', subject: 'directory' },
  ),
];

const writes: readonly Effect[] = [
  ofLibrary('os', 'Create', {
    ...opening,
    name: 'create',
    subject: 'new-file',
  }),
  ofLibrary('os', 'WriteFile', {
    name: 'write-file',
    subject: 'new-file',
    type: go`func(string, []byte, ${os}.FileMode) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, go`[]byte("written")`, mode],
  }),
  ofLibrary('os', 'OpenFile', {
    ...opens('append'),
    type: go`func(string, int, ${os}.FileMode) (*${os}.File, error)`,
    results: [file, error],
    show: go`${failed}defer a.Close()
_, err := a.WriteString("more")
return ${fmt}.Sprint(err)`,
    arguments: (name) => [name, go`${os}.O_APPEND|${os}.O_WRONLY`, mode],
  }),
  ofLibrary('os', 'Mkdir', {
    name: 'make-directory',
    subject: 'new-file',
    type: go`func(string, ${os}.FileMode) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, directoryMode],
  }),
  ofLibrary('os', 'Remove', { ...failing, ...opens('remove') }),
  ofLibrary('os', 'Rename', {
    ...opens('rename'),
    type: go`func(string, string) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, go`${name} + ".old"`],
  }),
  ofLibrary('os', 'Link', {
    ...opens('hard-link'),
    type: go`func(string, string) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, go`${name} + ".link"`],
  }),
  ofLibrary('os', 'Symlink', {
    name: 'make-link',
    subject: 'new-file',
    type: go`func(string, string) error`,
    results: [error],
    show: showError,
    arguments: (name) => [go`"elsewhere"`, name],
  }),
  ofLibrary('os', 'Truncate', {
    ...opens('truncate'),
    type: go`func(string, int64) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, go`int64(3)`],
  }),
  ofLibrary('os', 'Chmod', {
    ...opens('change-mode'),
    type: go`func(string, ${os}.FileMode) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, mode],
  }),
  ofLibrary('net', 'Listen', {
    name: 'listen-on-socket',
    subject: 'new-file',
    type: go`func(string, string) (${lib.net}.Listener, error)`,
    results: [go`${lib.net}.Listener`, error],
    show: showSecondError,
    arguments: (name) => [go`"unix"`, name],
  }),
  ofLibrary('os', 'CreateTemp', {
    name: 'temporary-file',
    subject: 'temporary',
    type: go`func(string, string) (*${os}.File, error)`,
    results: [file, error],
    show: showSecondError,
    arguments: (name) => [go`""`, name],
  }),
  ofLibrary('os', 'MkdirTemp', {
    name: 'temporary-directory',
    subject: 'temporary',
    type: go`func(string, string) (string, error)`,
    results: [string, error],
    show: showSecondError,
    arguments: (name) => [go`""`, name],
  }),
  ofLibrary('io/ioutil', 'TempFile', {
    name: 'ioutil-temporary-file',
    subject: 'temporary',
    type: go`func(string, string) (*${os}.File, error)`,
    results: [file, error],
    show: showSecondError,
    arguments: (name) => [go`""`, name],
  }),
  ofItsOwn(go`return ${os}.WriteFile(${lib.filepath}.Join(${os}.TempDir(), name), nil, 0o600)`, {
    ...failing,
    name: 'write-below-temporary',
    subject: 'temporary',
  }),
];

const programs: readonly Effect[] = [
  ofLibrary('os/exec', 'Command', {
    ...command,
    name: 'start-program',
    subject: 'program',
    arguments: (name) => [name, go`"--version"`],
  }),
  ofLibrary('os/exec', 'CommandContext', {
    name: 'start-program-in-context',
    subject: 'program',
    type: go`func(${lib.context}.Context, string, ...string) *${lib.exec}.Cmd`,
    results: command.results,
    show: showOutput,
    arguments: (name) => [go`${lib.context}.Background()`, name, go`"--version"`],
  }),
  ofLibrary('os/exec', 'LookPath', {
    ...naming,
    name: 'look-for-program',
    subject: 'program',
    show: showSecondError,
  }),
  ofItsOwn(
    go`program := ${lib.exec}.Cmd{Path: name, Args: []string{name, "--version"}}
output, err := program.Output()
return output, err`,
    { ...reading, name: 'start-program-by-path', subject: 'program-path' },
  ),
  ofLibrary('os', 'StartProcess', {
    name: 'start-process',
    subject: 'program-path',
    type: go`func(string, []string, *${os}.ProcAttr) (*${os}.Process, error)`,
    results: [go`*${os}.Process`, error],
    show: go`${failed}state, err := a.Wait()
return ${fmt}.Sprint(state, err)`,
    arguments: (name) => [name, go`[]string{"it", "--version"}`, go`&${os}.ProcAttr{}`],
  }),
  ofLibrary('syscall', 'Exec', {
    name: 'become-program',
    subject: 'program-path',
    type: go`func(string, []string, []string) error`,
    results: [error],
    show: showError,
    arguments: (name) => [name, go`[]string{"it", "--version"}`, go`[]string{}`],
  }),
  ofLibrary('os/exec', 'Command', {
    ...command,
    ...opens('file-for-program'),
    arguments: (name) => [go`"cat"`, name],
  }),
  ofLibrary('os/exec', 'Command', {
    ...command,
    ...opens('file-for-shell'),
    arguments: (name) => [go`"sh"`, go`"-c"`, go`"cat " + ${name}`],
  }),
  ofItsOwn(
    go`program := ${lib.exec}.Command("cat", "settings.txt")
program.Dir = name
return program.Output()`,
    { ...reading, name: 'start-program-in-directory', subject: 'directory' },
  ),
];

const system: readonly Effect[] = [
  ofLibrary('time', 'LoadLocation', {
    name: 'load-zone',
    subject: 'zone',
    type: go`func(string) (*${lib.time}.Location, error)`,
    results: [go`*${lib.time}.Location`, error],
    show: go`${failed}return ${moment}.In(a).String()`,
  }),
  ofLibrary('time', 'Unix', {
    name: 'local-time',
    subject: 'none',
    type: go`func(int64, int64) ${lib.time}.Time`,
    results: [go`${lib.time}.Time`],
    show: go`return a.Local().String()`,
    arguments: () => [go`int64(1700000000)`, go`int64(0)`],
    variables: { TZ: 'Europe/Berlin' },
  }),
  ofItsOwn(
    go`${os}.Setenv("TZ", name)
return ${moment}.String()`,
    { name: 'set-zone', subject: 'zone', type: go`func(string) string`, results: [string], show: print(a) },
  ),
  ofLibrary('os/user', 'Current', {
    name: 'current-user',
    subject: 'none',
    type: go`func() (*${lib.user}.User, error)`,
    results: [go`*${lib.user}.User`, error],
    show: go`${failed}return ${fmt}.Sprint(a.Username, a.Uid, a.HomeDir)`,
  }),
  ...(
    [
      ['look-up-user', 'Lookup', 'user'],
      ['look-up-user-id', 'LookupId', 'user-id'],
    ] as const
  ).map(([name, symbol, subject]) =>
    ofLibrary('os/user', symbol, {
      name,
      subject,
      type: go`func(string) (*${lib.user}.User, error)`,
      results: [go`*${lib.user}.User`, error],
      show: go`${failed}return ${fmt}.Sprint(a.Username, a.Uid, a.HomeDir)`,
    }),
  ),
  ofLibrary('os/user', 'LookupGroup', {
    name: 'look-up-group',
    subject: 'group',
    type: go`func(string) (*${lib.user}.Group, error)`,
    results: [go`*${lib.user}.Group`, error],
    show: go`${failed}return a.Gid`,
  }),
  ofLibrary('os', 'UserHomeDir', {
    ...naming,
    name: 'home-directory',
    subject: 'none',
    type: go`func() (string, error)`,
  }),
  ofLibrary('os', 'UserConfigDir', {
    ...naming,
    name: 'configuration-directory',
    subject: 'none',
    type: go`func() (string, error)`,
  }),
  ofLibrary('os', 'Getwd', {
    ...naming,
    name: 'working-directory',
    subject: 'none',
    type: go`func() (string, error)`,
  }),
  ofLibrary('os', 'Executable', {
    ...naming,
    name: 'own-path',
    subject: 'none',
    type: go`func() (string, error)`,
  }),
  ofLibrary('os', 'Getenv', {
    name: 'variable',
    subject: 'variable',
    type: go`func(string) string`,
    results: [string],
    show: print(a),
    variables: { SHOP_REGION: 'north' },
  }),
  ofLibrary('os', 'LookupEnv', {
    name: 'look-up-variable',
    subject: 'variable',
    type: go`func(string) (string, bool)`,
    results: [string, go`bool`],
    show: print(a, b),
  }),
  ofLibrary('syscall', 'Getenv', {
    name: 'system-call-variable',
    subject: 'variable',
    type: go`func(string) (string, bool)`,
    results: [string, go`bool`],
    show: print(a, b),
  }),
  ofLibrary('os', 'ExpandEnv', {
    name: 'expand-variables',
    subject: 'text-with-variable',
    type: go`func(string) string`,
    results: [string],
    show: print(a),
  }),
  ofLibrary('os', 'Environ', {
    name: 'all-variables',
    subject: 'none',
    type: go`func() []string`,
    results: [strings],
    show: go`${lib.slices}.Sort(a)
return ${lib.strings}.Join(a, " ")`,
  }),
  ofLibrary('net', 'LookupPort', {
    name: 'look-up-service',
    subject: 'service',
    type: go`func(string, string) (int, error)`,
    results: [go`int`, error],
    show: print(a, b),
    arguments: (name) => [go`"tcp"`, name],
  }),
  ofLibrary('net', 'ListenPacket', {
    name: 'listen-for-protocol',
    subject: 'protocol',
    type: go`func(string, string) (${lib.net}.PacketConn, error)`,
    results: [go`${lib.net}.PacketConn`, error],
    show: showSecondError,
    arguments: (name) => [name, go`"127.0.0.1"`],
  }),
  ofLibrary('mime', 'TypeByExtension', {
    name: 'media-type',
    subject: 'extension',
    type: go`func(string) string`,
    results: [string],
    show: print(a),
  }),
];

const plainClient = go`(&${lib.http}.Client{})`;
const clientType = go`*${lib.http}.Client`;

const network: readonly Effect[] = [
  ofLibrary('net/http', 'Get', { ...fetching, name: 'fetch', subject: 'url' }),
  ofLibrary('net/http', 'Get', { ...fetching, name: 'fetch-redirected', subject: 'plain-url' }),
  ofValue(
    { receiver: go`${lib.http}.DefaultClient`, type: clientType, name: 'Get' },
    { ...fetching, name: 'fetch-with-default-client', subject: 'url' },
  ),
  ofValue(
    { receiver: plainClient, type: clientType, name: 'Get' },
    { ...fetching, name: 'fetch-with-client', subject: 'url' },
  ),
  ofValue(
    { receiver: plainClient, type: clientType, name: 'Do' },
    {
      name: 'request-with-client',
      subject: 'url',
      type: go`func(*${lib.http}.Request) (*${lib.http}.Response, error)`,
      results: fetching.results,
      show: showAnswer,
      arguments: (name) => [go`request(${name})`],
    },
  ),
  ofValue(
    { receiver: go`${lib.http}.DefaultTransport`, type: go`${lib.http}.RoundTripper`, name: 'RoundTrip' },
    {
      name: 'round-trip',
      subject: 'url',
      type: go`func(*${lib.http}.Request) (*${lib.http}.Response, error)`,
      results: fetching.results,
      show: showAnswer,
      arguments: (name) => [go`request(${name})`],
    },
  ),
  ofLibrary('crypto/tls', 'Dial', {
    name: 'dial-tls',
    subject: 'address',
    type: go`func(string, string, *${lib.tls}.Config) (*${lib.tls}.Conn, error)`,
    results: [go`*${lib.tls}.Conn`, error],
    show: showSecondError,
    arguments: (name) => [go`"tcp"`, name, go`(*${lib.tls}.Config)(nil)`],
  }),
  ofLibrary('crypto/x509', 'SystemCertPool', {
    name: 'root-certificates',
    subject: 'none',
    type: go`func() (*${lib.x509}.CertPool, error)`,
    results: [go`*${lib.x509}.CertPool`, error],
    show: go`${failed}return ${fmt}.Sprint(len(a.Subjects()))`,
  }),
];

const requestDeclaration = go`func request(url string) *${lib.http}.Request {
made, err := ${lib.http}.NewRequest("GET", url, nil)
if err != nil {
panic(err)
}
return made
}`;

const withRequest = (effect: Effect): Effect =>
  effect.name === 'request-with-client' || effect.name === 'round-trip'
    ? { ...effect, declarations: [requestDeclaration] }
    : effect;

export const effects: readonly Effect[] = [
  ...files,
  ...writes,
  ...programs,
  ...system,
  ...network.map(withRequest),
];

/** `func show(a …, b …) string` */
export function showDeclaration({ results, show }: Effect): Fragment {
  const parameters = list(results.map((result, index) => go`${index === 0 ? 'a' : 'b'} ${result}`));
  return go`func show(${parameters}) string {\n${show}\n}`;
}
