/** Each path that the new image has on top of its base is as in the original: content, mode, owner. */
import {
  certificateDirectory,
  certificateSettings,
  certificateSources,
  groupRecords,
  shadowRecords,
  userRecords,
} from '../../image/places.ts';
import { accessTo } from '../image/access.ts';
import { accountsOf, groupsOf, type Identity } from '../image/accounts.ts';
import { splitPath, type FileIndex, type FileNode } from '../image/files.ts';
import { differsInTimesOnly } from '../image/layer.ts';
import { packagesOf } from '../image/packages.ts';
import type { Finding } from '../verdict/types.ts';
import { findingsOf } from './finding.ts';
import { isOfBuild, type ToolchainTraces } from '../../toolchain/traces.ts';

const finding = findingsOf('files');

export interface OwnPaths {
  readonly before: FileIndex;
  readonly after: FileIndex;
  /** Number of the new image's layers that are its base's. */
  readonly baseLayers: number;
  /** The base's files; undefined for a base of nothing. */
  readonly base: FileIndex | undefined;
  readonly toolchain: ToolchainTraces | undefined;
  /** Directories the program is meant to write in: the working directory and the volumes. */
  readonly working: readonly string[];
  /** Those of the original, which the engine makes when the container starts if the image has none. */
  readonly madeAtStart: readonly string[];
  /** What an added path takes the place of; undefined where it is only added. */
  readonly placeTakenBy: (node: FileNode) => string | undefined;
  /** Who the program runs as; undefined if the image doesn't know the user. */
  readonly identity: Identity | undefined;
}

export interface ComparedPaths {
  readonly findings: readonly Finding[];
  /** How many were compared. */
  readonly compared: number;
  /** Those that only the new image has, and that take no other's place. */
  readonly added: readonly string[];
  /** How many were left to the package manager that installed them. */
  readonly ofPackages: number;
  /** The packages that the new image has on top of its base. */
  readonly packages: readonly string[];
}

/** Files and mount points that engines put into every container (or leave behind where a RUN ran). */
const enginePaths = new Set([
  '/.dockerenv',
  '/dev',
  '/etc/hostname',
  '/etc/hosts',
  '/etc/mtab',
  '/etc/resolv.conf',
  '/proc',
  '/run',
  '/run/.containerenv',
  '/run/secrets',
  '/sys',
]);
const engineTrees = ['/dev/', '/proc/', '/sys/'];

/** Whether the engine puts the path into every container: what the image has there is not seen. */
export function isEnginePath(path: string): boolean {
  return enginePaths.has(path) || engineTrees.some((tree) => path.startsWith(tree));
}

/**
 * Where package managers keep their books: what is installed, which is compared by its files, and what there is to
 * install. They are written also where a package to install was there already.
 */
const packageBooks = [
  '/lib/apk/',
  '/usr/lib/apk/',
  '/var/cache/apk/',
  '/var/cache/apt/',
  '/var/lib/apk/',
  '/var/lib/apt/',
  '/var/lib/dpkg/',
];

/** What package managers and the scripts of packages write besides the files they list. */
const packageTrees = [
  ...packageBooks,
  '/etc/apk/',
  '/etc/apt/',
  certificateSettings,
  '/etc/ld.so.cache',
  userRecords,
  groupRecords,
  shadowRecords,
  '/etc/gshadow',
  `${certificateDirectory}/`,
  '/etc/alternatives/',
  `${certificateSources}/`,
  // update-mime-database(1), which shared-mime-info runs for every package with types of its own
  '/usr/share/mime/',
  '/var/cache/',
  '/var/log/',
];

/**
 * Indexes that packages' triggers write anew, from what other packages have put beside them (deb-triggers(5)): of GTK,
 * GLib, gdk-pixbuf and the desktop. They differ where other packages are installed.
 */
const packageIndexes: ReadonlySet<string> = new Set([
  'giomodule.cache',
  'gschemas.compiled',
  'icon-theme.cache',
  'immodules.cache',
  'loaders.cache',
  'mimeinfo.cache',
]);

export function compareOwnPaths(paths: OwnPaths): ComparedPaths {
  const { after, base, baseLayers } = paths;
  const packages = packagesOf(after);
  const ofBase = base === undefined ? [] : (packagesOf(base)?.names ?? []);
  const installed = packages !== undefined && packages.names.join('\n') !== ofBase.join('\n');
  const findings: Finding[] = [];
  const added: string[] = [];
  let count = 0;
  let ofPackages = 0;
  for (const node of after.nodes()) {
    if (node.layer < baseLayers || isEnginePath(node.path)) continue;
    const found = comparePath(node, paths);
    const managed =
      isWithin(node.path, packageBooks) ||
      (installed && (packages.owns(node.path) || isOfPackages(node.path)));
    if (managed) {
      ofPackages += 1;
      continue;
    }
    count += 1;
    if (isOnlyAdded(node, paths)) added.push(node.path);
    else findings.push(...found);
  }
  const others = new Set(ofBase);
  return {
    findings,
    added,
    compared: count,
    ofPackages,
    packages: (packages?.names ?? []).filter((name) => !others.has(name)),
  };
}

function isOfPackages(path: string): boolean {
  return isWithin(path, packageTrees) || packageIndexes.has(splitPath(path)[1]);
}

function isWithin(path: string, trees: readonly string[]): boolean {
  return trees.some((tree) => path.startsWith(tree) || `${path}/` === tree);
}

function comparePath(node: FileNode, paths: OwnPaths): readonly Finding[] {
  const { before, after } = paths;
  const plain = before.lookup(node.path, false);
  if (!plain.found) {
    return isMadeAtStart(node, paths)
      ? [finding('path-added', node.path, 'the engine makes it in the original when it starts', true)]
      : [
          finding(
            'path-added',
            node.path,
            `the original has no such path, and ${paths.placeTakenBy(node) ?? 'the engine makes it with other rights'}`,
          ),
        ];
  }
  // COPY follows a link that is its source; a directory can be made where the original has a link to one.
  const followed = plain.node.type === 'link' && node.type !== 'link' ? before.lookup(node.path) : plain;
  if (!followed.found) {
    return [
      finding(
        'type-differs',
        node.path,
        `a dangling link to ${plain.node.target ?? ''} became a ${node.type}`,
      ),
    ];
  }
  const original = followed.node;
  if (node.type === 'link') return compareLink(node, original, before, after);
  if (node.type !== original.type) {
    return [finding('type-differs', node.path, `a ${original.type} became a ${node.type}`)];
  }
  if (node.type === 'directory') return compareDirectory(node, original, paths);
  return [...compareContent(node, original, before, after), ...compareRights(node, original)];
}

/** Nothing is found there in the original, and nothing of the original is found elsewhere for it. */
function isOnlyAdded(node: FileNode, paths: OwnPaths): boolean {
  return (
    !paths.before.lookup(node.path, false).found &&
    !leadsToMadeAtStart(node, paths) &&
    paths.placeTakenBy(node) === undefined
  );
}

/** Engines make the working directory and volumes that an image lacks, and what leads there, as root's. */
function isMadeAtStart({ path, type, mode, uid, gid }: FileNode, { madeAtStart }: OwnPaths): boolean {
  return (
    type === 'directory' &&
    mode === 0o755 &&
    uid === 0 &&
    gid === 0 &&
    leadsToMadeAtStart({ path }, { madeAtStart })
  );
}

function leadsToMadeAtStart(
  { path }: Pick<FileNode, 'path'>,
  { madeAtStart }: Pick<OwnPaths, 'madeAtStart'>,
): boolean {
  return madeAtStart.some((made) => `${made}/`.startsWith(`${path}/`));
}

function compareLink(
  node: FileNode,
  original: FileNode,
  before: FileIndex,
  after: FileIndex,
): readonly Finding[] {
  if (original.type === 'link' && original.target === node.target) return [];
  const old = before.lookup(node.path);
  const now = after.lookup(node.path);
  const same =
    old.found && now.found && old.node.file !== undefined && old.node.file.sha256 === now.node.file?.sha256;
  const was = original.type === 'link' ? `a link to ${original.target ?? ''}` : `a ${original.type}`;
  return [
    finding(
      'link-differs',
      node.path,
      `${was} became a link to ${node.target ?? ''}${same ? ', with the same content behind it' : ''}`,
      same,
    ),
  ];
}

function compareContent(
  node: FileNode,
  original: FileNode,
  before: FileIndex,
  after: FileIndex,
): readonly Finding[] {
  const found: Finding[] = [];
  if (node.file?.sha256 !== original.file?.sha256) {
    const sizes = `${original.file?.size ?? 0} bytes became ${node.file?.size ?? 0}`;
    if ((node.path === userRecords || node.path === groupRecords) && recordsAgree(before, after)) {
      found.push(
        finding('records-reduced', node.path, 'it has fewer records; those it has are the same', true),
      );
    } else if (differsInTimesOnly(node.file, original.file)) {
      found.push(
        finding('stored-times-differ', node.path, 'only the times differ that its format stores', true),
      );
    } else found.push(finding('content-differs', node.path, `its content is another (${sizes})`));
  }
  if (node.capability !== original.capability) {
    const change =
      node.capability === undefined ? 'its file capabilities are gone' : 'its file capabilities differ';
    found.push(finding('capability-differs', node.path, change));
  }
  return found;
}

/** Each user and group of the new image is one of the original's. */
function recordsAgree(before: FileIndex, after: FileIndex): boolean {
  const accounts = new Set(accountsOf(before).map((account) => JSON.stringify(account)));
  const groups = new Set(groupsOf(before).map(({ name, gid }) => `${name} ${gid}`));
  return (
    accountsOf(after).every((account) => accounts.has(JSON.stringify(account))) &&
    groupsOf(after).every(({ name, gid }) => groups.has(`${name} ${gid}`))
  );
}

function compareRights(node: FileNode, original: FileNode): readonly Finding[] {
  return [
    ...(node.mode === original.mode
      ? []
      : [finding('mode-differs', node.path, `mode ${octal(original.mode)} became ${octal(node.mode)}`)]),
    ...ownerFindings(node, original),
  ];
}

function ownerFindings(node: FileNode, original: FileNode): readonly Finding[] {
  const old = `${original.uid}:${original.gid}`;
  const now = `${node.uid}:${node.gid}`;
  return old === now ? [] : [finding('owner-differs', node.path, `owner ${old} became ${now}`)];
}

/**
 * A directory that COPY or WORKDIR makes on the way is root's, with mode 0755. More open than the original lets others in,
 * less open keeps the program out, save for the directories that a toolchain opens for building, and where only the group of
 * a directory lost what the program's user has anyway (a context's directories often come with 0775). COPY --chown
 * gives what it makes on the way to the user, too.
 */
export function compareDirectory(
  node: FileNode,
  original: FileNode,
  { toolchain, working, identity }: Pick<OwnPaths, 'toolchain' | 'working' | 'identity'>,
): readonly Finding[] {
  const kept = identity !== undefined && atLeastAccess(node, original, identity);
  // What was open to all may be given to the program's user alone.
  const given = kept && node.uid === identity.uid;
  const owner = ownerFindings(node, original).map((found) =>
    kept && (given || !working.includes(node.path))
      ? { ...found, expected: true, cause: `${found.cause}: uid ${identity.uid} may do all that it could` }
      : found,
  );
  if (node.mode === original.mode) return owner;
  const lost = original.mode & ~node.mode;
  const change = `mode ${octal(original.mode)} became ${octal(node.mode)}`;
  const ofToolchain = toolchain !== undefined && isOfBuild(original.path, toolchain.ofBuild);
  const same = identity !== undefined && sameAccess(node, original, identity);
  const onlyOthers = same && (given || (lost & ~groupBits) === 0);
  const expected =
    (ofToolchain && (lost === 0 || same || !working.includes(node.path))) || (lost !== 0 && onlyOthers);
  const why = ofToolchain
    ? `the ${toolchain?.name ?? ''} toolchain opens it for building`
    : lost === 0
      ? 'more open than before'
      : onlyOthers
        ? `less open to ${(lost & ~groupBits) === 0 ? `group ${original.gid}` : 'others'} than before, and the same for uid ${identity.uid}, whom the program runs as`
        : 'less open than before';
  return [finding('mode-differs', node.path, `directory ${change}: ${why}`, expected), ...owner];
}

const groupBits = 0o070;

function sameAccess(a: FileNode, b: FileNode, identity: Identity): boolean {
  const [one, other] = [accessTo(a, identity), accessTo(b, identity)];
  return one.read === other.read && one.write === other.write && one.execute === other.execute;
}

/** Whether the identity may do with the one all that it may do with the other. */
function atLeastAccess(a: FileNode, b: FileNode, identity: Identity): boolean {
  const [one, other] = [accessTo(a, identity), accessTo(b, identity)];
  return (one.read || !other.read) && (one.write || !other.write) && (one.execute || !other.execute);
}

/** A mode as people write it: `0755`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
