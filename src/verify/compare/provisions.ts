/** What the program needs around it, where the original has it: certificates, zones, users, directories. */
import { posix } from 'node:path';
import { accessTo } from '../image/access.ts';
import { identityOf, type Identity } from '../image/accounts.ts';
import { absolutePath, joinPath, type FileIndex, type FileNode } from '../image/files.ts';
import type { Image } from '../image/image.ts';
import type { Finding, Need } from '../verdict/types.ts';
import { findingsOf, type Report } from './finding.ts';
import { compareDirectory } from './paths.ts';
import { findProgram } from './programs.ts';
import type { ToolchainTraces } from './toolchains.ts';

const finding: Report = findingsOf('files');

/** Where Go and OpenSSL look for root certificates (Go, `crypto/x509/root_linux.go`). */
const certificateFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const certificateDirectories = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/** Where Go looks for the zone database (Go, `time/zoneinfo_unix.go`, `time/zoneinfo_goroot.go`). */
const zoneDirectories = [
  '/usr/share/zoneinfo',
  '/usr/share/lib/zoneinfo',
  '/usr/lib/locale/TZ',
  '/etc/zoneinfo',
];
const zoneArchive = '/usr/local/go/lib/time/zoneinfo.zip';

/** Whether the image meets the need for the identity; undefined where the files can't tell. */
function meets(need: Need, image: Image, identity: Identity): boolean | undefined {
  const { config, files } = image;
  const isFile = (path: string): boolean => {
    const found = files.lookup(path);
    return found.found && found.node.type === 'file' && accessTo(found.node, identity).read;
  };
  const writable = (path: string): boolean => {
    const found = files.lookup(path);
    return found.found && found.node.type === 'directory' && accessTo(found.node, identity).write;
  };
  switch (need.kind) {
    case 'certificates': {
      const given = config.env.get('SSL_CERT_FILE');
      const directories = config.env.get('SSL_CERT_DIR')?.split(':') ?? certificateDirectories;
      return (
        (given === undefined ? certificateFiles : [given]).some(isFile) ||
        directories.some((directory) =>
          files.list(directory).some((name) => isFile(joinPath(directory, name))),
        )
      );
    }
    case 'time-zones': {
      const given = config.env.get('ZONEINFO');
      const name = need.name ?? 'UTC';
      return (
        [...(given === undefined ? [] : [given]), ...zoneDirectories].some((directory) =>
          isFile(joinPath(directory, name)),
        ) || isFile(zoneArchive)
      );
    }
    case 'temporary-directory':
      return writable(config.env.get('TMPDIR') ?? '/tmp');
    case 'user-records':
      return isFile('/etc/passwd');
    case 'home-directory': {
      const home = config.env.get('HOME') ?? identity.home;
      return home !== '/' && (files.lookup(home).found || canMake(home, files, identity));
    }
    case 'program':
      return need.name === undefined ? undefined : findProgram(config, files, need.name) !== undefined;
    case 'data':
      return need.name === undefined
        ? undefined
        : files.lookup(absolutePath(config.workingDir, need.name)).found;
    case 'writable-directory':
      return need.name === undefined ? undefined : writable(absolutePath(config.workingDir, need.name));
    // A variable is judged with the config.
    case 'environment':
      return undefined;
  }
}

/** What keeps something below its home directory makes the directories to it: root can, wherever that is. */
function canMake(path: string, files: FileIndex, identity: Identity): boolean {
  const parent = posix.dirname(path);
  const found = files.lookup(parent);
  if (found.found) return found.node.type === 'directory' && accessTo(found.node, identity).write;
  return parent === '/' ? identity.uid === 0 : canMake(parent, files, identity);
}

const provisionNames: Readonly<Record<Need['kind'], string>> = {
  certificates: 'root certificates',
  'time-zones': 'the time zone database',
  'temporary-directory': 'a writable temporary directory',
  'user-records': '/etc/passwd',
  'home-directory': 'the home directory',
  environment: 'a variable',
  program: 'the program',
  data: '',
  'writable-directory': 'a writable directory',
};

/** Needs that the original meets and the new image doesn't. */
export function compareNeeds(
  needs: readonly Need[],
  before: Image,
  after: Image,
  identities: { readonly before: Identity; readonly after: Identity },
): readonly Finding[] {
  return needs.flatMap((need): readonly Finding[] => {
    // A variable is judged with the config.
    if (need.kind === 'environment') return [];
    if (meets(need, before, identities.before) !== true) return [];
    const what = [provisionNames[need.kind], need.name ?? ''].filter((part) => part !== '').join(' ');
    if (meets(need, after, identities.after) === false) {
      const weight = need.certain ? '' : ', though it may never use it';
      return [
        finding(
          `${need.kind}-missing`,
          what,
          `the original has it, the new image doesn't; ${need.evidence}${weight}`,
          !need.certain,
        ),
      ];
    }
    return need.kind === 'data' && need.name !== undefined
      ? compareTree(absolutePath(before.config.workingDir, need.name), before, after, need.evidence)
      : [];
  });
}

/** Everything the original has at the path is in the new image too, with the same content. */
function compareTree(path: string, before: Image, after: Image, evidence: string): readonly Finding[] {
  const old = before.files.lookup(path);
  const now = after.files.lookup(path);
  if (!old.found) return [];
  if (!now.found)
    return [finding('data-missing', path, `the original has it, the new image doesn't; ${evidence}`)];
  if (old.node.type === 'directory') {
    return before.files
      .list(path)
      .flatMap((name) => compareTree(joinPath(path, name), before, after, evidence));
  }
  return old.node.file !== undefined && old.node.file.sha256 !== now.node.file?.sha256
    ? [finding('data-differs', path, `its content is another; ${evidence}`)]
    : [];
}

/** The user is known to the new image, with the same ids. */
export function compareIdentity(
  before: Image,
  after: Image,
): {
  readonly findings: readonly Finding[];
  readonly before: Identity | undefined;
  readonly after: Identity | undefined;
} {
  const old = identityOf(before.config.user, before.files);
  const now = identityOf(after.config.user, after.files);
  const findings: Finding[] = [];
  if (!now.resolved && old.resolved) {
    findings.push(
      finding(
        `${now.unknown}-unknown`,
        `USER ${after.config.user}`,
        `the new image has no ${now.unknown} ${now.name}: the engine refuses to start it`,
      ),
    );
  }
  if (old.resolved && now.resolved) {
    if (idsOf(old.identity) !== idsOf(now.identity)) {
      findings.push(
        finding(
          'user-differs',
          `USER ${after.config.user}`,
          `ids ${idsOf(old.identity)} became ${idsOf(now.identity)}`,
        ),
      );
    }
    if (old.identity.home !== now.identity.home && !after.config.env.has('HOME')) {
      findings.push(
        finding(
          'home-differs',
          'HOME',
          `${old.identity.home} became ${now.identity.home}, as the new image has no record of the user`,
          true,
        ),
      );
    }
  }
  return {
    findings,
    before: old.resolved ? old.identity : undefined,
    after: now.resolved ? now.identity : undefined,
  };
}

function idsOf({ uid, gid, groups }: Identity): string {
  return [`${uid}:${gid}`, ...groups].join(' ');
}

/** Volumes and the working directory: made by the engine, as root's, where the image has none. */
export function compareWorkingDirectories(
  directories: { readonly working: string; readonly volumes: readonly string[] },
  before: Image,
  after: Image,
  context: { readonly toolchain: ToolchainTraces | undefined; readonly identity: Identity | undefined },
): readonly Finding[] {
  const all = [directories.working, ...directories.volumes].map((path) => absolutePath('/', path));
  return [...new Set(all)].flatMap((path): readonly Finding[] => {
    const old = before.files.lookup(path);
    if (!old.found || old.node.type !== 'directory') return [];
    const now = after.files.lookup(path);
    const isVolume = directories.volumes.some((volume) => absolutePath('/', volume) === path);
    const seeds = isVolume
      ? compareTree(path, before, after, `${path} is a volume, which starts with what the image has there`)
      : [];
    if (now.found) {
      return [...compareDirectory(now.node, old.node, { ...context, working: all }), ...seeds];
    }
    const made: FileNode = { ...old.node, mode: 0o755, uid: 0, gid: 0 };
    const rights = compareDirectory(made, old.node, { ...context, working: all });
    return [
      ...rights.map((found) => ({
        ...found,
        code: 'directory-missing' as const,
        cause: `the new image doesn't have it, and the engine makes it as root's: ${found.cause}`,
      })),
      ...seeds,
    ];
  });
}
