/**
 * Level `trace`: each file that the original opens and each program that it starts while it runs is in the new image, too.
 * The original runs once more, as itself, under strace: its own, this machine's, or, where the user asks for the trace,
 * one that its package manager installs on top of it.
 */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import { plainInstallCommand } from '../../image/packages/manager.ts';
import { zoneDirectories } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import type { BuiltView } from '../../toolchain/needs.ts';
import { fetchAsked } from '../compare/http.ts';
import { compared, findingsOf, notAsked, notCompared } from '../compare/finding.ts';
import { settingsOf, type RunPlan } from '../compare/observe.ts';
import { isEnginePath } from '../compare/paths.ts';
import { findProgram, interpreterOf, startedPrograms } from '../compare/programs.ts';
import { viewOf } from '../compare/provisions.ts';
import type { BuildResult, Engine } from '../engine/types.ts';
import { identityOf } from '../image/accounts.ts';
import { closureOf } from '../image/closure.ts';
import { absolutePath, splitPath } from '../image/files.ts';
import type { Image } from '../image/image.ts';
import type { Finding, LevelResult } from '../verdict/types.ts';
import { isWithin, standingOf, type Standing } from './places.ts';
import { traceEvents, tracedCalls, type TraceEvent } from './strace.ts';
import { layOut, tracerPlace, type FoundTracer } from './tracer.ts';

const finding = findingsOf('trace');

export interface TraceInput {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** The original's name, and the name for the image with strace. */
  readonly image: string;
  readonly traced: string;
  readonly before: Image;
  readonly after: Image;
  /** The migration's needs, and whether they rest on all sources. */
  readonly needs: readonly Need[];
  readonly sourcesRead: boolean;
  /** Databases of time zones that toolchains bring. */
  readonly zoneArchives: readonly string[];
  readonly plan: RunPlan;
  /** Directories that commands of the toolchain make for themselves. */
  readonly ownDirectories: readonly string[];
  readonly cacheDirectories: readonly string[];
  /** strace of this machine. */
  readonly tracer: () => Promise<FoundTracer>;
  /** The user asked for the trace: what it takes may be installed, and without it nothing is equal. */
  readonly insisted: boolean;
  /** An empty directory. */
  readonly directory: string;
  readonly buildTimeoutMs: number;
}

/** Runs the original under strace, and looks for what it opened in the new image. */
export async function compareTrace(input: TraceInput): Promise<LevelResult> {
  const { engine, signal, before, plan, insisted } = input;
  const without = (why: string): LevelResult =>
    insisted ? notCompared('trace', why) : notAsked('trace', `not available: ${why}`);
  if (['/bin/sh', '/bin/cat'].some((path) => !before.files.lookup(path).found)) {
    return without('the original has no shell to start strace by');
  }
  const ready = await tracedImage(input);
  if (!ready.ok) return without(ready.why);

  // `?`: not every processor, and not every strace, knows them all.
  const calls = tracedCalls.map((name) => `?${name}`).join(',');
  const options = `-I 2 -f -qq -y -s 4096 -e 'trace=${calls}' -e signal=none`;
  const script = `exec 3>&1; exec ${ready.command.join(' ')} ${options} -o "|cat >&3" -- "$@" >/dev/null 2>&1`;
  const result = await engine.run({
    image: ready.image,
    command: ['/bin/sh', '-c', script, 'sh', ...plan.command],
    args: undefined,
    replaceEntrypoint: true,
    ...settingsOf(plan),
    limits: plan.limits,
    maximalOutput: maximalTrace,
    signal,
    ...(plan.asks.length === 0
      ? {}
      : {
          during: async (container) => {
            const address = await container.address();
            if (address !== undefined) await fetchAsked(address, plan.asks, container.ended);
          },
        }),
  });
  if (result.kind === 'failed') return without(result.failure.message);
  if (result.kind === 'not-started') return without(`strace does not start: ${result.message}`);

  const { stdout, truncated } = result.ran;
  const events = traceEvents(stdout.toString('utf8'), before.config.workingDir);
  if (events.every(({ kind }) => kind === 'missed')) return without('strace told of no file at all');
  const findings = missingOf(events, input);
  if (truncated && insisted && findings.length === 0) {
    return notCompared('trace', 'the trace is too long: only its start was read');
  }
  const files = new Set(events.filter(({ kind }) => kind !== 'missed').map(({ path }) => path)).size;
  return compared('trace', findings, [
    `${files} ${files === 1 ? 'file' : 'files'} opened or started`,
    ...(truncated ? ['only the start of the trace was read'] : []),
  ]);
}

const maximalTrace = 64 * 1024 * 1024;

// ── strace in the original ───────────────────────────────────────────────────────────────────────────────────

/** How strace gets into an image, by the package manager that is there. */
const installers: readonly { readonly program: string; readonly command: string }[] = [
  { program: '/usr/bin/apt-get', command: plainInstallCommand('apt', ['strace']) },
  { program: '/sbin/apk', command: plainInstallCommand('apk', ['strace']) },
  { program: '/usr/bin/apk', command: plainInstallCommand('apk', ['strace']) },
  { program: '/usr/bin/dnf', command: 'dnf install -y strace' },
  { program: '/usr/bin/microdnf', command: 'microdnf install -y strace' },
];

type TracedImage =
  | { readonly ok: true; readonly image: string; readonly command: readonly string[] }
  | { readonly ok: false; readonly why: string };

async function tracedImage(input: TraceInput): Promise<TracedImage> {
  const { image, traced, before, insisted, directory } = input;
  const own = findProgram(before.config, before.files, 'strace');
  if (own !== undefined) return { ok: true, image, command: [own.path] };
  // Triggers would run the author's steps once more, on files that are not there.
  if (before.config.onBuild.length > 0) return { ok: false, why: 'the original has triggers (ONBUILD)' };
  const found = await input.tracer();
  const machine = machineOf(before);
  if (found.found && found.tracer.machine === machine) {
    const laidOut = await layOut(found.tracer, directory);
    const built = await build(input, [`COPY ${laidOut} ${tracerPlace}/`]);
    return built.ok
      ? { ok: true, image: traced, command: found.tracer.command }
      : { ok: false, why: `strace could not be laid into the original: ${built.failure.message}` };
  }
  const why = found.found ? `strace of this machine is for ${found.tracer.machine}` : found.why;
  if (!insisted) return { ok: false, why };
  const installer = installers.find(({ program }) => before.files.lookup(program).found);
  if (installer === undefined)
    return { ok: false, why: `${why}, and the original has no package manager to install it with` };
  const { user } = before.config;
  const built = await build(input, [
    'USER 0',
    'SHELL ["/bin/sh", "-c"]',
    `RUN ${installer.command}`,
    ...(user === '' ? [] : [`USER ${user}`]),
  ]);
  return built.ok
    ? { ok: true, image: traced, command: ['strace'] }
    : { ok: false, why: `strace could not be installed on top of the original: ${built.failure.message}` };
}

function build(
  { engine, image, traced, directory, buildTimeoutMs, signal }: TraceInput,
  lines: readonly string[],
): Promise<BuildResult> {
  return engine.build({
    text: [`FROM ${image}`, ...lines, ''].join('\n'),
    tag: traced,
    context: directory,
    ignore: undefined,
    target: undefined,
    arguments: [],
    timeoutMs: buildTimeoutMs,
    signal,
  });
}

/** The processor that an image is for, by a program that every image with a shell has. */
function machineOf({ files }: Image): string | undefined {
  const shell = files.lookup('/bin/sh');
  return shell.found ? shell.node.file?.elf?.machine : undefined;
}

// ── What the new image lacks ─────────────────────────────────────────────────────────────────────────────────

/** How much a standing weighs against others of the same file. */
const weights: Readonly<Record<Standing['kind'], number>> = { expected: 0, open: 1, difference: 2 };

function missingOf(events: readonly TraceEvent[], input: TraceInput): readonly Finding[] {
  const judge = judgeFor(events, input);
  const worst = new Map<string, { readonly event: TraceEvent; readonly standing: Standing }>();
  for (const event of events) {
    const standing = judge(event);
    if (standing === undefined) continue;
    const other = worst.get(event.path);
    if (other === undefined || weights[other.standing.kind] < weights[standing.kind]) {
      worst.set(event.path, { event, standing });
    }
  }
  return [...worst.values()].map(({ event, standing: { kind, why } }) => {
    const reader = event.by.at(-1) ?? 'the container';
    const does = event.kind === 'started' ? 'starts' : 'opens';
    const cause = `the original has it and ${reader} ${does} it; the new image does not have it`;
    const found = finding(
      'file-not-there',
      event.path,
      why === '' ? cause : `${cause} (${why})`,
      kind === 'expected',
    );
    return kind === 'open' ? { ...found, open: true } : found;
  });
}

/** What the loss of what an event tells comes to; undefined where nothing is lost. */
function judgeFor(
  events: readonly TraceEvent[],
  { before, after, needs, sourcesRead, zoneArchives, plan, ownDirectories, cacheDirectories }: TraceInput,
): (event: TraceEvent) => Standing | undefined {
  const isThere = presenceIn(after);
  const wasThere = (path: string): boolean => before.files.lookup(path).found;
  const started = [...new Set(events.filter(({ kind }) => kind === 'started').map(({ path }) => path))];
  const loaded = loadedBy(started, before);
  const own = ownPrograms(plan.command, before);
  const view = viewFor(after, plan.user);
  const zoneSources = zoneSourcesOf(needs, started, before);
  const lookers = zoneLookers(events);
  return (event) => {
    if (event.kind === 'missed') return undefined;
    const { path, real, by } = event;
    if ([path, real].some((each) => isEnginePath(each) || isThere(each))) return undefined;
    // What the program made itself while it ran is in neither image.
    if (!wasThere(path) && !wasThere(real)) return undefined;
    if (event.anew && isThere(posix.dirname(path))) return undefined;
    if (ownDirectories.some((directory) => isInside(path, directory)))
      return {
        kind: 'expected',
        why: 'a command of the toolchain keeps it for itself, and makes it where it is not',
      };
    if (cacheDirectories.includes(posix.basename(posix.dirname(path))))
      return { kind: 'expected', why: 'it is made of the file beside it, again where it is not there' };
    const reader = by.at(-1);
    // What is read by what is not there any more is not read any more: that loss is the reader's.
    if (reader !== undefined && wasThere(reader) && counterpartOf(reader, before, after) === undefined)
      return undefined;
    if (event.kind === 'started') {
      if (own.has(path)) {
        return { kind: 'expected', why: 'of the command, which is compared with the config and the files' };
      }
      if (counterpartOf(path, before, after) !== undefined) return undefined;
    }
    const node = before.files.lookup(real);
    if (node.found && loaded.has(node.node.path))
      return { kind: 'expected', why: 'a library: what is linked is compared with the files' };
    return standingOf({
      path,
      before: before.files,
      after: view,
      zoneSources,
      zoneArchives,
      looksForZones: lookers.has(lookerOf(event)),
      linked: reader !== undefined && isLinked(reader, before, after),
      sourcesRead,
    });
  };
}

/** Whether the image has a path, or the engine makes it when the container starts. */
function presenceIn({ config, files }: Image): (path: string) => boolean {
  const made = [config.workingDir, ...config.volumes].map((path) => absolutePath('/', path));
  return (path) =>
    path === '/' || files.lookup(path).found || made.some((each) => `${each}/`.startsWith(`${path}/`));
}

/** The program of the new image that is what one of the original is: at its path, or by its name on PATH. */
function counterpartOf(path: string, before: Image, after: Image): string | undefined {
  if (after.files.lookup(path).found) return path;
  const [, name] = splitPath(path);
  return findProgram(before.config, before.files, name)?.path === path
    ? findProgram(after.config, after.files, name)?.path
    : undefined;
}

/** Whether what a program of the original is in the new image has a C library. */
function isLinked(path: string, before: Image, after: Image): boolean {
  // A program that was made while it ran is not looked into.
  if (!before.files.lookup(path).found) return true;
  const now = counterpartOf(path, before, after);
  const found = now === undefined ? undefined : after.files.lookup(now);
  if (found?.found !== true) return false;
  const { file } = found.node;
  if (file?.shebang === undefined) return file?.elf?.interpreter !== undefined;
  const program = findProgram(after.config, after.files, interpreterOf(file.shebang).program);
  return program?.node.file?.elf?.interpreter !== undefined;
}

/** Loaders and libraries that the programs are linked with, links followed. */
function loadedBy(programs: readonly string[], { config, files }: Image): ReadonlySet<string> {
  return new Set(
    programs.flatMap((path) => {
      const found = files.lookup(path);
      if (!found.found) return [];
      const { file } = found.node;
      const shebang = file?.shebang;
      const runner =
        shebang === undefined ? found.node : findProgram(config, files, interpreterOf(shebang).program)?.node;
      const elf = runner?.file?.elf;
      if (runner === undefined || elf === undefined) return [];
      const { interpreter, libraries } = closureOf(files, runner.path, elf, config.env);
      return [...libraries.values(), ...(interpreter?.path === undefined ? [] : [interpreter.path])];
    }),
  );
}

/** Programs that the words of the command name, of which other levels say what became of them. */
function ownPrograms(command: readonly string[], { config, files }: Image): ReadonlySet<string> {
  return new Set(
    startedPrograms(config, files, command).flatMap(
      ({ name }) => findProgram(config, files, name)?.path ?? [],
    ),
  );
}

function viewFor({ config, files, ...rest }: Image, user: string | undefined): BuiltView | undefined {
  const identity = identityOf(user ?? config.user, files);
  return identity.resolved ? viewOf({ config, files, ...rest }, identity.identity) : undefined;
}

/** Who looks for a zone by its name: in the system's directories first, whether it is there or not. */
function zoneLookers(events: readonly TraceEvent[]): ReadonlySet<string> {
  return new Set(
    events
      .filter(({ kind, path }) => kind !== 'started' && isWithin(path, zoneDirectories))
      .map((event) => lookerOf(event)),
  );
}

function lookerOf({ by }: TraceEvent): string {
  return by.join('\0');
}

/** Where zones lie beside the usual places, as the migration and the programs' files tell. */
function zoneSourcesOf(
  needs: readonly Need[],
  programs: readonly string[],
  { files }: Image,
): readonly string[] {
  const linked = programs.flatMap((path) => {
    const found = files.lookup(path);
    return found.found ? (found.node.file?.elf?.linked?.needs ?? []).map(({ need }) => need) : [];
  });
  return [...needs, ...linked].flatMap((need) => (need.kind === 'time-zones' ? need.sources : []));
}
