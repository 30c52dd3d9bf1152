/** What the program needs around it, where the original has it: certificates, zones, users, directories. */
import { posix } from 'node:path';
import { userRecords } from '../../image/places.ts';
import { accessTo } from '../image/access.ts';
import { identityOf, type Identity } from '../image/accounts.ts';
import { absolutePath, joinPath, type FileIndex, type FileNode } from '../image/files.ts';
import type { Image } from '../image/image.ts';
import { differsInTimesOnly } from '../image/layer.ts';
import type { Need } from '../../rule/need.ts';
import { imageCheckOf, type BuiltView } from '../../toolchain/needs.ts';
import type { ToolchainTraces } from '../../toolchain/traces.ts';
import type { Finding } from '../verdict/types.ts';
import { findingsOf, groundsOf, type Report } from './finding.ts';
import { compareDirectory, isEnginePath } from './paths.ts';
import { findProgram } from './programs.ts';

const finding: Report = findingsOf('files');

/** Needs are judged by what the container's user can do with the files. */
export function viewOf({ config, files }: Image, identity: Identity): BuiltView {
  const at = (path: string): string => absolutePath(config.workingDir, path);
  const home = config.env.get('HOME') ?? identity.home;
  const isFile = (path: string): boolean => {
    const found = files.lookup(at(path));
    return found.found && found.node.type === 'file' && accessTo(found.node, identity).read;
  };
  return {
    environment: config.env,
    has: (path) => isEnginePath(at(path)) || files.lookup(at(path)).found,
    isFile,
    isWritable: (path) => {
      const found = files.lookup(at(path));
      return (
        isEnginePath(at(path)) ||
        (found.found && found.node.type === 'directory' && accessTo(found.node, identity).write)
      );
    },
    namesIn: (directory) => files.list(directory),
    hasProgram: (name) => findProgram(config, files, name) !== undefined,
    hasRecord: (user, group) => {
      const found = identityOf(group === undefined ? user : `${user}:${group}`, files);
      return isFile(userRecords) && found.resolved && found.identity.name !== undefined;
    },
    hasHome: home !== '/' && (files.lookup(home).found || canMake(home, files, identity)),
  };
}

/** What keeps something below its home directory makes the directories to it: root can, wherever that is. */
function canMake(path: string, files: FileIndex, identity: Identity): boolean {
  const parent = posix.dirname(path);
  const found = files.lookup(parent);
  if (found.found) return found.node.type === 'directory' && accessTo(found.node, identity).write;
  return parent === '/' ? identity.uid === 0 : canMake(parent, files, identity);
}

/** A need, and what says that it is one. */
export interface JudgedNeed {
  readonly need: Need;
  /**
   * `known`: the migration found that the program has it. `linked`: the code for it is part of the program, `seldom`: for
   * what programs seldom do, `on-request`: for what the program's own text asks a library for; nothing tells whether it ever
   * runs. `unused`: the sources, read to the end, say that it does not.
   */
  readonly rests: 'known' | 'linked' | 'seldom' | 'on-request' | 'unused';
}

/** Needs that the original meets and the new image doesn't. */
export function compareNeeds(
  needs: readonly JudgedNeed[],
  before: Image,
  after: Image,
  identities: { readonly before: Identity; readonly after: Identity },
): readonly Finding[] {
  const old = viewOf(before, identities.before);
  const now = viewOf(after, identities.after);
  return needs.flatMap(({ need, rests }): readonly Finding[] => {
    const check = imageCheckOf(need);
    if (check === undefined || check.has(old) !== true) return [];
    const grounds = groundsOf(need);
    if (check.has(now) === false) {
      const cause = `the original has it, the new image doesn't; ${grounds}`;
      if (rests === 'known') return [finding(check.code, check.what, cause)];
      if (rests === 'unused') {
        const told = `${cause}, and the sources, read to the end, say that it does not`;
        return [{ ...finding(check.code, check.what, told, true), noted: true }];
      }
      const found = (harmless: boolean): Finding =>
        finding(check.code, check.what, `${cause}, though it may never use it`, harmless);
      // Of data that is lost nobody knows what it would have told; a directory can be made.
      return [
        rests === 'seldom' && need.kind === 'temporary-directory'
          ? { ...found(true), noted: true }
          : { ...found(false), open: true },
      ];
    }
    return check.tree === undefined
      ? []
      : compareTree(absolutePath(before.config.workingDir, check.tree), before, after, grounds);
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
  const [was, is] = [old.node.file, now.node.file];
  return was !== undefined && was.sha256 !== is?.sha256 && !differsInTimesOnly(was, is)
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
