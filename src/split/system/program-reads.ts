/** Files and directories that a program reads and that the toolchain's image brings, not the author. */
import { posix } from 'node:path';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import { isDistributionDirectory } from '../../image/contents.ts';
import { certificateDirectory, certificateSources, packageCommandDirectories } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';
import { packageOf } from '../needs/installed-packages.ts';
import { authorsBelow, type AuthorsScene } from '../files/authors-files.ts';
import { isBelowOneOf, ofEveryContainer, purposeOf } from './paths.ts';

/** How a program reads a path. */
export interface ProgramRead {
  /** Its text is; else the names in it, or either. */
  readonly file: boolean;
  /** False where only the directory of what is read is known. */
  readonly whole: boolean;
  /** The program's own code asks for it, not a library. */
  readonly own: boolean;
  /** It likely goes on where there is none. */
  readonly optional: boolean;
  readonly evidence: Evidence;
}

export interface SystemScene extends AuthorsScene {
  readonly toolchain: AuthorsScene['toolchain'] & {
    /** Where its images have it. */
    readonly installation: readonly string[];
    /** How the sources say that files are built into the program. */
    readonly embeds: string;
  };
}

export interface ProgramReads {
  readonly needs?: readonly Need[];
  readonly assumptions?: readonly Assumption[];
  readonly refusal?: Refusal;
}

/** A path that the image certainly has and that no step wrote. */
export function programReads(entry: FileEntry, read: ProgramRead, scene: SystemScene): ProgramReads {
  const { path } = entry;
  const { file, whole, own, evidence } = read;
  const { stage, toolchain } = scene;
  const because = 'it reads it';
  if (isBelowOneOf(path, ofEveryContainer)) return {};
  if (isBelowOneOf(path, toolchain.installation)) return ofToolchain(path, scene, evidence);
  const purpose = purposeOf(path);
  // Who lists them reads all of them, and they are links to where the package keeps them.
  if (purpose?.kind === 'certificates' && !file) {
    const places = [certificateDirectory, certificateSources];
    return { needs: places.map((place): Need => ({ kind: 'system-file', path: place, because, evidence })) };
  }
  if (purpose !== undefined) return { needs: [{ ...purpose, because, evidence }] };
  const isDirectory = entry.kind === 'directory' || isDistributionDirectory(path);
  // Whatever it is: COPY takes a file as well as a directory.
  if (whole && !isDirectory) return { needs: [{ kind: 'system-file', path, because, evidence }] };
  if (whole && !file && isAllOfBase(path, stage))
    return { needs: [{ kind: 'file', path, directory: true, because, evidence }] };
  const directory: Need = { kind: 'directory', path, because, evidence };
  const needs = whole ? [directory] : [];
  if ((whole && file) || !own) return { needs };
  const authors = authorsBelow(path, scene, evidence);
  const assumption: Assumption = {
    code: 'system-directory',
    message: `what the base image has in ${path} does not matter to the program`,
    evidence,
  };
  return {
    needs: [...needs, ...authors.needs],
    assumptions: [assumption, ...authors.assumptions],
  };
}

/** Whether all is known that lies in a directory, and the image brings it. */
function isAllOfBase(path: string, { files }: Stage): boolean {
  const { names, complete } = files.list(path);
  return (
    complete &&
    names.length > 0 &&
    names.every(({ name }) => {
      const found = files.lookup(posix.join(path, name));
      return found.status === 'present' && found.entry.origin.by === 'base';
    })
  );
}

function ofToolchain(path: string, { toolchain }: SystemScene, evidence: Evidence): ProgramReads {
  return {
    refusal: {
      code: 'needs-toolchain',
      message: `the program reads ${path}, which belongs to the toolchain`,
      evidence,
      advice: `keep the toolchain image, or have the program bring these files itself (${toolchain.embeds})`,
    },
  };
}

/** A path of which it isn't known whether the image has it. */
export function perhapsRead(path: string, read: ProgramRead, scene: SystemScene): ProgramReads {
  const { own, optional, evidence } = read;
  const purpose = purposeOf(path);
  if (purpose !== undefined) return { needs: [{ ...purpose, because: 'it reads it', evidence }] };
  // A program of a package that the file installs.
  const program = posix.basename(path);
  if (
    packageCommandDirectories.includes(posix.dirname(path)) &&
    packageOf(program, scene.stage) !== undefined
  )
    return { needs: [{ kind: 'command', name: program, because: `it asks for ${path}`, evidence }] };
  // What it asks for by itself, and can't do without, is one of the toolchain's many files.
  if (own && !optional && isBelowOneOf(path, scene.toolchain.installation))
    return ofToolchain(path, scene, evidence);
  if (!own || isBelowOneOf(path, [...ofEveryContainer, '/root'])) return {};
  return {
    assumptions: [
      {
        code: 'system-file-not-known',
        message: `the program can do without what the base image may have as ${path}`,
        evidence,
      },
    ],
  };
}
