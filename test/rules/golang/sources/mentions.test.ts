/** Every symbol of the standard library with an effect, planted where nothing calls it directly: none is taken for nothing. */
import { describe, expect, it } from 'vitest';
import { apiFacts } from '../../../../rules/golang/sources/knowledge/index.ts';
import { standardKeys, standardSymbol } from '../../../../rules/golang/sources/knowledge/standard-symbols.ts';
import { brief, facts, found, moduleOf, program } from './program.ts';

interface Planted {
  readonly path: string;
  readonly name: string;
  readonly method: string | undefined;
}

/** Functions and methods with an effect; what only names variables is another test's. */
const planted: readonly Planted[] = standardKeys().flatMap((key): readonly Planted[] => {
  const dot = key.indexOf('.', key.lastIndexOf('/') + 1);
  const [name = '', method] = key.slice(dot + 1).split('.');
  const effects = standardSymbol(key)?.effects ?? [];
  if (name === 'init' || effects.length === 0) return [];
  return [{ path: key.slice(0, dot), name, method }];
});

function kindsOf(key: string): readonly string[] {
  return (apiFacts(key)?.effects ?? []).map(({ kind }) => kind);
}

function families(kinds: readonly string[]): ReadonlySet<string> {
  return new Set(kinds.map((kind) => (kind.startsWith('read-') ? 'read' : kind)));
}

/** Kinds that a program planted in this way shows, without what its imports do by themselves. */
function shown(path: string, body: string): ReadonlySet<string> {
  const read = facts(moduleOf(program([path], body)));
  return families(read.findings.map(({ kind }) => kind));
}

const ways: readonly (readonly [string, (planted: Planted, alias: string) => string | undefined])[] = [
  ['a value', ({ name, method }, alias) => (method === undefined ? `use(${alias}.${name})` : undefined)],
  [
    'a package variable',
    ({ name, method }, alias) =>
      method === undefined ? `use(kept)\n---\nvar kept = ${alias}.${name}` : undefined,
  ],
  [
    'a field',
    ({ name, method }, alias) =>
      method === undefined
        ? `use(holder{it: ${alias}.${name}})\n---\ntype holder struct{ it any }`
        : undefined,
  ],
  [
    'a method expression',
    ({ name, method }, alias) => (method === undefined ? undefined : `use((*${alias}.${name}).${method})`),
  ],
  [
    'a method value',
    ({ name, method }, alias) =>
      method === undefined ? undefined : `var x ${alias}.${name}\nuse(x.${method})`,
  ],
  [
    'an interface',
    ({ name, method }, alias) =>
      method === undefined
        ? undefined
        : `var x doer = new(${alias}.${name})\nx.${method}(given())\n---\ntype doer interface{ ${method}(any) }`,
  ],
  [
    'an embedded field',
    ({ name, method }, alias) =>
      method === undefined
        ? undefined
        : `var x holder\nx.${method}(given())\n---\ntype holder struct{ *${alias}.${name} }`,
  ],
];

describe.each(ways)('as %s', (_way, plant) => {
  it('each leaves an unknown of its kinds', () => {
    const lost = planted.flatMap((each) => {
      const { path, name, method } = each;
      const alias = path.slice(path.lastIndexOf('/') + 1);
      const body = plant(each, alias === 'v2' ? 'rand' : alias);
      if (body === undefined) return [];
      const key = method === undefined ? `${path}.${name}` : `${path}.${name}.${method}`;
      const kinds = shown(
        path,
        `${body.split('\n---\n')[0]}\n---\nfunc use(any) {}\nvar source chan any\nfunc given() any { return <-source }\n${body.split('\n---\n')[1] ?? ''}`,
      );
      const missing = [...families(kindsOf(key))].filter((kind) => !kinds.has(kind));
      return missing.length === 0 ? [] : [`${key}: ${missing.join(' ')}`];
    });
    expect(lost).toEqual([]);
  });
});

describe('what only computes stays nothing', () => {
  it.each([
    ['fmt', 'fmt.Println("x")'],
    ['strings', 'use := strings.TrimSpace\nuse("x")'],
    ['time', 'println(time.Now().Format(time.RFC3339))'],
    ['log', 'log.Printf("x")'],
    ['net/http', 'http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.Write(nil) })'],
  ])('%s', (path, body) => {
    expect(found([path], body)).toEqual([]);
  });
});

it('a type that a field has is one whose values are followed', () => {
  const body = 'http.FileServer(site{root: "public"}.root)\n---\ntype site struct{ root http.Dir }';
  expect(facts(moduleOf(program(['net/http'], body))).findings.map(brief)).toContain('read-directory public');
});
