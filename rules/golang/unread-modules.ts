/**
 * Modules whose sources are not there: what was written down of the well-known ones, what was measured of those that
 * programs use most, and for the rest what modules commonly do.
 */
import type { Stage } from '../../src/evaluate/types.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import { isShell } from '../../src/shell/wrappers.ts';
import { originalHas } from '../../src/split/needs/installed-packages.ts';
import { userName } from '../../src/split/uses/scene.ts';
import { firstOf } from '../../src/rule/listed.ts';
import { certificatesBuiltIn } from './certificates.ts';
import type { GoCall } from './commands/flags.ts';
import {
  cachedDirectory,
  isKnownImport,
  readsOwnFiles,
  knownCgo,
  measuredPackage,
  type MeasuredPackage,
  type ProgramFacts,
  type SourceEvidence,
} from './sources/index.ts';
import { zoneSources } from './zones.ts';

interface Scene {
  readonly stage: Stage;
  readonly call: GoCall | undefined;
  /** Where the build has the sources of modules. */
  readonly cache: string | undefined;
  readonly place: (evidence: SourceEvidence) => Evidence;
}

export interface UnreadNeeds {
  readonly needs: readonly Need[];
  /** They may start programs whose names aren't known. */
  readonly startsUnknown: boolean;
  /** They may look for files in places of their own: beside the program, at home, in /etc. */
  readonly readsAnywhere: boolean;
  readonly assumptions: readonly Assumption[];
}

interface Unread {
  readonly path: string;
  readonly evidence: SourceEvidence;
  readonly measured: MeasuredPackage | undefined;
}

export function needsOfUnread(facts: ProgramFacts, scene: Scene): UnreadNeeds {
  const unread = facts.missing.map(({ path, evidence }): Unread => ({
    path,
    evidence,
    measured: measuredPackage(path),
  }));
  // What was written down by hand says more of a module than that it mentions something.
  const others = unread.filter(({ path }) => !isKnownImport(path));
  const needs = others.flatMap((one) => kindsOf(one).flatMap((kind) => needFor(kind, one, facts, scene)));
  return {
    needs: [
      ...distinctNeeds(needs),
      ...unread.flatMap((one) => [...programsOf(one, scene), ...ownFilesOf(one, facts, scene)]),
    ],
    startsUnknown: others.some(({ measured }) => measured?.codes.has('start') === true),
    readsAnywhere: others.some(looksAround),
    assumptions: assumptionsOf(unread, scene),
  };
}

/** One that opens files may do so along a list of places of which home is one; of one that was not measured that is likely. */
function looksAround({ measured }: Unread): boolean {
  if (measured === undefined || measured.codes.has('unknown')) return true;
  return measured.codes.has('home') && (measured.codes.has('open') || measured.codes.has('list'));
}

type Kind = 'certificates' | 'user' | 'zone' | 'temporary' | 'media' | 'services' | 'protocols';

/** Needs that cost little: met wherever their effect can happen. Of one that was not measured these are expected. */
function kindsOf({ measured }: Unread): readonly Kind[] {
  if (measured === undefined || measured.codes.has('unknown')) return ['certificates', 'user'];
  const { codes } = measured;
  return [
    ...(codes.has('tls') ? (['certificates'] as const) : []),
    ...(codes.has('user') || codes.has('home') ? (['user'] as const) : []),
    ...(codes.has('zone') ? (['zone'] as const) : []),
    ...(codes.has('temporary') ? (['temporary'] as const) : []),
    ...(codes.has('media') ? (['media'] as const) : []),
    ...(codes.has('services') ? (['services'] as const) : []),
    ...(codes.has('protocols') ? (['protocols'] as const) : []),
  ];
}

function needFor(
  kind: Kind,
  { path, evidence: where }: Unread,
  facts: ProgramFacts,
  { stage, call, place }: Scene,
): readonly Need[] {
  const evidence = place(where);
  const because = (what: string): string => `${path}, which was not read, may ${what}`;
  switch (kind) {
    case 'certificates':
      return certificatesBuiltIn(facts, stage) !== undefined
        ? []
        : [{ kind: 'certificates', because: because('make TLS connections'), evidence }];
    case 'user':
      // With them HOME is what it was before, too: the engine takes it from there.
      return [{ kind: 'user-record', name: userName(stage), because: because('look users up'), evidence }];
    case 'zone':
      return [
        {
          kind: 'time-zones',
          sources: zoneSources(call, stage.facts),
          because: because('load time zones'),
          evidence,
        },
      ];
    case 'temporary':
      return [{ kind: 'temporary-directory', because: because('make temporary files'), evidence }];
    case 'media':
      return [{ kind: 'mime-types', because: because('derive media types from file names'), evidence }];
    case 'services':
      return [{ kind: 'service-names', because: because('look services up by name'), evidence }];
    case 'protocols':
      return [
        {
          kind: 'system-file',
          path: '/etc/protocols',
          because: because('look protocols up by name'),
          evidence,
        },
      ];
  }
}

/** One of each kind is enough. */
function distinctNeeds(needs: readonly Need[]): readonly Need[] {
  const seen = new Set<string>();
  return needs.filter(({ kind }) => {
    if (seen.has(kind)) return false;
    seen.add(kind);
    return true;
  });
}

/**
 * What goes with the go command where packages are loaded from their sources: without these it is not started either. Sources:
 * go/build and golang.org/x/tools (internal/gocommand asks `ps` about a go command that hangs).
 */
const besideGo: ReadonlySet<string> = new Set(['gccgo', 'gopackagesdriver', 'pkg-config', 'ps']);

/** Programs that a module starts by a name of its own, as far as the image has them. */
function programsOf({ path, evidence, measured }: Unread, { stage, place }: Scene): readonly Need[] {
  const programs = measured?.programs ?? [];
  const loadsPackages = programs.includes('go') && measured?.codes.has('sources') === true;
  return programs
    .filter((name) => !(loadsPackages && besideGo.has(name)))
    .filter((name) => !name.includes('/') && !isShell(name) && originalHas(name, stage))
    .map((name): Need => ({
      kind: 'command',
      name,
      because: `${path}, which was not read, may start ${name}`,
      evidence: place(evidence),
    }));
}

/** The files of a module that reads its own: the build has them in the module cache, unless a step cleans it. */
function ownFilesOf({ path, evidence }: Unread, { requires }: ProgramFacts, scene: Scene): readonly Need[] {
  const module = readsOwnFiles(path);
  const version = module === undefined ? undefined : requires.get(module);
  if (module === undefined || version === undefined || scene.cache === undefined) return [];
  return [
    {
      kind: 'file',
      path: cachedDirectory(scene.cache, module, version),
      directory: true,
      perhaps: true,
      because: `${module} reads files of its own`,
      evidence: scene.place(evidence),
    },
  ];
}

function assumptionsOf(unread: readonly Unread[], { place }: Scene): readonly Assumption[] {
  const measured = unread.filter((one) => one.measured !== undefined && !one.measured.codes.has('unknown'));
  const others = unread.filter((one) => !measured.includes(one));
  return [
    ...assumed(
      others,
      (names) =>
        `the sources of ${names} are not there to read: they need nothing at run time beyond what dfopt knows of them`,
      place,
    ),
    ...assumed(
      measured,
      (names) =>
        `the sources of ${names} are not there to read: they do what the versions do that were measured, and what they open or start by names that the program does not give them is not part of the image`,
      place,
    ),
  ];
}

function assumed(
  unread: readonly Unread[],
  message: (names: string) => string,
  place: Scene['place'],
): readonly Assumption[] {
  const [first] = unread;
  if (first === undefined) return [];
  const names = unread.map(({ path }) => path);
  return [
    {
      code: 'modules-not-read',
      message: message(firstOf(names, 4)),
      evidence: place(first.evidence),
    },
  ];
}

/** The first of the modules that weren't read of which it isn't known that it does without cgo. */
export function mayUseCgo({ missing }: ProgramFacts): ProgramFacts['missing'][number] | undefined {
  return missing.find(({ path }) => {
    if (knownCgo(path) !== undefined) return false;
    const measured = measuredPackage(path);
    if (measured === undefined) return !isKnownImport(path);
    return measured.codes.has('cgo') || (measured.codes.has('unknown') && !isKnownImport(path));
  });
}
