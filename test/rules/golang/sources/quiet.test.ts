import { describe, expect, test } from 'vitest';
import { reachesOutside } from '../../../../rules/golang/sources/knowledge/index.ts';
import { found, type Tree } from './program.ts';

interface Case {
  readonly name: string;
  /** What main does with package `settings`, which only computes. */
  readonly main: string;
  /** Packages by name: imports and declarations. */
  readonly packages: Readonly<Record<string, readonly [imports: readonly string[], declarations: string]>>;
  readonly finds: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a constant',
    main: 'os.Open(settings.Path)',
    packages: { settings: [[], 'const Path = "a.json"'] },
    finds: ['read-file a.json'],
  },
  {
    name: 'a variable that a function of its package sets anew',
    main: 'settings.Use()\nos.Open(settings.Path)',
    packages: {
      settings: [['strings'], 'var Path = "a.json"\nfunc Use() { Path = strings.ToLower("B.json") }'],
    },
    finds: ['read-file a.json', 'read-file b.json'],
  },
  {
    name: 'a variable that another such package sets, called by a third',
    main: 'three.Start()\nos.Open(settings.Path)',
    packages: {
      settings: [[], 'var Path = "a.json"'],
      two: [
        ['example.com/app/settings'],
        'func Set(path string) { settings.Path = "b/" + path }\nfunc Unused() { settings.Path = "c" }',
      ],
      three: [['example.com/app/two'], 'func Start() { two.Set("c.json") }'],
    },
    finds: ['read-file a.json', 'read-file b/c.json'],
  },
  {
    name: 'a field that a constructor fills',
    main: 'options := settings.New("data")\nos.Open(options.Path)',
    packages: {
      settings: [
        ['path'],
        'type Options struct { Path string }\nfunc New(directory string) *Options { return &Options{Path: path.Join(directory, "a.db")} }',
      ],
    },
    finds: ['read-file data/a.db'],
  },
  {
    name: 'a field that a method sets',
    main: 'var options settings.Options\noptions.Reset()\nos.Open(options.Path)',
    packages: {
      settings: [[], 'type Options struct { Path string }\nfunc (o *Options) Reset() { o.Path = "a.txt" }'],
    },
    finds: ['read-file a.txt'],
  },
  {
    name: 'what a method gives',
    main: 'os.Open(settings.Options{Name: "a"}.File())',
    packages: {
      settings: [
        ['fmt'],
        'type Options struct { Name string }\nfunc (o Options) File() string { return fmt.Sprintf("%s.txt", o.Name) }',
      ],
    },
    finds: ['read-file a.txt'],
  },
  {
    name: 'a function that is handed on',
    main: 'settings.Each(func(name string) { os.Open("fixed.txt") })\nsettings.Each(open)\n---\nfunc open(string) { os.Open("other.txt") }',
    packages: { settings: [[], 'func Each(do func(string)) { do("a") }'] },
    finds: ['read-file fixed.txt', 'read-file other.txt'],
  },
  {
    name: 'fields that a decoder fills',
    main: 'options := settings.Read(nil)\nos.Open(options.Path)',
    packages: {
      settings: [
        ['encoding/json'],
        'type Options struct { Path string }\nfunc Read(text []byte) Options { options := Options{Path: "a"}\njson.Unmarshal(text, &options)\nreturn options }',
      ],
    },
    finds: ['read-file a', 'read-file …'],
  },
];

describe('packages that only compute', () => {
  describe.each(cases)('$name', ({ main, packages, finds }) => {
    const imports = ['os', ...Object.keys(packages).map((name) => `example.com/app/${name}`)];

    test('is known', () => {
      expect(found(imports, main, { others: packageFiles(packages, []) }).toSorted()).toEqual(finds);
    });

    test('as it is where the package may do anything', () => {
      expect(found(imports, main, { others: packageFiles(packages, ['os']) }).toSorted()).toEqual(finds);
    });
  });

  test('a call through an interface reaches what it stands for', () => {
    const loader = 'type Loader interface { Load(string) }\nfunc Run(from Loader) { from.Load("a.txt") }';
    const main =
      'settings.Run(disk{})\n---\ntype disk struct{}\nfunc (disk) Load(name string) { os.Open(name) }';
    const others = packageFiles({ settings: [[], loader] }, []);
    expect(found(['os', 'example.com/app/settings'], main, { others })).toEqual(['read-file a.txt']);
  });

  test('a package that computes and loads a time zone is read', () => {
    const declarations = 'func Now() { time.LoadLocation("Europe/Rome") }';
    const others = packageFiles({ settings: [['time'], declarations] }, []);
    expect(found(['example.com/app/settings'], 'settings.Now()', { others })).toEqual([
      'time-zone Europe/Rome',
    ]);
  });
});

test('what reaches outside of the program', () => {
  expect(reachesOutside('strings', 'strings.ToLower')).toBe(false);
  expect(reachesOutside('time', 'time.Now()')).toBe(false);
  expect(reachesOutside('time', 'time.LoadLocation(name)')).toBe(true);
  expect(reachesOutside('os', 'os.Exit(1)')).toBe(true);
});

function packageFiles(packages: Case['packages'], more: readonly string[]): Tree {
  return Object.fromEntries(
    Object.entries(packages).map(([name, [imports, declarations]]) => {
      const lines = [...imports.map((path) => `\t"${path}"`), ...more.map((path) => `\t_ "${path}"`)];
      const text = `package ${name}\n\nimport (\n${lines.join('\n')}\n)\n\n${declarations}\n`;
      return [`/src/${name}/${name}.go`, text];
    }),
  );
}
