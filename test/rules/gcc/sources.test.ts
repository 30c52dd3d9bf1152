import { describe, expect, it } from 'vitest';
import { readSources } from '../../../rules/gcc/sources/read.ts';

/** What is found in a C++ source, each finding in a few words, and what was not read. */
function read(text: string, more: Readonly<Record<string, string>> = {}, defines: readonly string[] = []) {
  const files: Readonly<Record<string, string>> = { '/src/main.cpp': text, ...more };
  const unit = {
    path: '/src/main.cpp',
    language: 'c++',
    includes: ['/src/include'],
    defines,
    forced: [],
  } as const;
  const { findings, unread } = readSources([unit], (path) => files[path]);
  return {
    found: findings.map(({ kind, name }) => {
      if (name === undefined) return kind;
      return name.known ? `${kind} ${name.text}` : `${kind} ${name.prefix}…${name.origin?.kind ?? ''}`;
    }),
    unread: unread.map(({ what }) => what),
  };
}

describe('what the sources of a program do', () => {
  it.each([
    ['FILE *f = fopen("a.txt", "r");', ['read-file a.txt']],
    ['FILE *f = fopen("a.txt", "w");', ['write a.txt']],
    ['#define NAME "a.txt"\nint x = open(NAME, O_RDONLY);', ['read-file a.txt']],
    ['const char *const name = "a.txt";\nvoid f() { fopen(name, "rb"); }', ['read-file a.txt']],
    ['const char *name = "a.txt";\nvoid f() { fopen(name, "rb"); }', ['read-file a.txt']],
    [
      'const char *name = "a.txt";\nvoid f() { name = g(); fopen(name, "rb"); }',
      ['read-file …', 'names-file a.txt'],
    ],
    ['char name[] = "a.txt";\nvoid f() { fopen(name, "rb"); }', ['read-file …', 'names-file a.txt']],
    ['int main(int argc, char **argv) { fopen(argv[1], "r"); }', ['read-file …argument']],
    ['void f() { fopen(getenv("SHOP"), "r"); }', ['read-file …environment', 'environment SHOP']],
    ['void f() { fopen(("data/" + name).c_str(), "r"); }', ['read-file …', 'names-file data/']],
    ['auto *run = system;', ['program sh']],
    ['CHECK system("ls");', ['program sh']],
    ['extern int system(const char *);', []],
    ['namespace { int system(int); }', []],
    ['void f() { execl("/bin/date", "date", "-u", (char *)0); }', ['program /bin/date']],
    ['#if 0\nvoid f() { popen("ls", "r"); }\n#endif', ['program sh']],
    ['std::ifstream stream("a.txt");', ['read-file a.txt']],
    ['static ifstream stream{std::string("a.txt")};', ['read-file a.txt']],
    ['std::ifstream stream; void f() { stream.open("a.txt"); }', ['read-file a.txt']],
    ['void f(std::ifstream &stream, std::ofstream *other);', []],
    ['auto stream = std::make_unique<std::ofstream>(name);', ['write …']],
    ['std::remove(list.begin(), list.end(), 1);', []],
    ['std::remove("a.txt");', ['write a.txt']],
    ['#include <filesystem>\nbool f() { return std::filesystem::exists("a.txt"); }', ['read-file a.txt']],
    ['bool f() { return shop::exists("a"); }', []],
    ['auto text = R"x(fopen("a", "r"))x"; int n = 1\'000; int m = getpid();', []],
    ['// fopen("a.txt", "r");\n/* system("ls"); */', []],
    ['#define J(a, b) a##b\nvoid f() { J(sys, tem)("ls"); }', ['program sh']],
    ['int run(const char *) __asm__("system");', ['program sh']],
    ['struct stat st;\nint (*look)(const char *, struct stat *) = stat;', ['read-file …']],
    ['readlink("/proc/self/exe", path, sizeof path);', ['read-file /proc/self/exe', 'executable-directory']],
  ])('%s', (text, found) => {
    expect(read(text)).toEqual({ found, unread: [] });
  });

  it('reads what is included, from the directory of the file and from those that are named', () => {
    const more = {
      '/src/names.h': '#include <deep.h>\n',
      '/src/include/deep.h': 'inline void f() { system("ls"); }',
    };
    expect(read('#include "names.h"', more)).toEqual({ found: ['program sh'], unread: [] });
  });

  it('takes what the command line defines', () => {
    expect(read('void f() { fopen(NAME, "r"); }', {}, ['NAME="a.txt"'])).toEqual({
      found: ['read-file a.txt'],
      unread: [],
    });
    expect(read('void f() { RUN("ls"); }', {}, ['RUN=system']).found).toEqual(['program sh']);
  });

  it.each([
    ['#include "not-there.h"', 'not-there.h'],
    ['#include <boost/asio.hpp>', 'boost/asio.hpp'],
    ['#include HEADER', 'a line'],
    ['#pragma redefine_extname run system', 'a line'],
    ['void f() { asm volatile("syscall"); }', 'a line'],
  ])('says what it does not see: %s', (text, what) => {
    expect(read(text).unread).toEqual([what]);
  });

  it.each([
    '#include <vector>\n#include <stdio.h>\n#include <sys/epoll.h>',
    '#ifdef _WIN32\n#include <windows.h>\n#endif',
    'void f() { __asm__ volatile("" ::: "memory"); }',
    '#define J(a, b) a##b\nint J(shop, name) = 1;',
  ])('has read all of %s', (text) => {
    expect(read(text).unread).toEqual([]);
  });
});
