/** What a jar or classes need when they run: libraries beside them, and what their sources ask of the system. */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { FileSystem, Program } from '../../src/evaluate/types.ts';
import { evidenceAt, evidenceOf, evidenceOfCommand } from '../../src/rule/evidence.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import {
  needing,
  refused,
  type Artifact,
  type Needs,
  type Refusal,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { buildsOf, changesJava, type JavaBuild } from './builds.ts';
import { whyNoRuntime } from './images/images.ts';
import { javaImage } from './images/tags.ts';
import { askingForJdk } from './libraries.ts';
import { sourcesBelow, type SourceFile, type Sources } from './sources/index.ts';
import { usesOfJava } from './uses.ts';

export function needsOf(artifact: Artifact, _variant: Variant, scene: Scene): Needs | Refused {
  const refusal = kindRefusal(artifact) ?? imageRefusal(scene) ?? changeRefusal(scene);
  if (refusal !== undefined) return refused(refusal);
  const builds = buildsOf(scene.stage);
  const machine = builds.find(
    (build) => build.tool === 'other' && /^(jlink|jpackage|native-image)$/.test(build.name),
  );
  if (machine !== undefined) return refused(ownMachine(machine, scene));
  const library = libraryForJdk(builds, scene);
  if (library !== undefined) return refused(library);
  const reading = readingOf(builds);
  const jdk = reading.files.find(({ asksForJdk }) => asksForJdk !== undefined);
  if (jdk?.asksForJdk !== undefined) return refused(asksForJdk(jdk, jdk.asksForJdk, reading));
  const uses = usesOf(artifact, reading, builds, scene);
  if (uses.kind === 'refusal') return uses;
  const libraries = librariesOf(artifact, builds);
  const assumptions = assumptionsOf(artifact, reading, builds, libraries.read, scene);
  const open = assumptions.length > 0;
  return needing([...uses.needs, ...libraries.needs, ...resourceNeeds(reading, scene)], {
    workdir: open ? 'unknown' : uses.workdir,
    startsUnknown: open || uses.startsUnknown,
    readsAnywhere: uses.readsAnywhere === true,
    environment: uses.environment,
    ...(uses.allVariables === undefined ? {} : { allVariables: uses.allVariables }),
    assumptions: [...uses.assumptions, ...assumptions],
  });
}

/** What is started without java: a script of the build tool's, or a program that another step makes. */
function kindRefusal({ path, shape, madeBy }: Artifact): Refusal | undefined {
  const name = posix.basename(path);
  if (shape === 'directory' || /\.(jar|war|ear|zip|original)$/i.test(name)) return undefined;
  if (/^(mvnw|gradlew)$/.test(name)) {
    return {
      code: 'builds-and-starts',
      message: `the container builds what it runs each time it starts: ${name}`,
      evidence: undefined,
      advice: 'build in a RUN and start java with the result in CMD; then run dfopt again',
    };
  }
  return {
    code: 'java-not-followed',
    message: `${path} is started, and it is no jar${madeBy === undefined ? '' : `: what ${madeBy.name ?? 'a step'} makes there is not followed`}`,
    evidence: undefined,
    advice: 'start java with a jar or a class path in CMD; then run dfopt again',
  };
}

// ── The image ────────────────────────────────────────────────────────────────────────────────────────────────

function imageRefusal({ build, stage }: Scene): Refusal | undefined {
  const { base, from } = stage;
  const reference = base.kind === 'image' ? base.reference : undefined;
  if (reference === undefined || javaImage(reference) === undefined) return undefined;
  const why = whyNoRuntime(reference, from.image.raw);
  return why === undefined
    ? undefined
    : {
        code: 'no-java-runtime',
        message: `no image is known that runs what ${from.image.raw} builds: ${why}`,
        evidence: evidenceOf(build.dockerfile, from),
        advice:
          'base the file on an image whose tag names the release of Java and of which there is a JRE, such as eclipse-temurin:21-jdk',
      };
}

function changeRefusal({ build, stage }: Scene): Refusal | undefined {
  const found = changesJava(stage, stage.facts?.env['JAVA_HOME']);
  return found === undefined
    ? undefined
    : {
        code: 'java-changed',
        message: `${found.what}, and the JRE of another image would not have that`,
        evidence: evidenceOfCommand(build.dockerfile, found.run),
        advice: 'split the file by hand, and do the same in the runtime stage',
      };
}

/** A library that does not run on a JRE. */
function libraryForJdk(builds: readonly JavaBuild[], { build }: Scene): Refusal | undefined {
  for (const one of builds) {
    const names =
      one.tool === 'maven'
        ? (one.projects ?? []).flatMap(({ project }) => project.libraries)
        : one.tool === 'gradle'
          ? (one.projects ?? []).flatMap(({ libraries }) => libraries)
          : [];
    const name = names.find((library) => askingForJdk.has(library));
    if (name === undefined) continue;
    return {
      code: 'jdk-at-run-time',
      message: `${name} is among the libraries that run: it ${askingForJdk.get(name) ?? ''}, for which a JDK is needed`,
      evidence: evidenceOfCommand(build.dockerfile, one.run),
      advice: 'nothing: the JDK is part of what the program needs',
    };
  }
  return undefined;
}

/** A step makes a virtual machine of its own, or a program without one: which of them runs is not followed. */
function ownMachine({ run }: JavaBuild, { build }: Scene): Refusal {
  return {
    code: 'java-not-followed',
    message: `${run.name ?? 'a step'} makes a virtual machine of its own, and which one runs is not followed`,
    evidence: evidenceOfCommand(build.dockerfile, run),
    advice: 'copy what it makes to a small image by hand: it needs no JRE',
  };
}

// ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Reading extends Sources {
  readonly places: readonly (readonly [SourceFile, FileSystem])[];
}

function readingOf(builds: readonly JavaBuild[]): Reading {
  const all = builds.flatMap(({ directories, files }) =>
    directories.map((directory) => ({ files, sources: sourcesBelow(directory, files) })),
  );
  const places = [
    ...new Map(
      all.flatMap(({ files, sources }) => sources.files.map((file) => [file.path, [file, files] as const])),
    ).values(),
  ];
  return {
    places,
    files: places.map(([file]) => file),
    settings: [
      ...new Map(all.flatMap(({ sources }) => sources.settings.map((one) => [one.path, one]))).values(),
    ],
    unread: [...new Set(all.flatMap(({ sources }) => sources.unread))],
  };
}

function placeOf(file: SourceFile, { places }: Reading): FileSystem | undefined {
  return places.find(([one]) => one === file)?.[1];
}

function asksForJdk(
  file: SourceFile,
  { what, evidence }: NonNullable<SourceFile['asksForJdk']>,
  reading: Reading,
): Refusal {
  const files = placeOf(file, reading);
  return {
    code: 'jdk-at-run-time',
    message: `the sources use ${what}, which only a JDK has`,
    evidence: files === undefined ? undefined : inContext(evidence, files),
    advice: 'nothing: the JDK is part of what the program needs',
  };
}

type Uses = Refused | Extract<ReturnType<typeof needsOfFindings>, { kind: 'needs' }>;

function usesOf(
  artifact: Artifact,
  reading: Reading,
  builds: readonly JavaBuild[],
  { build, stage }: Scene,
): Uses {
  const [first] = builds;
  const command = artifact.madeBy ?? first?.run;
  const files = first?.files ?? stage.files;
  const findings = reading.files.flatMap((file) => file.findings);
  const nothing: Uses = {
    kind: 'needs',
    needs: [],
    workdir: 'unused',
    startsUnknown: false,
    environment: [],
    allVariables: undefined,
    readsAnywhere: false,
    assumptions: [],
  };
  if (command === undefined || findings.length === 0) return nothing;
  const program: Program = {
    toolchain: 'java',
    command,
    package: undefined,
    sources: first?.directories[0],
    remote: false,
    at: files.at,
  };
  return needsOfFindings(findings, {
    program,
    entry: artifact.entry,
    stage,
    build,
    toolchain: usesOfJava,
    place: (evidence) =>
      inContext(evidence, reading.places.find(([{ path }]) => path === evidence.file)?.[1] ?? files),
  });
}

/** Files that texts of the program and its settings name, where the image has them: `file:config/app.yml`. */
function resourceNeeds({ files, settings }: Reading, { stage }: Scene): readonly Need[] {
  const workdir = stage.state.workdir.text ?? '/';
  const texts = [
    ...files.flatMap((file) => file.texts.map(({ text }) => text)),
    ...settings.flatMap(({ text }) => (text.length < 200_000 ? text.split(/[\s=,;"'<>]+/) : [])),
  ];
  const named = texts
    .map((text) => text.replace(/^(optional:)?(file|jar):(\/\/)?/, ''))
    .filter((text) => /^[\w@.+/-]+$/.test(text) && /[./]/.test(text) && text.length < 200)
    .map((text) => posix.resolve(workdir, text))
    .filter((path) => path !== workdir && !isInside(workdir, path));
  return [...new Set(named)].flatMap((path): readonly Need[] => {
    const found = stage.files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by !== 'context') return [];
    const directory = found.entry.kind === 'directory';
    return [
      { kind: 'file', path, directory, because: 'a text of the program names it', evidence: undefined },
    ];
  });
}

// ── Libraries ────────────────────────────────────────────────────────────────────────────────────────────────

/** Directories that the manifest of a jar names for its libraries, and whether what builds it was read. */
function librariesOf(
  { path, shape }: Artifact,
  builds: readonly JavaBuild[],
): { readonly needs: readonly Need[]; readonly read: boolean } {
  const projects = builds.flatMap((build) => (build.tool === 'maven' ? (build.projects ?? []) : []));
  const ofGradle = builds.some(
    (build) =>
      build.tool === 'gradle' && build.projects?.some(({ namesClassPath }) => namesClassPath) === true,
  );
  const prefixes =
    shape === 'directory'
      ? []
      : [...projects.flatMap(({ outputs }) => outputs?.libraries ?? []), ...(ofGradle ? ['.'] : [])];
  const read = builds.every(
    (build) =>
      (build.tool === 'maven' &&
        build.projects?.every(({ outputs }) => outputs !== undefined && outputs.unknown === undefined) ===
          true) ||
      (build.tool === 'gradle' && build.projects?.every(({ unknown }) => unknown === undefined) === true) ||
      build.tool === 'javac',
  );
  return {
    read,
    needs: [...new Set(prefixes)].map((prefix) => ({
      kind: 'file',
      path: posix.join(posix.dirname(path), prefix),
      directory: true,
      because: 'the manifest of the jar names it for libraries',
      evidence: undefined,
    })),
  };
}

function assumptionsOf(
  { entry }: Artifact,
  { unread }: Reading,
  builds: readonly JavaBuild[],
  read: boolean,
  { build, stage }: Scene,
): readonly Assumption[] {
  const [first] = builds;
  const evidence = first === undefined ? undefined : evidenceOfCommand(build.dockerfile, first.run);
  const copied = entry.origin.by === 'context' || entry.origin.by === 'download';
  const step =
    entry.origin.by === 'context' || entry.origin.by === 'download' ? entry.origin.step : undefined;
  const script = builds.flatMap((one) =>
    'script' in one ? [one.script] : one.tool === 'other' ? [one.name] : [],
  )[0];
  const withLibraries =
    copied ||
    stage.files
      .opaque()
      .some(
        ({ origin }) => origin.by === 'opaque' && origin.downloads === true && origin.command.name === 'git',
      ) ||
    builds.some(
      (one) =>
        (one.tool === 'maven' && one.projects?.every(({ project }) => !project.hasLibraries) !== true) ||
        (one.tool === 'gradle' && one.projects?.every(({ libraries }) => libraries.length === 0) !== true) ||
        (one.tool === 'javac' && one.classPath !== undefined && one.classPath !== '.') ||
        one.tool === 'other',
    );
  return [
    ...(read || copied
      ? []
      : [
          {
            code: 'project-not-read',
            message: `what is built holds all that it needs beside the files that are kept: ${script ?? 'what builds it'} was not read to the end`,
            evidence,
          } as const,
        ]),
    ...(withLibraries
      ? [
          {
            code: 'java-libraries-not-read',
            message: `the libraries that the program runs with start no programs and read no files but those that are kept, and need nothing of the system that the image of the JRE has not`,
            evidence: step === undefined ? evidence : evidenceAt(build.dockerfile, step),
          } as const,
        ]
      : []),
    ...(unread.length > 0 ? [sourcesNotRead(unread, evidence)] : []),
  ];
}

function sourcesNotRead(unread: readonly string[], evidence: Evidence | undefined): Assumption {
  return {
    code: 'java-sources-not-read',
    message: `what was not read of the sources (${firstOf(unread, 3)}) starts no programs and reads no files but those that are kept`,
    evidence,
  };
}
