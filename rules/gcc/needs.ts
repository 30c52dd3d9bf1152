/** What a C or C++ program needs when it runs: what it is linked against, and what its sources do. */
import { posix } from 'node:path';
import type { FileSystem, Program, Stage } from '../../src/evaluate/types.ts';
import { zoneDirectory } from '../../src/image/places.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import { builderOf, inContext } from '../../src/split/uses/builder.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import type { SourceEvidence } from '../../src/split/uses/types.ts';
import { cLibraryNeed } from '../../src/split/needs/linked-libraries.ts';
import { zoneSetting } from '../../src/split/needs/image-needs.ts';
import {
  refused,
  type Artifact,
  type Needs,
  type Refusal,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { linkageOf, needsOfLibraries, type Linkage, type LinkageScene } from './linkage.ts';
import { systemLibraries } from './linked/libraries.ts';
import { linkOf, type Link } from './linked/link.ts';
import { projectBuiltBy } from './commands/configured.ts';
import { linkOfTarget } from './linked/project.ts';
import { readSources, type SourceFacts, type Unread } from './sources/read.ts';
import { builders } from './tools.ts';
import { usesOfC } from './uses.ts';

type Uses = Omit<Needs, 'kind' | 'linkage' | 'reasons'>;

export function needsOf({ path, entry }: Artifact, _variant: Variant, scene: Scene): Needs | Refused {
  const { program } = entry;
  const { build, stage } = scene;
  if (program === undefined) {
    return refused({
      code: 'not-a-program',
      message: `${path} is not a program that a compiler makes`,
      evidence: undefined,
      advice: 'name a program that a command of the file links in CMD',
    });
  }
  const evidence = evidenceOfCommand(build.dockerfile, program.command);
  const { stage: builder, files, world } = builderOf(program, scene);
  const link = linkOf(program.command, files, world) ?? linkOfTarget(program, entry.path, files);
  if (link === undefined) return refused(unfollowed(path, entry, program, files, evidence));
  const around: LinkageScene = { program, link, stage: builder, started: stage, build, evidence };
  const linkage = linkageOf(around);
  if (linkage.kind === 'refusal') return linkage;
  const uses = usesOf(around, entry, files, (place) => inContext(place, files));
  if (uses.kind === 'refusal') return uses;
  return {
    ...uses.uses,
    kind: 'needs',
    needs: [
      ...linkage.needs,
      ...needsOfLibraries(around),
      ...zoneNeeds(scene),
      ...uses.uses.needs,
      ...partsOfLibrary(linkage, uses, builder),
    ],
    linkage: linkage.kind,
    ...(link.open.length === 0 && !loadsLibraries(around) ? { librariesKnown: true } : {}),
    environment: [...linkage.environment, ...uses.uses.environment],
    assumptions: [...linkage.assumptions, ...uses.uses.assumptions],
    reasons: linkage.reasons,
  };
}

/** By names that it is given or reads: any that is installed may be one. */
function loadsLibraries({ program }: LinkageScene): boolean {
  return (
    facts
      .get(program)
      ?.findings.some(
        ({ kind, name }) =>
          kind === 'shared-library' && !(name?.known === true && name.text.startsWith('libgcc_s')),
      ) ?? true
  );
}

// ── What was read ────────────────────────────────────────────────────────────────────────────────────────────

type Used = Refused | { readonly kind: 'uses'; readonly uses: Uses; readonly loads: Evidence | undefined };

const facts = new WeakMap<Program, SourceFacts>();

function usesOf(
  { program, link, started, build, evidence }: LinkageScene,
  entry: Artifact['entry'],
  files: FileSystem,
  place: (evidence: SourceEvidence) => Evidence,
): Used {
  const read = facts.get(program) ?? readSources(link.units, files.read);
  facts.set(program, read);
  const found = needsOfFindings(read.findings, {
    program,
    entry,
    stage: started,
    build,
    toolchain: usesOfC(started),
    place,
  });
  if (found.kind === 'refusal') return found;
  const unread = [
    ...link.unread.map((what): Unread => ({ what, evidence: undefined })),
    // What is said of a library that is linked in is said of its headers too.
    ...read.unread.filter((one) => !(one.header === true && isOfLinked(one.what, link))),
  ];
  const loads = read.findings.find(({ kind }) => kind === 'c-library-parts' || kind === 'shared-library');
  return {
    kind: 'uses',
    loads: loads === undefined ? undefined : place(loads.evidence),
    uses: {
      needs: [
        ...found.needs,
        ...(unread.length > 0 ? cheapNeeds('not all that is linked in was read', evidence) : []),
      ],
      workdir: unread.length > 0 ? 'unknown' : found.workdir,
      startsUnknown: found.startsUnknown,
      // The loader expands `$ORIGIN` in the path of its libraries to where its own file lies (ld.so(8)).
      besideItself:
        link.own.length > 0 ||
        read.findings.some(({ kind }) => kind === 'executable-directory' || kind === 'shared-library'),
      readsAnywhere: found.readsAnywhere,
      environment: found.environment,
      ...(found.allVariables === undefined ? {} : { allVariables: found.allVariables }),
      assumptions: [...found.assumptions, ...codeNotRead(unread, place, evidence)],
    },
  };
}

function isOfLinked(header: string, { libraries }: Link): boolean {
  return libraries.some((name) =>
    (systemLibraries.get(name)?.headers ?? []).some((start) => header.startsWith(start)),
  );
}

function codeNotRead(
  unread: readonly Unread[],
  place: (evidence: SourceEvidence) => Evidence,
  evidence: Evidence | undefined,
): readonly Assumption[] {
  const [first] = unread;
  if (first === undefined) return [];
  const names = [...new Set(unread.map(({ what }) => what))];
  return [
    {
      code: 'c-code-not-read',
      message: `the code that is compiled or linked in and was not read (${firstOf(names, 3)}) needs no more at run time than certificates, time zones, a temporary directory and the files that are kept`,
      evidence: first.evidence === undefined ? evidence : place(first.evidence),
    },
  ];
}

/** What programs commonly need, and what bases often have. */
function cheapNeeds(because: string, evidence: Evidence | undefined): readonly Need[] {
  return [
    { kind: 'certificates', because, evidence },
    { kind: 'time-zones', sources: [zoneDirectory], because, evidence },
    { kind: 'temporary-directory', because, evidence },
  ];
}

/** The C library shows times in the zone that TZ names. */
function zoneNeeds({ stage, build }: Scene): readonly Need[] {
  const zone = zoneSetting(stage, build);
  return zone === undefined ? [] : [{ kind: 'time-zones', sources: [zoneDirectory], ...zone }];
}

/**
 * A static program loads sources of names, character sets and libraries from the C library that it was linked against, of the same
 * version. Source: the GNU C Library's FAQ and its linker warnings.
 */
function partsOfLibrary(linkage: Linkage, uses: Used, builder: Stage): readonly Need[] {
  if (linkage.kind !== 'static' || uses.kind === 'refusal' || uses.loads === undefined) return [];
  return [cLibraryNeed(builder, 'it loads parts of the C library at run time', uses.loads)];
}

// ── What was not followed ────────────────────────────────────────────────────────────────────────────────────

/** Compilers of other languages, for other systems and with other C libraries. */
const compilers =
  /(^|-)(gcc|g\+\+|cc|c\+\+|clang(\+\+)?|gfortran|f95|flang|gccgo|gdc|gnat(make)?|nvcc|icc|icpc|icx|zig|ld)(-[\d.]+)?$/;

/** A command that may compile, but is not followed into what it compiles, or one that makes no programs. */
function unfollowed(
  path: string,
  { origin }: Artifact['entry'],
  { command }: Program,
  files: FileSystem,
  evidence: Evidence | undefined,
): Refusal {
  // Where such a step puts it is a guess.
  const made = origin.by === 'opaque' ? `may make ${posix.basename(path)}` : `makes ${path}`;
  const [called] = command.words;
  const words = command.words.map(({ text }) => text ?? '…').slice(0, 3);
  const own = called?.text?.startsWith('./') === true || called?.text?.startsWith('../') === true;
  const project = projectBuiltBy(command, files);
  const target = [...(project?.targets.values() ?? [])].find(
    ({ name }) => posix.basename(name) === posix.basename(path),
  );
  if (target?.apart === true) {
    return {
      code: 'library-not-known',
      message: `whether \`${words.join(' ')}\` makes ${posix.basename(path)} hangs on a condition that is not known`,
      evidence,
      advice:
        'split the file by hand, with the libraries that `ldd` names for the program in the runtime stage',
    };
  }
  if (builders.has(command.name ?? '') || compilers.test(command.name ?? '') || own) {
    return {
      code: 'library-not-known',
      message: `\`${words.join(' ')}\` ${made}, and what it compiles and links there is not followed`,
      evidence,
      advice:
        'split the file by hand, with the libraries that `ldd` names for the program in the runtime stage; or have a RUN or a plain Makefile call the compiler',
    };
  }
  return {
    code: 'program-not-built',
    message: `\`${words.join(' ')}\` ${made}, and it is no compiler: what that needs is not known`,
    evidence,
    advice: 'nothing, if the program is not built from C or C++; else name the one that a RUN builds',
  };
}
