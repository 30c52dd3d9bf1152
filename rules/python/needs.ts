/** What a program needs when it runs: what its sources and its packages ask of the system. */
import { posix } from 'node:path';
import type { Program, Stage } from '../../src/evaluate/types.ts';
import { evidenceOf } from '../../src/rule/evidence.ts';
import type { Assumption } from '../../src/rule/types.ts';
import { ownLibraries } from '../../src/split/needs/own-libraries.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import {
  needing,
  refused,
  type Artifact,
  type Needs,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { distributionRefusal, packageRefusal, extensionRefusal, compilerRefusal } from './refusals.ts';
import {
  compiledNotRead,
  interpreterTaken,
  packagesNotRead,
  projectWritten,
  sourcesNotRead,
} from './assumptions.ts';
import { requirementsOf } from './requirements.ts';
import { isOfImage, rootsOf } from './roots.ts';
import { isSource, sourceAt, sourcesBelow, type Sources } from './sources/index.ts';
import { foreignRefusal, interpreterRefusal, javaScriptRefusal, stepRefusal } from './steps.ts';
import { buildTools } from './tools.ts';
import {
  besideInterpreterNeeds,
  collectedNeeds,
  compilerNeeds,
  extensionNeeds,
  foreignNeeds,
  packageNeeds,
  removedNeeds,
  windowNeeds,
} from './system-needs.ts';
import { usesOfPython } from './uses.ts';

export function needsOf(artifact: Artifact, _variant: Variant, scene: Scene): Needs | Refused {
  const { stage, build } = scene;
  const sources = sourcesOf(artifact, stage);
  const refusal =
    stepRefusal(scene) ??
    interpreterRefusal(scene) ??
    javaScriptRefusal(scene) ??
    foreignRefusal(scene) ??
    ownLibraries(stage, build) ??
    distributionRefusal(scene) ??
    packageRefusal(scene) ??
    extensionRefusal(scene) ??
    compilerRefusal(sources, stage);
  if (refusal !== undefined) return refused(refusal);
  const { packages: all, unread } = requirementsOf(stage);
  const packages = all.filter(({ name }) => !buildTools.has(name));
  const program = programOf(artifact, stage);
  if (program === undefined) return refused(refusals.noProgram(evidenceOf(build.dockerfile, stage.from)));
  const findings = needsOfFindings(
    sources.files.flatMap((file) => file.findings),
    {
      program,
      entry: artifact.entry,
      stage,
      build,
      toolchain: usesOfPython,
      place: (evidence) => inContext(evidence, stage.files),
    },
  );
  if (findings.kind === 'refusal') return findings;
  const workdir = stage.state.workdir.text ?? '/';
  const others = packages.length + unread.length > 0;
  const assumptions: readonly Assumption[] = [
    ...findings.assumptions,
    ...sourcesNotRead(sources),
    ...compiledNotRead(scene),
    ...projectWritten(scene),
    ...interpreterTaken(scene),
    ...(others ? [packagesNotRead(packages, unread, scene)] : []),
  ];
  return needing(
    [
      ...findings.needs,
      ...packageNeeds(packages, scene),
      ...besideInterpreterNeeds(packages),
      ...compilerNeeds(scene),
      ...extensionNeeds(scene),
      ...removedNeeds(scene),
      ...windowNeeds(sources, stage),
      ...foreignNeeds(artifact, scene),
      ...collectedNeeds(sources, scene),
    ],
    {
      workdir: isOfImage(workdir, stage) ? 'unknown' : 'named',
      startsUnknown: findings.startsUnknown || others || sources.unread.length > 0,
      readsAnywhere: findings.readsAnywhere,
      environment: findings.environment,
      ...(findings.allVariables === undefined ? {} : { allVariables: findings.allVariables }),
      assumptions,
    },
  );
}

/** What is read for it: all Python that the author put anywhere into the image, and what is installed from sources there. */
function sourcesOf({ path, shape }: Artifact, stage: Stage): Sources {
  const { files } = stage;
  const trees = files.trees().flatMap(({ path: tree, origin }) => (origin.by === 'context' ? [tree] : []));
  const own = [
    ...rootsOf(undefined, stage),
    ...(shape === 'directory' ? [path] : []),
    ...requirementsOf(stage).local,
  ];
  const places = [...new Set([...trees, ...own.filter((place) => !isOfImage(place, stage))])];
  const single = files
    .written()
    .filter(
      ({ path: file, origin }) =>
        isSource(posix.basename(file)) && ['context', 'heredoc', 'command'].includes(origin.by),
    )
    .map(({ path: file }) => file);
  const parts = [
    ...places
      .filter((place) => files.lookup(place).status === 'present')
      .map((place) => sourcesBelow(place, files)),
    ...[...single, ...(shape === 'file' ? [path] : [])].map((file) => sourceAt(file, files)),
  ];
  const found = new Map(parts.flatMap((part) => part.files.map((file) => [file.path, file] as const)));
  return { files: [...found.values()], unread: [...new Set(parts.flatMap(({ unread }) => unread))] };
}

/** The author's files are started as they are: where a program is asked for, the first command of the file stands for its making. */
function programOf({ path, entry }: Artifact, { steps, files }: Stage): Program | undefined {
  const { origin } = entry;
  const command = 'command' in origin ? origin.command : steps.flatMap(({ commands }) => commands)[0];
  if (command === undefined) return undefined;
  return { toolchain: 'python', command, package: undefined, sources: path, remote: false, at: files.at };
}
