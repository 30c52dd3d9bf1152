/**
 * Static or dynamic: whether the program needs a C library, and what would make it static. Facts: `go help
 * buildmode`, cmd/cgo, cmd/link; release notes of Go 1.20; measured with Go 1.19 and 1.24.
 */
import type { Build, CommandRun, Program, Stage, World } from '../../src/evaluate/types.ts';
import type { Dockerfile } from '../../src/dockerfile/types.ts';
import type { Assumption, Edit, Evidence, Reason } from '../../src/rule/types.ts';
import { runtimeLibraries } from '../../src/image/packages/index.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { installedPackages } from '../../src/split/needs/installed-packages.ts';
import { ownLibraries } from '../../src/split/needs/own-libraries.ts';
import { preloadedLibraries } from '../../src/split/needs/preloaded-libraries.ts';
import { cLibraryNeed } from '../../src/split/needs/linked-libraries.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Refusal } from '../../src/toolchain/toolchain.ts';
import { cgoAskedFor } from './cgo-asked-for.ts';
import { goSetting, type GoCall } from './commands/flags.ts';
import { crossPlatform, minorVersion } from './commands/modules.ts';
import { mayUseCgo } from './unread-modules.ts';
import type { CgoUse, ProgramFacts, SourceEvidence } from './sources/index.ts';

/**
 * Packages of the standard library that are built with cgo where it is on, or import one that is.
 * Source: `go list -deps` of Go 1.26 over the standard library, those that reach net, os/user, plugin or runtime/cgo.
 */
const cgoPackages = new Set(
  (
    'archive/tar crypto/tls crypto/x509 expvar log/syslog mime/multipart net net/http net/http/cgi net/http/cookiejar ' +
    'net/http/fcgi net/http/httptest net/http/httptrace net/http/httputil net/http/pprof net/mail net/rpc ' +
    'net/rpc/jsonrpc net/smtp net/textproto os/user plugin runtime/cgo'
  ).split(' '),
);

/** Of those, the ones that reach os/user (the others reach net alone). */
const userPackages = new Set(['archive/tar', 'os/user']);

export type Linkage =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'static' | 'dynamic' | 'unknown';
      readonly needs: readonly Need[];
      readonly edits: readonly Edit[];
      readonly reasons: readonly Reason[];
      readonly assumptions: readonly Assumption[];
    };

export interface LinkageScene {
  readonly program: Program;
  readonly call: GoCall | undefined;
  /** The command with any build arguments. */
  readonly open: CommandRun | undefined;
  /** Tags that are certainly on. */
  readonly tags: readonly string[];
  readonly facts: ProgramFacts | undefined;
  /** The stage that builds it, and the one that starts it. */
  readonly stage: Stage;
  readonly started: Stage;
  readonly build: Build;
  readonly world: World;
  /** Whether the build may be changed so that the program is static. */
  readonly mayChange: boolean;
  readonly place: (evidence: SourceEvidence) => Evidence;
}

/** Whether cgo is on for a build: set, or by default. */
function cgoEnabled(
  run: CommandRun,
  stage: Stage,
  world: World,
): { readonly on: boolean; readonly set: boolean; readonly why: string } {
  const setting = goSetting('CGO_ENABLED', run, world.files.read);
  if (setting.kind === 'unknown') return { on: true, set: true, why: 'CGO_ENABLED is not known' };
  if (setting.kind === 'set' && setting.text === '0')
    return { on: false, set: true, why: 'CGO_ENABLED is 0' };
  if (setting.kind === 'set' && setting.text === '1') return { on: true, set: true, why: 'CGO_ENABLED is 1' };
  if (crossPlatform(run, world) !== undefined) return { on: false, set: false, why: 'it is a cross build' };
  if (minorVersion(world) >= 20 && !hasCompiler(stage)) {
    return {
      on: false,
      set: false,
      why: 'there is no C compiler, and Go 1.20 and later then build without cgo',
    };
  }
  return { on: true, set: false, why: 'cgo is on by default' };
}

/** The settings of cgo that the sources are read with: undefined for both. */
export function cgoSettings(
  run: CommandRun,
  open: CommandRun | undefined,
  stage: Stage,
  world: World,
): boolean | undefined {
  const setting = goSetting('CGO_ENABLED', run, world.files.read);
  const { on } = cgoEnabled(run, stage, world);
  if (setting.kind === 'unknown' || open === undefined) return undefined;
  return cgoEnabled(open, stage, world).on === on ? on : undefined;
}

/** Whether cgo is on for some values of the build arguments: the program may need a C library then. */
function mayHaveCgo({ program, open, stage, world }: LinkageScene): ReturnType<typeof cgoEnabled> {
  const cgo = cgoEnabled(program.command, stage, world);
  if (cgo.on || open === program.command) return cgo;
  const other = open === undefined ? undefined : cgoEnabled(open, stage, world);
  return other?.on === false ? cgo : { on: true, set: true, why: 'a build argument decides on cgo' };
}

/** The Debian images bring gcc, and so does the package that Debian's and Ubuntu's golang-go recommend; the Alpine ones don't (docker-library/golang). */
function hasCompiler(stage: Stage): boolean {
  if (stage.facts?.distribution.family !== 'alpine') return true;
  return stage.steps.some(({ changes }) =>
    changes.some(
      ({ effect }) =>
        effect.kind === 'packages' &&
        effect.action === 'install' &&
        effect.names.some((name) => /^(gcc|g\+\+|clang|build-base|alpine-sdk|cmake|go)$/.test(name)),
    ),
  );
}

/** How the program is linked; where it may load libraries that the author put there by hand, these aren't followed. */
export function linkageOf(scene: LinkageScene): Linkage {
  const linkage = decidedLinkage(scene);
  if (linkage.kind === 'refusal' || linkage.kind === 'static' || !mayHaveC(scene.facts)) return linkage;
  const own = ownLibraries(scene.started, scene.build);
  return own === undefined ? linkage : { kind: 'refusal', refusal: own };
}

function mayHaveC(facts: ProgramFacts | undefined): boolean {
  return (
    facts === undefined ||
    facts.cgo.some(({ certainty }) => certainty !== 'possible') ||
    mayUseCgo(facts) !== undefined
  );
}

function decidedLinkage(scene: LinkageScene): Linkage {
  const { program, call, facts, stage, build } = scene;
  const { dockerfile } = build;
  const run = program.command;
  const evidence = evidenceOfCommand(dockerfile, run);
  const plain = (kind: 'static' | 'dynamic', message: string): Linkage => ({
    kind,
    needs: kind === 'static' ? [] : [cLibraryNeed(stage, message, evidence)],
    edits: [],
    reasons:
      kind === 'static' ? [{ code: 'static', message: `the program is static: ${message}`, evidence }] : [],
    assumptions: [],
  });
  if (call === undefined) return unknownLinkage(scene, evidence);
  const cgo = mayHaveCgo(scene);
  if (call.flags.get('buildmode')?.text === 'pie') {
    return plain('dynamic', '-buildmode=pie makes a program that the loader has to start');
  }
  if (!cgo.on) {
    return plain('static', cgo.why);
  }
  // "-race … requires cgo" (cmd/go, package work, init.go); the detector's runtime is C code.
  if (isOn(call, 'race')) return plain('dynamic', '-race links the race detector, which is C code');
  const flags = call.flags.get('ldflags');
  const ldflags = flags?.text ?? flags?.prefix ?? '';
  const external = /-linkmode[= ]external/.test(ldflags);
  const staticFlag = /-extldflags[= ].*-static\b/.test(ldflags);
  if (external && staticFlag)
    return plain('static', 'it is linked with -linkmode external and -extldflags -static');
  if (external) return plain('dynamic', 'it is linked with -linkmode external');
  if (facts === undefined) return unknownLinkage(scene, evidence);

  const uses = facts.cgo.filter(({ certainty }) => certainty !== 'possible');
  const [own] = uses;
  if (own !== undefined) {
    if (staticFlag) return plain('static', 'its C code is linked with -extldflags -static');
    const foreign = uses.find(({ libraries }) => !areInstalled(libraries, stage));
    if (foreign !== undefined) return ofUnknownLibrary(foreign, scene.place(foreign.evidence));
    const libraries = uses.flatMap((use) => use.libraries);
    return withC(scene, own.package, scene.place(own.evidence), libraries);
  }
  const tags = new Set(scene.tags);
  const reaching = [...facts.standardImports].find(([path]) => {
    if (!cgoPackages.has(path)) return false;
    if (path === 'plugin' || path === 'runtime/cgo') return true;
    return userPackages.has(path) ? !tags.has('osusergo') : !tags.has('netgo');
  });
  if (facts.complete && reaching === undefined) {
    return plain('static', 'no package that it imports uses cgo');
  }
  return canBeStatic(
    scene,
    reaching === undefined ? undefined : { path: reaching[0], evidence: scene.place(reaching[1]) },
  );
}

/** A flag without a value is on, as with `=true` (package flag). */
function isOn(call: GoCall, name: string): boolean {
  const value = call.flags.get(name);
  return value !== undefined && !/^(0|f|false)$/i.test(value.text ?? '');
}

/** Libraries of gcc's own packages, which the images have. */
const compilerLibraries: ReadonlySet<string> = new Set(['stdc++', 'gomp', 'atomic', 'quadmath']);

/**
 * Whether packages bring the shared libraries, by their names: `pcap` is of libpcap-dev, `opencv_core` of libopencv-dev,
 * whose run-time packages name it. Libraries that are used together come together (`ssl` and `crypto`).
 */
function areInstalled(libraries: readonly string[], stage: Stage): boolean {
  const foreign = libraries.filter((library) => !compilerLibraries.has(library));
  if (foreign.length === 0) return true;
  const distribution = stage.facts?.distribution ?? { family: 'other' };
  const packages = [...installedPackages(stage).keys()]
    .flatMap((name) => [name, ...(runtimeLibraries(name, distribution) ?? [])])
    .map(bare);
  return foreign.some((library) => packages.some((name) => name.includes(bare(library))));
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** A library that no package brings: built from source, or put there by a download. */
function ofUnknownLibrary(use: CgoUse, evidence: Evidence): Linkage {
  const named = use.libraries.filter((library) => !compilerLibraries.has(library));
  return {
    kind: 'refusal',
    refusal: {
      code: 'library-not-known',
      message: `${use.package} is linked against ${named.map((library) => `lib${library}`).join(', ')}, which no package brings that this file installs`,
      evidence,
      advice:
        'install the library from a package of the distribution, or split the file by hand and copy its files to the runtime stage',
    },
  };
}

/** The program has C code: it needs the C library it was built against. */
function withC(
  { stage }: LinkageScene,
  package_: string,
  evidence: Evidence,
  libraries: readonly string[],
): Linkage {
  return {
    kind: 'dynamic',
    needs: [
      cLibraryNeed(stage, `${package_} has C code`, evidence),
      ...(libraries.includes('stdc++')
        ? [{ kind: 'c++-library', because: `${package_} has C++ code`, evidence } as const]
        : []),
    ],
    edits: [],
    reasons: [],
    assumptions: [],
  };
}

/**
 * Libraries that the dynamic loader puts into every program that it loads, and into no static one (ld.so(8)): by the image, or
 * by who starts its containers.
 */
function loadsOthers({ started, build }: LinkageScene): boolean {
  if (preloadedLibraries(started).length > 0) return true;
  return ['LD_PRELOAD', 'LD_AUDIT'].some((name) => {
    const value = started.state.env.get(name);
    const ofImage = value !== undefined && value.origin !== 'base' && value.text !== '';
    const given = (build.context?.consumers ?? []).some(
      ({ environment = {} }) => name in environment && environment[name] !== '',
    );
    return ofImage || given;
  });
}

/** cgo is on and only the standard library uses it: CGO_ENABLED=0 makes the program static and changes nothing else. */
function canBeStatic(
  scene: LinkageScene,
  reaching: { readonly path: string; readonly evidence: Evidence } | undefined,
): Linkage {
  const { program, facts, stage, build } = scene;
  const { dockerfile } = build;
  const run = program.command;
  const at = insertionPoint(run, dockerfile);
  const cgo = mayHaveCgo(scene);
  const uses =
    reaching === undefined
      ? 'a module that was not read may use cgo'
      : `${reaching.path} uses the C library where cgo is on`;
  if (!scene.mayChange || at === undefined || cgo.set || loadsOthers(scene)) {
    return {
      kind: 'dynamic',
      needs: [cLibraryNeed(stage, uses, reaching?.evidence ?? evidenceOfCommand(dockerfile, run))],
      edits: [],
      reasons: [],
      assumptions: [],
    };
  }
  const [chosen] = facts?.chosenByCgo ?? [];
  if (chosen !== undefined) {
    const place = scene.place(chosen);
    return dynamicBecause(stage, `cgo decides whether ${place.file ?? 'a file'} is built`, place);
  }
  const unread = facts === undefined ? undefined : mayUseCgo(facts);
  if (unread !== undefined)
    return dynamicBecause(
      stage,
      `${unread.path}, which was not read, may use cgo`,
      scene.place(unread.evidence),
    );
  const asked = cgoAskedFor(scene);
  if (asked !== undefined) return dynamicBecause(stage, asked.because, asked.evidence);
  const possible =
    facts?.cgo.filter(({ certainty, withoutCgo }) => certainty === 'possible' && withoutCgo !== 'works') ??
    [];
  if (possible.length > 0) {
    const [first] = possible;
    return {
      kind: 'dynamic',
      needs: [
        cLibraryNeed(
          stage,
          `${first?.package ?? 'a module'}, which go.mod requires, needs cgo`,
          first === undefined ? undefined : scene.place(first.evidence),
        ),
      ],
      edits: [],
      reasons: [],
      assumptions: [],
    };
  }
  return {
    kind: 'static',
    needs: [],
    edits: [{ start: at, end: at, text: 'CGO_ENABLED=0 ' }],
    reasons: [
      {
        code: 'cgo-disabled',
        message:
          reaching === undefined
            ? 'CGO_ENABLED=0 is added, so that the program is static'
            : `CGO_ENABLED=0 is added, so that the program is static: no package uses C but the standard library's ${reaching.path}, which does without`,
        evidence: evidenceOfCommand(dockerfile, run),
      },
    ],
    assumptions: [],
  };
}

/** The build stays as it is, and with it the C library. */
function dynamicBecause(stage: Stage, because: string, evidence: Evidence | undefined): Linkage {
  return {
    kind: 'dynamic',
    needs: [cLibraryNeed(stage, because, evidence)],
    edits: [],
    reasons: [],
    assumptions: [],
  };
}

/** Where `CGO_ENABLED=0 ` goes: before a command that stands in the file as a shell command. */
function insertionPoint(run: CommandRun, dockerfile: Dockerfile): number | undefined {
  if (run.span === undefined || run.assignments.includes('CGO_ENABLED')) return undefined;
  const text = dockerfile.text.slice(run.span.start, run.span.start + 200);
  return /^[A-Za-z_./]/.test(text) ? run.span.start : undefined;
}

/** Neither the sources nor the command tell: whatever the build makes must run. */
function unknownLinkage({ stage }: LinkageScene, evidence: Evidence | undefined): Linkage {
  return {
    kind: 'unknown',
    needs: [cLibraryNeed(stage, 'without its sources it may be linked against the C library', evidence)],
    edits: [],
    reasons: [],
    assumptions: [],
  };
}
