/** A node toolchain as small as one can be, to show that one fits in its folder. Not complete enough to be a rule. */
import { posix } from 'node:path';
import type { CommandModel, ImageFacts, Stage } from '../../src/evaluate/types.ts';
import { debianSlimBase, type RuntimeBase } from '../../src/image/bases.ts';
import type { Evidence } from '../../src/rule/types.ts';
import * as toolchain from '../../src/toolchain/toolchain.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const distribution = { family: 'debian', codename: 'bookworm' } as const;
const base = debianSlimBase(distribution.codename);

const contains = (path: string) => (/^\/(usr|bin|etc|lib)/.test(path) ? 'unknown' : 'no');

/** `npm ci` fills node_modules; `npm run build` is taken for `tsc`, which writes dist. */
const npm: CommandModel = ({ words, workdir }) => {
  const line = words.map(({ text }) => text).join(' ');
  const name = { 'npm ci': 'node_modules', 'npm run build': 'dist' }[line];
  if (name === undefined) return undefined;
  const path = posix.join(workdir.text ?? '/', name);
  return [
    { kind: 'write', path, entry: 'directory' },
    { kind: 'opaque', under: path, why: `${line} writes files there`, downloads: true },
  ];
};

type Started = toolchain.Runs | toolchain.Refusal | undefined;

/** `node FILE` and `npm start`: all of the project's directory runs, with what it depends on. */
function start(words: readonly string[], stage: Stage, evidence: Evidence | undefined): Started {
  const [name = '', argument = ''] = words;
  const directory = stage.state.workdir.text;
  if (!['node', 'npm', 'npx'].includes(name) || directory === undefined) return undefined;
  const manifest = stage.files.read(posix.join(directory, 'package.json')) ?? '';
  const script = /"start": "([^"]*)"/.exec(manifest)?.[1];
  if (name === 'npm' && argument === 'start' && script !== undefined) {
    return start(script.split(' '), stage, evidence);
  }
  if (name !== 'node') {
    return {
      code: 'toolchain-at-start',
      message: `the container runs ${name}`,
      evidence,
      advice: 'start node',
    };
  }
  const because = `${words.join(' ')} is started`;
  const { version } = stage.facts ?? {};
  const needs = [{ kind: 'runtime', name: 'node', version, because, evidence } as const];
  return { kind: 'runs', artifacts: [{ path: directory, shape: 'directory' }], needs };
}

const slim = ({ version = 'current' }: ImageFacts): RuntimeBase => ({
  ...base,
  reference: `node:${version}-slim`,
  runtimes: [{ name: 'node', version }],
});

export const node: toolchain.Toolchain = {
  name: 'node',
  description: 'splits files on node images',
  codes: {},
  image: ({ name, tag = '' }) => {
    if (name !== 'node' || tag.endsWith('slim')) return undefined;
    const known = {
      toolchain: 'node',
      distribution,
      env: { PATH, NODE_VERSION: undefined },
      contains,
    } as const;
    return { kind: 'toolchain', facts: toolchain.plainImage({ ...known, version: /^\d+/.exec(tag)?.[0] }) };
  },
  models: { commands: new Map([['npm', npm]]), output: () => undefined },
  start: (words, { stage }, evidence) => start(words, stage, evidence),
  variants: () => [toolchain.asWritten],
  needs: () => toolchain.needing([], { workdir: 'named' }),
  role: ({ path }) => (/\.ts$|\/tsconfig\.json$|\/package-lock\.json$/.test(path) ? 'build-only' : 'run'),
  ofBuild: { variable: (name) => name.startsWith('NPM_CONFIG_'), workspaces: [], installation: [] },
  runtimes: (facts) => [slim(facts)],
  traces: { isIn: (env) => env.has('NODE_VERSION'), pathDirectories: [], rebuilds: [] },
};
