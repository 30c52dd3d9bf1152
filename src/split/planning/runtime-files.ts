/** The files that go to the runtime stage beside the programs. */
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Assumption } from '../../rule/types.ts';
import { installationOf } from '../files/installation.ts';
import { ownCertificates } from '../files/own-certificates.ts';
import { throughLinks, type PathLink } from '../files/links-on-the-way.ts';
import { linksToVolumes } from '../files/links-to-volumes.ts';
import { withLinked } from '../files/linked-files.ts';
import { implicitlyRead } from '../files/implicit-files.ts';
import { localeFiles } from '../files/locale-files.ts';
import { toolFiles } from '../files/tool-files.ts';
import { dataFilesBelow, dataFilesElsewhere, namedInTexts } from '../files/data-files.ts';
import { isBuildOnly, isOfBase, keptFile, withoutNested, type KeptFile } from '../files/kept-files.ts';
import { placedFiles } from '../files/placed-files.ts';
import type { Launches, StartedProgram } from '../started/launches.ts';
import { listed } from '../../rule/listed.ts';
import { refusals } from '../../toolchain/refusals.ts';
import type { Need } from '../../rule/need.ts';
import { artifactOf, type Needs, type Refusal, type Toolchain } from '../../toolchain/toolchain.ts';

export type Files =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'kept';
      readonly kept: readonly KeptFile[];
      /** Links on the way to them. */
      readonly links: readonly PathLink[];
      readonly assumptions: readonly Assumption[];
    };

export function keptFiles(
  needs: readonly Need[],
  answers: readonly Needs[],
  programs: readonly StartedProgram[],
  launches: Extract<Launches, { kind: 'launches' }>,
  stage: Stage,
  toolchain: Toolchain,
  /** Where others mount something. */
  mounted: readonly string[],
): Files {
  const startsUnknown = launches.uncertainScripts || answers.some((answer) => answer.startsUnknown);
  const kept: KeptFile[] = [
    ...placedFiles(stage, toolchain, { startsUnknown }),
    ...neededFiles(needs, stage),
    ...toolFiles(needs, stage, toolchain),
    ...localeFiles(needs, stage),
    ...implicitlyRead(needs, stage),
    ...volumesFilled(stage),
    ...installations(programs, stage),
  ];
  const assumptions: Assumption[] = [];
  for (const { path, shape, entry } of programs) {
    if (shape !== 'directory') continue;
    const parts = dataFilesBelow(path, stage, toolchain, artifactOf(path, shape, entry));
    if (parts.kind === 'spread') {
      return { kind: 'refusal', refusal: refusals.spreadFiles(parts.directory, undefined) };
    }
    kept.push(...parts.files);
  }
  const workdir = stage.state.workdir.text;
  const unknown = answers.some((answer) => answer.workdir === 'unknown') || launches.uncertainScripts;
  if (unknown && workdir !== undefined && stage.files.lookup(workdir).status === 'present') {
    const data = dataFilesBelow(workdir, stage, toolchain);
    if (data.kind === 'spread') {
      return { kind: 'refusal', refusal: refusals.spreadFiles(data.directory, undefined) };
    }
    kept.push(...data.files);
    const read = needs.flatMap((need) => (need.kind === 'file' && !need.directory ? [need.path] : []));
    const named = namedInTexts(read, data.left, stage, toolchain);
    kept.push(...named);
    const guessed = [...data.guessed, ...named.map(({ path }) => path)];
    const whole = guessed.length === 1 && guessed[0] === workdir;
    if (guessed.length === 0 && isOfBase(workdir, stage)) {
      assumptions.push({
        code: 'files-kept',
        message: `the program reads no files of its working directory ${workdir}, which is the system's`,
        evidence: undefined,
      });
    }
    if (guessed.length > 0 && !whole)
      assumptions.push(filesKept(guessed, leftBehind(data.left, kept, stage)));
  }
  if (answers.some(({ readsAnywhere }) => readsAnywhere === true))
    kept.push(...dataFilesElsewhere(stage, toolchain));
  const toVolumes = linksToVolumes(stage, mounted, toolchain);
  // What may lie behind such a link is not the image's.
  const own = kept.filter(
    ({ path, perhaps }) => perhaps !== true || !toVolumes.some((link) => isInside(path, link.path)),
  );
  const through = throughLinks(own, stage, (name) => isBuildOnly(name, toolchain));
  const linked = withLinked(through.kept, stage.files);
  if (linked.unread !== undefined) {
    assumptions.push({
      code: 'links-not-read',
      message: `links below ${linked.unread} lead to nothing beside what is kept: the directory is too large to look through`,
      evidence: undefined,
    });
  }
  const paths = new Set(programs.flatMap(({ path, shape }) => (shape === 'file' ? [path] : [])));
  return {
    kind: 'kept',
    kept: withoutNested(linked.kept).filter(({ path }) => !paths.has(path)),
    links: [...through.links, ...toVolumes],
    assumptions,
  };
}

/** Of what stays behind for its name, what nothing else brings: directories first. */
function leftBehind(left: readonly string[], kept: readonly KeptFile[], { files }: Stage): readonly string[] {
  const others = left.filter((path) => !kept.some((one) => isInside(path, one.path)));
  const isDirectory = (path: string): boolean => {
    const found = files.lookup(path);
    return found.status === 'present' && found.entry.kind === 'directory';
  };
  return [...others.filter(isDirectory), ...others.filter((path) => !isDirectory(path))];
}

/** What goes along, and what does not: who reads it sees whether that is all. */
function filesKept(guessed: readonly string[], left: readonly string[]): Assumption {
  const behind = left.length === 0 ? '' : ` (${listed(left)} and sources stay behind)`;
  return {
    code: 'files-kept',
    message: `the program reads no other files of its working directory than ${listed(guessed)}${behind}`,
    evidence: undefined,
  };
}

/** Files that are read by their names, and certificates that the author added. */
function neededFiles(needs: readonly Need[], stage: Stage): readonly KeptFile[] {
  const named = needs.flatMap((need): readonly KeptFile[] => {
    if (need.kind !== 'file') return [];
    const { perhaps, link } = need;
    return [
      {
        ...keptFile(need.path, need.directory, stage.files, need.because),
        ...(perhaps === true ? { perhaps } : {}),
        ...(link === true ? { link } : {}),
      },
    ];
  });
  const certificates = needs.some(({ kind }) => kind === 'certificates') ? ownCertificates(stage) : [];
  return [
    ...named,
    ...certificates.map((path) => keptFile(path, false, stage.files, 'certificates are read there')),
  ];
}

/** Directories that a new volume gets its files from. */
function volumesFilled({ config, files }: Stage): readonly KeptFile[] {
  return config.volumes.flatMap(({ path }) => {
    const found = files.lookup(path);
    const by = found.status === 'present' ? found.entry.origin.by : undefined;
    return by === undefined || by === 'base' || by === 'workdir'
      ? []
      : [keptFile(path, true, files, 'a volume is filled from it')];
  });
}

/** Where a step without a model installed the programs. */
function installations(programs: readonly StartedProgram[], stage: Stage): readonly KeptFile[] {
  return programs.flatMap(({ path }) => {
    const prefix = isAbsent(stage.files.lookup(path)) ? installationOf(path, stage) : undefined;
    return prefix === undefined
      ? []
      : [keptFile(prefix, true, stage.files, 'the program is installed there')];
  });
}
