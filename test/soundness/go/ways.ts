/**
 * Ways that lead from `main` to an effect. Some hand the library's function on as a value, others reach a call of it by
 * way of the program's own functions and methods.
 */
import { go, imported, joined, nothing, type Fragment } from './fragment.ts';
import { showDeclaration, type Effect } from './effects.ts';
import * as lib from './packages.ts';

/** What a way is written around. */
export interface Scene {
  readonly effect: Effect;
  /** What the name's expression is; statements that it needs are put around by `named`. */
  readonly name: Fragment;
  readonly named: (statement: Fragment) => Fragment;
  /** Import paths of a second package of the program and of a vendored one. */
  readonly own: string;
  readonly vendored: string;
}

/** What a program declares, package by package. */
export interface Written {
  readonly declarations: readonly Fragment[];
  /** The statements of `main`. */
  readonly main: Fragment;
  readonly own?: readonly Fragment[];
  readonly vendored?: readonly Fragment[];
  /** A second file of the main package, chosen by this build constraint. */
  readonly chosen?: { readonly constraint: string; readonly declarations: readonly Fragment[] };
}

export interface Way {
  readonly name: string;
  readonly fits?: (effect: Effect) => boolean;
  readonly write: (scene: Scene) => Written;
}

const { fmt } = lib;

/** The effect's function as an expression. */
function functionOf({ package: path, function: of }: Effect): Fragment {
  if (path === undefined) return of('');
  const { text, imports } = imported(path);
  return { text: of(text).text, imports };
}

const argumentsOf = ({ effect, name }: Pick<Scene, 'effect' | 'name'>): Fragment =>
  joined(effect.arguments(name), ', ');

const report = (text: Fragment): Fragment => go`${fmt}.Println(${text})`;

/** What calling this expression shows. */
const shown = (scene: Scene, called: Fragment): Fragment => go`show(${called}(${argumentsOf(scene)}))`;

const besides = ({ effect }: Scene): readonly Fragment[] => [showDeclaration(effect), ...effect.declarations];

/** `main` calls an expression that stands for the library's function. */
function byValue(
  name: string,
  write: (
    scene: Scene,
    value: Fragment,
  ) => {
    readonly declarations?: readonly Fragment[];
    readonly before?: Fragment;
    readonly called: Fragment;
    readonly around?: (statement: Fragment) => Fragment;
  },
): Way {
  return {
    name,
    write: (scene) => {
      const { declarations = [], before, called, around = same } = write(scene, functionOf(scene.effect));
      const statement = around(report(shown(scene, called)));
      return {
        declarations: [...besides(scene), ...declarations],
        main: scene.named(before === undefined ? statement : block(go`${before}\n${statement}`)),
      };
    },
  };
}

/** So that its variables are none of those around it. */
const block = (statements: Fragment): Fragment => go`{\n${statements}\n}`;

const same = (statement: Fragment): Fragment => statement;

/** A function of the program's own that has the effect: `act(name string) string`. */
const actOf = ({ effect }: Scene, called: Fragment = functionOf(effect)): Fragment =>
  go`return show(${called}(${argumentsOf({ effect, name: go`name` })}))`;

/** `main` reaches a function or method of the program's own that has the effect. */
function byOwn(
  name: string,
  write: (
    scene: Scene,
    act: Fragment,
  ) => {
    readonly declarations: readonly Fragment[];
    /** An expression of type string, or statements with `report` of their own. */
    readonly result?: Fragment;
    readonly statements?: Fragment;
  },
  fits?: Way['fits'],
): Way {
  return {
    name,
    ...(fits === undefined ? {} : { fits }),
    write: (scene) => {
      const { declarations, result, statements } = write(scene, actOf(scene));
      return {
        declarations: [...besides(scene), ...declarations],
        main: scene.named(statements === undefined ? report(result ?? nothing) : block(statements)),
      };
    },
  };
}

const ownType = (act: Fragment): Fragment => go`type shop struct{}

func (shop) Act(name string) string {
${act}
}`;
const ownFunction = (act: Fragment): Fragment => go`func act(name string) string {\n${act}\n}`;
const isMethod = ({ method }: Effect): boolean => method !== undefined;
const isOfLibrary = (effect: Effect): boolean => effect.package !== undefined;

const values: readonly Way[] = [
  byValue('call', (_, value) => ({ called: value })),
  byValue('package-variable', (_, value) => ({ declarations: [go`var call = ${value}`], called: go`call` })),
  byValue('assigned-variable', ({ effect }, value) => ({
    declarations: [go`var call ${effect.type}`, go`func prepare() {\ncall = ${value}\n}`],
    before: go`prepare()`,
    called: go`call`,
  })),
  byValue('local-variable', (_, value) => ({ before: go`call := ${value}`, called: go`call` })),
  byValue('pointer', (_, value) => ({
    before: go`call := ${value}\npointer := &call`,
    called: go`(*pointer)`,
  })),
  byValue('field', ({ effect }, value) => ({
    declarations: [go`type api struct {\ncall ${effect.type}\n}`],
    before: go`it := api{call: ${value}}`,
    called: go`it.call`,
  })),
  byValue('field-of-a-pointer', ({ effect }, value) => ({
    declarations: [
      go`type api struct {\nlabel string\ncall ${effect.type}\n}`,
      go`var it = &api{"it", ${value}}`,
    ],
    called: go`it.call`,
  })),
  byValue('option', ({ effect }, value) => ({
    declarations: [
      go`type api struct {\ncall ${effect.type}\n}`,
      go`type option func(*api)`,
      go`func with(call ${effect.type}) option {\nreturn func(it *api) { it.call = call }\n}`,
      go`func newAPI(options ...option) *api {
it := &api{}
for _, option := range options {
option(it)
}
return it
}`,
    ],
    before: go`it := newAPI(with(${value}))`,
    called: go`it.call`,
  })),
  byValue('map', ({ effect }, value) => ({
    before: go`calls := map[string]${effect.type}{"it": ${value}}`,
    called: go`calls["it"]`,
  })),
  byValue('map-entry', ({ effect }, value) => ({
    declarations: [go`var calls = map[string]${effect.type}{}`],
    before: go`calls["it"] = ${value}`,
    called: go`calls["it"]`,
  })),
  byValue('slice', ({ effect }, value) => ({
    called: go`call`,
    around: (statement) => go`for _, call := range []${effect.type}{${value}} {\n${statement}\n}`,
  })),
  byValue('array', ({ effect }, value) => ({
    declarations: [go`var calls = [...]${effect.type}{${value}}`],
    called: go`calls[0]`,
  })),
  byValue('function-table', ({ effect }, value) => ({
    declarations: [
      go`var table = []struct {\nname string\ncall ${effect.type}\n}{{"it", ${value}}}`,
      go`func find(name string) ${effect.type} {
for _, row := range table {
if row.name == name {
return row.call
}
}
return nil
}`,
    ],
    called: go`find("it")`,
  })),
  byValue('channel', ({ effect }, value) => ({
    before: go`calls := make(chan ${effect.type}, 1)\ncalls <- ${value}`,
    called: go`(<-calls)`,
  })),
  byValue('result', ({ effect }, value) => ({
    declarations: [go`func pick() ${effect.type} {\nreturn ${value}\n}`],
    called: go`pick()`,
  })),
  byValue('named-type', ({ effect }, value) => ({
    declarations: [go`type loader ${effect.type}`],
    before: go`call := loader(${value})`,
    called: go`call`,
  })),
  byValue('assertion', ({ effect }, value) => ({
    before: go`var call any = ${value}`,
    called: go`call.(${effect.type})`,
  })),
  byValue('type-switch', ({ effect }, value) => ({
    before: go`var anything any = ${value}`,
    called: go`call`,
    around: (statement) => go`switch call := anything.(type) {\ncase ${effect.type}:\n${statement}\n}`,
  })),
  byValue('atomic-value', ({ effect }, value) => ({
    before: go`var stored ${lib.atomic}.Value\nstored.Store(${value})`,
    called: go`stored.Load().(${effect.type})`,
  })),
  byValue('synchronised-map', ({ effect }, value) => ({
    declarations: [
      go`var keptCalls ${lib.sync}.Map`,
      go`func get(name string) ${effect.type} {\nfound, _ := keptCalls.Load(name)\nreturn found.(${effect.type})\n}`,
    ],
    before: go`keptCalls.Store("it", ${value})`,
    called: go`get("it")`,
  })),
  byValue('context-value', ({ effect }, value) => ({
    declarations: [go`type key struct{}`],
    before: go`ctx := ${lib.context}.WithValue(${lib.context}.Background(), key{}, ${value})`,
    called: go`ctx.Value(key{}).(${effect.type})`,
  })),
  byValue('conditional-variable', ({ effect }, value) => ({
    declarations: [
      go`func pickLater() (call ${effect.type}) {\ndefer func() { call = ${value} }()\nreturn nil\n}`,
    ],
    called: go`pickLater()`,
  })),
  byValue('generic-identity', (_, value) => ({
    declarations: [go`func identity[T any](value T) T {\nreturn value\n}`],
    called: go`identity(${value})`,
  })),
  byValue('generic-type', ({ effect }, value) => ({
    declarations: [
      go`type box[T any] struct {\nvalue T\n}`,
      go`func (it box[T]) get() T {\nreturn it.value\n}`,
    ],
    before: go`it := box[${effect.type}]{${value}}`,
    called: go`it.get()`,
  })),
  {
    name: 'parameter',
    write: (scene) => ({
      declarations: [
        ...besides(scene),
        go`func run(call ${scene.effect.type}, name string) string {\n${actOf(scene, go`call`)}\n}`,
      ],
      main: scene.named(report(go`run(${functionOf(scene.effect)}, ${scene.name})`)),
    }),
  },
  {
    name: 'generic-function',
    write: (scene) => ({
      declarations: [
        ...besides(scene),
        go`func apply[F any](call F, use func(F) string) string {\nreturn use(call)\n}`,
      ],
      main: scene.named(
        report(
          go`apply(${functionOf(scene.effect)}, func(call ${scene.effect.type}) string {\nreturn ${shown(scene, go`call`)}\n})`,
        ),
      ),
    }),
  },
  {
    name: 'variadic-parameter',
    write: (scene) => ({
      declarations: [
        ...besides(scene),
        go`func run(name string, calls ...${scene.effect.type}) (result string) {
for _, call := range calls {
result += show(call(${argumentsOf({ effect: scene.effect, name: go`name` })}))
}
return result
}`,
      ],
      main: scene.named(report(go`run(${scene.name}, ${functionOf(scene.effect)})`)),
    }),
  },
  {
    name: 'reflection-call',
    write: (scene) => {
      const { effect, name } = scene;
      const results = effect.results.map((result, index) => go`as[${result}](results[${String(index)}])`);
      return {
        declarations: [
          ...besides(scene),
          go`func as[T any](value ${lib.reflect}.Value) T {\nis, _ := value.Interface().(T)\nreturn is\n}`,
          go`func interfaceOf[T any](value T) ${lib.reflect}.Value {\nreturn ${lib.reflect}.ValueOf(&value).Elem()\n}`,
        ],
        main: scene.named(
          go`results := ${lib.reflect}.ValueOf(${functionOf(effect)}).Call([]${lib.reflect}.Value{${joined(
            effect.arguments(name).map((value) => go`interfaceOf(${value})`),
            ', ',
          )}})
${report(go`show(${joined(results, ', ')})`)}`,
        ),
      };
    },
  },
  {
    name: 'import-alias',
    fits: isOfLibrary,
    write: (scene) => {
      const path = scene.effect.package ?? '';
      const alias = imported(path, 'other');
      return {
        declarations: besides(scene),
        main: scene.named(
          report(shown(scene, { text: scene.effect.function(alias.text).text, imports: alias.imports })),
        ),
      };
    },
  },
  {
    name: 'dot-import',
    fits: isOfLibrary,
    write: (scene) => {
      const dot = imported(scene.effect.package ?? '', '.');
      return {
        declarations: besides(scene),
        main: scene.named(
          report(shown(scene, { text: scene.effect.function('.').text, imports: dot.imports })),
        ),
      };
    },
  },
];

const methods: readonly Way[] = [
  {
    name: 'method-expression-of-the-library',
    fits: isMethod,
    write: (scene) => {
      const { method } = scene.effect;
      const { receiver, type, name } = method ?? { receiver: nothing, type: nothing, name: '' };
      return {
        declarations: besides(scene),
        main: scene.named(
          report(
            go`show((${type}).${name}(${joined([receiver, ...scene.effect.arguments(scene.name)], ', ')}))`,
          ),
        ),
      };
    },
  },
  {
    name: 'interface-before-the-library',
    fits: isMethod,
    write: (scene) => {
      const { receiver, name } = scene.effect.method ?? { receiver: nothing, name: '' };
      return {
        declarations: [
          ...besides(scene),
          go`type client interface {\n${name}${signatureOf(scene.effect)}\n}`,
          go`type api struct {\nclient client\n}`,
        ],
        main: scene.named(go`it := api{client: ${receiver}}\n${report(shown(scene, go`it.client.${name}`))}`),
      };
    },
  },
  {
    name: 'embedded-value-of-the-library',
    fits: isMethod,
    write: (scene) => {
      const { receiver, type, name } = scene.effect.method ?? { receiver: nothing, type: nothing, name: '' };
      return {
        declarations: [...besides(scene), go`type api struct {\n${type}\n}`],
        main: scene.named(go`it := api{${receiver}}\n${report(shown(scene, go`it.${name}`))}`),
      };
    },
  },
  {
    name: 'reflected-method-of-the-library',
    fits: isMethod,
    write: (scene) => {
      const { receiver, name } = scene.effect.method ?? { receiver: nothing, name: '' };
      return {
        declarations: besides(scene),
        main: scene.named(
          go`call := ${lib.reflect}.ValueOf(${receiver}).MethodByName("${name}").Interface().(${scene.effect.type})
${report(shown(scene, go`call`))}`,
        ),
      };
    },
  },
];

/** The type without `func`. */
const signatureOf = ({ type }: Effect): Fragment => ({ ...type, text: type.text.replace(/^func/, '') });

const owns: readonly Way[] = [
  byOwn('method-value', ({ name }, act) => ({
    declarations: [ownType(act)],
    statements: go`act := shop{}.Act\n${report(go`act(${name})`)}`,
  })),
  byOwn('method-expression', ({ name }, act) => ({
    declarations: [ownType(act)],
    result: go`shop.Act(shop{}, ${name})`,
  })),
  byOwn('interface', ({ name }, act) => ({
    declarations: [
      ownType(act),
      go`type actor interface {\nAct(string) string\n}`,
      go`type other struct{}`,
      go`func (other) Act(name string) string {\nreturn name\n}`,
      go`func actorOf(name string) actor {
if name == "" {
return other{}
}
return shop{}
}`,
    ],
    result: go`actorOf("it").Act(${name})`,
  })),
  byOwn('embedding', ({ name }, act) => ({
    declarations: [ownType(act), go`type market struct {\nshop\n}`],
    result: go`market{}.Act(${name})`,
  })),
  byOwn('embedded-interface', ({ name }, act) => ({
    declarations: [
      ownType(act),
      go`type actor interface {\nAct(string) string\n}`,
      go`type market struct {\nactor\n}`,
    ],
    result: go`market{shop{}}.Act(${name})`,
  })),
  byOwn('generic-constraint', ({ name }, act) => ({
    declarations: [
      ownType(act),
      go`func run[A interface{ Act(string) string }](name string) string {\nvar it A\nreturn it.Act(name)\n}`,
    ],
    result: go`run[shop](${name})`,
  })),
  byOwn('closure', ({ name }, act) => ({
    declarations: [go`func bind(name string) func() string {\nreturn func() string {\n${act}\n}\n}`],
    result: go`bind(${name})()`,
  })),
  byOwn('deferred', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`func() {\ndefer func(name string) {\n${report(go`act(name)`)}\n}(${name})\n}()`,
  })),
  byOwn('recovered', ({ name }, act) => ({
    declarations: [
      ownFunction(act),
      go`func run(name string) (result string) {
defer func() {
if recover() != nil {
result = act(name)
}
}()
panic("no")
}`,
    ],
    result: go`run(${name})`,
  })),
  byOwn('goroutine', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`done := make(chan string)
go func(name string) { done <- act(name) }(${name})
${report(go`<-done`)}`,
  })),
  byOwn('reflected-method', ({ name }, act) => ({
    declarations: [ownType(act)],
    statements: go`results := ${lib.reflect}.ValueOf(shop{}).MethodByName("A" + "ct").Call([]${lib.reflect}.Value{${lib.reflect}.ValueOf(${name})})
${report(go`results[0].String()`)}`,
  })),
  byOwn('text-of-a-value', ({ name }, act) => ({
    declarations: [
      ownFunction(act),
      go`type page string`,
      go`func (it page) String() string {\nreturn act(string(it))\n}`,
    ],
    result: go`page(${name})`,
  })),
  byOwn('error-of-a-value', ({ name }, act) => ({
    declarations: [
      ownFunction(act),
      go`type failure struct {\nname string\n}`,
      go`func (it *failure) Error() string {\nreturn act(it.name)\n}`,
      go`func run(name string) error {\nreturn &failure{name}\n}`,
    ],
    result: go`${fmt}.Sprintf("%v", run(${name}))`,
  })),
  byOwn('marshalled-value', ({ name }, act) => ({
    declarations: [
      go`type page struct {\nname string\n}`,
      go`func (it page) MarshalText() ([]byte, error) {\nreturn []byte(act(it.name)), nil\n}`,
      ownFunction(act),
    ],
    statements: go`text, err := ${lib.json}.Marshal(page{${name}})\n${report(go`string(text), err`)}`,
  })),
  byOwn('template-function', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`page := ${lib.template}.Must(${lib.template}.New("page").Funcs(${lib.template}.FuncMap{"act": act}).Parse("{{act .}}"))
var out ${lib.strings}.Builder
err := page.Execute(&out, ${name})
${report(go`out.String(), err`)}`,
  })),
  byOwn('method-in-a-template', ({ name }, act) => ({
    declarations: [ownType(act)],
    statements: go`page := ${lib.template}.Must(${lib.template}.New("page").Parse("{{.Shop.Act .Name}}"))
var out ${lib.strings}.Builder
err := page.Execute(&out, map[string]any{"Shop": shop{}, "Name": ${name}})
${report(go`out.String(), err`)}`,
  })),
  byOwn('callback', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`var once ${lib.sync}.Once
once.Do(func() {
${report(go`act(${name})`)}
})`,
  })),
  byOwn('once-value', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`name := ${name}
get := ${lib.sync}.OnceValue(func() string { return act(name) })
${report(go`get()`)}`,
  })),
  byOwn('timer', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`name, done := ${name}, make(chan string)
${lib.time}.AfterFunc(0, func() { done <- act(name) })
${report(go`<-done`)}`,
  })),
  byOwn('mapped-text', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`name, result := ${name}, ""
${lib.slices}.IndexFunc([]string{name}, func(name string) bool {
result = act(name)
return true
})
${report(go`result`)}`,
  })),
  byOwn('iterator', ({ name }, act) => ({
    declarations: [
      ownFunction(act),
      go`func results(names ...string) func(func(string) bool) {
return func(yield func(string) bool) {
for _, name := range names {
if !yield(act(name)) {
return
}
}
}
}`,
    ],
    statements: go`for result := range results(${name}) {\n${report(go`result`)}\n}`,
  })),
  byOwn('reader', ({ name }, act) => ({
    declarations: [
      ownFunction(act),
      go`type source struct {\nname string\n}`,
      go`func (it *source) Read(into []byte) (int, error) {\nreturn copy(into, act(it.name)), ${lib.io}.EOF\n}`,
    ],
    statements: go`text, err := ${lib.io}.ReadAll(&source{${name}})\n${report(go`string(text), err`)}`,
  })),
  byOwn('web-handler', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`name, router := ${name}, ${lib.http}.NewServeMux()
router.HandleFunc("/", func(writer ${lib.http}.ResponseWriter, _ *${lib.http}.Request) {
${fmt}.Fprint(writer, act(name))
})
recorder := ${lib.httptest}.NewRecorder()
router.ServeHTTP(recorder, ${lib.httptest}.NewRequest("GET", "/", nil))
${report(go`recorder.Body.String()`)}`,
  })),
  byOwn('flag-function', ({ name }, act) => ({
    declarations: [ownFunction(act)],
    statements: go`name, set := ${name}, ${lib.flag}.NewFlagSet("it", ${lib.flag}.ContinueOnError)
set.BoolFunc("act", "", func(string) error {
${report(go`act(name)`)}
return nil
})
set.Parse([]string{"-act"})`,
  })),
  byOwn('sorted-value', ({ name }, act) => ({
    declarations: [
      ownFunction(act),
      go`type rows []string`,
      go`func (it rows) Len() int           { return len(it) }`,
      go`func (it rows) Swap(i, j int)      { it[i], it[j] = it[j], it[i] }`,
      go`var result string`,
      go`func (it rows) Less(i, j int) bool {\nresult = act(it[0])\nreturn false\n}`,
    ],
    statements: go`name := ${name}\n${imported('sort')}.Sort(rows{name, name})\n${report(go`result`)}`,
  })),
  byOwn('recursion', ({ name }, act) => ({
    declarations: [
      go`func run(depth int, name string) string {\nif depth > 0 {\nreturn run(depth-1, name)\n}\n${act}\n}`,
    ],
    result: go`run(3, ${name})`,
  })),
];

const places: readonly Way[] = [
  {
    name: 'init',
    write: (scene) => ({
      declarations: [
        ...besides(scene),
        go`var result string`,
        go`func init() {\n${scene.named(go`result = ${shown(scene, functionOf(scene.effect))}`)}\n}`,
      ],
      main: report(go`result`),
    }),
  },
  {
    name: 'initialiser',
    write: (scene) => ({
      declarations: [
        ...besides(scene),
        go`var result = func() (result string) {
${scene.named(go`result = ${shown(scene, functionOf(scene.effect))}`)}
return result
}()`,
      ],
      main: report(go`result`),
    }),
  },
  {
    name: 'other-package',
    write: (scene) => ({
      declarations: [],
      main: scene.named(report(go`${imported(scene.own)}.Act(${scene.name})`)),
      own: [...besides(scene), go`func Act(name string) string {\n${actOf(scene)}\n}`],
    }),
  },
  {
    name: 'variable-of-another-package',
    write: (scene) => ({
      declarations: [],
      main: scene.named(report(go`${imported(scene.own)}.Act(${scene.name})`)),
      own: [
        ...besides(scene),
        go`var Call = ${functionOf(scene.effect)}`,
        go`func Act(name string) string {\n${actOf(scene, go`Call`)}\n}`,
      ],
    }),
  },
  {
    name: 'value-for-another-package',
    fits: isOfLibrary,
    write: (scene) => ({
      declarations: besides(scene),
      main: scene.named(
        go`${imported(scene.own)}.Set(${functionOf(scene.effect)})\n${report(shown(scene, go`${imported(scene.own)}.Get()`))}`,
      ),
      own: [
        go`var kept ${scene.effect.type}`,
        go`func Set(call ${scene.effect.type}) {\nkept = call\n}`,
        go`func Get() ${scene.effect.type} {\nreturn kept\n}`,
      ],
    }),
  },
  {
    name: 'registered-by-another-package',
    write: (scene) => ({
      declarations: [
        go`var _ = ${imported(scene.vendored)}.Acts`,
        go`func init() {\n${imported(scene.own)}.Register()\n}`,
      ],
      main: scene.named(report(go`${imported(scene.vendored)}.Acts["it"](${scene.name})`)),
      own: [
        ...besides(scene),
        go`func Register() {\n${imported(scene.vendored)}.Acts["it"] = act\n}`,
        ownFunction(actOf(scene)),
      ],
      vendored: [go`var Acts = map[string]func(string) string{}`],
    }),
  },
  {
    name: 'vendored-package',
    write: (scene) => ({
      declarations: [],
      main: scene.named(report(go`${imported(scene.vendored)}.Act(${scene.name})`)),
      vendored: [...besides(scene), go`func Act(name string) string {\n${actOf(scene)}\n}`],
    }),
  },
  {
    name: 'interface-of-a-vendored-package',
    write: (scene) => ({
      declarations: [...besides(scene), ownType(actOf(scene))],
      main: scene.named(report(go`${imported(scene.vendored)}.Run(shop{}, ${scene.name})`)),
      vendored: [
        go`type Actor interface {\nAct(string) string\n}`,
        go`func Run(it Actor, name string) string {\nreturn it.Act(name)\n}`,
      ],
    }),
  },
  {
    name: 'method-of-a-vendored-type',
    write: (scene) => ({
      declarations: [go`type actor interface {\nAct(string) string\n}`],
      main: scene.named(
        go`var it actor = ${imported(scene.vendored)}.New()\n${report(go`it.Act(${scene.name})`)}`,
      ),
      vendored: [
        ...besides(scene),
        go`type kit struct{}`,
        go`func New() *kit {\nreturn &kit{}\n}`,
        go`func (*kit) Act(name string) string {\n${actOf(scene)}\n}`,
      ],
    }),
  },
  {
    name: 'file-of-a-system',
    write: (scene) => ({
      declarations: [],
      main: scene.named(report(go`act(${scene.name})`)),
      chosen: {
        constraint: 'linux && !windows',
        declarations: [...besides(scene), ownFunction(actOf(scene))],
      },
    }),
  },
];

export const ways: readonly Way[] = [...values, ...methods, ...owns, ...places];
