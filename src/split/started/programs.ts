/** The programs that the runtime stage gets. */
import { posix } from 'node:path';
import { once } from '../../dockerfile/once.ts';
import { lastFreeBuilder } from '../../evaluate/commands/builders.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, CommandRun, FileEntry, Origin, Program, Stage } from '../../evaluate/types.ts';
import type { Assumption, Evidence, Reason } from '../../rule/types.ts';
import { evidenceAt, evidenceOf, evidenceOfCommand } from '../../rule/evidence.ts';
import { calledByBuild } from '../files/placed-files.ts';
import type { Launches, Scene, StartedProgram } from './launches.ts';
import { isCopyOfUnknown, isOfAuthor, mayHaveBuilt } from './own-programs.ts';
import { refusals } from '../../toolchain/refusals.ts';
import type { Start } from '../start/start.ts';
import type { Refusal, Toolchain } from '../../toolchain/toolchain.ts';
import { isShell } from '../../shell/wrappers.ts';
import { isForInterpreter } from './script-text.ts';

export type Programs =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'programs';
      readonly programs: readonly StartedProgram[];
      readonly addedCommand: readonly string[] | undefined;
      readonly assumptions: readonly Assumption[];
      readonly reasons: readonly Reason[];
      /** Where one of them lies is a plausible reading among several. */
      readonly guessed: boolean;
    };

/** The programs the runtime stage gets: what is started, and what else is built from the author's sources. */
export function programsOf(
  start: Start,
  launches: Extract<Launches, { kind: 'launches' }>,
  scene: Scene,
): Programs {
  const { build, stage } = scene;
  const { dockerfile } = build;
  const built = stage.files
    .written()
    .filter(
      (entry) => entry.program !== undefined && runsHere(entry.program) && isOfAuthor(entry.program, stage),
    );
  const unmade = launches.made.find(({ path }) => !mayHaveBuilt(path, stage));
  if (unmade !== undefined) return { kind: 'refusal', refusal: notMade(unmade.path, unmade.evidence, stage) };
  const interpreted = launches.made.find(({ path }) => isForInterpreter(targetOf(path, stage)));
  if (interpreted !== undefined) {
    const script = targetOf(interpreted.path, stage);
    return { kind: 'refusal', refusal: refusals.scriptNotReadable(script, interpreted.evidence) };
  }
  const made = launches.made.map(({ path, evidence }): StartedProgram => ({
    path,
    shape: 'file',
    entry: madeEntry(path, stage),
    sure: false,
    evidence,
  }));
  const started = [...launches.programs, ...made.filter(({ entry }) => entry.program !== undefined)];
  const assumptions = started
    .filter(({ sure }) => !sure)
    .map(({ path, entry, evidence }): Assumption => ({
      code: 'program-path',
      message: `${describeMaker(entry, build)} makes ${path}`,
      evidence: evidence ?? evidenceAt(dockerfile, stepOf(entry)),
    }));
  const certain = started.some(({ perhaps }) => perhaps !== true);
  if (certain) return withAlsoBuilt(started, built, launches, assumptions, scene);
  const evidence = start.kind === 'none' ? undefined : evidenceAt(dockerfile, start.step);
  // A script that puts a command's name together starts what is built here, if anything.
  if (launches.uncertainScripts && !launches.interpreterAtStart && built.length > 0) {
    const assumption: Assumption = {
      code: 'program-path',
      message: `what the script starts is ${built.map(({ path }) => path).join(' or ')}`,
      evidence,
    };
    return {
      kind: 'programs',
      programs: built.map((entry) => builtProgram(entry, evidence)),
      addedCommand: undefined,
      guessed: false,
      reasons: [],
      assumptions: [...assumptions, assumption],
    };
  }
  if (started.length > 0) return withAlsoBuilt(started, built, launches, assumptions, scene);
  if (start.kind !== 'none') {
    return { kind: 'refusal', refusal: refusals.programNotBuilt(nameOf(start, scene), evidence) };
  }
  return withoutCommand(built, scene);
}

/** Where a command leads that may be a link. */
function targetOf(path: string, { files }: Stage): string {
  const target = files.linkAt(path);
  return target === undefined ? path : posix.resolve(posix.dirname(path), target);
}

/** What may have put it there builds nothing; another step may have. */
function notMade(path: string, evidence: Evidence | undefined, { files }: Stage): Refusal {
  if (/\.(sh|bash)$/.test(path)) return refusals.scriptNotReadable(path, evidence);
  const found = files.lookup(path);
  const builder =
    found.status === 'possible' && isCopyOfUnknown(found.origin) ? found.origin : lastFreeBuilder(files);
  return builder === undefined
    ? refusals.programNotBuilt(path, evidence)
    : refusals.perhapsMade(posix.basename(path), builder.command.words, evidence);
}

/** The program that a command names, behind an entrypoint that only starts it; undefined where a shell is given a text. */
function nameOf(start: Start, { build, stage, toolchain }: Scene): string | undefined {
  if (start.kind !== 'exec') return undefined;
  const known = toolchain.start(start.words, { build, stage }, undefined);
  const [name] =
    known !== undefined && 'kind' in known && known.kind === 'passes' ? known.words : start.words;
  return name !== undefined && isShell(posix.basename(name)) ? undefined : name;
}

/** What is started, and of what else is built all that is not the same again. */
function withAlsoBuilt(
  started: readonly StartedProgram[],
  built: readonly FileEntry[],
  launches: Extract<Launches, { kind: 'launches' }>,
  assumptions: readonly Assumption[],
  { build: { dockerfile }, toolchain }: Scene,
): Programs {
  const others = built.filter(
    (entry) =>
      !started.some(
        ({ path, shape, entry: other }) =>
          path === entry.path ||
          other.path === entry.path ||
          (shape === 'directory' && isInside(entry.path, path)),
      ),
  );
  // A script that puts a command's name together may start any of them.
  const twins = launches.uncertainScripts
    ? new Map<FileEntry, string>()
    : twinsOf(others, started, toolchain);
  const alsoBuilt = others
    .filter((entry) => !twins.has(entry))
    .map((entry) => builtProgram(entry, evidenceAt(dockerfile, stepOf(entry))));
  return {
    kind: 'programs',
    programs: [...started, ...alsoBuilt],
    addedCommand: undefined,
    assumptions,
    reasons: [...twins].map(([entry, path]) => ({
      code: 'duplicate-left-behind',
      message: `${entry.path} is the same program as ${path}, and nothing names it`,
      evidence: evidenceAt(dockerfile, stepOf(entry)),
    })),
    guessed: launches.made.some(({ guessed }) => guessed),
  };
}

function builtProgram(entry: FileEntry, evidence: Evidence | undefined): StartedProgram {
  return { path: entry.path, shape: shapeOf(entry), entry, sure: true, evidence };
}

/**
 * Tools that the file fetches, and that the author gave a name or a place of their own (`mv /go/bin/cli
 * /go/bin/migrate`): where no step calls one, it is there for the run.
 */
export function toolsOfTheImage(
  { dockerfile }: Build,
  stage: Stage,
  programs: readonly StartedProgram[],
): readonly StartedProgram[] {
  const called = once(() => calledByBuild(stage));
  return stage.files.written().flatMap((entry): readonly StartedProgram[] => {
    const { program, origin, path } = entry;
    if (program?.remote !== true || !runsHere(program) || called().has(path)) return [];
    const placed = origin.by === 'command' && origin.command !== program.command;
    const known = programs.some((other) => other.path === path);
    const evidence = placed ? evidenceOfCommand(dockerfile, origin.command) : undefined;
    return placed && !known ? [{ path, shape: shapeOf(entry), entry, sure: true, evidence }] : [];
  });
}

/** Programs that are the same as one that is started, each with that one's path. */
function twinsOf(
  others: readonly FileEntry[],
  started: readonly StartedProgram[],
  toolchain: Toolchain,
): ReadonlyMap<FileEntry, string> {
  return new Map(
    others.flatMap((entry) => {
      const twin = started.find((one) => toolchain.duplicate?.(entry, one.entry) === true);
      return twin === undefined ? [] : [[entry, twin.path] as const];
    }),
  );
}

/** A file without CMD and ENTRYPOINT: an application only if it builds one program and does nothing else. */
function withoutCommand(built: readonly FileEntry[], { build, stage, toolchain }: Scene): Programs {
  const { dockerfile } = build;
  const [only] = built;
  const from = evidenceOf(dockerfile, stage.from);
  if (only === undefined) {
    const builder = unnamedBuild(stage);
    return refused(
      builder === undefined
        ? refusals.noProgram(from)
        : refusals.noCommand(evidenceOfCommand(dockerfile, builder)),
    );
  }
  if (built.length > 1) {
    const paths = built.map(({ path }) => path);
    const same = built.every((entry) => entry === only || toolchain.duplicate?.(entry, only) === true);
    return refused(
      same
        ? refusals.noCommandAndMore(`it lies in several places (${paths.join(', ')})`, from)
        : refusals.severalPrograms(paths, from),
    );
  }
  const other = otherBusiness(only, stage, build);
  if (other !== undefined) return refused(refusals.noCommandAndMore(other.what, other.evidence));
  const evidence = evidenceAt(dockerfile, stepOf(only));
  return {
    kind: 'programs',
    programs: [{ path: only.path, shape: shapeOf(only), entry: only, sure: true, evidence }],
    addedCommand: [only.path],
    guessed: false,
    reasons: [],
    assumptions: [
      {
        code: 'command-added',
        message: `the image is made to run ${only.path}, the only program that it builds: CMD is added`,
        evidence,
      },
    ],
  };
}

function refused(refusal: Refusal): Programs {
  return { kind: 'refusal', refusal };
}

/** The command that builds a program of the author's, under a name that isn't known. */
function unnamedBuild({ files }: Stage): CommandRun | undefined {
  const opaque = files.opaque();
  const named = opaque.find(
    ({ origin }) => origin.by === 'opaque' && origin.program !== undefined && !origin.program.remote,
  );
  if (named?.origin.by === 'opaque') return named.origin.command;
  const builder = lastFreeBuilder(files)?.command;
  const place = builder?.workdir.text;
  if (place === undefined) return undefined;
  const onSources =
    files.trees().some(({ path, origin }) => origin.by === 'context' && isInside(place, path)) ||
    opaque.some(
      ({ under, origin }) => origin.by === 'opaque' && origin.downloads === true && isInside(place, under),
    );
  return onSources ? builder : undefined;
}

/** Signs that an image without a command is more than its one program. */
function otherBusiness(
  only: FileEntry,
  stage: Stage,
  build: Build,
): { readonly what: string; readonly evidence: Evidence | undefined } | undefined {
  const { dockerfile } = build;
  const worker = build.context?.consumers.find(({ interactive }) => interactive === true);
  if (worker !== undefined) {
    const { name, file, line } = worker;
    return { what: `${name} opens its shell to work in`, evidence: { file, line, text: name } };
  }
  for (const step of stage.steps) {
    for (const change of step.changes) {
      if (change.effect.kind === 'packages' && change.effect.action === 'install') {
        return { what: 'packages are installed', evidence: evidenceOfCommand(dockerfile, change.command) };
      }
    }
  }
  for (const { under, origin } of stage.files.opaque()) {
    if (origin.by !== 'opaque' || origin.downloads === true) continue;
    const { command } = origin;
    const sources = only.program?.sources;
    if (command.name === 'git' && sources !== undefined && isInside(sources, under)) continue;
    const what =
      origin.program === undefined
        ? `it is not known what \`${calledAs(command)}\` writes`
        : `\`${calledAs(command)}\` may make others`;
    return { what, evidence: evidenceOfCommand(dockerfile, command) };
  }
  const remote = stage.files.written().find((entry) => entry.program?.remote === true);
  if (remote !== undefined) {
    return {
      what: `${posix.basename(remote.path)} is installed`,
      evidence: evidenceAt(dockerfile, stepOf(remote)),
    };
  }
  const placed = stage.files.written().find((entry) => isScriptPutThere(entry, stage));
  if (placed !== undefined) {
    return { what: `${placed.path} is put there`, evidence: evidenceAt(dockerfile, stepOf(placed)) };
  }
  return undefined;
}

/** A script that something else is to run: by its name, or executable and with a `#!` line. */
function isScriptPutThere(entry: FileEntry, stage: Stage): boolean {
  if (entry.program !== undefined || entry.kind !== 'file' || entry.origin.by === 'base') return false;
  if (/\.(sh|bash)$/.test(entry.path) || isInside(entry.path, '/usr/local/bin')) return true;
  const executable = typeof entry.mode === 'number' && (entry.mode & 0o111) !== 0;
  return executable && stage.files.read(entry.path)?.startsWith('#!') === true;
}

function shapeOf({ kind }: FileEntry): StartedProgram['shape'] {
  return kind === 'directory' ? 'directory' : 'file';
}

function runsHere(program: Program): boolean {
  return program.elsewhere !== true;
}

/** A path that only an opaque step can have made, as a program that a toolchain built. */
function madeEntry(path: string, stage: Stage): FileEntry {
  const found = stage.files.lookup(path);
  const origin =
    found.status === 'present'
      ? found.entry.origin
      : found.status === 'possible' && found.anywhere !== true
        ? found.origin
        : lastFreeBuilder(stage.files);
  const command = origin?.by === 'opaque' || origin?.by === 'command' ? origin.command : undefined;
  const entry: FileEntry = { path, kind: 'file', origin: origin ?? { by: 'base' } };
  if (command === undefined) return entry;
  return {
    ...entry,
    program: {
      toolchain: toolchainThatMade(origin, stage),
      command,
      package: undefined,
      sources: undefined,
      remote: false,
      at: stage.files.at,
    },
  };
}

/** Where a step of another toolchain's may have made it, it is taken for that one's. */
function toolchainThatMade(origin: Origin | undefined, { facts, files }: Stage): string {
  const known = origin?.by === 'opaque' ? origin.program?.toolchain : undefined;
  const makers = files
    .opaque()
    .flatMap((one) => (one.origin.by === 'opaque' ? (one.origin.program?.toolchain ?? []) : []));
  const own = facts?.toolchain ?? '';
  return known ?? makers.find((toolchain) => toolchain !== own) ?? own;
}

function describeMaker(entry: FileEntry, build: Build): string {
  const step = stepOf(entry);
  const instruction = step === undefined ? undefined : build.dockerfile.instructions[step];
  const command = entry.program?.command;
  return command !== undefined && command.words.length > 0
    ? `\`${calledAs(command)}\``
    : `line ${instruction?.line ?? 0}`;
}

/** Longer commands are cut for messages. */
const maximumCommand = 60;

/** A command as a message names it, on one line. */
function calledAs({ words }: CommandRun): string {
  const texts = words.map(({ text }) => text?.replaceAll(/\s+/g, ' ') ?? '…');
  const shown = texts.findIndex((_, index) => texts.slice(0, index + 1).join(' ').length > maximumCommand);
  return shown < 0 ? texts.join(' ') : [...texts.slice(0, Math.max(shown, 1)), '…'].join(' ');
}

function stepOf(entry: FileEntry): number | undefined {
  return entry.origin.by === 'base' ? undefined : entry.origin.step;
}
