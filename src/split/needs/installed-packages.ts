/** What of the installed packages the run needs. */
import { posix } from 'node:path';
import { ordinaryCommands } from '../../evaluate/commands/index.ts';
import { packagesAfter, turnsRecommendsOff } from '../../evaluate/commands/packages.ts';
import type { CommandRun, Stage, SystemChange } from '../../evaluate/types.ts';
import type { Distribution } from '../../image/types.ts';
import type { Dockerfile } from '../../dockerfile/types.ts';
import type { Evidence } from '../../rule/types.ts';
import { distributionPrograms } from '../../image/bases.ts';
import {
  addedCertificateDirectories,
  certificateBundle,
  packageCommandDirectories,
  zoneDirectory,
} from '../../image/places.ts';
import {
  commandsOf,
  packageFor,
  mayBring,
  packageName,
  purposeOf,
  runtimeLibraries,
} from '../../image/packages/index.ts';
import { takesOver } from '../../image/packages/alternatives.ts';
import { builtins } from '../../shell/builtins.ts';
import { evidenceOfCommand } from '../../rule/evidence.ts';
import type { Need } from '../../rule/need.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';
import { isRemoved } from './removed-commands.ts';

export interface Usage {
  readonly distribution: Distribution;
  /** Names of commands that the run is known to call. */
  readonly called: ReadonlySet<string>;
  /** The program may be linked against shared libraries. */
  readonly links: boolean;
  /** The program may start commands whose names aren't known. */
  readonly startsUnknown: boolean;
  /** What was read of it starts programs under names that are not known: it is not only that something was not read. */
  readonly startsByUnknownNames: boolean;
  /** Whether only building with the toolchain reads a package (`OfBuild.packages`). */
  readonly isOfBuild: (name: string) => boolean;
  /** Packages that are kept anyway. */
  readonly kept: ReadonlySet<string>;
}

export type PackageNeeds =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'needs'; readonly needs: readonly Need[]; readonly leftBehind: readonly string[] };

/** Packages that are installed in the end, with the command that did it. */
export function installedPackages(stage: Stage): ReadonlyMap<string, SystemChange> {
  const changes = stage.steps.flatMap((step) =>
    step.changes.filter(({ effect }) => effect.kind === 'packages' && effect.manager !== 'other'),
  );
  return packagesAfter(changes).there;
}

/** Packages that the author installs together with those that they recommend. */
export function withRecommended(stage: Stage): ReadonlySet<string> {
  const off = stage.files
    .written()
    .some(
      ({ path, content }) => path.startsWith('/etc/apt/apt.conf') && turnsRecommendsOff(content?.() ?? ''),
    );
  const installed = [...installedPackages(stage)].flatMap(([name, { effect }]) =>
    effect.kind === 'packages' && effect.manager === 'apt' && effect.withoutRecommended !== true
      ? [name]
      : [],
  );
  return new Set(off ? [] : installed);
}

/** Packages of the author's whose command is the one of that name, though the base image has one, too. */
export function takingOver(command: string, stage: Stage): readonly string[] {
  if (stage.facts?.distribution.family !== 'debian') return [];
  const there = new Set([...installedPackages(stage).keys()].map(packageName));
  const chosen = chosenAlternative(command, stage);
  const of = chosen === undefined ? undefined : bringing(chosen, stage);
  const all = new Set([...takesOver(command), ...(of === undefined ? [] : [packageName(of)])]);
  return [...all].filter((name) => there.has(name));
}

/** The command that a step chooses for a name: `update-alternatives --set editor /bin/nano` (update-alternatives(1)). */
function chosenAlternative(command: string, { steps }: Stage): string | undefined {
  const run = steps
    .flatMap(({ commands }) => commands)
    .findLast(({ name, words }) => name === 'update-alternatives' && choiceIn(words)?.name === command);
  return run === undefined ? undefined : choiceIn(run.words)?.target;
}

function choiceIn(
  words: CommandRun['words'],
): { readonly name: string; readonly target: string } | undefined {
  const at = words.findIndex(({ text }) => text === '--set');
  const [, name, path] = at < 0 ? [] : words.slice(at);
  return name?.text === undefined || path?.text === undefined
    ? undefined
    : { name: name.text, target: posix.basename(path.text) };
}

/** Whether a package may come from a repository that the distribution's own images don't know. */
export function isFromElsewhere(name: string, stage: Stage): boolean {
  const change = installedPackages(stage).get(name);
  if (change?.effect.kind !== 'packages') return false;
  if (change.effect.elsewhere === true) return true;
  const { step } = change.command;
  const added = stage.files.written().some(({ path, origin, content }) => {
    if (!('step' in origin) || origin.step > step) return false;
    // `sed -i` puts a mirror in another's place.
    if (origin.by === 'command' && origin.command.name === 'sed') return false;
    return path === '/etc/apk/repositories'
      ? /\/edge\//.test(content?.() ?? '')
      : path.startsWith('/etc/apt/sources.list.d/');
  });
  const commands = stage.steps.flatMap((each) => (each.id > step ? [] : each.commands));
  return added || commands.some(({ name: command }) => command === 'add-apt-repository');
}

/** Whether the final image certainly has a system path: it is there, or a package that brings it is installed. */
export function hasSystemPath(path: string, stage: Stage): boolean {
  if (stage.files.lookup(path).status === 'present') return true;
  if (stage.facts?.installation?.files.includes(path) === true) return true;
  const purposes = new Set([...installedPackages(stage).keys()].map(purposeOf));
  if (path === zoneDirectory) return purposes.has('time-zones');
  return path === certificateBundle && purposes.has('certificates');
}

/** Of each package that the original installs: a need of the run, a reason to refuse, or left to the build. */
export function packageNeeds(stage: Stage, dockerfile: Dockerfile, usage: Usage): PackageNeeds {
  const needs: Need[] = [];
  const leftBehind: string[] = [];
  const inVariables = namedInVariables(stage);
  for (const [name, change] of installedPackages(stage)) {
    const evidence = evidenceOfCommand(dockerfile, change.command);
    const purpose = purposeOf(name);
    const commands = commandsOf(name);
    if (usage.kept.has(name) || commands.some((command) => usage.called.has(command))) continue;
    // What programs under names that are not known may be: what a variable of the image says (PAGER, EDITOR).
    if (usage.startsByUnknownNames && commands.some((command) => inVariables.has(command))) {
      needs.push(packageKept(name, evidence));
      continue;
    }
    switch (purpose) {
      case 'build':
      case 'interactive':
      case 'shell':
      case 'certificates':
        leftBehind.push(name);
        break;
      case 'time-zones':
        // Whoever runs the container may set TZ, which is what an author installs them for.
        needs.push({
          kind: 'time-zones',
          sources: [zoneDirectory],
          because: `${name} is installed`,
          evidence,
        });
        break;
      case 'development': {
        if (!usage.links || usage.isOfBuild(packageName(name))) {
          leftBehind.push(name);
          break;
        }
        const packages = runtimeLibraries(name, usage.distribution);
        if (packages === undefined) {
          return {
            kind: 'refusal',
            refusal: {
              code: 'library-not-known',
              message: `the program may be linked against the libraries of ${name}, and their run-time packages are not known`,
              evidence,
              advice:
                'split the file by hand: install the run-time packages of these libraries in the runtime stage',
            },
          };
        }
        if (packages.length > 0) {
          needs.push({
            kind: 'library-packages',
            packages,
            because: `the program may use the libraries of ${name}`,
            evidence,
          });
        }
        break;
      }
      case 'run':
      case 'unknown': {
        // What brings commands alone, none of which is called, isn't needed.
        if (commands.length > 0 && !usage.startsUnknown) {
          leftBehind.push(name);
          break;
        }
        needs.push(packageKept(name, evidence));
        break;
      }
      case 'archives':
      case 'tools': {
        // What no step can have called was installed for the program.
        const isAsked = purpose === 'archives' ? usage.startsUnknown : usage.startsByUnknownNames;
        if (isAsked && !buildMayCall(commands, stage)) needs.push(packageKept(name, evidence));
        else leftBehind.push(name);
        break;
      }
    }
  }
  return { kind: 'needs', needs, leftBehind };
}

/** The programs that the author's variables begin with. */
function namedInVariables({ state }: Stage): ReadonlySet<string> {
  return new Set(
    [...state.env.values()].flatMap(({ text, origin }) => {
      const [first] = origin === 'base' ? [] : (text ?? '').trim().split(/\s+/);
      return first === undefined || first === '' ? [] : [posix.basename(first)];
    }),
  );
}

function packageKept(name: string, evidence: Evidence | undefined): Need {
  return {
    kind: 'package',
    name,
    because: `${name} is installed, and nothing says that only the build uses it`,
    evidence,
    assumption: { code: 'package-kept', message: `the package ${name} is needed at run time`, evidence },
  };
}

/** Commands that call others to read a format: tar(1), dpkg-deb(1). */
const unpackers: ReadonlySet<string> = new Set(['tar', 'bsdtar', 'dpkg', 'dpkg-deb', 'unsquashfs']);

const isOrdinary = ({ name }: CommandRun): boolean => name !== undefined && ordinaryCommands.has(name);

/** Whether a step calls one of the commands, or something of which it isn't known what it calls. */
function buildMayCall(commands: readonly string[], { steps, files }: Stage): boolean {
  const called = steps.some((step) =>
    step.commands.some(({ name }) => name === undefined || commands.includes(name) || unpackers.has(name)),
  );
  const unknown = files
    .opaque()
    .some(
      ({ origin }) => origin.by === 'opaque' && origin.program === undefined && !isOrdinary(origin.command),
    );
  return called || unknown;
}

/** The installed package that brings a command, or the one that is chosen for its name. */
export function packageOf(command: string, stage: Stage): string | undefined {
  const chosen = chosenAlternative(command, stage);
  return (chosen === undefined ? undefined : bringing(chosen, stage)) ?? bringing(command, stage);
}

function bringing(command: string, stage: Stage): string | undefined {
  return [...installedPackages(stage).keys()].find(
    (name) => name === command || commandsOf(name).includes(command),
  );
}

/** Whether the original image has a command: of its distribution's base, the toolchain image's own, or a package. */
export function originalHas(command: string, stage: Stage): boolean {
  return broughtBySystem(command, stage) && !isRemoved(command, stage);
}

function broughtBySystem(command: string, stage: Stage): boolean {
  if (distributionPrograms(stage.facts?.distribution).has(command)) return true;
  if (
    packageCommandDirectories.some((directory) => stage.facts?.contains(`${directory}/${command}`) === 'yes')
  )
    return true;
  return packageOf(command, stage) !== undefined;
}

/** The same, and a package of which it isn't known what commands it brings counts as bringing any. */
export function mayHave(command: string, stage: Stage): boolean {
  return originalHas(command, stage) || perhapsBringing(command, stage).length > 0;
}

/** Installed packages of which it isn't known which commands they bring: each may bring any. */
function perhapsBringing(command: string, stage: Stage): readonly string[] {
  if (isRemoved(command, stage)) return [];
  return [...installedPackages(stage).keys()].filter((name) => mayBring(name, command));
}

/**
 * Of big packages only the commands that others call are known: each may bring one of which nobody says which package does. One
 * that is known as another package's is none of theirs.
 */
function perhapsUnlisted(command: string, distribution: Distribution, stage: Stage): readonly string[] {
  if (packageFor(command, distribution) !== undefined) return [];
  return [...installedPackages(stage).keys()].filter(
    (name) => ['run', 'unknown'].includes(purposeOf(name)) && commandsOf(name).length > 0,
  );
}

/** The installed packages that may bring a command which nothing is known to bring: they are kept. */
export function perhapsBroughtBy(
  command: string,
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  const distribution = stage.facts?.distribution;
  if (command === '' || command.includes('/') || distribution === undefined || builtins.has(command))
    return [];
  const names = [...perhapsBringing(command, stage), ...perhapsUnlisted(command, distribution, stage)];
  return [...new Set(names)].map((name) => ({
    kind: 'package',
    name,
    because: `${command} is started, and may be of the package ${name}`,
    evidence,
    assumption: {
      code: 'package-kept',
      message: `the package ${name} is needed at run time: ${command} may be one of its commands`,
      evidence,
    },
  }));
}

/** Whether a step adds certificates of the author's own: below the directories that update-ca-certificates(8) names. */
export function addsCertificates(stage: Stage): boolean {
  return stage.files
    .written()
    .some(
      ({ path, kind, origin }) =>
        kind !== 'directory' &&
        origin.by !== 'base' &&
        !(origin.by === 'command' && origin.command.name === 'update-ca-certificates') &&
        addedCertificateDirectories.some((directory) => path.startsWith(`${directory}/`)),
    );
}
