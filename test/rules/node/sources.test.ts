/** What JavaScript and TypeScript say of packages, texts and programs. */
import { describe, expect, it, test } from 'vitest';
import { factsOf, type FileFacts } from '../../../rules/node/sources/facts.ts';
import { packageOfModule } from '../../../rules/node/sources/index.ts';
import { parseSource } from '../../../rules/node/sources/parse.ts';

function factsIn(text: string, path = '/app/main.ts'): FileFacts {
  const tree = parseSource(path, text);
  if (tree === undefined) throw new Error('it is not understood');
  return factsOf(tree);
}

const startsIn = (text: string): readonly (string | undefined)[] =>
  factsIn(text).starts.map(({ name }) => name);

describe('modules', () => {
  it.each([
    ["import a from 'a'; export * from 'b'; const c = require('c'); import('d');", ['a', 'b', 'c', 'd']],
    ["import type { A } from 'a'; export type { B } from 'b';", []],
    ["import a = require('a');", ['a']],
    ["type T = import('a').T;", []],
    ["require.resolve('a/b');", ['a/b']],
  ])('%s', (text, modules) => {
    expect(factsIn(text).modules).toEqual(modules);
  });

  it('by a name that is not known', () => {
    expect(factsIn('require(name)').loadsUnknown).toBe(true);
    expect(factsIn("require('name')").loadsUnknown).toBe(false);
  });

  test.each([
    ['express', 'express'],
    ['@scope/name/part', '@scope/name'],
    ['lodash/get', 'lodash'],
    ['./lodash', undefined],
    ['node:fs', undefined],
    ['fs/promises', undefined],
  ])('%s is of %s', (module, name) => {
    expect(packageOfModule(module)).toBe(name);
  });
});

describe('programs', () => {
  it.each<[string, readonly (string | undefined)[]]>([
    ["import { spawn } from 'node:child_process'; spawn('git', ['log']);", ['git']],
    ["import * as cp from 'child_process'; cp.execSync('git log | head');", ['git', 'head']],
    ["import cp from 'child_process'; cp.execSync('cd x && curl y | ${tool} > z');", ['curl', undefined]],
    ["import cp from 'child_process'; cp.execSync(`git log; ${a} | jq .`);", ['git', undefined, 'jq']],
    ["import cp from 'child_process'; cp.execSync('sudo -u a curl y');", [undefined]],
    ["import cp from 'child_process'; cp.execSync('if git; then');", [undefined]],
    ["import cp from 'child_process'; cp.execSync('git log');", ['git']],
    ["const { exec: run } = require('child_process'); run(`convert ${a} b`);", ['convert']],
    ["const { exec } = require('child_process'); exec(`${a} b`);", [undefined]],
    ["const cp = require('child_process'); const run = promisify(cp.exec); run('zip -h');", ['zip']],
    ["import { fork } from 'child_process'; fork('./worker.js');", ['node']],
    ["import { spawn } from 'child_process'; spawn(process.execPath, ['x']);", ['node']],
    ["import { spawn } from 'child_process'; start(spawn);", [undefined]],
    ["import { spawn } from 'child_process';", [undefined]],
    ["import type { ChildProcess } from 'child_process';", []],
    ["import { execa } from 'execa'; await execa('ffmpeg', ['-i', file]);", ['ffmpeg']],
    ['/a(b)/.exec(text);', []],
  ])('%s', (text, names) => {
    expect(startsIn(text)).toEqual(names);
  });
});

it('texts are those of the program, not the names of modules or of types', () => {
  const { texts } = factsIn("import a from 'a'; const b: 'b' = 'c'; call(`d${e}f`);");
  expect(texts).toContain('c');
  expect(texts).not.toContain('a');
  expect(texts).not.toContain('b');
});

it('what is not understood is not read', () => {
  expect(parseSource('/app/main.js', 'const = 1')).toBeUndefined();
  expect(parseSource('/app/main.js', 'const a: number = 1')).toBeUndefined();
  expect(parseSource('/app/main.tsx', 'const a = <p>{1 as number}</p>;')).toBeDefined();
});
