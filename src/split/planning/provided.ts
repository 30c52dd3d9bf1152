/** What meets the needs: files that go along, the base that has the rest, and the working directory. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Assumption, Reason, Settings } from '../../rule/types.ts';
import type { Original } from '../../toolchain/provisions.ts';
import { basesUnder, foreignAlpine } from '../../image/base-policy.ts';
import { pinned } from '../../image/pins.ts';
import { runtimesOf } from './runtimes.ts';
import { chooseBase, type BaseChoice } from '../needs/choose-base.ts';
import { evidenceAt, evidenceOf } from '../../rule/evidence.ts';
import { addsCertificates, hasSystemPath, isFromElsewhere, packageOf } from '../needs/installed-packages.ts';
import type { KeptFile } from '../files/kept-files.ts';
import { linksApart, wayTo, type PathLink } from '../files/links-on-the-way.ts';
import { asLinks, type ProgramLink } from '../started/links.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { changedPrograms } from '../files/changed-programs.ts';
import { filesByArguments, namesByArguments, programsByArguments } from '../files/files-by-arguments.ts';
import { preloadAssumptions } from '../files/implicit-files.ts';
import { keptFiles } from './runtime-files.ts';
import type { Need } from '../../rule/need.ts';
import { refused, type Needs, type Refused } from '../../toolchain/toolchain.ts';
import { hasSameAccount } from '../needs/users.ts';
import { distributionOf, lastOf, type SplitScene } from './scope.ts';
import type { Started } from './started.ts';

export interface Provided {
  readonly kind: 'provided';
  /** Without what comes with the files anyway. */
  readonly needs: readonly Need[];
  readonly kept: readonly KeptFile[];
  readonly pathLinks: readonly PathLink[];
  /** Those that a command of the base makes. */
  readonly links: readonly ProgramLink[];
  readonly choice: BaseChoice;
  /** undefined where the program doesn't look at it. */
  readonly workdir: string | undefined;
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

/** A directory that is only passed, and comes with what lies in it. */
function isMadeWith(need: Need, places: readonly string[]): boolean {
  return (
    need.kind === 'directory' && need.passed === true && places.some((path) => isInside(path, need.path))
  );
}

/** The files that go along, the base that has the rest, and the working directory. */
export function provide(
  needs: readonly Need[],
  { chosen, launches }: Started,
  answers: readonly Needs[],
  { build, stage, toolchain, settings }: SplitScene,
): Provided | Refused {
  const mounted = (build.context?.consumers ?? []).flatMap(({ mounts = [] }) =>
    mounts.map(({ target }) => posix.resolve('/', target)),
  );
  const files = keptFiles(needs, answers, chosen.programs, launches, stage, toolchain, mounted);
  if (files.kind === 'refusal') return files;
  const kept = filesByArguments(files.kept, stage, build, toolchain, {
    startsUnknown: launches.uncertainScripts || answers.some((answer) => answer.startsUnknown),
  });
  const original: Original = {
    distribution: distributionOf(stage),
    has: (path) => hasSystemPath(path, stage),
    isChanged: (path) => {
      const found = stage.files.lookup(path);
      return found.status === 'present' && found.entry.origin.by !== 'base';
    },
    ownCertificates: addsCertificates(stage),
    packageOf: (command) => packageOf(command, stage),
    isFromElsewhere: (name) => isFromElsewhere(name, stage),
    hasSameAccount: (accounts, named) => hasSameAccount(accounts, named, stage),
  };
  const runtimes = runtimesOf(stage, build, toolchain, settings);
  const bases = [...basesUnder(settings, original.distribution), ...runtimes];
  const used = launches.workdirUsed || answers.some((answer) => answer.workdir !== 'unused');
  const places = [
    ...[...kept, ...chosen.programs].map(({ path }) => path),
    ...(used ? [stage.state.workdir.text ?? '/'] : []),
  ];
  const open = needs.filter((need) => !isMadeWith(need, places));
  const search = chooseBase(open, original, bases);
  if (search.kind === 'none') {
    const { missing } = search;
    return refused(
      missing === undefined
        ? refusals.noBaseOfSet(evidenceOf(build.dockerfile, stage.from))
        : refusals.noBase(missing.need.because, missing.lacking, missing.need.evidence),
    );
  }
  const { files: there } = stage;
  const changed = changedPrograms(search.choice, stage, build.dockerfile);
  const linked = asLinks([...kept, ...changed.kept], search.choice, stage);
  const makesLinks = search.choice.base.programs.has('ln');
  const workdir = stage.state.workdir.text;
  if (used && workdir === undefined) {
    const step = lastOf(stage, 'WORKDIR')?.id;
    return refused(refusals.workdirNotKnown(evidenceAt(build.dockerfile, step)));
  }
  return {
    kind: 'provided',
    needs: open,
    kept: linked.kept,
    links: makesLinks ? linked.links : [],
    choice: search.choice,
    workdir: used ? workdir : undefined,
    pathLinks: linksApart(
      [
        ...files.links,
        ...(makesLinks ? [] : linked.links),
        ...(used && workdir !== undefined ? wayTo(workdir, there).links : []),
        ...chosen.programs.flatMap(({ path }) => wayTo(path, there, 'parents').links),
      ],
      kept,
    ),
    assumptions: [
      ...files.assumptions,
      ...changed.assumptions,
      ...programsByArguments(stage, build),
      ...namesByArguments(
        [
          ...linked.kept,
          ...chosen.programs.map(({ path, shape }) => ({ path, directory: shape === 'directory' })),
          ...(used && workdir !== undefined ? [{ path: workdir, directory: true }] : []),
        ],
        stage,
        build,
      ),
      ...preloadAssumptions(needs, stage, build.dockerfile),
      ...needs.flatMap((need) => assumptionOf(need, kept, stage)),
    ],
    reasons: alpineReasons(needs, original, search.choice, settings),
  };
}

/** Why Alpine is not taken for what it would be enough for: its commands are others than those of the image. */
function alpineReasons(
  needs: readonly Need[],
  original: Original,
  { base }: BaseChoice,
  { bases, baseSet }: Settings,
): readonly Reason[] {
  const asked = baseSet !== undefined || Object.keys(bases).length > 0;
  if (asked || base.family !== 'debian-slim') return [];
  const search = chooseBase(needs, original, [foreignAlpine()]);
  if (search.kind === 'none') return [];
  const message = `${search.choice.base.reference} would be smaller, and has BusyBox in the place of the commands that the image was tried with: --bases alpine takes it`;
  return [{ code: 'alpine-not-asked', message, evidence: undefined }];
}

/** A file in a directory that goes along as a whole is there if the original has it: nothing is assumed then. */
function assumptionOf(need: Need, kept: readonly KeptFile[], { files }: Stage): readonly Assumption[] {
  const places = need.kind === 'file' ? [need.path, wayTo(need.path, files).path] : [];
  const covered = need.kind === 'file' && !kept.some(({ path }) => places.includes(path));
  return need.assumption === undefined || covered ? [] : [need.assumption];
}

/** The base with the digest that the lock has of it. */
export function withDigest(choice: BaseChoice, { settings }: SplitScene): BaseChoice {
  const reference = pinned(choice.base.reference, settings.pins);
  return { ...choice, base: { ...choice.base, reference } };
}
