/** Files and directories that a program reads and that the toolchain's image brings, not the author. */
import { posix } from 'node:path';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import { isDistributionDirectory } from '../../image/contents.ts';
import { certificateDirectory, certificateSources } from '../../image/places.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Need } from '../../rule/need.ts';
import { isBelowOneOf, ofEveryContainer, purposeOf } from '../needs/system-files.ts';
import { authorsBelow } from './authors-files.ts';
import type { Answer, FindingScene, OfToolchain } from './scene.ts';
import type { Finding } from './types.ts';

/**
 * A path that the image certainly has and that no step wrote.
 * @param whole false where only the directory of what is read is known.
 */
export function systemNeeds(
  entry: FileEntry,
  finding: Finding,
  whole: boolean,
  scene: FindingScene,
  evidence: Evidence,
): Answer {
  const { path } = entry;
  const { stage, toolchain } = scene;
  const because = 'it reads it';
  if (isBelowOneOf(path, ofEveryContainer)) return {};
  if (isBelowOneOf(path, toolchain.installation)) return ofToolchain(path, toolchain, evidence);
  const purpose = purposeOf(path);
  // Who lists them reads all of them, and they are links to where the package keeps them.
  if (purpose?.kind === 'certificates' && finding.kind !== 'read-file') {
    const places = [certificateDirectory, certificateSources];
    return { needs: places.map((place): Need => ({ kind: 'system-file', path: place, because, evidence })) };
  }
  if (purpose !== undefined) return { needs: [{ ...purpose, because, evidence }] };
  const isDirectory = entry.kind === 'directory' || isDistributionDirectory(path);
  // Whatever it is: COPY takes a file as well as a directory.
  if (whole && !isDirectory) return { needs: [{ kind: 'system-file', path, because, evidence }] };
  if (whole && finding.kind !== 'read-file' && isAllOfBase(path, stage))
    return { needs: [{ kind: 'file', path, directory: true, because, evidence }] };
  const directory: Need = { kind: 'directory', path, because, evidence };
  const needs = whole ? [directory] : [];
  if (whole && finding.kind === 'read-file') return { needs };
  if (!finding.own) return { needs };
  const authors = authorsBelow(path, scene, evidence);
  const assumption: Assumption = {
    code: 'system-directory',
    message: `what the base image has in ${path} does not matter to the program`,
    evidence,
  };
  return {
    needs: [...needs, ...(authors.needs ?? [])],
    assumptions: [assumption, ...(authors.assumptions ?? [])],
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

function ofToolchain(path: string, { embeds }: OfToolchain, evidence: Evidence): Answer {
  return {
    refusal: {
      code: 'needs-toolchain',
      message: `the program reads ${path}, which belongs to the toolchain`,
      evidence,
      advice: `keep the toolchain image, or have the program bring these files itself (${embeds})`,
    },
  };
}

/** A path of which it isn't known whether the image has it. */
export function unknownSystemNeeds(
  path: string,
  finding: Finding,
  toolchain: OfToolchain,
  evidence: Evidence,
): Answer {
  const purpose = purposeOf(path);
  if (purpose !== undefined) return { needs: [{ ...purpose, because: 'it reads it', evidence }] };
  // What it asks for by itself, and can't do without, is one of the toolchain's many files.
  if (finding.own && finding.optional !== true && isBelowOneOf(path, toolchain.installation))
    return ofToolchain(path, toolchain, evidence);
  if (!finding.own || isBelowOneOf(path, [...ofEveryContainer, '/root'])) return {};
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
