/** Ways to name what an effect is about: how the program comes by the string. */
import { go, nothing, quoted, type Fragment } from './fragment.ts';
import * as lib from './packages.ts';

/** What the program has to come by. */
export interface Name {
  readonly text: string;
  /** Another name of the same kind, which nothing lies under. */
  readonly other: string;
  /** It is a path, relative or absolute. */
  readonly isPath: boolean;
}

/** How a name is written. */
export interface Named {
  readonly declarations: readonly Fragment[];
  readonly expression: Fragment;
  /** Puts what the expression needs around the statement that has it. */
  readonly around: (statement: Fragment) => Fragment;
  /** Variables of the main package that the linker sets. */
  readonly linked: Readonly<Record<string, string>>;
  /** ENV instructions. */
  readonly variables: Readonly<Record<string, string>>;
  /** Arguments in CMD. */
  readonly arguments: readonly string[];
  /** Files beside the sources, which lie in the working directory at run time. */
  readonly files: Readonly<Record<string, string>>;
  /** The container is also started with these arguments in place of the ones in CMD. */
  readonly otherArguments: readonly string[] | undefined;
}

export interface Naming {
  readonly name: string;
  readonly fits?: (name: Name) => boolean;
  readonly write: (name: Name) => Named;
}

const plain = (expression: Fragment, declarations: readonly Fragment[] = []): Named => ({
  declarations,
  expression,
  around: (statement) => statement,
  linked: {},
  variables: {},
  arguments: [],
  files: {},
  otherArguments: undefined,
});

const naming = (name: string, write: Naming['write'], fits?: Naming['fits']): Naming => ({
  name,
  write,
  ...(fits === undefined ? {} : { fits }),
});

/** The expression is `name`, which these statements make. */
const after = (
  statements: Fragment,
  declarations: readonly Fragment[] = [],
  expression = go`name`,
): Named => ({
  ...plain(expression, declarations),
  around: (statement) => go`${statements}\n${statement}`,
});

const isPath = ({ isPath: is }: Name): boolean => is;
const isLong = ({ text }: Name): boolean => text.length > 2;
const isRelative = ({ isPath: is, text }: Name): boolean => is && !text.startsWith('/');

/** In two pieces, at its middle. */
function halves(text: string): readonly [Fragment, Fragment] {
  const middle = Math.ceil(text.length / 2);
  return [quoted(text.slice(0, middle)), quoted(text.slice(middle))];
}

/** A path's directories and its last name; a relative one of one name lies in `.`. */
function partsOf(text: string): readonly string[] {
  const names = text.split('/').filter((part) => part !== '');
  return text.startsWith('/') ? ['/', ...names] : names;
}

const literals = (texts: readonly string[]): Fragment =>
  texts.map(quoted).reduce((before, part, index) => (index === 0 ? part : go`${before}, ${part}`), nothing);

const { os, fmt, flag, strings } = lib;

const settings = go`type settings struct {\nName string\nCount int\n}`;

const known: readonly Naming[] = [
  naming('literal', ({ text }) => plain(quoted(text))),
  naming('constant', ({ text }) => plain(go`itsName`, [go`const itsName = ${quoted(text)}`])),
  naming('local-constant', ({ text }) => after(go`const name = ${quoted(text)}`)),
  naming('constant-of-a-type', ({ text }) =>
    plain(go`string(itsName)`, [go`type label string`, go`const itsName label = ${quoted(text)}`]),
  ),
  naming('package-variable', ({ text }) => plain(go`itsName`, [go`var itsName = ${quoted(text)}`])),
  naming('local-variable', ({ text }) => after(go`name := ${quoted(text)}`)),
  naming('join', ({ text }) => plain(go`${lib.filepath}.Join(${literals(partsOf(text))})`), isPath),
  naming('concatenation', ({ text }) => {
    const [head, tail] = halves(text);
    return after(go`head := ${head}`, [], go`head + ${tail}`);
  }),
  naming('appended', ({ text }) => {
    const [head, tail] = halves(text);
    return after(go`name := ${head}\nname += ${tail}`);
  }),
  naming('formatted', ({ text }) => {
    const [head, tail] = halves(text);
    return plain(go`${fmt}.Sprintf("%s%s", ${head}, ${tail})`);
  }),
  naming('joined-words', ({ text }) => {
    const [head, tail] = halves(text);
    return plain(go`${strings}.Join([]string{${head}, ${tail}}, "")`);
  }),
  naming('split', ({ text, other }) => plain(go`${strings}.Split(${quoted(`${other},${text}`)}, ",")[1]`)),
  naming('trimmed', ({ text }) => plain(go`${strings}.TrimSuffix(${quoted(`${text}.end`)}, ".end")`)),
  naming('replaced', ({ text }) => plain(go`${strings}.ReplaceAll(${quoted(`<it>${text}`)}, "<it>", "")`)),
  naming('builder', ({ text }) => {
    const [head, tail] = halves(text);
    return after(
      go`var builder ${strings}.Builder\nbuilder.WriteString(${head})\nbuilder.WriteString(${tail})`,
      [],
      go`builder.String()`,
    );
  }),
  naming('bytes', ({ text }) => after(go`name := []byte(${quoted(`_${text}`)})`, [], go`string(name[1:])`)),
  naming('reversed', ({ text }) =>
    plain(go`reversed(${quoted([...text].toReversed().join(''))})`, [
      go`func reversed(text string) (result string) {
for _, letter := range text {
result = string(letter) + result
}
return result
}`,
    ]),
  ),
  naming('decoded', ({ text }) =>
    after(
      go`name, _ := ${lib.base64}.StdEncoding.DecodeString(${quoted(Buffer.from(text).toString('base64'))})`,
      [],
      go`string(name)`,
    ),
  ),
  naming('switch', ({ text, other }) =>
    after(go`name := ""
switch len(${os}.Args) {
case 0:
name = ${quoted(other)}
default:
name = ${quoted(text)}
}`),
  ),
  naming('parameter', ({ text }) => ({
    ...plain(go`name`),
    around: (statement) => go`func(name string) {\n${statement}\n}(${quoted(text)})`,
  })),
  naming('result', ({ text }) =>
    plain(go`choose(1)`, [
      go`func choose(count int) string {\nif count > 0 {\nreturn ${quoted(text)}\n}\nreturn ""\n}`,
    ]),
  ),
  naming('named-result', ({ text, other }) =>
    plain(go`choose()`, [
      go`func choose() (name string) {\ndefer func() { name = ${quoted(text)} }()\nreturn ${quoted(other)}\n}`,
    ]),
  ),
  naming('struct-field', ({ text }) =>
    after(go`config := settings{Name: ${quoted(text)}}`, [settings], go`config.Name`),
  ),
  naming('method-of-settings', ({ text }) =>
    after(
      go`config := &settings{Name: ${quoted(text)}}`,
      [settings, go`func (it *settings) itsName() string {\nreturn it.Name\n}`],
      go`config.itsName()`,
    ),
  ),
  naming('default-of-a-constructor', ({ text }) =>
    plain(go`newSettings().Name`, [
      settings,
      go`func newSettings() *settings {\nmade := new(settings)\nif made.Name == "" {\nmade.Name = ${quoted(text)}\n}\nreturn made\n}`,
    ]),
  ),
  naming('option', ({ text, other }) =>
    plain(go`newSettings(withName(${quoted(text)})).Name`, [
      settings,
      go`func withName(name string) func(*settings) {\nreturn func(it *settings) { it.Name = name }\n}`,
      go`func newSettings(options ...func(*settings)) settings {
made := settings{Name: ${quoted(other)}}
for _, option := range options {
option(&made)
}
return made
}`,
    ]),
  ),
  naming('slice-in-a-loop', ({ text }) => ({
    ...plain(go`name`),
    around: (statement) => go`for _, name := range []string{${quoted(text)}} {\n${statement}\n}`,
  })),
  naming('package-slice-in-a-loop', ({ text }) => ({
    ...plain(go`name`, [go`var names = []string{${quoted(text)}}`]),
    around: (statement) => go`for _, name := range names {\n${statement}\n}`,
  })),
  naming('index-in-a-loop', ({ text, other }) => ({
    ...plain(go`names[at]`),
    around: (statement) =>
      go`names := [...]string{${quoted(other)}, ${quoted(text)}}
for at := 1; at < len(names); at++ {
${statement}
}`,
  })),
  naming('map-value', ({ text, other }) =>
    after(
      go`names := map[string]string{"it": ${quoted(text)}, "none": ${quoted(other)}}`,
      [],
      go`names["it"]`,
    ),
  ),
  naming('map-key-in-a-loop', ({ text }) => ({
    ...plain(go`name`),
    around: (statement) => go`for name := range map[string]bool{${quoted(text)}: true} {\n${statement}\n}`,
  })),
  naming('channel', ({ text }) =>
    after(go`names := make(chan string, 1)\nnames <- ${quoted(text)}`, [], go`<-names`),
  ),
  naming('callback', ({ text }) => ({
    ...plain(go`name`, [go`func each(use func(string)) {\nuse(${quoted(text)})\n}`]),
    around: (statement) => go`each(func(name string) {\n${statement}\n})`,
  })),
  naming('iterator', ({ text }) => ({
    ...plain(go`name`),
    around: (statement) =>
      go`for name := range ${lib.slices}.Values([]string{${quoted(text)}}) {\n${statement}\n}`,
  })),
  naming('generic', ({ text, other }) =>
    plain(go`first(${quoted(text)}, ${quoted(other)})`, [
      go`func first[T any](values ...T) T {\nreturn values[0]\n}`,
    ]),
  ),
  naming(
    'from-the-working-directory',
    ({ text }) =>
      after(go`directory, _ := ${os}.Getwd()`, [], go`${lib.filepath}.Join(directory, ${quoted(text)})`),
    isRelative,
  ),
  naming(
    'beside-the-executable',
    ({ text }) =>
      after(
        go`program, _ := ${os}.Executable()`,
        [],
        go`${lib.filepath}.Join(${lib.filepath}.Dir(program), ${quoted(text)})`,
      ),
    isRelative,
  ),
  naming(
    'from-the-parent-of-a-directory',
    ({ text }) => plain(go`${lib.filepath}.Join("none", "..", ${quoted(text)})`),
    isRelative,
  ),
];

const written: readonly Naming[] = [
  naming('reassigned', ({ text, other }) => after(go`name := ${quoted(other)}\nname = ${quoted(text)}`)),
  naming('reassigned-package-variable', ({ text, other }) =>
    after(
      go`configure()`,
      [go`var itsName = ${quoted(other)}`, go`func configure() {\nitsName = ${quoted(text)}\n}`],
      go`itsName`,
    ),
  ),
  naming('set-in-init', ({ text, other }) =>
    plain(go`itsName()`, [
      go`var kept = ${quoted(other)}`,
      go`var _ = set()`,
      go`func set() bool {\nkept = ${quoted(text)}\nreturn true\n}`,
      go`func itsName() string {\nset()\nreturn kept\n}`,
    ]),
  ),
  naming('pointer', ({ text, other }) =>
    after(go`name := ${quoted(other)}\npointer := &name\n*pointer = ${quoted(text)}`),
  ),
  naming('pointer-parameter', ({ text, other }) =>
    after(go`name := ${quoted(other)}\nset(&name)`, [
      go`func set(into *string) {\n*into = ${quoted(text)}\n}`,
    ]),
  ),
  naming('address-of-a-field', ({ text, other }) =>
    after(
      go`config := settings{Name: ${quoted(other)}}\nset(&config.Name)`,
      [settings, go`func set(into *string) {\n*into = ${quoted(text)}\n}`],
      go`config.Name`,
    ),
  ),
  naming('pointer-to-a-struct', ({ text, other }) =>
    after(
      go`config := settings{Name: ${quoted(other)}}\nset(&config)`,
      [settings, go`func set(into *settings) {\ninto.Name = ${quoted(text)}\n}`],
      go`config.Name`,
    ),
  ),
  naming('setter-method', ({ text, other }) =>
    after(
      go`config := settings{Name: ${quoted(other)}}\nconfig.load()`,
      [settings, go`func (it *settings) load() {\nit.Name = ${quoted(text)}\n}`],
      go`config.Name`,
    ),
  ),
  naming('element-of-a-slice-parameter', ({ text, other }) =>
    after(
      go`names := []string{${quoted(other)}}\nset(names)`,
      [go`func set(into []string) {\ninto[0] = ${quoted(text)}\n}`],
      go`names[0]`,
    ),
  ),
  naming('entry-of-a-map-parameter', ({ text, other }) =>
    after(
      go`names := map[string]string{"it": ${quoted(other)}}\nset(names)`,
      [go`func set(into map[string]string) {\ninto["it"] = ${quoted(text)}\n}`],
      go`names["it"]`,
    ),
  ),
  naming('copied-slice', ({ text, other }) =>
    after(go`names := []string{${quoted(other)}}\ncopy(names, []string{${quoted(text)}})`, [], go`names[0]`),
  ),
  naming('element-of-a-list-in-a-map', ({ text, other }) =>
    after(
      go`names := map[string][]string{"it": {${quoted(other)}}}\nkept := names["it"]\nkept[0] = ${quoted(text)}`,
      [],
      go`names["it"][0]`,
    ),
  ),
  naming('element-in-a-loop-over-lists', ({ text, other }) =>
    after(
      go`names := [][]string{{${quoted(other)}}}\nfor _, each := range names {\neach[0] = ${quoted(text)}\n}`,
      [],
      go`names[0][0]`,
    ),
  ),
  naming('element-through-a-field', ({ text, other }) =>
    after(
      go`names := []string{${quoted(other)}}\nkept := struct{ list []string }{names}\nkept.list[0] = ${quoted(text)}`,
      [],
      go`names[0]`,
    ),
  ),
  naming('element-through-an-interface', ({ text, other }) =>
    after(
      go`names := []string{${quoted(other)}}\nvar kept any = names\nkept.([]string)[0] = ${quoted(text)}`,
      [],
      go`names[0]`,
    ),
  ),
  naming('pointer-to-an-array', ({ text, other }) =>
    after(
      go`names := [1]string{${quoted(other)}}\nkept := &names\nkept[0] = ${quoted(text)}`,
      [],
      go`names[0]`,
    ),
  ),
  naming('range-by-pointer', ({ text, other }) =>
    after(
      go`all := []*settings{{Name: ${quoted(other)}}}\nfor _, each := range all {\neach.Name = ${quoted(text)}\n}`,
      [settings],
      go`all[0].Name`,
    ),
  ),
  naming('closure-write', ({ text, other }) =>
    after(go`name := ${quoted(other)}\nfunc() { name = ${quoted(text)} }()`),
  ),
  naming('goroutine-write', ({ text, other }) =>
    after(go`name, done := ${quoted(other)}, make(chan bool)
go func() {
name = ${quoted(text)}
close(done)
}()
<-done`),
  ),
  naming('reflection-write', ({ text, other }) =>
    after(
      go`config := settings{Name: ${quoted(other)}}
${lib.reflect}.ValueOf(&config).Elem().FieldByName("Name").SetString(${quoted(text)})`,
      [settings],
      go`config.Name`,
    ),
  ),
  naming('scanned', ({ text, other }) =>
    after(go`name := ${quoted(other)}\n${fmt}.Sscan(${quoted(text)}, &name)`),
  ),
  naming('unmarshalled-text', ({ text, other }) =>
    after(
      go`config := settings{Name: ${quoted(other)}}
${lib.json}.Unmarshal([]byte(${quoted(JSON.stringify({ Name: text }))}), &config)`,
      [settings],
      go`config.Name`,
    ),
  ),
  naming('atomic-pointer', ({ text }) =>
    after(go`var kept ${lib.atomic}.Value\nkept.Store(${quoted(text)})`, [], go`kept.Load().(string)`),
  ),
  naming('interface-value', ({ text }) => after(go`var kept any = ${quoted(text)}`, [], go`kept.(string)`)),
  naming('text-of-a-value', ({ text }) =>
    plain(go`${fmt}.Sprint(label(1))`, [
      go`type label int`,
      go`func (label) String() string {\nreturn ${quoted(text)}\n}`,
    ]),
  ),
];

const given: readonly Naming[] = [
  naming('flag-default', ({ text }) =>
    after(go`name := ${flag}.String("name", ${quoted(text)}, "")\n${flag}.Parse()`, [], go`*name`),
  ),
  naming('flag-in-command', ({ text, other }) => ({
    ...after(go`name := ${flag}.String("name", ${quoted(other)}, "")\n${flag}.Parse()`, [], go`*name`),
    arguments: [`-name=${text}`],
  })),
  naming('flag-variable-in-command', ({ text, other }) => ({
    ...after(go`var name string\n${flag}.StringVar(&name, "name", ${quoted(other)}, "")\n${flag}.Parse()`),
    arguments: ['-name', text],
  })),
  naming('flag-default-and-other-command', ({ text, other }) => ({
    ...after(go`name := ${flag}.String("name", ${quoted(text)}, "")\n${flag}.Parse()`, [], go`*name`),
    arguments: [`-name=${other}`],
    otherArguments: [],
  })),
  naming('flag-set-by-the-program', ({ text, other }) =>
    after(
      go`name := ${flag}.String("name", ${quoted(other)}, "")\n${flag}.Set("name", ${quoted(text)})`,
      [],
      go`*name`,
    ),
  ),
  naming('flag-value', ({ text, other }) => ({
    ...after(
      go`var name label = ${quoted(other)}\n${flag}.Var(&name, "name", "")\n${flag}.Parse()`,
      [
        go`type label string`,
        go`func (it *label) String() string {\nreturn string(*it)\n}`,
        go`func (it *label) Set(text string) error {\n*it = label(text)\nreturn nil\n}`,
      ],
      go`string(name)`,
    ),
    arguments: [`-name=${text}`],
  })),
  naming('flag-set', ({ text, other }) => ({
    ...after(
      go`set := ${flag}.NewFlagSet("it", ${flag}.ExitOnError)
name := set.String("name", ${quoted(other)}, "")
set.Parse(${os}.Args[1:])`,
      [],
      go`*name`,
    ),
    arguments: ['--name', text],
  })),
  naming('argument', ({ text }) => ({ ...plain(go`${os}.Args[1]`), arguments: [text] })),
  naming('arguments-in-a-loop', ({ text }) => ({
    ...plain(go`name`),
    around: (statement) => go`for _, name := range ${os}.Args[1:] {\n${statement}\n}`,
    arguments: [text],
  })),
  naming('variable', ({ text }) => ({
    ...plain(go`${os}.Getenv("SHOP_NAME")`),
    variables: { SHOP_NAME: text },
  })),
  naming('variable-with-default', ({ text }) =>
    plain(go`variable("SHOP_NAME", ${quoted(text)})`, [
      go`func variable(name, fallback string) string {
if value := ${os}.Getenv(name); value != "" {
return value
}
return fallback
}`,
    ]),
  ),
  naming('looked-up-variable', ({ text, other }) => ({
    ...after(go`name, found := ${os}.LookupEnv("SHOP_NAME")\nif !found {\nname = ${quoted(other)}\n}`),
    variables: { SHOP_NAME: text },
  })),
  naming('expanded-variable', ({ text }) => {
    const middle = Math.ceil(text.length / 2);
    return {
      ...plain(go`${os}.ExpandEnv(${quoted(`\${SHOP_HEAD}${text.slice(middle)}`)})`),
      variables: { SHOP_HEAD: text.slice(0, middle) },
    };
  }),
  naming('variable-set-by-the-program', ({ text, other }) => ({
    ...after(go`${os}.Setenv("SHOP_NAME", ${quoted(text)})`, [], go`${os}.Getenv("SHOP_NAME")`),
    variables: { SHOP_NAME: other },
  })),
  naming('variable-in-all', ({ text }) => ({
    ...plain(go`variable("SHOP_NAME")`, [
      go`func variable(name string) string {
for _, each := range ${os}.Environ() {
if value, found := ${strings}.CutPrefix(each, name+"="); found {
return value
}
}
return ""
}`,
    ]),
    variables: { SHOP_NAME: text },
  })),
  naming('linked', ({ text }) => ({
    ...plain(go`itsName`, [go`var itsName string`]),
    linked: { itsName: text },
  })),
  naming('linked-over-a-default', ({ text, other }) => ({
    ...plain(go`itsName`, [go`var itsName = ${quoted(other)}`]),
    linked: { itsName: text },
  })),
  naming('settings-file', ({ text, other }) => ({
    ...after(
      go`config := settings{Name: ${quoted(other)}}
if text, err := ${os}.ReadFile("settings.json"); err == nil {
${lib.json}.Unmarshal(text, &config)
}`,
      [settings],
      go`config.Name`,
    ),
    files: { 'settings.json': `${JSON.stringify({ Name: text })}\n` },
  })),
  naming('lines-of-a-file', ({ text }) => ({
    ...plain(go`name`),
    around: (statement) => go`text, _ := ${os}.ReadFile("names.txt")
for _, name := range ${strings}.Fields(string(text)) {
${statement}
}`,
    files: { 'names.txt': `${text}\n` },
  })),
];

/** For an effect that takes no name. */
export const unnamed: Naming = naming('none', () => plain(go`""`));

export const namings: readonly Naming[] = [...known, ...written, ...given].map((each) => ({
  ...each,
  fits: (name) => isLong(name) && each.fits?.(name) !== false,
}));
