/** A rust toolchain as small as one can be, to show that one fits in its folder. Not complete enough to be a rule. */
import { posix } from 'node:path';
import type { CommandModel } from '../../src/evaluate/types.ts';
import { libraryOf } from '../../src/image/bases.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { asWritten, plainImage, needing, type Toolchain } from '../../src/toolchain/toolchain.ts';

const distribution = { family: 'debian', codename: 'bookworm' } as const;
const PATH = '/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `cargo build --release`: the program is named after the package. */
const cargo: CommandModel = (run, { files }) => {
  const directory = run.workdir.text;
  if (directory === undefined || run.words[1]?.text !== 'build') return undefined;
  const manifest = files.read(posix.join(directory, 'Cargo.toml')) ?? '';
  const name = /^name = "([^"]+)"$/m.exec(manifest)?.[1];
  const profile = run.words.some(({ text }) => text === '--release') ? 'release' : 'debug';
  const path = posix.join(directory, 'target', profile, name ?? '');
  const built = { toolchain: 'rust', command: run, package: name, remote: false, at: files.at };
  const program = { ...built, sources: directory };
  return name === undefined
    ? [{ kind: 'opaque', under: posix.dirname(path), why: 'cargo names its programs', program }]
    : [{ kind: 'write', path, entry: 'file', mode: 0o755, program }];
};

export const rust: Toolchain = {
  name: 'rust',
  description: 'splits files on rust images',
  codes: {},
  image: ({ name }) =>
    name === 'rust'
      ? { kind: 'toolchain', facts: plainImage({ toolchain: 'rust', distribution, env: { PATH } }) }
      : undefined,
  models: { commands: new Map([['cargo', cargo]]), output: () => undefined },
  start: ([name], _, evidence) =>
    name === 'cargo'
      ? {
          code: 'toolchain-at-start',
          message: 'the container runs cargo',
          evidence,
          advice: 'build in a RUN',
        }
      : undefined,
  variants: () => [asWritten],
  needs: ({ madeBy }, _, { build }) => {
    const evidence = madeBy === undefined ? undefined : evidenceOfCommand(build.dockerfile, madeBy);
    const because = 'rustc links it with the C library';
    return needing([
      { kind: 'c-library', library: libraryOf(distribution), because, evidence },
      { kind: 'library', soname: 'libgcc_s.so.1', packages: ['libgcc-s1'], because, evidence },
    ]);
  },
  role: ({ path }) => (/\.rs$|\/Cargo\.(toml|lock)$|\/target$/.test(path) ? 'build-only' : 'unknown'),
  ofBuild: {
    variable: (name) => /^(CARGO|RUST)/.test(name),
    workspaces: [],
    installation: ['/usr/local/cargo'],
  },
  traces: { isIn: (env) => env.has('RUSTUP_HOME'), pathDirectories: ['/usr/local/cargo/bin'], rebuilds: [] },
};
