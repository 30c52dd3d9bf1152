/**
 * What a toolchain leaves in images and programs: how an image that was made with it is recognised, what in it only
 * building reads, and what its programs' own files tell. `dfopt verify` is handed this; it knows no toolchain itself.
 */
import { posix } from 'node:path';
import type { NeedKind } from '../rule/need.ts';

/** What only building reads and writes. One list, for who leaves it behind and for who checks what is left behind. */
export interface OfBuild {
  /** Environment variables that the toolchain's commands read and what they build doesn't. */
  readonly variable: (name: string) => boolean;
  /** Directories that its images are worked in, open to all: never copied whole. */
  readonly workspaces: readonly string[];
  /** Directories of the toolchain's own files, and of what it fetches. */
  readonly installation: readonly string[];
  /** Development packages of the distribution whose libraries nothing that is built is linked with, or all its images bring. */
  readonly packages?: (name: string) => boolean;
}

/** Whether a path is one of the directories that building works in, or of the toolchain itself. */
export function isOfBuild(path: string, { workspaces, installation }: OfBuild): boolean {
  return workspaces.includes(path) || installation.some((directory) => isBelow(path, directory));
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(posix.join(directory, '/'));
}

/** Where building works, and where the toolchain lies. */
export function directoriesOf({ workspaces, installation }: OfBuild): readonly string[] {
  return [...workspaces, ...installation];
}

export interface Traces {
  /** Whether an image is one of the toolchain's, or made from one, by its environment. */
  readonly isIn: (environment: ReadonlyMap<string, string>) => boolean;
  /** Its command by the paths where it lies in images that it is installed in, which have no variable of its own. */
  readonly commands?: readonly string[];
  /** Labels that its images set of themselves. */
  readonly labels?: ReadonlyMap<string, string>;
  /** Directories that its images put on PATH. */
  readonly pathDirectories: readonly string[];
  /** What the file of a program tells that the toolchain built; undefined for another's. */
  readonly readProgram?: (file: ProgramFile) => LinkedFacts | undefined;
  /** The database of time zones that its images bring, for programs that find no zone in the system's. */
  readonly zoneArchive?: string;
  /** Codes of reasons that own up to programs that are built in another way. */
  readonly rebuilds: readonly string[];
  /** What a migration takes away of the packages that a build installs. */
  readonly leavesBehind?: PackagesLeftBehind;
  /** Directories that its commands keep for themselves, and make where they are not: caches, logs. */
  readonly ownDirectories?: readonly string[];
  /** Names of directories, wherever they lie, in which its programs keep what they make of the files beside them. */
  readonly cacheDirectories?: readonly string[];
  /** Codes of assumptions that are about libraries alone: the program's own sources were read to the end. */
  readonly ofLibraries?: readonly string[];
}

/** Packages that are taken away behind a build, whose files are missing then. */
export interface PackagesLeftBehind {
  /** The code of what owns up to it. */
  readonly code: string;
  /** The name of the directories that packages lie in. */
  readonly directory: string;
  /** Files there that say what is installed: they change. */
  readonly books: readonly string[];
}

/** An ELF file, as far as a toolchain looks into it. */
export interface ProgramFile {
  /** It has a dynamic section: a loader starts it. */
  readonly dynamic: boolean;
  /** The bytes of the first section that is there under one of the names. */
  readonly section: (...names: readonly string[]) => Buffer | undefined;
}

/** What is linked into a program. */
export interface LinkedFacts {
  readonly needs: readonly LinkedNeed[];
  /** It certainly reaches no file by a relative name, so that its working directory doesn't matter. */
  readonly ignoresWorkingDirectory: boolean;
}

export interface LinkedNeed {
  readonly need: NeedKind;
  /** What the program does, in words that follow its path: `can connect with TLS`. */
  readonly does: string;
  /** It is linked in for what programs seldom ask for. */
  readonly possible: boolean;
  /** A library does it where the program's own text asks for it, and only there. */
  readonly onRequest?: true;
}

/** A toolchain as verify knows it. */
export interface ToolchainTraces extends Traces {
  readonly name: string;
  readonly ofBuild: OfBuild;
}

/** The toolchain that an image was made with. */
export function toolchainOf(
  environment: ReadonlyMap<string, string>,
  toolchains: readonly ToolchainTraces[],
  /** Whether the image has a path. */
  has: (path: string) => boolean = () => false,
): ToolchainTraces | undefined {
  return (
    toolchains.find(({ isIn }) => isIn(environment)) ??
    toolchains.find(({ commands = [] }) => commands.some(has))
  );
}
