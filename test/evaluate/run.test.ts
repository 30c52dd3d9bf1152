/** What a RUN does, told from its script. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { CommandRun, Knowledge, Stage } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

/** The stage of a Dockerfile on scratch: nothing is there but what its instructions make. */
function stage(instructions: string, files: Readonly<Record<string, string>> = {}): Stage {
  const build = evaluate(parse(`FROM scratch\n${instructions}\n`), knowledge, memoryContext(files));
  const [only] = build.stages;
  if (only === undefined) throw new Error('the Dockerfile has no stage');
  return only;
}

function commandsOf({ steps }: Stage): readonly CommandRun[] {
  return steps.flatMap(({ commands }) => commands);
}

/** The commands as they are called, those that may not run in brackets, words that are not known as `…`. */
function called(instructions: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return commandsOf(stage(instructions, files)).map(({ words, conditional }) => {
    const text = words.map((word) => word.text ?? '…').join(' ');
    return conditional ? `(${text})` : text;
  });
}

function ignoredFailures(
  instructions: string,
  files: Readonly<Record<string, string>> = {},
): readonly boolean[] {
  return commandsOf(stage(instructions, files)).map(({ failureIgnored }) => failureIgnored);
}

/** The steps and reasons of what may have written anything. */
function unknowns(instructions: string, files: Readonly<Record<string, string>> = {}): readonly unknown[] {
  return stage(instructions, files)
    .files.opaque()
    .map(({ under, origin }) => [under, origin.by === 'opaque' ? origin.why : origin.by]);
}

const script = (text: string): string => `RUN <<EOF\n${text}\nEOF`;

describe('the forms of RUN', () => {
  it('reads the shell that SHELL names, with its options', () => {
    expect(ignoredFailures('RUN touch a; touch b')).toEqual([true, false]);
    expect(ignoredFailures('SHELL ["/bin/bash", "-ec"]\nRUN touch a; touch b')).toEqual([false, false]);
    expect(ignoredFailures('RUN set -e; touch a; touch b')).toEqual([true, false, false]);
  });

  it('knows nothing of what runs in another shell', () => {
    expect(unknowns('WORKDIR /w\nSHELL ["pwsh", "-Command"]\nRUN touch a')).toEqual([
      ['/w', 'it runs in pwsh, which is not a shell dfopt reads'],
    ]);
    expect(unknowns(script('#!/usr/bin/env python3\nprint(1)'))).toEqual([
      ['/', 'its script is for python3'],
    ]);
  });

  it('reads scripts for a shell that their first line names', () => {
    const text = script('#!/usr/bin/env -S bash -e\ntouch a\ntouch b');
    expect(called(text)).toEqual(['touch a', 'touch b']);
    expect(ignoredFailures(text)).toEqual([false, false]);
    expect(ignoredFailures(script('#!/bin/sh\ntouch a\ntouch b'))).toEqual([true, false]);
  });

  it('reads the options that a script is started with, which are those of its first line or of the call', () => {
    const files = { run: '#!/bin/sh -e\ntouch a\ntouch b\n' };
    const failing = (call: string): readonly boolean[] => ignoredFailures(`COPY run /\nRUN ${call}`, files);
    expect(failing('/run')).toEqual([false, false, false]);
    expect(failing('sh /run')).toEqual([false, true, false]);
    expect(failing('sh -e /run')).toEqual([false, false, false]);
  });

  it('expands nothing in the exec form', () => {
    expect(called('ENV A=b\nRUN ["touch", "$A"]')).toEqual(['touch $A']);
  });

  it('knows nothing of a script that cannot be parsed', () => {
    expect(unknowns('RUN if true; then touch a')).toEqual([['/', 'its script cannot be parsed']]);
  });
});

const inBash = (text: string): readonly string[] => called(`SHELL ["/bin/bash", "-c"]\nRUN ${text}`);

describe('arrays and braces', () => {
  it.each([
    ['a=(x y); touch "${a[@]}"', ['touch x y']],
    ['a=(x); a+=(y z); touch "${a[@]}"', ['touch x y z']],
    ['a=(x y); touch $a', ['touch x']],
    ['declare -a a=(x y); touch "${a[@]}"', ['declare -a …', 'touch x y']],
    ['a=(x); mapfile -t a < f; touch "${a[@]}"', ['mapfile -t a', 'touch …']],
    ['a=(x); unset a; touch "${a[@]}"', ['unset a', 'touch …']],
    ['a=(x); if tool; then a=(y); fi; touch "${a[@]}"', ['tool', 'touch …']],
    ['b=x; b+=y; touch $b', ['touch …']],
    ['touch {a,b}.txt', ['touch a.txt b.txt']],
  ])('%s', (text, expected) => {
    expect(inBash(text)).toEqual(expected);
  });

  it('are for bash alone', () => {
    expect(called('SHELL ["/bin/dash", "-c"]\nRUN touch {a,b}')).toEqual(['touch {a,b}']);
    expect(called('COPY s.sh .\nRUN bash s.sh', { 's.sh': 'touch {a,b}\n' })).toEqual([
      'bash s.sh',
      'touch a b',
    ]);
  });
});

describe('chains and pipelines', () => {
  it.each([
    ['touch a && touch b', ['touch a', 'touch b']],
    ['tool || touch b', ['tool', '(touch b)']],
    ['[ -n "$X" ] && touch b', ['[ -n  ]']],
    ['[ -n "$(tool)" ] && touch b', ['[ -n … ]', '(touch b)']],
    ['[ -z "" ] && touch b && touch c', ['[ -z  ]', 'touch b', 'touch c']],
    ['false && touch b || touch c', ['false', 'touch c']],
    ['tool &', ['(tool)']],
  ])('%s', (text, expected) => {
    expect(called(`ENV X=\nRUN ${text}`)).toEqual(expected);
  });

  it('gives a command the output of the one before it as its input', () => {
    const [first, second, third] = commandsOf(stage('RUN echo a | tee b; cat <<<x'));
    expect(second?.input).toEqual({ kind: 'pipe', from: first, text: 'a\n' });
    expect([first?.failureIgnored, second?.input === third?.input]).toEqual([true, false]);
  });

  it('takes the failure of all but the last for nothing where || follows', () => {
    expect(ignoredFailures('RUN a && b || c && d')).toEqual([true, true, false, false]);
  });
});

describe('conditions', () => {
  it('takes the branch that known values decide', () => {
    const text = 'if [ "$A" = 1 ]; then touch one; elif [ "$A" = 2 ]; then touch two; else touch three; fi';
    expect(called(`ENV A=2\nRUN ${text}`).filter((command) => command.includes('touch'))).toEqual([
      'touch two',
    ]);
  });

  it('walks all branches of what is not decided, and forgets what they change', () => {
    const text = 'if tool; then V=a; cd /x; else V=b; fi; touch $V';
    expect(called(`WORKDIR /w\nRUN ${text}`)).toEqual(['tool', '(cd /x)', 'touch …']);
    expect(commandsOf(stage(`WORKDIR /w\nRUN ${text}`)).at(-1)?.workdir.text).toBe('/w');
  });

  it('chooses the case that a known word matches', () => {
    const text = 'case "$A" in x|y) touch one;; *) touch other;; esac';
    expect(called(`ENV A=y\nRUN ${text}`)).toEqual(['touch one']);
    expect(called(`ENV A=z\nRUN ${text}`)).toEqual(['touch other']);
    expect(called(`RUN A=$(tool); ${text}`)).toEqual(['(touch one)', '(touch other)']);
    expect(called('ENV A=y\nRUN case "$A" in y*) touch one;; esac')).toEqual(['(touch one)']);
    expect(called('ENV A=y\nRUN case "$A" in x) touch one;; esac; touch b')).toEqual(['touch b']);
  });
});

describe('loops', () => {
  it('goes through values that are known', () => {
    expect(called('RUN for f in a b; do touch $f; done')).toEqual(['touch a', 'touch b']);
  });

  it('runs once with a value that is not known where one is not, or where there are very many', () => {
    expect(called('RUN for f in a $(tool); do touch $f; done')).toEqual(['(touch …)']);
    const many = Array.from({ length: 100 }, (_, index) => `f${index}`).join(' ');
    expect(called(`RUN for f in ${many}; do touch $f; done`)).toEqual(['(touch …)']);
  });

  it('takes a loop of unknown length for one that may not run, and forgets what it changes', () => {
    expect(called('RUN V=a; while tool; do touch $V; V=b; done; touch $V')).toEqual([
      '(tool)',
      '(touch a)',
      'touch …',
    ]);
  });

  it('walks what statements without a node of their own run', () => {
    for (const text of [
      'for ((i = 0; i < 3; i++)); do touch f; done',
      'select x in a b; do touch f; done',
      'coproc { touch f; }',
    ]) {
      expect(called(`SHELL ["/bin/bash", "-c"]\nRUN ${text}; touch end`)).toEqual(['(touch f)', 'touch end']);
    }
  });

  it('stops somewhere', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'touch f' : `for v in 1 2 3 4 5 6 7 8 9; do ${nested(depth - 1)}; done`;
    expect(commandsOf(stage(`RUN ${nested(8)}`)).length).toBeLessThan(10_000);
    expect(unknowns(`RUN ${nested(8)}`)).toEqual([['/', 'it runs too many commands']]);
  });
});

describe('commands', () => {
  it('keeps assignments in front of a command for that command', () => {
    const commands = commandsOf(stage('RUN A=1 tool; B=2; other; A=3 B=4 third; fourth'));
    expect(commands.map(({ env }) => [env.get('A')?.text, env.get('B')?.text])).toEqual([
      ['1', undefined],
      [undefined, '2'],
      ['3', '4'],
      [undefined, '2'],
    ]);
    expect(commands[0]?.assignments).toEqual(['A']);
  });

  it('follows functions with their parameters', () => {
    expect(called('RUN put() { touch $1/$2; }; put /a b; touch "$#"')).toEqual(['touch /a/b', 'touch 0']);
  });

  it('stops at functions that call themselves', () => {
    expect(unknowns('RUN f() { f; }; f')).toEqual([['/', 'nothing is known of what f writes']]);
  });

  it('follows what starts other commands', () => {
    expect(called('RUN env A=1 sh -c "touch \\$0 \\$A" x')).toEqual([
      'env A=1 sh -c touch $0 $A x',
      'sh -c touch $0 $A x',
      'touch x 1',
    ]);
  });

  it('keeps what eval changes, not what a shell of its own changes', () => {
    expect(called('RUN eval "A=1"; touch "$A"').at(-1)).toBe('touch 1');
    expect(called('RUN sh -c "A=1; cd /x"; touch "$A"').at(-1)).toBe('touch ');
  });

  it('walks scripts that were copied, in their own place', () => {
    const files = { 'setup.sh': '#!/bin/sh\ncd /tmp\ntouch "$1"\n', 'env.sh': 'A=set\n' };
    const walked = stage('COPY . /s/\nRUN . /s/env.sh && sh /s/setup.sh $A && touch here', files);
    expect(commandsOf(walked).map(({ words, workdir }) => [words.at(-1)?.text, workdir.text])).toEqual([
      ['/s/env.sh', '/'],
      ['set', '/'],
      ['/tmp', '/'],
      ['set', '/tmp'],
      ['here', '/'],
    ]);
  });

  it('walks the recipes of make, and says what it did not understand', () => {
    const files = { Makefile: 'out := app\nall: prepare\n\ttouch $(out)\nprepare:\n\tmkdir -p gen\n' };
    expect(called('WORKDIR /w\nCOPY . .\nRUN make', files)).toEqual(['make', 'mkdir -p gen', 'touch app']);
    expect(unknowns('WORKDIR /w\nCOPY . .\nRUN make', files)).toEqual([]);
  });

  it('fails on names that end with a carriage return', () => {
    const [change] = stage(script('touch a\r\ntool\r')).steps.flatMap(({ changes }) => changes);
    expect(change?.effect).toMatchObject({ kind: 'fails' });
  });

  it('may write anything where its name or what it does is not known', () => {
    expect(unknowns('WORKDIR /w\nRUN $(tool) x; cd /v && mystery')).toEqual([
      ['/w', 'its command is not known (the output of tool)'],
      ['/v', 'nothing is known of what mystery writes'],
    ]);
  });
});

describe('redirections', () => {
  it('write what the command prints, where that is known', () => {
    const { files } = stage(
      'SHELL ["/bin/bash", "-c"]\nRUN cd /d && echo one > f; echo two >> f; mystery > g; echo x 2> h',
    );
    expect(['/d/f', '/d/g', '/d/h'].map((path) => [files.lookup(path).status, files.read(path)])).toEqual([
      ['present', 'one\ntwo\n'],
      ['present', undefined],
      ['present', ''],
    ]);
  });

  it('write for groups and alone too, and nothing for devices', () => {
    const { files } = stage('RUN { tool; other; } > g; > alone; tool > /dev/null 2>&1');
    expect(['/g', '/alone'].map((path) => files.lookup(path).status)).toEqual(['present', 'present']);
    expect(files.written().map(({ path }) => path)).not.toContain('/dev/null');
  });

  it('may write anything where the name is not known', () => {
    expect(unknowns('RUN true > $(tool)')).toEqual([['/', 'it writes a file whose name is not known']]);
  });
});
