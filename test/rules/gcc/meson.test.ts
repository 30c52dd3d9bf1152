import { describe, expect, it } from 'vitest';
import { projectOfMeson } from '../../../rules/gcc/meson/evaluate.ts';
import { statementsOf } from '../../../rules/gcc/meson/parse.ts';

function project(
  text: string,
  options: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
) {
  const files: Readonly<Record<string, string>> = { '/src/meson.build': text, ...more };
  const call = {
    source: '/src',
    build: '/src/build',
    options: new Map(Object.entries(options)),
    flags: new Map<string, string>(),
  };
  return projectOfMeson(call, {
    read: (path) => files[path],
    list: () => ({ names: [], complete: true }),
    exists: (path) => path in files,
  });
}

const targets = (...given: Parameters<typeof project>) => [...(project(...given)?.targets.values() ?? [])];

describe('the language of Meson', () => {
  it('has texts, lines that go on, operators and keywords', () => {
    expect(
      statementsOf("a = ['x', # c\n 'it\\'s']\nb = f(a, k : not true ? 1 : 2)\nc += '''raw\\n'''\n"),
    ).toMatchObject([
      { kind: 'assign', name: 'a', to: { items: [{ text: 'x' }, { text: "it's" }] } },
      { kind: 'assign', name: 'b', to: { kind: 'call', name: 'f' } },
      { kind: 'assign', name: 'c', adds: true, to: { text: 'raw\\n' } },
    ]);
    expect(
      statementsOf(
        'if a not in b and x.y()[0] == 3\n f()\nelif c\nelse\nendif\nforeach k, v : d\nbreak\nendforeach\n',
      ),
    ).toHaveLength(2);
  });

  it('is not understood where it is broken', () => {
    for (const text of [
      'a = ',
      "a = 'x",
      'if a\n',
      'f(',
      'endif\n',
      'a = $b\n',
      '('.repeat(5_000),
      `a = ${'not '.repeat(5_000)}b`,
      'if a\n'.repeat(5_000),
    ])
      expect(statementsOf(text)).toBeUndefined();
  });
});

describe('what meson.build builds', () => {
  it('is where its directory is built, and goes below the prefix', () => {
    const text = "project('shop', 'c')\nsubdir('app')\n";
    const more = { '/src/app/meson.build': "executable('shop', 'a.c', install: true)\n", '/src/app/a.c': '' };
    expect(targets(text, {}, more)).toMatchObject([
      { name: 'app/shop', path: '/src/build/app/shop', sources: ['/src/app/a.c'] },
    ]);
    const at = { prefix: '/opt/shop', bindir: 'libexec' };
    expect(project(text, at, more)?.installed).toEqual([
      { kind: 'target', target: 'app/shop', directory: '/opt/shop/libexec' },
    ]);
  });

  it('may hang on what only the system knows', () => {
    const text =
      "project('shop', 'c')\nif find_program('x', required: false).found()\nexecutable('a', 'a.c')\nendif\nif host_machine.system() == 'linux'\nexecutable('b', 'b.c')\nelse\nexecutable('c', 'c.c')\nendif\n";
    expect(targets(text).map(({ name, apart }) => [name, apart])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('is linked with what either branch of a condition adds', () => {
    const text =
      "project('shop', 'c')\ndeps = [dependency('zlib')]\nif get_compiler_is_new\ndeps += dependency('threads')\nendif\nexecutable('a', 'a.c', dependencies: deps)\n";
    expect(targets(text)[0]).toMatchObject({ links: ['-lz'], options: ['-pthread'] });
  });

  it('is linked with its own libraries, and what these are declared with', () => {
    const text =
      "project('shop', 'c')\nl = static_library('l', 'l.c', dependencies: dependency('openssl'))\nd = declare_dependency(link_with: l, compile_args: '-DX=1')\nexecutable('a', 'a.c', dependencies: d)\n";
    expect(targets(text)[1]).toMatchObject({ links: ['l'], defines: ['X=1'] });
  });

  it('says of dependencies that are not known that they may link', () => {
    const text = "project('shop', 'c')\nexecutable('a', 'a.c', dependencies: [dependency('gtk4'), x])\n";
    expect(project(text)?.open).toEqual(["dependency('gtk4')", 'x']);
  });

  it('takes options of the command line, of the project, and their defaults', () => {
    const text =
      "project('shop', 'c', default_options: ['bindir=programs'])\nif get_option('loud')\nexecutable('a', 'a.c', install: true)\nendif\n";
    const more = { '/src/meson_options.txt': "option('loud', type: 'boolean', value: false)\n" };
    expect(targets(text, {}, more)).toEqual([]);
    expect(project(text, { loud: 'true' }, more)?.installed).toMatchObject([
      { directory: '/usr/local/programs' },
    ]);
  });

  it('does not know where the system puts libraries', () => {
    const text = "project('shop', 'c')\nlibrary('x', 'x.c', version: '1.2', install: true)\n";
    expect(targets(text)[0]).toMatchObject({
      kind: 'shared',
      adrift: true,
      version: { file: '1.2', asked: '1' },
    });
    expect(targets(text, { libdir: 'lib' })[0]?.adrift).toBeUndefined();
  });

  it('knows tests, and files that are installed', () => {
    const text =
      "project('shop', 'c')\nt = executable('t', 't.c')\ntest('t', t)\ninstall_data('a.txt', 'b.txt', rename: ['c.txt'])\ninstall_subdir('web', install_dir: 'share/x')\nmeson.add_install_script('x.sh')\n";
    const found = project(text);
    expect(found?.targets.get('t')?.test).toBe(true);
    expect(found?.installed).toEqual([
      { kind: 'file', from: '/src/a.txt', directory: '/usr/local/share/shop', rename: 'c.txt' },
      { kind: 'file', from: '/src/b.txt', directory: '/usr/local/share/shop', rename: undefined },
      { kind: 'directory', from: '/src/web', directory: '/usr/local/share/x/web' },
    ]);
    expect(found?.more).toEqual([
      { why: 'a script of the project runs when it is installed', under: undefined },
    ]);
  });

  it('ends where the project goes on for ever', () => {
    const doubled = `x = ['a']\n${'x += x\n'.repeat(40)}foreach i : x\ny = i\nendforeach\n`;
    const nested = `z = ['a']\n${'z = [z, z]\n'.repeat(60)}executable('t', z)\n`;
    const long = `t = 'a'\n${'t += t\n'.repeat(60)}u = ${"'a' + ".repeat(400)}'a'\n`;
    const inner = 'foreach a : v\n'.repeat(20) + 'endforeach\n'.repeat(20);
    expect(project(`project('shop', 'c')\n${doubled}${nested}${long}`)?.open).toEqual([]);
    const loops = `project('shop', 'c')\nv = [1, 2, 3, 4]\n${inner}`;
    expect(project(loops)?.open).toEqual(['meson.build, which is too long']);
  });
});
