/** The smallest base that meets every need. */
import type { Distribution } from '../../evaluate/types.ts';
import { candidateBases, runsLinkedAgainst, type RuntimeBase } from '../../image/bases.ts';
import { hasSystemDirectory, systemDirectories } from '../../image/directories.ts';
import { packageFor } from '../../image/packages/index.ts';
import type { Need } from '../toolchain.ts';

export interface BaseChoice {
  readonly base: RuntimeBase;
  /** One line: what the next smaller base lacks; '' for the smallest. */
  readonly whyNotSmaller: string;
  /** System files to copy from the build stage. */
  readonly copies: readonly string[];
  /** Packages to install, sorted. */
  readonly packages: readonly string[];
  /** Empty directories to make. */
  readonly directories: readonly string[];
}

/** The image that the single stage makes, as far as bases are concerned. */
export interface Original {
  /** Whether it certainly has a path. */
  readonly has: (path: string) => boolean;
  /** The author added certificates: the bundle of a base is not the same. */
  readonly ownCertificates: boolean;
  /** The package that the author installed and that brings a command. */
  readonly packageOf: (command: string) => string | undefined;
}

export type BaseSearch =
  | { readonly kind: 'found'; readonly choice: BaseChoice }
  /** The need that even the largest base doesn't meet. */
  | { readonly kind: 'none'; readonly need: Need; readonly lacking: string };

/** How a base meets a need. */
type Answer =
  | {
      readonly kind: 'met';
      readonly copies?: readonly string[];
      readonly packages?: readonly string[];
      readonly directories?: readonly string[];
    }
  | { readonly kind: 'unmet'; readonly lacking: string };

const provided: Answer = { kind: 'met' };
const copied = (...paths: string[]): Answer => ({ kind: 'met', copies: paths });
const unmet = (lacking: string): Answer => ({ kind: 'unmet', lacking });

/** Tries bases from the smallest on; what the last one lacks is what stands in the way. */
export function chooseBase(needs: readonly Need[], builder: Distribution, original: Original): BaseSearch {
  let whyNotSmaller = '';
  let last: { readonly need: Need; readonly lacking: string } | undefined;
  for (const base of basesFor(builder)) {
    const copies = new Set<string>();
    const packages = new Set<string>();
    const directories = new Set<string>();
    let missing: { readonly need: Need; readonly lacking: string } | undefined;
    for (const need of needs) {
      const answer = meets(base, need, builder, original);
      if (answer.kind === 'unmet') {
        missing = { need, lacking: answer.lacking };
        break;
      }
      for (const path of answer.copies ?? []) copies.add(path);
      for (const name of answer.packages ?? []) packages.add(name);
      for (const path of answer.directories ?? []) directories.add(path);
    }
    if (missing === undefined) {
      installWhatIsPackaged(base, copies, packages, original);
      return {
        kind: 'found',
        choice: {
          base,
          whyNotSmaller,
          copies: [...copies],
          packages: [...packages].sort(),
          directories: [...directories],
        },
      };
    }
    whyNotSmaller = `${base.reference} has no ${missing.lacking}: ${missing.need.because}`;
    last = missing;
  }
  if (last === undefined) throw new Error('there are no bases to choose from');
  return { kind: 'none', ...last };
}

/** Where packages are installed anyway, certificates and time zones come the same way. */
function installWhatIsPackaged(
  base: RuntimeBase,
  copies: Set<string>,
  packages: Set<string>,
  original: Original,
): void {
  if (packages.size === 0 || base.packages.manager === undefined) return;
  const { names } = base.packages;
  const packaged = [
    ['/etc/ssl/certs/ca-certificates.crt', names.certificates],
    ['/usr/share/zoneinfo', names.timeZones],
  ] as const;
  for (const [path, name] of packaged) {
    if (name === names.certificates && original.ownCertificates) continue;
    if (copies.delete(path)) packages.add(name);
  }
}

/**
 * The distributions' own images only for what was built on the same distribution: its tools, packages and C library
 * are the ones that the author tried the image with.
 */
function basesFor(builder: Distribution): readonly RuntimeBase[] {
  return candidateBases(builder).filter(({ family, libc }) => {
    switch (builder.family) {
      case 'alpine':
        return libc.kind !== 'glibc';
      case 'debian':
        return family !== 'alpine';
      default:
        return libc.kind === 'none';
    }
  });
}

/** The command that a need asks for. */
export function commandOfNeed(need: Need): string | undefined {
  switch (need.kind) {
    case 'command':
      return need.name;
    case 'shell':
      return need.path.slice(need.path.lastIndexOf('/') + 1);
    default:
      return undefined;
  }
}

function meets(base: RuntimeBase, need: Need, builder: Distribution, original: Original): Answer {
  switch (need.kind) {
    case 'c-library': {
      // A version that moves with its tag can't be compared: the tags of builder and base move together.
      const runs = runsLinkedAgainst(base.libc, need.library);
      if (runs !== false)
        return base.libc.kind === 'none' && need.library.kind !== 'none' ? unmet('C library') : provided;
      if (base.libc.kind === 'none') return unmet('C library');
      return unmet(`C library as new as the builder's (${need.library.kind} ${versionOf(need.library)})`);
    }
    case 'library-packages':
      return installed(base, need.packages, 'package manager');
    case 'c++-library':
      if (base.libraries.includes('libstdc++.so.6')) return provided;
      return base.packages.manager === 'apk' ? installed(base, ['libstdc++'], '') : unmet('C++ library');
    case 'shell':
      if (base.shell === undefined) return unmet('shell');
      if (need.path === base.shell || base.files.includes(need.path)) return provided;
      return commandFrom(base, commandOfNeed(need) ?? need.path, builder, original);
    case 'command':
      return commandFrom(base, need.name, builder, original);
    case 'package':
      return installed(base, [need.name], `package manager (${need.name} is installed)`);
    case 'certificates':
      return base.certificates === undefined || original.ownCertificates
        ? copyIfThere(['/etc/ssl/certs/ca-certificates.crt'], original)
        : provided;
    case 'time-zones':
      return base.timeZones === undefined ? copyIfThere(need.sources, original) : provided;
    case 'system-file':
      // Of the distribution's own image it is the same file; other bases have one of their own.
      return base.packages.manager !== undefined && base.files.includes(need.path)
        ? provided
        : copyIfThere([need.path], original);
    case 'service-names':
      return fromFiles(base, '/etc/services', original);
    case 'mime-types':
      return fromFiles(base, '/etc/mime.types', original);
    case 'host-names':
      return fromFiles(base, '/etc/nsswitch.conf', original);
    case 'temporary-directory':
      return base.temporaryDirectory ? provided : unmet('temporary directory that every user can write');
    case 'user-record':
      return base.users.some(({ name }) => name === need.name)
        ? provided
        : copied(
            '/etc/passwd',
            '/etc/group',
            ...(need.login && original.has('/etc/shadow') ? ['/etc/shadow'] : []),
          );
    case 'file':
      return provided;
    case 'directory':
      if (hasDirectory(base, need.path)) return provided;
      // A directory of the system is a reason for a base that has it; any other is made.
      return base.family === 'scratch' && systemDirectories.has(need.path)
        ? unmet(need.path)
        : { kind: 'met', directories: [need.path] };
  }
}

/** Whether a base has a directory of the system. */
export function hasDirectory(base: RuntimeBase, path: string): boolean {
  return base.files.includes(path) || hasSystemDirectory(base.family, path);
}

function versionOf(library: { readonly kind: string; readonly version?: string | undefined }): string {
  return library.version ?? '';
}

function fromFiles(base: RuntimeBase, path: string, original: Original): Answer {
  return base.files.includes(path) ? provided : copyIfThere([path], original);
}

/** The first of the paths that the build stage has. What the original image doesn't have either is not missed. */
function copyIfThere(paths: readonly string[], original: Original): Answer {
  const path = paths.find(original.has);
  return path === undefined ? provided : copied(path);
}

function commandFrom(base: RuntimeBase, name: string, builder: Distribution, original: Original): Answer {
  const own = original.packageOf(name);
  // On alpine a command of the base is BusyBox's, which lacks options of the one that was installed.
  const replaced = own !== undefined && base.family === 'alpine';
  if (base.programs.has(name) && !replaced) return provided;
  const packageName = base.packages.manager === undefined ? undefined : (own ?? packageFor(name, builder));
  return packageName === undefined ? unmet(name) : installed(base, [packageName], name);
}

/** `curl@edge` (apk-world(5)) and `curl/bookworm-backports` (apt-get(8)): the repository has to be set up first. */
function fromAnotherRepository(name: string): boolean {
  return /[@/]/.test(name);
}

function installed(base: RuntimeBase, packages: readonly string[], lacking: string): Answer {
  if (packages.length === 0) return provided;
  if (base.packages.manager === undefined) return unmet(lacking);
  const elsewhere = packages.find(fromAnotherRepository);
  if (elsewhere !== undefined) return unmet(`repository that ${elsewhere} comes from`);
  if (!base.packages.available) return unmet(`${packages.join(', ')} to install any more`);
  return { kind: 'met', packages };
}
