/** A node toolchain as small as one can be, to show that one fits in its folder. Not complete enough to be a rule. */
import { posix } from 'node:path';
import type { CommandModel, ImageFacts, Stage } from '../../src/evaluate/types.ts';
import { debianSlimBase, type RuntimeBase } from '../../src/image/bases.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { asWritten, type Refusal, type Runs, type Toolchain } from '../../src/toolchain/toolchain.ts';

/** `npm ci` fills node_modules; `npm run build` is taken for `tsc`, which writes dist. */
const npm: CommandModel = (run) => {
  const [, verb, script] = run.words.map(({ text }) => text);
  const directory = run.workdir.text ?? '/';
  if (verb === 'ci' || verb === 'install') {
    const under = posix.join(directory, 'node_modules');
    const why = 'npm writes what is depended on';
    return [
      { kind: 'write', path: under, entry: 'directory' },
      { kind: 'opaque', under, why, downloads: true },
    ];
  }
  if (verb !== 'run' || script !== 'build') return undefined;
  const under = posix.join(directory, 'dist');
  return [
    { kind: 'write', path: under, entry: 'directory' },
    { kind: 'opaque', under, why: 'the compiler names its files after the sources' },
  ];
};

/** `node FILE` and `npm start`: all of the project's directory runs, dependencies included. */
function start(
  words: readonly string[],
  stage: Stage,
  evidence: Evidence | undefined,
): Runs | Refusal | undefined {
  const [name = '', argument = ''] = words;
  const directory = stage.state.workdir.text;
  if (!['node', 'npm', 'npx'].includes(name) || directory === undefined) return undefined;
  if (name === 'npm' && argument === 'start') {
    const script: unknown = JSON.parse(stage.files.read(posix.join(directory, 'package.json')) ?? '{}');
    const line = /"start":"([^"]*)"/.exec(JSON.stringify(script))?.[1];
    const resolved = line === undefined ? undefined : start(line.split(' '), stage, evidence);
    if (resolved !== undefined) return resolved;
  }
  if (name !== 'node') {
    return {
      code: 'toolchain-at-start',
      message: `the container runs ${name}`,
      evidence,
      advice: 'start node',
    };
  }
  const version = stage.facts?.version;
  const because = `${words.join(' ')} is started`;
  const needs = [{ kind: 'runtime', name: 'node', version, because, evidence } as const];
  return { kind: 'runs', artifacts: [{ path: directory, shape: 'directory' }], needs };
}

function slim({ version = 'current' }: ImageFacts): RuntimeBase {
  const base = debianSlimBase('bookworm');
  const programs = new Set([...base.programs, 'node', 'npm', 'npx', 'yarn']);
  return { ...base, reference: `node:${version}-slim`, programs, runtimes: [{ name: 'node', version }] };
}

export const node: Toolchain = {
  name: 'node',
  description: 'splits files on node images',
  codes: {},
  image: ({ name, tag = '' }) => {
    if (name !== 'node' || tag.endsWith('slim')) return undefined;
    const env = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE_VERSION: undefined,
    };
    const distribution = { family: 'debian', codename: 'bookworm' } as const;
    const config = { workdir: '/', user: '', cmd: ['node'], entrypoint: undefined, onbuild: false };
    const version = /^\d+/.exec(tag)?.[0];
    const contains = (path: string) => (/^\/(usr|bin|etc|lib)/.test(path) ? 'unknown' : 'no');
    return {
      kind: 'toolchain',
      facts: { toolchain: 'node', version, distribution, env, ...config, contains },
    };
  },
  models: { commands: new Map([['npm', npm]]), output: () => undefined },
  start: (words, { stage }, evidence) => start(words, stage, evidence),
  variants: () => [asWritten],
  needs: () => {
    const rest = { startsUnknown: false, besideItself: false, environment: [], assumptions: [], reasons: [] };
    return { kind: 'needs', needs: [], workdir: 'named', linkage: 'dynamic', ...rest };
  },
  role: ({ path }) => (/\.ts$|\/tsconfig\.json$|\/package-lock\.json$/.test(path) ? 'build-only' : 'run'),
  ofBuild: { variable: (name) => name.startsWith('NPM_CONFIG_'), workspaces: [], installation: [] },
  runtimes: (facts) => [slim(facts)],
  traces: { isIn: (env) => env.has('NODE_VERSION'), pathDirectories: [], rebuilds: [] },
};
