/**
 * The kinds of needs, a row each: what a need is called in reasons, how a base meets it (it has it, it is copied from the
 * build stage, a package brings it, or only a larger base does), and how `dfopt verify` sees in an image whether it is met.
 * A new kind is a row here and its fields in `NeedKinds`; the compiler asks for the one when it sees the other.
 */
import { runsLinkedAgainst, type RuntimeBase } from '../image/bases.ts';
import { hasDirectory, systemDirectories, systemModes } from '../image/directories.ts';
import {
  certificateBundle,
  certificateDirectories,
  certificateFiles,
  groupRecords,
  mediaTypes,
  nameServices,
  serviceNames,
  shadowRecords,
  userRecords,
  zoneDirectories,
} from '../image/places.ts';
import type { Code } from '../rule/codes.ts';
import type { Need, NeedKinds, NeedName } from '../rule/need.ts';
import {
  commandFrom,
  copied,
  copyIfThere,
  installed,
  provided,
  unmet,
  type Original,
  type Provision,
} from './provisions.ts';

/** An image that was built, as far as needs are concerned. Paths may be relative to its working directory. */
export interface BuiltView {
  readonly environment: ReadonlyMap<string, string>;
  readonly has: (path: string) => boolean;
  /** A file that the container's user can read. */
  readonly isFile: (path: string) => boolean;
  /** A directory that the container's user can write in. */
  readonly isWritable: (path: string) => boolean;
  readonly namesIn: (directory: string) => readonly string[];
  /** A program that is found by its path or on PATH. */
  readonly hasProgram: (name: string) => boolean;
  /** What HOME or the user's record names is there, or can be made. */
  readonly hasHome: boolean;
  /** A record of the user, by name or id, that the container's user can read; with a group, that group's too. */
  readonly hasRecord: (user: string, group: string | undefined) => boolean;
}

/** What is known of one kind of need. */
interface Row<Name extends NeedName> {
  /** What is needed, as reasons name it. */
  readonly called: (need: Need<Name>) => string;
  readonly from: (need: Need<Name>, base: RuntimeBase, original: Original) => Provision;
  /** What verify says of an image without it; undefined for a kind that an image's files can't tell. */
  readonly inImage?: {
    /** The code that says so: `program-missing`. */
    readonly code: Code<'difference'>;
    /** What is missing. */
    readonly what: (need: Need<Name>) => string;
    readonly has: (need: Need<Name>, image: BuiltView) => boolean | undefined;
    /** The path at which the new image must have what the original has, all that lies in it included. */
    readonly tree?: (need: Need<Name>) => string;
  };
}

type Rows = { readonly [Name in NeedName]: Row<Name> };

const rows: Rows = {
  'c-library': {
    called: ({ library }) => (library.kind === 'none' ? 'no C library' : `C library (${library.kind})`),
    from: ({ library }, { libc }) => {
      // A version that moves with its tag can't be compared: the tags of builder and base move together.
      const runs = runsLinkedAgainst(libc, library);
      if (runs !== false) {
        return libc.kind === 'none' && library.kind !== 'none' ? unmet('C library') : provided;
      }
      if (libc.kind === 'none' || library.kind === 'none') return unmet('C library');
      return unmet(`C library as new as the builder's (${library.kind} ${library.version ?? ''})`);
    },
  },
  library: {
    called: ({ soname }) => soname,
    from: ({ soname, packages }, base, original) =>
      base.libraries.includes(soname) ? provided : installed(base, packages, soname, original),
  },
  'library-packages': {
    called: ({ packages }) => `libraries ${packages.join(', ')}`,
    from: ({ packages }, base, original) => installed(base, packages, 'package manager', original),
  },
  'c++-library': {
    called: () => 'c++ library',
    from: (_, base, original) => {
      if (base.libraries.includes('libstdc++.so.6')) return provided;
      return base.packages.manager === 'apk'
        ? installed(base, ['libstdc++'], '', original)
        : unmet('C++ library');
    },
  },
  runtime: {
    called: runtimeName,
    from: (need, { runtimes }) =>
      runtimes.some(({ name, version }) => name === need.name && isVersion(version, need.version))
        ? provided
        : unmet(runtimeName(need)),
  },
  shell: {
    called: ({ path }) => `shell ${path}`,
    from: ({ path }, base, original) => {
      if (base.shell === undefined) return unmet('shell');
      if (path === base.shell || base.files.includes(path)) return provided;
      return commandFrom(base, lastPart(path), original);
    },
    inImage: {
      code: 'program-missing',
      what: ({ path }) => `the program ${path}`,
      has: ({ path }, image) => image.hasProgram(path),
    },
  },
  command: {
    called: ({ name }) => name,
    from: ({ name }, base, original) => commandFrom(base, name, original),
    inImage: {
      code: 'program-missing',
      what: ({ name }) => `the program ${name}`,
      has: ({ name }, image) => image.hasProgram(name),
    },
  },
  'ordinary-commands': {
    called: () => 'the commands of the distribution',
    from: (_, base) =>
      base.shell === undefined || base.bare === true ? unmet('commands of the distribution') : provided,
    inImage: {
      code: 'program-missing',
      what: () => 'a shell and its commands',
      has: (_, image) => image.hasProgram('sh'),
    },
  },
  package: {
    called: ({ name }) => name,
    from: ({ name }, base, original) =>
      installed(base, [name], `package manager (${name} is installed)`, original),
  },
  certificates: {
    called: () => 'certificates',
    from: (_, base, original) =>
      base.certificates === undefined || original.ownCertificates
        ? copyIfThere([certificateBundle], original)
        : provided,
    inImage: {
      code: 'certificates-missing',
      what: () => 'root certificates',
      has: (_, { environment, isFile, namesIn }) => {
        const given = environment.get('SSL_CERT_FILE');
        const directories = environment.get('SSL_CERT_DIR')?.split(':') ?? certificateDirectories;
        return (
          (given === undefined ? certificateFiles : [given]).some(isFile) ||
          directories.some((directory) => namesIn(directory).some((name) => isFile(`${directory}/${name}`)))
        );
      },
    },
  },
  'time-zones': {
    called: () => 'time zones',
    from: ({ sources }, base, original) =>
      base.timeZones === undefined ? copyIfThere(sources, original) : provided,
    inImage: {
      code: 'time-zones-missing',
      what: ({ zone }) => ['the time zone database', zone ?? ''].filter((part) => part !== '').join(' '),
      has: ({ zone = 'UTC', sources }, { environment, isFile }) => {
        const given = environment.get('ZONEINFO');
        return [...(given === undefined ? [] : [given]), ...zoneDirectories, ...sources].some(
          (source) => isFile(source) || isFile(`${source}/${zone}`),
        );
      },
    },
  },
  'system-file': {
    called: ({ path }) => path,
    // Of the distribution's own image it is the same file; other bases have one of their own.
    from: ({ path }, base, original) =>
      base.packages.manager !== undefined && base.files.includes(path)
        ? provided
        : copyIfThere([path], original),
    inImage: {
      code: 'system-file-missing',
      what: ({ path }) => path,
      has: ({ path }, image) => image.has(path),
    },
  },
  'service-names': systemFile('service names', serviceNames),
  'mime-types': systemFile('mime types', mediaTypes),
  'host-names': systemFile('host names', nameServices),
  'temporary-directory': {
    called: () => 'temporary directory',
    from: (_, base) =>
      base.temporaryDirectory ? provided : unmet('temporary directory that every user can write'),
    inImage: {
      code: 'temporary-directory-missing',
      what: () => 'a writable temporary directory',
      has: (_, { environment, isWritable }) => isWritable(environment.get('TMPDIR') ?? '/tmp'),
    },
  },
  'user-record': {
    called: ({ name = '' }) => `user ${name}`,
    from: ({ name, group, login }, base, original) => {
      const shadow = login === true && original.has(shadowRecords) ? [shadowRecords] : [];
      return original.hasSameAccount(base.accounts, { user: name, group }) && !shadow.some(original.isChanged)
        ? provided
        : copied(userRecords, groupRecords, ...shadow);
    },
    inImage: {
      code: 'user-records-missing',
      what: () => userRecords,
      // An id without a record is the same in every image.
      has: ({ name, group }, image) =>
        name === undefined ? image.isFile(userRecords) : image.hasRecord(name, group),
    },
  },
  'home-directory': {
    called: () => 'home directory',
    // What names it and what lies there are needs of their own.
    from: () => provided,
    inImage: {
      code: 'home-directory-missing',
      what: () => 'the home directory',
      has: (_, image) => image.hasHome,
    },
  },
  environment: {
    called: ({ name }) => `variable ${name}`,
    // It is an ENV line of the runtime stage, whatever the base; verify judges it with the config.
    from: () => provided,
  },
  file: {
    called: ({ path }) => path,
    // It is copied, whatever the base.
    from: () => provided,
    inImage: {
      code: 'data-missing',
      what: ({ path }) => path,
      has: ({ path }, image) => image.has(path),
      tree: ({ path }) => path,
    },
  },
  directory: {
    called: ({ path }) => path,
    from: ({ path }, base) => {
      if (hasDirectory(base, path)) return provided;
      // A directory of the system is a reason for a base that has it, and one that is open to all can't be made; any other is.
      const open = systemModes.get(path) === '1777';
      const empty = base.family === 'scratch' || base.bare === true;
      return open || (empty && systemDirectories.has(path))
        ? unmet(path)
        : { kind: 'met', directories: [path] };
    },
    inImage: {
      code: 'writable-directory-missing',
      what: ({ path, passed }) =>
        passed === true ? `the directory ${path}` : `a writable directory ${path}`,
      has: ({ path, passed }, image) => (passed === true ? image.has(path) : image.isWritable(path)),
    },
  },
};

// ── What is asked of the rows ────────────────────────────────────────────────────────────────────────────────

/** What is needed, as reasons name it. */
export function describeNeed(need: Need): string {
  return calledBy(need.kind, need);
}

/** How a base meets a need. */
export function provisionOf(need: Need, base: RuntimeBase, original: Original): Provision {
  return provisionBy(need.kind, need, base, original);
}

/** What verify looks for in an image. */
export interface ImageCheck {
  readonly code: Code<'difference'>;
  readonly what: string;
  readonly has: (image: BuiltView) => boolean | undefined;
  readonly tree: string | undefined;
}

/** undefined for a need that the files of an image can't show. */
export function imageCheckOf(need: Need): ImageCheck | undefined {
  return checkBy(need.kind, need);
}

function calledBy<Name extends NeedName>(kind: Name, need: Need<Name>): string {
  return rows[kind].called(need);
}

function provisionBy<Name extends NeedName>(
  kind: Name,
  need: Need<Name>,
  base: RuntimeBase,
  original: Original,
): Provision {
  return rows[kind].from(need, base, original);
}

function checkBy<Name extends NeedName>(kind: Name, need: Need<Name>): ImageCheck | undefined {
  const { inImage } = rows[kind];
  if (inImage === undefined) return undefined;
  return {
    code: inImage.code,
    what: inImage.what(need),
    has: (image) => inImage.has(need, image),
    tree: inImage.tree?.(need),
  };
}

/** The command that a need asks for. */
export function commandOfNeed(need: Need): string | undefined {
  switch (need.kind) {
    case 'command':
      return need.name;
    case 'shell':
      return lastPart(need.path);
    default:
      return undefined;
  }
}

// ── Ways that several kinds are met ──────────────────────────────────────────────────────────────────────────

/** A file that the distribution has at a path of its own, and that is copied where the base lacks it. */
function systemFile<Name extends 'service-names' | 'mime-types' | 'host-names'>(
  called: string,
  path: string,
): Row<Name> {
  return {
    called: () => called,
    from: (_, base, original) => (base.files.includes(path) ? provided : copyIfThere([path], original)),
    inImage: { code: 'system-file-missing', what: () => path, has: (_, image) => image.has(path) },
  };
}

function runtimeName({ name, version }: NeedKinds['runtime']): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** `20.11.1` is a `20`, and a `20.11`. */
function isVersion(version: string, wanted: string | undefined): boolean {
  return wanted === undefined || version === wanted || version.startsWith(`${wanted}.`);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
