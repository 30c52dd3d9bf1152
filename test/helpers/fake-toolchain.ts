/**
 * A toolchain that there is none of, for what every toolchain can say: `forge compile` makes a program, portable on
 * request; `forge pack` makes a file that a virtual machine runs; `forge run DIR` interprets a directory.
 */
import { posix } from 'node:path';
import type { CommandRun, Effect, ImageFacts, World } from '../../src/evaluate/types.ts';
import { debianSlimBase, libraryOf, type RuntimeBase } from '../../src/image/bases.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import type { Need } from '../../src/rule/need.ts';
import { asWritten, type Artifact, type Scene, type Toolchain } from '../../src/toolchain/toolchain.ts';

const facts = (version: string): ImageFacts => ({
  toolchain: 'forge',
  version,
  distribution: { family: 'debian', codename: 'bookworm' },
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', FORGE_HOME: '/opt/forge' },
  workdir: '/',
  user: '',
  cmd: ['bash'],
  entrypoint: undefined,
  onbuild: false,
  contains: (path) => (path.startsWith('/usr/bin') || path.startsWith('/bin') ? 'unknown' : 'no'),
});

/** `forge compile|pack -o FILE`. */
function forge(run: CommandRun, { files }: World): readonly Effect[] | undefined {
  const [, verb, flag, output] = run.words.map(({ text }) => text);
  const directory = run.workdir.text;
  if ((verb !== 'compile' && verb !== 'pack') || flag !== '-o') return undefined;
  if (output === undefined || directory === undefined) return undefined;
  const abroad = run.env.get('FORGE_TARGET')?.text !== undefined;
  return [
    {
      kind: 'write',
      path: posix.resolve(directory, output),
      entry: 'file',
      program: {
        toolchain: 'forge',
        command: run,
        package: undefined,
        sources: directory,
        remote: false,
        at: files.at,
        ...(abroad ? { elsewhere: true } : {}),
      },
    },
  ];
}

/** The edit that makes the compiler link everything in. */
function portable({ madeBy }: Artifact, { build }: Scene): readonly [number] | undefined {
  const at = madeBy?.span === undefined ? -1 : build.dockerfile.text.indexOf('compile ', madeBy.span.start);
  return at < 0 ? undefined : [at + 'compile '.length];
}

function runtimesOf({ version }: ImageFacts): readonly RuntimeBase[] {
  return [
    {
      ...debianSlimBase('bookworm'),
      reference: `forge-runtime:${version ?? 'latest'}`,
      runtimes: [{ name: 'forge', version: `${version ?? '0'}.7` }],
    },
  ];
}

export const fakeToolchain: Toolchain = {
  name: 'forge',
  description: 'splits files on images that there are none of',
  codes: {},
  image: ({ name, tag }) => (name === 'forge' ? { kind: 'toolchain', facts: facts(tag ?? '2') } : undefined),
  models: { modelOf: (name) => (name === 'forge' ? forge : undefined), output: () => undefined },
  start: ([program = '', verb, path = '.'], { stage }, evidence) => {
    if (program !== 'forge') return undefined;
    if (verb !== 'run' && verb !== 'vm') {
      return { code: 'toolchain-at-start', message: 'the container forges', evidence, advice: 'do not' };
    }
    const version = stage.facts?.version;
    const needs: readonly Need[] = [
      { kind: 'runtime', name: 'forge', version, because: `forge ${verb} is started`, evidence },
    ];
    const place = posix.resolve(stage.state.workdir.text ?? '/', path);
    return {
      kind: 'runs',
      artifacts: [{ path: place, shape: verb === 'run' ? 'directory' : 'file' }],
      needs,
    };
  },
  variants: (artifact, scene) => {
    const at = portable(artifact, scene);
    const start = at?.[0];
    return start === undefined
      ? [asWritten]
      : [{ name: 'portable', edits: [{ start, end: start, text: '--portable ' }] }, asWritten];
  },
  needs: (artifact, variant, { build, stage }) => {
    const { madeBy, path } = artifact;
    const evidence = madeBy === undefined ? undefined : evidenceOfCommand(build.dockerfile, madeBy);
    const library = libraryOf(stage.facts?.distribution ?? { family: 'other' });
    const compiled = madeBy?.words[1]?.text === 'compile';
    const source = stage.files.read(posix.join(madeBy?.workdir.text ?? path, 'main.forge')) ?? '';
    const sonames = [...source.matchAll(/^link (\S+) from (\S+)$/gm)];
    return {
      kind: 'needs',
      needs: [
        ...(compiled && variant.name !== 'portable'
          ? [{ kind: 'c-library', library, because: 'it is linked', evidence } as const]
          : []),
        ...sonames.map(([, soname = '', name = '']): Need => ({
          kind: 'library',
          soname,
          packages: [name],
          because: `it is linked with ${soname}`,
          evidence,
        })),
      ],
      workdir: 'unused',
      linkage: variant.name === 'portable' ? 'static' : 'dynamic',
      startsUnknown: false,
      besideItself: false,
      environment: [],
      assumptions: [],
      reasons: [],
    };
  },
  role: ({ path, directory }, artifact) => {
    if (path.endsWith('.test.forge')) return 'build-only';
    if (path.endsWith('.forge')) return artifact?.shape === 'directory' ? 'run' : 'build-only';
    return directory && artifact?.shape === 'directory' && posix.basename(path) === 'docs'
      ? 'run'
      : 'unknown';
  },
  ofBuild: {
    variable: (name) => name.startsWith('FORGE_'),
    workspaces: ['/forge'],
    installation: ['/opt/forge'],
  },
  runtimes: runtimesOf,
  traces: {
    isIn: (environment) => environment.has('FORGE_HOME'),
    pathDirectories: [],
    rebuilds: [],
  },
};
