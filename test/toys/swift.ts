/** A swift toolchain as small as one can be, to show that one fits in its folder. Not complete enough to be a rule. */
import { posix } from 'node:path';
import type { CommandModel } from '../../src/evaluate/types.ts';
import { libraryOf } from '../../src/image/bases.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { asWritten, plainImage, needing, type Toolchain } from '../../src/toolchain/toolchain.ts';

const distribution = { family: 'debian', codename: 'bookworm' } as const;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `swift build -c release`: the program is named after the target. */
const swiftBuild: CommandModel = (run, { files }) => {
  const directory = run.workdir.text;
  if (directory === undefined || run.words[1]?.text !== 'build') return undefined;
  const manifest = files.read(posix.join(directory, 'Package.swift')) ?? '';
  const name = /executableTarget\(name: "([^"]+)"/.exec(manifest)?.[1];
  const profile = run.words.some(({ text }) => text === 'release') ? 'release' : 'debug';
  const path = posix.join(directory, '.build', profile, name ?? '');
  const built = { toolchain: 'swift', command: run, package: name, remote: false, at: files.at };
  const program = { ...built, sources: directory };
  return name === undefined
    ? [{ kind: 'opaque', under: posix.dirname(path), why: 'swift names its programs', program }]
    : [{ kind: 'write', path, entry: 'file', mode: 0o755, program }];
};

export const swift: Toolchain = {
  name: 'swift',
  description: 'splits files on swift images',
  codes: {},
  image: ({ name }) =>
    name === 'swift'
      ? { kind: 'toolchain', facts: plainImage({ toolchain: 'swift', distribution, env: { PATH } }) }
      : undefined,
  models: { modelOf: (name) => (name === 'swift' ? swiftBuild : undefined), output: () => undefined },
  start: ([name], _, evidence) =>
    name === 'swift'
      ? {
          code: 'toolchain-at-start',
          message: 'the container runs swift',
          evidence,
          advice: 'build in a RUN',
        }
      : undefined,
  variants: () => [asWritten],
  needs: ({ madeBy }, _, { build }) => {
    const evidence = madeBy === undefined ? undefined : evidenceOfCommand(build.dockerfile, madeBy);
    const because = 'swiftc links it with the C library';
    return needing([
      { kind: 'c-library', library: libraryOf(distribution), because, evidence },
      { kind: 'library', soname: 'libgcc_s.so.1', packages: ['libgcc-s1'], because, evidence },
    ]);
  },
  role: ({ path }) => (/\.swift$|\/Package\.resolved$|\/\.build$/.test(path) ? 'build-only' : 'unknown'),
  ofBuild: {
    variable: (name) => name.startsWith('SWIFT'),
    workspaces: [],
    installation: ['/usr/libexec/swift'],
  },
  traces: { isIn: (env) => env.has('SWIFT_VERSION'), pathDirectories: [], rebuilds: [] },
};
