/** Runtime bases as a team declares them: what stands in the place of a stock image, and what it has and is. */
import type { CLibrary, RuntimeBase } from './bases.ts';
import {
  certificateBundle,
  groupRecords,
  mediaTypes,
  nameServices,
  protocolNames,
  serviceNames,
  userRecords,
  zoneDirectory,
} from './places.ts';

/** What a base can be said to have. */
export const providable = [
  'certificates',
  'time-zones',
  'temporary-directory',
  'users',
  'service-names',
  'protocol-names',
  'mime-types',
  'host-names',
  'openssl',
  'c++-library',
  'packages',
] as const;

export type Providable = (typeof providable)[number];

/** What is said of a base. What is not said is as in the stock image of its family. */
export interface BaseDeclaration {
  /** What FROM says; `{release}` stands for the distribution's release. */
  readonly ref: string;
  /** The user of its containers, as its config has it: `65532`, `65532:65532`, `nonroot`. */
  readonly user?: string | undefined;
  /** The home directory of that user, where it is there. */
  readonly home?: string | undefined;
  readonly workdir?: string | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  /** `/bin/sh`; false for none. */
  readonly shell?: string | false | undefined;
  /** `glibc 2.41`, `musl 1.2.5`, `glibc` for one that is not older than any builder's, `none`. */
  readonly libc?: string | undefined;
  /** With it, nothing is there but what it names, and what `shell`, `libc` and `programs` do. */
  readonly provides?: readonly Providable[] | undefined;
  /** Programs on PATH. */
  readonly programs?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The same image with root for its user, where there is one. */
  readonly root?: string | undefined;
}

/** A base as it is declared; a reference alone is one like the stock image. */
export type BaseSetting = string | BaseDeclaration;

/** Whether containers with this user, as a config has it, run as root. */
export function isRootUser(user: string): boolean {
  return /^(|root|0)(:|$)/.test(user);
}

/** The stock image of a family with what is declared in its place. */
export function declaredBase(declaration: BaseDeclaration, stock: RuntimeBase): RuntimeBase {
  const { user, workdir, entrypoint, env, root } = declaration;
  const reference = releaseIn(declaration.ref, stock);
  const { config } = stock;
  const base: RuntimeBase = {
    ...stock,
    reference,
    ...(root === undefined ? {} : { rootReference: releaseIn(root, stock) }),
    ...(declaration.libc === undefined ? {} : { libc: libraryIn(declaration.libc) }),
    ...(declaration.shell === undefined
      ? {}
      : { shell: declaration.shell === false ? undefined : declaration.shell }),
    ...(declaration.programs === undefined ? {} : { programs: new Set(declaration.programs) }),
    config: {
      ...config,
      ...(env === undefined ? {} : { env: { ...config.env, ...env } }),
      user: user === undefined ? config.user : user,
      workdir: workdir ?? config.workdir,
      entrypoint: entrypoint ?? config.entrypoint,
    },
  };
  return declaration.provides === undefined ? base : bareBase(base, declaration, declaration.provides);
}

function releaseIn(text: string, { release }: RuntimeBase): string {
  return text.replaceAll('{release}', release ?? 'latest');
}

/** Only what is declared to be there. */
function bareBase(
  base: RuntimeBase,
  { shell, home, programs = [] }: BaseDeclaration,
  provides: readonly Providable[],
): RuntimeBase {
  const has = (what: Providable): boolean => provides.includes(what);
  const files: readonly (readonly [Providable, readonly string[]])[] = [
    ['certificates', [certificateBundle]],
    ['time-zones', [zoneDirectory]],
    ['temporary-directory', ['/tmp']],
    ['users', [userRecords, groupRecords]],
    ['service-names', [serviceNames]],
    ['protocol-names', [protocolNames]],
    ['mime-types', [mediaTypes]],
    ['host-names', [nameServices]],
  ];
  const { env } = base.config;
  return {
    ...base,
    bare: true,
    libraries: [
      ...(has('openssl') ? ['libssl.so.3', 'libcrypto.so.3'] : []),
      ...(has('c++-library') ? ['libgcc_s.so.1', 'libstdc++.so.6'] : []),
    ],
    files: [
      ...files.flatMap(([what, paths]) => (has(what) ? paths : [])),
      ...(home === undefined ? [] : [home]),
      ...(typeof shell === 'string' ? [shell] : []),
    ],
    certificates: has('certificates') ? certificateBundle : undefined,
    timeZones: has('time-zones') ? zoneDirectory : undefined,
    temporaryDirectory: has('temporary-directory'),
    accounts: has('users') ? accountsOfUser(base.config.user, home) : { users: [], groups: [] },
    shell: typeof shell === 'string' ? shell : undefined,
    programs: new Set(programs),
    packages: has('packages') ? base.packages : { manager: undefined },
    // A variable that names the bundle of the stock image says nothing of this one.
    config: {
      ...base.config,
      env: has('certificates')
        ? env
        : Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'SSL_CERT_FILE')),
    },
  };
}

/** A user that isn't root, by its number, with the record that such images have of it. */
function accountsOfUser(user: string, home = '/home/nonroot'): RuntimeBase['accounts'] {
  const [uid = '', gid = uid] = user.split(':');
  if (!/^[1-9]\d*$/.test(uid) || !/^\d+$/.test(gid)) return { users: [], groups: [] };
  return {
    users: [{ name: 'nonroot', uid: Number(uid), gid: Number(gid), home }],
    groups: [{ name: 'nonroot', gid: Number(gid) }],
  };
}

function libraryIn(text: string): CLibrary {
  const [kind, version] = text.split(' ');
  return kind === 'glibc' || kind === 'musl' ? { kind, version } : { kind: 'none' };
}
