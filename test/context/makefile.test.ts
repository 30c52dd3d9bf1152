import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recipeOf } from '../../src/context/makefile/recipe.ts';
import { unknownValue, type MakeCall } from '../../src/context/makefile/types.ts';
import { memoryContext } from '../../src/context/memory.ts';

const call = (options: Partial<MakeCall> = {}): MakeCall => ({
  targets: [],
  variables: {},
  environment: {},
  ...options,
});
const textsOf = (makefile: string, options: Partial<MakeCall> = {}): readonly string[] =>
  recipeOf(makefile, call(options)).lines.map(({ text }) => text);

/** GNU make 4 where it is installed: older ones choose pattern rules differently. */
const version =
  /^GNU Make ([\d.]+)/.exec(spawnSync('make', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? '0';
const hasMake = Number.parseInt(version, 10) >= 4;

/** What `make -n` prints in a directory with the files that the cases need. */
function printed(
  makefile: string,
  { targets = [], variables = {}, environment = {} }: Partial<MakeCall>,
): string {
  const directory = mkdtempSync(join(tmpdir(), 'dfopt-make-'));
  try {
    mkdirSync(join(directory, 'p'));
    for (const name of sourceNames) writeFileSync(join(directory, name), '');
    writeFileSync(join(directory, 'Makefile'), makefile);
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const result = spawnSync('make', ['-n', ...settings, ...targets], {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...environment },
    });
    return result.stdout;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const sourceNames = ['x.c', 'z.c', 'a.y', 'b.y'];
const sources = memoryContext({ ...Object.fromEntries(sourceNames.map((name) => [name, ''])), 'p/none': '' });

type Case = readonly [name: string, makefile: string, options: Partial<MakeCall>, lines: readonly string[]];

function listed(script: string, directory: string): string | undefined {
  return script === 'ls cmd' ? `${directory}/a\nb\n\n` : undefined;
}

describe('as make runs it', () => {
  const cases: readonly Case[] = [
    ['the first target is the default', 'a:\n\techo a\nb:\n\techo b\n', {}, ['echo a']],
    [
      'special targets and patterns are no default',
      '.PHONY: b\n%.o:\n\techo o\n.x:\n\techo x\nb:\n\techo b\n',
      {},
      ['echo b'],
    ],
    ['.DEFAULT_GOAL decides', '.DEFAULT_GOAL := b\na:\n\techo a\nb:\n\techo b\n', {}, ['echo b']],
    [
      'goals in the order of the call, each once',
      'a: c\n\techo a\nb: c\n\techo b\nc:\n\techo c\n',
      { targets: ['b', 'a'] },
      ['echo c', 'echo b', 'echo a'],
    ],
    [
      'prerequisites first',
      'all: x y\n\techo all\ny: z\n\techo y\nx:\n\techo x\nz:\n\techo z\n',
      {},
      ['echo x', 'echo z', 'echo y', 'echo all'],
    ],
    [
      'order-only prerequisites too',
      'all: x | y\n\techo $^ - $|\nx:\n\techo x\ny:\n\techo y\n',
      {},
      ['echo x', 'echo y', 'echo x - y'],
    ],
    ['a circle is dropped', 'a: b\n\techo a\nb: a\n\techo b\n', {}, ['echo b', 'echo a']],
    [
      'rules of one target add up',
      'a: b\na: c\n\techo $^\nb:\n\techo b\nc:\n\techo c\n',
      {},
      ['echo c', 'echo b', 'echo c b'],
    ],
    ['a later recipe replaces an earlier one', 'a:\n\techo 1\na:\n\techo 2\n', {}, ['echo 2']],
    ['double-colon rules all run', 'a::\n\techo 1\na::\n\techo 2\n', {}, ['echo 1', 'echo 2']],
    ['a recipe behind a semicolon', 'a: ; echo 1\n\techo 2\n', {}, ['echo 1', 'echo 2']],
    [
      'deferred and immediate variables',
      'X = $(Y)\nZ := $(Y)\nY = 1\na:\n\techo $X [$Z]\n',
      {},
      ['echo 1 []'],
    ],
    [
      '?= keeps what is set',
      'X ?= file\nY ?= file\na:\n\techo $(X) $(Y)\n',
      { environment: { X: 'env' } },
      ['echo env file'],
    ],
    [
      'a makefile beats the environment, the command line beats both',
      'X = file\nY = file\na:\n\techo $(X) $(Y)\n',
      { environment: { X: 'env' }, variables: { Y: 'line' } },
      ['echo file line'],
    ],
    [
      'override beats the command line',
      'override X = file\na:\n\techo $(X)\n',
      { variables: { X: 'line' } },
      ['echo file'],
    ],
    ['+= adds', 'X := 1\nX += 2\nY += 3\nY += $(X)\na:\n\techo $(X) $(Y)\n', {}, ['echo 1 2 3 1 2']],
    [
      'target variables reach prerequisites',
      'a: X = 1\na: b\n\techo a$(X)\nb:\n\techo b$(X)\n',
      {},
      ['echo b1', 'echo a1'],
    ],
    [
      'a dollar for the shell',
      'a:\n\tfor i in 1; do echo $$i $${HOME}; done\n',
      {},
      ['for i in 1; do echo $i ${HOME}; done'],
    ],
    ['prefixes are taken off', 'a:\n\t@echo 1\n\t-@ echo 2\n\t+true\n', {}, ['echo 1', 'echo 2', 'true']],
    ['continuations stay for the shell', 'a:\n\techo 1 \\\n\t\t2\n', {}, ['echo 1 \\\n\t2']],
    [
      'continuations of make become a space',
      'X = 1 \\\n    2\na: \\\n  b\n\techo $(X)\nb:\n\techo b\n',
      {},
      ['echo b', 'echo 1 2'],
    ],
    [
      'comments end a line of make, not one of a recipe',
      'X = 1 # one\na: # b\n\techo $(strip $(X)) # c\n',
      {},
      ['echo 1 # c'],
    ],
    ['an escaped hash', 'X = \\#1\na:\n\techo "$(X)"\n', {}, ['echo "#1"']],
    [
      'ifeq and else',
      'ifeq ($(OS),Windows_NT)\nX = w\nelse ifeq "$(OS)" "Darwin"\nX = d\nelse\nX = l\nendif\na:\n\techo $(X)\n',
      { variables: { OS: 'Darwin' } },
      ['echo d'],
    ],
    [
      'nested conditionals',
      'ifdef A\nifndef B\nX = 1\nelse\nX = 2\nendif\nelse\nX = 3\nendif\na:\n\techo $(X)\n',
      { variables: { A: '1' } },
      ['echo 1'],
    ],
    [
      'conditionals in recipes',
      'a:\nifdef V\n\techo v\nelse\n\techo no\nendif\n\techo end\n',
      {},
      ['echo no', 'echo end'],
    ],
    [
      'pattern rules, the shortest stem',
      'all: x.o p/z.o\n%.o: %.c\n\tcc $< $@ $*\np/%.o: %.c\n\tcc2 $< $(@D) $(@F)\n',
      {},
      ['cc x.c x.o x', 'cc2 z.c p z.o'],
    ],
    [
      'static pattern rules',
      'all: a.x b.x\na.x b.x: %.x: %.y\n\techo $@ $< $*\n',
      {},
      ['echo a.x a.y a', 'echo b.x b.y b'],
    ],
    [
      'define and call',
      'define both\necho $(1)\n@echo $(2)\nendef\na:\n\t$(call both,x,y z)\n',
      {},
      ['echo x', 'echo y z'],
    ],
    [
      'substitution references',
      'S = a.c b.c\na:\n\techo $(S:.c=.o) $(S:%.c=bin/%)\n',
      {},
      ['echo a.o b.o bin/a bin/b'],
    ],
    [
      'functions of text',
      'L = c a b a\na:\n\techo $(sort $(L)) $(words $(L)) $(word 2,$(L)) $(firstword $(L)) $(lastword $(L)) $(filter a%,$(L)) $(filter-out a,$(L)) $(wordlist 2,3,$(L))\n\techo $(subst a,x,banana) $(patsubst %.c,%.o,x.c y.h) $(addprefix -,1 2) $(addsuffix .o,1) $(join a b,1 2) [$(findstring n,banana)]\n\techo $(dir a/b.c x) $(notdir a/b.c) $(basename a/b.c) $(suffix a/b.c x.d)\n\techo $(if x,yes,no) $(if ,yes,no,more) $(or ,b) $(and a,b) $(foreach i,1 2,<$(i)>) $(origin L) $(flavor L) $(value L)\n',
      {},
      [
        'echo a b c 4 a c a a a c b a b',
        'echo bxnxnx x.o y.h -1 -2 1.o a1 b2 [n]',
        'echo a/ ./ b.c a/b .c .d',
        'echo yes no,more b b <1> <2> file recursive c a b a',
      ],
    ],
    ['one shell', '.ONESHELL:\na:\n\tcd x\n\tpwd\n', {}, ['cd x\npwd']],
  ];

  test.skipIf(!hasMake).each(cases)('make itself: %s', (_, makefile, options, lines) => {
    expect(printed(makefile, options)).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  test.each(cases)('%s', (_, makefile, options, lines) => {
    const { lines: found, complete, problems } = recipeOf(makefile, call({ files: sources, ...options }));
    expect(found.map(({ text }) => text)).toEqual(lines);
    expect({ complete, problems }).toEqual({ complete: true, problems: [] });
  });
});

test('each line tells where it is from and how it runs', () => {
  const makefile =
    'export CGO_ENABLED = 0\nSHELL := /bin/bash\n.SHELLFLAGS := -euo pipefail -c\nOTHER = x\nbuild:\n\n\t-go build\n';
  expect(recipeOf(makefile, call({ variables: { V: '1' }, environment: { OTHER: 'y' } })).lines).toEqual([
    {
      text: 'go build',
      file: 'Makefile',
      line: 7,
      target: 'build',
      directory: '',
      failureIgnored: true,
      // Changed variables of the environment are handed on, others of the makefile are not.
      environment: { CGO_ENABLED: '0', OTHER: 'x', V: '1' },
      shell: ['/bin/bash', '-euo', 'pipefail', '-c'],
    },
  ]);
});

describe('what is not known', () => {
  test('is marked in the text, and the lines are still known', () => {
    const makefile = 'V := $(shell git describe)\na:\n\tgo build -ldflags "-X main.v=$(V)"\n';
    const { lines, complete } = recipeOf(makefile, call());
    expect(lines.map(({ text }) => text)).toEqual([`go build -ldflags "-X main.v=${unknownValue}"`]);
    expect(complete).toBe(true);
  });

  test('a condition that is not known', () => {
    const makefile =
      'V := $(shell uname)\nifeq ($(V),Linux)\nX = 1\nb: c\nendif\na:\n\techo $(X)\nb:\n\techo b\n';
    // The variable alone does not change which lines run; the rule for b does, for b.
    expect(recipeOf(makefile, call({ targets: ['a'] }))).toMatchObject({
      complete: true,
      lines: [{ text: `echo ${unknownValue}` }],
    });
    expect(recipeOf(makefile, call({ targets: ['b'] }))).toMatchObject({
      complete: false,
      problems: [{ line: 4 }],
    });
    // And it could have been the first target.
    expect(recipeOf(makefile, call()).complete).toBe(false);
  });

  test.each([
    ['a file list as prerequisite', 'a: $(shell find . -name x)\n\techo\n'],
    ['an include that is not there', 'include other.mk\na:\n\techo\n'],
    ['a recipe line in a condition', 'a:\nifeq ($(shell uname),Linux)\n\techo l\nendif\n\techo\n'],
    ['targets from a command', '$(shell ls):\n\techo\na:\n\techo\n'],
    ['eval of what is not known', '$(eval $(shell tool))\na:\n\techo\n'],
    ['no target at all', 'X = 1\n'],
    ['make that was not read', 'a:\n\t$(MAKE) -C sub\n'],
    ['make in the middle', 'a:\n\tfor d in x y; do $(MAKE) -C $$d; done\n'],
    ['second expansion', '.SECONDEXPANSION:\na: $$(X)\n\techo\n'],
  ])('%s', (_, makefile) => {
    const { complete, problems } = recipeOf(makefile, call());
    expect(complete).toBe(false);
    expect(problems.length).toBeGreaterThan(0);
  });

  test('eval of rules that it makes', () => {
    const makefile = `NAMES = a b
define program
bin/$(1): $(1).c
\tcc -o $$@ $$<
endef
$(foreach name,$(NAMES),$(eval $(call program,$(name))))
all: $(NAMES:%=bin/%)
\techo $^
`;
    const { lines, complete } = recipeOf(makefile, { ...call(), targets: ['all'] });
    expect([lines.map(({ text }) => text), complete]).toEqual([
      ['cc -o bin/a a.c', 'cc -o bin/b b.c', 'echo bin/a bin/b'],
      true,
    ]);
  });

  test('what the shell prints, where that is known', () => {
    const at = { ...call(), directory: '/src', print: listed };
    const makefile =
      'A := $(shell ls cmd)\nB != ls cmd\nC := $(shell tool)\nD := $(abspath ../x)\nall:\n\techo $(A) $(B) $(C) $(D)\n';
    expect(recipeOf(makefile, at).lines.map(({ text }) => text)).toEqual([
      `echo /src/a b /src/a b ${unknownValue} /x`,
    ]);
  });

  test('a variable that refers to itself ends', () => {
    expect(textsOf('A = $(B)\nB = $(A)\na:\n\techo $(A)\n')).toEqual([`echo ${unknownValue}`]);
  });
});

describe('with files', () => {
  const files = memoryContext({
    Makefile: '',
    'inc.mk': 'X = included\ninc:\n\techo inc\n',
    'main.go': '',
    'util.go': '',
    '.hidden.go': '',
    'cmd/a/main.go': '',
    'cmd/b/main.go': '',
    'sub/Makefile': 'PREFIX = /usr\ninstall: build\n\tcp app $(PREFIX)/bin\nbuild:\n\tgo build -o app\n',
    'sub/other.mk': 'all:\n\techo other $(FLAG)\n',
  });
  const options = { files };

  test('include brings variables and targets', () => {
    expect(
      textsOf('include inc.mk\n-include missing.mk\na:\n\techo $(X)\n', {
        ...options,
        targets: ['a', 'inc'],
      }),
    ).toEqual(['echo included', 'echo inc']);
    expect(recipeOf('-include missing.mk\na:\n\techo\n', call(options)).complete).toBe(true);
    expect(recipeOf('-include missing.mk\na:\n\techo\n', call()).complete).toBe(false);
  });

  test('wildcard', () => {
    const makefile = 'a:\n\techo $(wildcard *.go) $(wildcard cmd/*/main.go) $(wildcard none.?)\n';
    expect(textsOf(makefile, options)).toEqual(['echo main.go util.go cmd/a/main.go cmd/b/main.go ']);
    expect(textsOf(makefile)).toEqual([`echo ${unknownValue} ${unknownValue} ${unknownValue}`]);
  });

  test('a prerequisite that is a file needs no rule; one that is nowhere is an error', () => {
    expect(recipeOf('a: main.go\n\techo $<\n', call(options))).toMatchObject({
      complete: true,
      lines: [{ text: 'echo main.go' }],
    });
    expect(recipeOf('a: nowhere.go\n\techo $<\n', call(options)).complete).toBe(false);
  });

  test('a target that is there already may not be made', () => {
    expect(recipeOf('main.go:\n\techo\n', call(options)).complete).toBe(false);
    expect(recipeOf('.PHONY: main.go\nmain.go:\n\techo\n', call(options)).complete).toBe(true);
    expect(recipeOf('main.go: new\n\techo\nnew:\n\techo\n', call(options)).complete).toBe(true);
  });

  test.each([
    ['-C', '$(MAKE) -C sub install PREFIX=/opt'],
    ['-C attached, with jobs', 'make -Csub -j 4 PREFIX=/opt install'],
    ['--directory', '$(MAKE) --no-print-directory --directory=sub PREFIX=/opt'],
    ['cd', 'cd sub && $(MAKE) install PREFIX=/opt'],
  ])('make in a directory: %s', (_, line) => {
    const { lines, complete } = recipeOf(`a:\n\t${line}\n`, call(options));
    expect(complete).toBe(true);
    expect(lines.map(({ text, directory, file, line: at }) => [text, directory, file, at])).toEqual([
      ['go build -o app', 'sub', 'sub/Makefile', 5],
      ['cp app /opt/bin', 'sub', 'sub/Makefile', 3],
    ]);
  });

  test('another makefile, with variables from the environment and the outer call', () => {
    expect(textsOf('a:\n\tFLAG=1 $(MAKE) -C sub -f other.mk\n', options)).toEqual(['echo other 1']);
    expect(textsOf('a:\n\t$(MAKE) -C sub -f other.mk\n', { ...options, variables: { FLAG: '2' } })).toEqual([
      'echo other 2',
    ]);
    expect(textsOf('export FLAG = 3\na:\n\t$(MAKE) -C sub -f other.mk\n', options)).toEqual(['echo other 3']);
    expect(textsOf('FLAG = 4\na:\n\t$(MAKE) -C sub -f other.mk\n', options)).toEqual(['echo other ']);
  });

  test('make that calls itself ends', () => {
    const looping = memoryContext({ Makefile: 'a:\n\t$(MAKE) a\n' });
    expect(recipeOf('a:\n\t$(MAKE) a\n', call({ files: looping })).complete).toBe(false);
  });
});

test('any text is read without an exception, in time', () => {
  const texts = [
    '$(',
    '${X',
    'a:\n\t$(',
    'ifeq (',
    'ifeq',
    'else',
    'endif',
    'define X',
    ':',
    '::',
    '=',
    'a:b:c:d',
    '\t\t',
    '$$$',
    'a: ; ',
    '%:',
    '\\',
  ];
  for (const text of texts) expect(() => recipeOf(text, call({ targets: ['a'] }))).not.toThrow();
  const deep = `X = ${'$(subst a,b,'.repeat(500)}x${')'.repeat(500)}\na:\n\techo $(X)\n`;
  expect(textsOf(deep)).toHaveLength(1);
});

describe('a file that is not there to read', () => {
  const files = { read: () => undefined, list: () => [] };

  test('may set what nothing else sets, and what is only set by default', () => {
    const makefile =
      'include config.mk\nNAME = shop\nMODE ?= 755\ninstall:\n\tinstall -m$(MODE) $(NAME) $(PREFIX)/bin\n';
    expect(textsOf(makefile, { files, targets: ['install'] })).toEqual([
      `install -m${unknownValue} shop ${unknownValue}/bin`,
    ]);
  });

  test('leaves parameters and the goal alone', () => {
    const makefile = 'include config.mk\nboth = $(1)$(2)\nall:\n\techo $(call both,a)\n';
    expect(textsOf(makefile, { files })).toEqual(['echo a']);
  });
});
