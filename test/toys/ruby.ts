/** A ruby toolchain as small as one can be, to show that one fits in its folder. Not complete enough to be a rule. */
import { posix } from 'node:path';
import type { CommandModel, ImageFacts, Stage } from '../../src/evaluate/types.ts';
import { debianSlimBase, type RuntimeBase } from '../../src/image/bases.ts';
import type { Evidence } from '../../src/rule/types.ts';
import * as toolchain from '../../src/toolchain/toolchain.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const distribution = { family: 'debian', codename: 'bookworm' } as const;
const base = debianSlimBase(distribution.codename);

const contains = (path: string) => (/^\/(usr|bin|etc|lib)/.test(path) ? 'unknown' : 'no');

/** `bundle install` fills vendor, as its configuration says; `bundle exec build` writes dist. */
const bundle: CommandModel = ({ words, workdir }) => {
  const line = words.map(({ text }) => text).join(' ');
  const name = { 'bundle install': 'vendor', 'bundle exec build': 'dist' }[line];
  if (name === undefined) return undefined;
  const path = posix.join(workdir.text ?? '/', name);
  return [
    { kind: 'write', path, entry: 'directory' },
    { kind: 'opaque', under: path, why: `${line} writes files there`, downloads: true },
  ];
};

type Started = toolchain.Runs | toolchain.Refusal | undefined;

/** `ruby FILE` and `bundle start`: all of the project's directory runs, with what it depends on. */
function start(words: readonly string[], stage: Stage, evidence: Evidence | undefined): Started {
  const [name = '', argument = ''] = words;
  const directory = stage.state.workdir.text;
  if (!['ruby', 'bundle', 'rerun'].includes(name) || directory === undefined) return undefined;
  const manifest = stage.files.read(posix.join(directory, 'Gemfile')) ?? '';
  const script = /^# start: (.*)$/m.exec(manifest)?.[1];
  if (name === 'bundle' && argument === 'start' && script !== undefined) {
    return start(script.split(' '), stage, evidence);
  }
  if (name !== 'ruby') {
    return {
      code: 'toolchain-at-start',
      message: `the container runs ${name}`,
      evidence,
      advice: 'start ruby',
    };
  }
  const because = `${words.join(' ')} is started`;
  const { version } = stage.facts ?? {};
  const needs = [{ kind: 'runtime', name: 'ruby', version, because, evidence } as const];
  return { kind: 'runs', artifacts: [{ path: directory, shape: 'directory' }], needs };
}

const slim = ({ version = 'current' }: ImageFacts): RuntimeBase => ({
  ...base,
  reference: `ruby:${version}-slim`,
  runtimes: [{ name: 'ruby', version }],
});

export const ruby: toolchain.Toolchain = {
  name: 'ruby',
  description: 'splits files on ruby images',
  codes: {},
  image: ({ name, tag = '' }) => {
    if (name !== 'ruby' || tag.endsWith('slim')) return undefined;
    const [version] = /^\d+(\.\d+)?/.exec(tag) ?? [];
    const env = { PATH, RUBY_VERSION: undefined };
    const known = { toolchain: 'ruby', distribution, env, contains, version } as const;
    return { kind: 'toolchain', facts: toolchain.plainImage(known) };
  },
  models: { modelOf: (name) => (name === 'bundle' ? bundle : undefined), output: () => undefined },
  start: (words, { stage }, evidence) => start(words, stage, evidence),
  variants: () => [toolchain.asWritten],
  needs: () => toolchain.needing([], { workdir: 'named' }),
  role: ({ path }) => (/\.rake$|\/Rakefile$|\/Gemfile\.lock$/.test(path) ? 'build-only' : 'run'),
  ofBuild: { variable: (name) => name.startsWith('BUNDLE_'), workspaces: [], installation: [] },
  runtimes: (facts) => [slim(facts)],
  traces: { isIn: (env) => env.has('RUBY_VERSION'), pathDirectories: [], rebuilds: [] },
};
