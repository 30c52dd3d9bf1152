/**
 * Static or dynamic: which C library a program needs, and which other libraries. Sources: The Rust Reference, "Linkage"
 * (static and dynamic C runtimes); The rustc book, "Codegen Options" (target-feature, prefer-dynamic); The Cargo Book,
 * "Configuration" (rustflags). Measured with Rust 1.85: a program for gnu is linked against libc.so.6 and libgcc_s.so.1.
 */
import { posix } from 'node:path';
import type { Build, CommandRun, Program, Stage } from '../../src/evaluate/types.ts';
import { runtimeLibraries } from '../../src/image/packages/index.ts';
import { evidenceAt, evidenceOfCommand } from '../../src/rule/evidence.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Assumption, Evidence, Reason } from '../../src/rule/types.ts';
import { ownLibraries } from '../../src/split/needs/own-libraries.ts';
import { cLibraryNeed, unwinderNeed } from '../../src/split/needs/linked-libraries.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Refusal } from '../../src/toolchain/toolchain.ts';
import type { CargoCall } from './commands/call.ts';
import { platformsOf, type Place } from './commands/targets.ts';
import { developmentPackages, librariesOf, libraryNeeds } from './libraries/linked.ts';
import { sonames } from './libraries/table.ts';
import type { Crate, Lock } from './manifest/lock.ts';
import type { Manifest } from './manifest/manifest.ts';
import { isMusl } from './commands/platforms.ts';

export type Linkage =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'static' | 'dynamic';
      readonly needs: readonly Need[];
      readonly reasons: readonly Reason[];
      readonly assumptions: readonly Assumption[];
      /** No other library that a package brings is loaded. */
      readonly librariesKnown?: true;
    };

/** What a program is made of. */
export interface Made {
  readonly manifest: Manifest;
  readonly lock: Lock;
  readonly crates: readonly Crate[];
  /** Names of the author's own crates whose build scripts say what is linked. */
  readonly linking: ReadonlySet<string>;
  /** The build takes the crates as the lock has them. */
  readonly certain: boolean;
}

export interface LinkageScene {
  readonly program: Program;
  readonly call: CargoCall | undefined;
  readonly place: Place | undefined;
  /** The stage that builds it, and the one that starts it. */
  readonly stage: Stage;
  readonly started: Stage;
  readonly build: Build;
  /** What it is made of; undefined where that isn't known. */
  readonly made: Made | undefined;
  /** The place of a line of a file of the image. */
  readonly evidenceIn: (path: string, line: number, text: string) => Evidence;
}

/** How the program is linked; where it may load libraries that the author put there by hand, these aren't followed. */
export function linkageOf(scene: LinkageScene): Linkage {
  const linkage = decidedLinkage(scene);
  if (linkage.kind !== 'dynamic' || linkage.librariesKnown === true) return linkage;
  const refusal = ownLibraries(scene.started, scene.build) ?? placedLibrary(scene);
  return refusal === undefined ? linkage : { kind: 'refusal', refusal };
}

/** Places that the loader looks in by itself. Source: ld.so(8). */
const libraryPlaces = /^\/(usr\/)?(local\/)?lib(64)?\//;

/** A shared library that a step put where the loader finds it. */
function placedLibrary({ started, build }: LinkageScene): Refusal | undefined {
  const found = started.files
    .written()
    .find(
      ({ path, origin }) =>
        libraryPlaces.test(path) &&
        /\.so(\.\d+)*$/.test(path) &&
        origin.by !== 'base' &&
        origin.by !== 'package',
    );
  if (found === undefined) return undefined;
  return {
    code: 'library-not-known',
    message: `the program may be linked against ${found.path}, which no package of the distribution brings`,
    evidence: evidenceAt(build.dockerfile, 'step' in found.origin ? found.origin.step : undefined),
    advice:
      'install the library from a package of the distribution, or split the file by hand and copy its files to the runtime stage',
  };
}

function decidedLinkage(scene: LinkageScene): Linkage {
  const { program, call, place, stage, build } = scene;
  const evidence = evidenceOfCommand(build.dockerfile, program.command);
  const platforms =
    call === undefined || place === undefined ? platformOfRustc(program) : platformsOf(call, place);
  const musl = isForMusl(platforms, stage);
  const flags = rustflagsOf(scene, platforms);
  const chosen = flags === undefined ? undefined : crtStatic(flags);
  if (flags?.some((flag) => /^prefer-dynamic(=(y|yes|on|true))?$/.test(flag)) === true) {
    return { kind: 'refusal', refusal: ofStandardLibrary(evidence) };
  }
  // A program for musl that is not static runs on Alpine alone.
  const elsewhere = stage.facts?.distribution.family !== 'alpine';
  const isStatic = chosen ?? (musl && !isOfAlpine(stage, platforms) && (flags !== undefined || elsewhere));
  if (!isStatic) return dynamic(scene, evidence);
  const because = musl ? 'it is built for musl' : 'target-feature=+crt-static';
  return {
    kind: 'static',
    // A static program for gnu loads sources of names and character sets from the C library that it was linked against.
    needs: musl ? [] : [cLibraryNeed(stage, 'it may load parts of the C library at run time', evidence)],
    reasons: [{ code: 'static', message: `the program is static: ${because}`, evidence }],
    assumptions: [],
  };
}

/** Alpine's own compiler links dynamically by default, other than the one that rustup brings (aports, community/rust/APKBUILD). */
function isOfAlpine({ facts }: Stage, platforms: readonly string[] | undefined): boolean {
  const own = facts?.distribution.family === 'alpine' && facts.installation?.from === 'distribution';
  return own && (platforms === undefined || platforms.length === 0);
}

function platformOfRustc({ command }: Program): readonly string[] | undefined {
  const at = command.words.findIndex(({ text, prefix }) => (text ?? prefix ?? '').startsWith('--target'));
  if (at < 0) return [];
  const word = command.words[at];
  const joined = word?.text?.split('=')[1] ?? command.words[at + 1]?.text;
  return joined === undefined ? undefined : [joined];
}

/** The platform of the toolchain, where none is given, has the image's own C library. */
function isForMusl(platforms: readonly string[] | undefined, { facts }: Stage): boolean {
  if (platforms === undefined) return facts?.distribution.family === 'alpine';
  return platforms.length === 0 ? facts?.distribution.family === 'alpine' : platforms.every(isMusl);
}

/** The last of `target-feature=+crt-static` and its opposite. */
function crtStatic(flags: readonly string[]): boolean | undefined {
  const features = flags.flatMap((flag) => /^target-feature=(.*)$/.exec(flag)?.[1]?.split(',') ?? []);
  const last = features.findLast((feature) => /^[+-]crt-static$/.test(feature));
  return last === undefined ? undefined : last.startsWith('+');
}

/** Options of code generation, without `-C`, of all flags that the build gives rustc; undefined where they aren't known. */
function rustflagsOf(
  scene: LinkageScene,
  platforms: readonly string[] | undefined,
): readonly string[] | undefined {
  const { program, call, place } = scene;
  const own = call === undefined || call.verb === 'rustc' ? wordsBehind(program.command, call) : [];
  const given = place === undefined ? [] : flagsOfCargo(program.command, place, platforms);
  if (own === undefined || given === undefined) return undefined;
  return codegenOptions([...given, ...own]);
}

/** Of `cargo rustc -- FLAGS`, or of rustc itself. */
function wordsBehind({ words }: CommandRun, call: CargoCall | undefined): readonly string[] | undefined {
  const values = call === undefined ? words : call.options.operands;
  return values.some(({ text }) => text === undefined) ? undefined : values.map(({ text }) => text ?? '');
}

/** "There are four mutually exclusive sources of extra flags. They are checked in order, with the first one being used." */
function flagsOfCargo(
  { env }: CommandRun,
  { settings }: Place,
  platforms: readonly string[] | undefined,
): readonly string[] | undefined {
  for (const [name, separator] of [
    ['CARGO_ENCODED_RUSTFLAGS', '\u001F'],
    ['RUSTFLAGS', ' '],
  ] as const) {
    const value = env.get(name);
    if (value !== undefined && value.text !== '') return value.text?.split(separator);
  }
  const keys = settings.keys(['target']).filter((key) => mayBeMeant(key, platforms));
  const lists = keys.map((key) => settings.words(['target', key, 'rustflags']));
  const ofVariables = [...env].flatMap(([name, value]) => {
    const key = /^CARGO_TARGET_(.+)_RUSTFLAGS$/.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-');
    return key !== undefined && mayBeMeant(key, platforms) ? [value.text?.split(' ')] : [];
  });
  const all = [...lists, ...ofVariables];
  if (all.includes(undefined)) return undefined;
  const ofTargets = all.flatMap((list) => list ?? []);
  if (ofTargets.length > 0) return ofTargets;
  const variable = env.get('CARGO_BUILD_RUSTFLAGS');
  if (variable !== undefined && variable.text !== '') return variable.text?.split(' ');
  return settings.words(['build', 'rustflags']);
}

/** A triple as variables and settings spell it alike. */
function plain(triple: string): string {
  return triple.replaceAll('_', '-');
}

/** Whether settings of a platform, or of what `cfg(…)` says, may be for one that is built for. */
function mayBeMeant(key: string, platforms: readonly string[] | undefined): boolean {
  if (key.startsWith('cfg(')) return !/windows|macos|wasm/.test(key) || key.includes('not(');
  if (platforms === undefined) return true;
  if (platforms.length > 0)
    return platforms.some((platform) => plain(posix.basename(platform)) === plain(key));
  return /^(x86[-_]64|aarch64)-unknown-linux-/.test(key);
}

/** `-C option`, `-Coption`, `--codegen=option`. */
function codegenOptions(flags: readonly string[]): readonly string[] {
  return flags.flatMap((flag, index) => {
    const joined = /^(?:-C|--codegen=)(.+)$/.exec(flag)?.[1];
    if (joined !== undefined) return [joined];
    const before = flags[index - 1];
    return before === '-C' || before === '--codegen' ? [flag] : [];
  });
}

/** Linked against Rust's own library, which is in the toolchain. */
function ofStandardLibrary(evidence: Evidence | undefined): Refusal {
  return {
    code: 'library-not-known',
    message:
      "the program is linked against Rust's standard library, which only the toolchain has (prefer-dynamic)",
    evidence,
    advice: 'build it without -C prefer-dynamic',
  };
}

/** The C library, that of the compiler, and what its crates link against. */
function dynamic(scene: LinkageScene, evidence: Evidence | undefined): Linkage {
  const { stage, made, program } = scene;
  const because = 'rustc links it dynamically';
  const compiler = unwinderNeed(stage, 'Rust unwinds the stack with it', evidence);
  const base: readonly Need[] = [cLibraryNeed(stage, because, evidence), compiler];
  if (made === undefined) return ofUnknownCrates(scene, base, evidence);
  const { linked, cxx, unknown, loads, none } = librariesOf(made, program.command, stage);
  const at = ({ name, line }: Crate): Evidence => scene.evidenceIn(made.lock.path, line, name);
  const lost = linked.find(({ packages }) => packages === undefined);
  if (lost !== undefined)
    return { kind: 'refusal', refusal: ofLibrary(lost.crate, lost.development, at(lost.crate)) };
  const [first] = cxx;
  return {
    kind: 'dynamic',
    needs: [
      ...base,
      ...linked.flatMap(({ crate, packages = [], development }) =>
        libraryNeeds(packages, `${crate.name} links it with what ${development} brings`, at(crate)),
      ),
      ...(first === undefined
        ? []
        : [{ kind: 'c++-library', because: `${first.name} has C++ code`, evidence: at(first) } as const]),
    ],
    reasons: [],
    assumptions: [...assumedOf(unknown, at), ...(made.certain || none ? [] : [ofNewerCrates(evidence)])],
    ...(unknown.length === 0 && !loads && made.certain ? { librariesKnown: true } : {}),
  };
}

/** cargo may take others than those of the lock: it adds to one that lacks some, and passes over it where it installs. */
function ofNewerCrates(evidence: Evidence | undefined): Assumption {
  return {
    code: 'libraries-not-known',
    message:
      'the build may take other crates than those of Cargo.lock: they are linked against no shared library but those that these are, and those whose development packages the file installs',
    evidence,
  };
}

function assumedOf(unknown: readonly Crate[], at: (crate: Crate) => Evidence): readonly Assumption[] {
  const [first] = unknown;
  if (first === undefined) return [];
  const names = unknown.map(({ name }) => name);
  return [
    {
      code: 'libraries-not-known',
      message: `${firstOf(names, 4)} are linked against no shared library but those whose development packages the file installs`,
      evidence: at(first),
    },
  ];
}

function ofLibrary(crate: Crate, development: string, evidence: Evidence): Refusal {
  return {
    code: 'library-not-known',
    message: `${crate.name} links the program with what ${development} brings, and the run-time packages of that are not known`,
    evidence,
    advice: 'split the file by hand: install the run-time packages of these libraries in the runtime stage',
  };
}

/** Without Cargo.lock: what the image has to be linked against is what it may be linked against. */
function ofUnknownCrates(
  { stage, program }: LinkageScene,
  base: readonly Need[],
  evidence: Evidence | undefined,
): Linkage {
  const there = developmentPackages(stage);
  const debian = stage.facts?.distribution.family === 'debian';
  const cxx: Need = { kind: 'c++-library', because: 'its crates may have C++ code', evidence };
  // What bases for such programs have anyway is met.
  const openssl = there.has('libssl-dev') ? freeNeeds('libssl-dev', stage, evidence) : [];
  const what = program.package ?? 'the program';
  const others = openssl.length > 0 ? "OpenSSL's and those" : 'those';
  return {
    kind: 'dynamic',
    needs: debian ? [...base, cxx, ...openssl] : base,
    reasons: [],
    assumptions:
      there.size === 0
        ? []
        : [
            {
              code: 'libraries-not-known',
              message: `which crates ${what} is made of is not known: it is linked against no shared library but ${others} whose development packages the file installs`,
              evidence,
            },
          ],
  };
}

/** The libraries that a development package stands for, where bases have them without installing anything. */
function freeNeeds(development: string, { facts }: Stage, evidence: Evidence | undefined): readonly Need[] {
  const packages = runtimeLibraries(development, facts?.distribution ?? { family: 'other' }) ?? [];
  return libraryNeeds(
    packages.filter((name) => sonames.has(name)),
    'its crates may use it',
    evidence,
  );
}
