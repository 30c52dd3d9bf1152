import { expect, test } from 'vitest';
import {
  callsIn,
  textIn,
  wordsIn,
  type Argument,
  type Language,
} from '../../src/context/consumers/source-calls.ts';

type Plain = string | readonly string[] | undefined;

function plain({ name, value }: Argument): Plain | Readonly<Record<string, Plain>> {
  const found =
    textIn(value) ?? wordsIn(value) ?? (value.kind === 'call' ? `${value.call.name}()` : undefined);
  return name === undefined ? found : { [name]: found };
}

test.each<[what: string, language: Language, text: string, name: string, given: readonly unknown[]]>([
  ['texts and lists', 'python', `c.exec_run(["ls", '-l'])`, 'c.exec_run', [['ls', '-l']]],
  [
    'keywords',
    'python',
    'run(cmd="a", env={"A": "b"}, n=3)',
    'run',
    [{ cmd: 'a' }, { env: undefined }, { n: undefined }],
  ],
  ['texts side by side', 'python', 'run("a "\n    "b" # why\n    r"\\c")', 'run', ['a b\\c']],
  ['what is filled in', 'python', `run(f"a {b} {{c}}", "x" + name)`, 'run', ['a \uFFFC {c}', 'x\uFFFC']],
  ['three quotes', 'python', 'run("""a\n"b" \'c\'""")', 'run', ['a\n"b" \'c\'']],
  ['a slice', 'go', 'c.Exec(ctx, []string{"sh", `-c`, name})', 'c.Exec', [undefined, ['sh', '-c', '\uFFFC']]],
  [
    'fields',
    'go',
    'ContainerRequest{Image: "a", Cmd: []string{"b"}}',
    'ContainerRequest',
    [{ Image: 'a' }, { Cmd: ['b'] }],
  ],
  [
    'a value in a value',
    'go',
    'Request{From: lib.Dockerfile{Context: "."}}',
    'Request',
    [{ From: 'lib.Dockerfile()' }],
  ],
  ['comments', 'go', '/* f("x") */ f("a", // g("y")\n "b")', 'f', ['a', 'b']],
  ['words', 'java', 'c.execInContainer("ls", "-l" + x)', 'c.execInContainer', ['ls', '-l\uFFFC']],
  ['arrays', 'java', 'f(new String[] {"a", "b"}, List.of("c"))', 'f', [['a', 'b'], ['c']]],
  ['types', 'java', 'new GenericContainer<>("a")', 'GenericContainer', ['a']],
  ['templates', 'javascript', 'run(`a ${b} c`, ["d"])', 'run', ['a \uFFFC c', ['d']]],
])('%s (%s)', (_, language, text, name, given) => {
  const found = callsIn(text, language).find((call) => call.name.endsWith(name));
  expect(found?.arguments.map(plain)).toEqual(given);
});

test('chains, calls in calls, and lines', () => {
  const text = 'a(\n  b("x"),\n).c("y").d();\n// e("z")\n';
  expect(callsIn(text, 'javascript').map(({ name, line }) => [name, line])).toEqual([
    ['a', 1],
    ['c', 3],
    ['d', 3],
    ['b', 2],
  ]);
});

test('what is not closed is no call', () => {
  expect(callsIn('a("x", b(["y"]', 'python')).toEqual([]);
});
