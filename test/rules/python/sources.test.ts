/** What Python says of programs, files, libraries and compilers. */
import { describe, expect, it } from 'vitest';
import { factsOf, type FileFacts } from '../../../rules/python/sources/facts.ts';
import { parsePython } from '../../../rules/python/sources/parse.ts';

function factsIn(text: string): FileFacts {
  const tree = parsePython(text);
  if (tree === undefined) throw new Error('it is not understood');
  return factsOf(tree, '/app/main.py', true);
}

const namesOf = (kind: string, text: string): readonly (string | undefined)[] =>
  factsIn(text)
    .findings.filter((finding) => finding.kind === kind)
    .map(({ name }) => (name === undefined ? undefined : name.known ? name.text : `${name.prefix}…`));

describe('programs', () => {
  it.each<[string, readonly (string | undefined)[]]>([
    ['import subprocess\nsubprocess.run(["git", "log"])', ['git']],
    ['import subprocess as sp\nsp.Popen(("git",), cwd="/tmp")', ['git']],
    ['from subprocess import check_output as run\nrun("git")', ['git']],
    ['from subprocess import (\n  run,\n  PIPE,\n)\nrun(["git"] + words, stdout=PIPE)', ['git']],
    ['import subprocess\nsubprocess.run(f"git {x}", shell=True)', ['/bin/sh']],
    ['import subprocess\nsubprocess.run(words)', [undefined]],
    ['import subprocess\nsubprocess.run([f"{home}/bin/x"])', ['…']],
    ['import subprocess\nstart(subprocess.run)', [undefined]],
    ['import subprocess\nrun = subprocess.run\nrun(["git"])', ['git']],
    ['import os\nos.system("ls -l")', ['/bin/sh']],
    ['from os import popen\npopen("ls")', ['/bin/sh']],
    ['import os\nos.execvp("nginx", ["nginx", "-g"])', ['nginx']],
    ['import os\nos.spawnlp(os.P_WAIT, "cp", "cp", "a", "b")', ['cp']],
    ['import asyncio\nasyncio.create_subprocess_exec("ffmpeg", "-i", name)', ['ffmpeg']],
    ['import subprocess, sys\nsubprocess.run([sys.executable, "-m", "x"])', ['python']],
    ['import shutil\nif shutil.which("dot"): pass', ['dot']],
    ['import sh\nsh.git("log")', ['git']],
    ['from sh import git\ngit("log")', ['git']],
    ['class A:\n  def run(self): self.run(["git"])', []],
    ['run(["git"])', []],
  ])('%j', (text, names) => {
    expect(namesOf('program', text)).toEqual(names);
  });
});

it('variables', () => {
  const text = 'import os\nos.environ["A"]; os.getenv("B", "x"); os.environ.get("C"); os.environ.copy()';
  expect(namesOf('environment', text)).toEqual(['A', 'B', 'C', undefined]);
});

it('files by their whole names', () => {
  expect(namesOf('names-file', 'open("/etc/shop.ini"); open("data.txt"); x = "/a b"; f"/srv/{x}"')).toEqual([
    '/etc/shop.ini',
  ]);
});

it('libraries', () => {
  const text =
    'from ctypes import CDLL\nimport ctypes.util\nCDLL("libpq.so.5"); ctypes.util.find_library("magic"); CDLL(None)';
  expect(namesOf('shared-library', text)).toEqual(['libpq.so.5', 'libmagic.so']);
});

describe('compilers', () => {
  it.each([
    'import pyximport',
    'import torch\nmodel = torch.compile(model)',
    'import torch\n@torch.compile\ndef f(): pass',
    'from cffi import FFI\nffi = FFI()\nlib = ffi.verify("int x;")',
    'import cffi\nffi = cffi.FFI()\nffi.compile()',
    'from numba.pycc import CC',
    'from torch.utils.cpp_extension import load',
    'import importlib\nimportlib.import_module("pyximport")',
  ])('%j', (text) => {
    expect(factsIn(text).compiles).toBeDefined();
  });

  it.each([
    'import numba\n@numba.njit\ndef f(): pass',
    'import re\nre.compile("a")',
    'import torch\ntorch.compiled = 1',
    'from cffi import FFI\nffi = FFI()\nffi.cdef("int x;")',
  ])('not %j', (text) => {
    expect(factsIn(text).compiles).toBeUndefined();
  });
});

it('what is imported under a name that is not known', () => {
  expect(factsIn('import importlib\nimportlib.import_module(name)').importsUnknown).toBe(true);
  expect(factsIn('import importlib\nimportlib.import_module("json")').importsUnknown).toBe(false);
});

it('what is not understood is not read', () => {
  expect(parsePython('def f(:\n')).toBeUndefined();
  expect(parsePython('match x:\n  case [1, *_]: pass\n')).toBeDefined();
  expect(parsePython('print "hello"\n')).toBeDefined();
});

it.each([
  'def f():\n    yield\n',
  'x = (yield)\n',
  'x = [1., 24.*3600.]\n',
  'match x:\n    case ast.BinOp():\n        f()\n',
  'with (open(a) as b, open(c) as d):\n    pass\n',
])('%j is understood', (text) => {
  expect(parsePython(text)).toBeDefined();
});
