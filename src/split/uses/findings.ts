/** From what the sources do at run time to needs. */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import { systemLinks } from '../../image/directories.ts';
import { groupRecords, localeDirectory, userRecords, zoneDirectory } from '../../image/places.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Value } from '../../shell/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';
import { needsOnTheWay } from '../files/directories-on-the-way.ts';
import { addsCertificates, installedPackages } from '../needs/installed-packages.ts';
import { userGiven, usersMadeBy, type RunUser } from '../needs/users.ts';
import { unwinder, unwinderNeed } from '../needs/linked-libraries.ts';
import { startOf } from '../start/start.ts';
import { homeOf, userName, type Answer, type FindingScene, type WorkdirUse } from './scene.ts';
import {
  isTemporary,
  isUnknown,
  namedFileNeeds,
  overridden,
  readNeeds,
  temporaryDirectoryOf,
  widest,
  wherever,
  writeNeeds,
} from './files.ts';
import { besideGiven, underAllNames } from './other-names.ts';
import type { Finding, Name } from './types.ts';
import { startedNeeds } from './subprocesses/command-line.ts';
import { stageIn, stageWithPath, type Starter } from './subprocesses/scene.ts';

export type FindingNeeds =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'needs';
      readonly needs: readonly Need[];
      readonly workdir: WorkdirUse;
      readonly startsUnknown: boolean;
      readonly environment: readonly string[];
      readonly allVariables: Evidence | undefined;
      readonly readsAnywhere: boolean;
      readonly assumptions: readonly Assumption[];
    };

export function needsOfFindings(
  given: readonly Finding[],
  around: Omit<FindingScene, 'changed'>,
): FindingNeeds {
  const start: FindingScene = { ...around, changed: [] };
  const findings = underAllNames(given, start);
  const changed = findings.flatMap(({ kind, name }) =>
    kind === 'working-directory' && name !== undefined ? directoriesOf(name, start) : [],
  );
  const scene = { ...start, changed };
  const found = findings.map((finding) => ({ finding, answer: answerTo(finding, findings, scene) }));
  const answers = found.map(({ answer }) => answer);
  const anywhere = found.filter(({ answer }) => answer.anywhere === true).map(({ finding }) => finding);
  const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal;
  if (refusal !== undefined) return { kind: 'refusal', refusal };
  return {
    kind: 'needs',
    needs: [
      ...answers.flatMap(({ needs = [] }) => needs),
      ...bothNamesNeeds(findings, scene),
      ...passedNeeds(findings, scene),
      ...besideGiven(given, scene),
    ],
    workdir: widest(answers.map(({ workdir = 'unused' }) => workdir)),
    startsUnknown: answers.some(({ startsUnknown }) => startsUnknown === true),
    environment: [...new Set(answers.flatMap(({ environment = [] }) => environment))],
    allVariables: allVariables(findings, scene),
    readsAnywhere: anywhere.length > 0,
    assumptions: [
      ...answers.flatMap(({ assumptions = [] }) => assumptions),
      ...filesNotKnown(anywhere, scene),
      ...environmentNotKept(findings, scene),
    ],
  };
}

/**
 * A directory that has two names (`/var/run` is a link to `/run`), where the program goes by both: what it writes by one it finds
 * by the other only where the distribution's own image has the link.
 */
function bothNamesNeeds(findings: readonly Finding[], { stage, place }: FindingScene): readonly Need[] {
  const names = findings.flatMap(({ name, evidence }) => {
    const start = name === undefined ? '' : name.known ? name.text : name.prefix;
    return start.startsWith('/') ? [{ path: posix.normalize(start), evidence }] : [];
  });
  return [...systemLinks].flatMap(([link, target]): readonly Need[] => {
    const byLink = names.find(({ path }) => isInside(path, link));
    const byTarget = names.some(({ path }) => isInside(path, target));
    if (byLink === undefined || !byTarget || stage.files.linkAt(link) === undefined) return [];
    const because = `it goes by ${link} as by ${target}, which it is a link to`;
    return [{ kind: 'command', name: 'ln', because, evidence: place(byLink.evidence) }];
  });
}

/** Directories that names go through (`cmd/../data`): what the sources clean as text is none of these. */
function passedNeeds(findings: readonly Finding[], scene: FindingScene): readonly Need[] {
  const { stage, place } = scene;
  const workdir = stage.state.workdir.text ?? '/';
  return findings.flatMap(({ kind, name, evidence }) => {
    if (name === undefined || isTemporary(name) || kind === 'environment') return [];
    return overridden(name, scene)
      .flatMap((value) => wherever(value, scene))
      .flatMap(({ text, complete, from = workdir }) => {
        const known = complete ? text : text.slice(0, text.lastIndexOf('/') + 1);
        return needsOnTheWay(known, from, stage, place(evidence));
      });
  });
}

/** One assumption for all of them, with the first place. */
function filesNotKnown(findings: readonly Finding[], scene: FindingScene): readonly Assumption[] {
  const [first] = findings;
  if (first === undefined) return [];
  const places = new Set(findings.map(({ evidence }) => `${evidence.file}:${evidence.line}`)).size;
  // Where a program only writes, the working directory does not go along as a whole.
  const changes = findings.some(({ kind }) => kind === 'write')
    ? '; what it writes, changes and removes is nothing that stays behind, nor lies in it'
    : '';
  const more = places > 1 ? ` (and in ${places - 1} more ${places === 2 ? 'place' : 'places'})` : '';
  return [
    {
      code: 'files-not-known',
      message: `the files that it reads and writes here${more}, by names that are not known, are none that only the base image has${changes}`,
      evidence: scene.place(first.evidence),
    },
  ];
}

/**
 * The variables that a name stands for: of one that neither the sources nor who starts the container tells to its end, all
 * of the image that begin like it, and HOME.
 */
function variablesOf(name: Name | undefined, scene: FindingScene): readonly string[] {
  const open: readonly { readonly text: string; readonly complete: boolean }[] = [
    { text: '', complete: false },
  ];
  const values = name === undefined ? open : overridden(name, scene);
  const all = ['HOME', ...scene.stage.state.env.keys()];
  const known = values.length === 0 && name?.origin === undefined ? open : values;
  return known.flatMap(({ text, complete }) => {
    if (complete) return [text];
    return name?.origin === undefined ? all.filter((variable) => variable.startsWith(text)) : [];
  });
}

/** Where the program's own code goes through its environment: libraries look for names of their own in it. */
function allVariables(findings: readonly Finding[], { place }: FindingScene): Evidence | undefined {
  const found = findings.find(({ kind, name, own }) => kind === 'environment' && name === undefined && own);
  return found === undefined ? undefined : place(found.evidence);
}

/** Variables of the base image that the program asks for, by name or with others, and whose values are not known. */
function environmentNotKept(findings: readonly Finding[], scene: FindingScene): readonly Assumption[] {
  const isLost = (name: string): boolean => {
    const value = scene.stage.state.env.get(name);
    return value?.origin === 'base' && value.text === undefined;
  };
  const asked = findings
    .filter(({ kind }) => kind === 'environment')
    .map(({ name, evidence }) => ({ names: variablesOf(name, scene).filter(isLost), evidence }))
    .filter(({ names }) => names.length > 0);
  const [first] = asked;
  if (first === undefined) return [];
  const names = [...new Set(asked.flatMap((one) => one.names))];
  return [
    {
      code: 'environment-not-kept',
      message: `${names.join(', ')}, which the base image sets, ${names.length === 1 ? 'does' : 'do'} not matter to it`,
      evidence: scene.place(first.evidence),
    },
  ];
}

function answerTo(finding: Finding, findings: readonly Finding[], scene: FindingScene): Answer {
  const evidence = scene.place(finding.evidence);
  const own = scene.toolchain.answer(finding, evidence);
  if (own !== undefined) return own;
  switch (finding.kind) {
    case 'read-file':
    case 'read-directory':
    case 'read-glob':
      return readNeeds(finding, scene, evidence);
    case 'names-file':
      return namedFileNeeds(finding, scene, evidence);
    case 'write':
      return isTemporary(finding.name) ? {} : writeNeeds(finding, scene, evidence);
    case 'program':
      return programNeeds(finding, findings, scene, evidence);
    case 'time-zone':
      return needing({
        kind: 'time-zones',
        sources: [zoneDirectory],
        because: 'it loads time zones',
        evidence,
      });
    case 'tls-client':
      if (isOfNoCertificate(finding.name) && !addsCertificates(scene.stage)) return {};
      return needing({ kind: 'certificates', because: 'it makes TLS connections', evidence });
    case 'user-lookup':
      return { needs: userLookupNeeds(finding, scene, evidence) };
    case 'home-directory':
      return homeNeeds(scene, evidence);
    case 'temporary-directory':
      return needing({ kind: 'temporary-directory', because: 'it makes temporary files', evidence });
    case 'mime-types':
      return needing({ kind: 'mime-types', because: 'it derives media types from file names', evidence });
    case 'service-names':
      return needing({ kind: 'service-names', because: 'it looks services up by name', evidence });
    case 'protocol-names':
      return needing({
        kind: 'system-file',
        path: '/etc/protocols',
        because: 'it looks protocols up by name',
        evidence,
      });
    case 'source-tree':
      return assuming({
        code: 'source-tree',
        message: 'it does not read its own sources at run time',
        evidence,
      });
    case 'listens':
    case 'privileged':
      // As whom it may run is asked apart.
      return {};
    case 'search-path':
      // Where programs are found is asked where they are started.
      return {};
    case 'working-directory':
    case 'program-directory':
      return directoryChanged(finding, scene, evidence);
    case 'executable-directory':
      return besideProgramNeeds(findings, scene, evidence);
    case 'environment':
      return environmentNeeds(
        finding,
        scene,
        findings.some(({ kind }) => kind === 'search-path'),
        evidence,
      );
    case 'plugin':
    case 'shared-library':
      return loadedLibrary(finding, scene, evidence);
    case 'locale':
      return localeNeeds(scene.stage, evidence);
    case 'c-code':
      return {
        ...assuming({
          code: 'c-code-not-read',
          message:
            'the C code that is linked in here, and was not there to read, needs nothing at run time but the C library',
          evidence,
        }),
        workdir: 'unknown',
      };
    case 'c-library-parts':
    case 'c-library':
      // How the program is linked was decided before.
      return {};
  }
}

/**
 * Names of the machine itself, and of one network: nobody redirects them to https whose certificate the bundle knows, but
 * for who added one of his own.
 */
const ofNoCertificate = /^http:\/\/(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0|[\w-]+)(?:[:/?#]|$)/;

function isOfNoCertificate(name: Name | undefined): boolean {
  if (name === undefined) return false;
  return ofNoCertificate.test(name.known ? name.text : `${name.prefix}x.`);
}

function needing(need: Need): Answer {
  return { needs: [need] };
}

function assuming(assumption: Assumption): Answer {
  return { assumptions: [assumption] };
}

/** Libraries that are part of the C library itself. Source: the GNU C Library manual, "Library Summary". */
const ofCLibrary = /^lib(c|m|dl|pthread|rt|resolv|util|anl|nsl|crypt|BrokenLocale)\.so(\.\d+)*$/;

/** Where the loader has noted what lies beside its usual directories (ldconfig(8)). */
const loaderCache = '/etc/ld.so.cache';

/** The author's libraries of a name, or any, with what tells the loader where they lie. */
function foundByLoader(name: Name | undefined, { files, steps }: Stage): readonly string[] {
  const isMeant = (path: string): boolean => {
    const file = posix.basename(path);
    return name?.known === true
      ? file === name.text || file.startsWith(`${name.text}.`)
      : /\.so(\.|$)/.test(file);
  };
  const single = files
    .written()
    .filter(({ kind, origin }) => kind !== 'directory' && origin.by !== 'package')
    .map(({ path }) => path);
  const copied = files
    .trees()
    .flatMap(({ path }) => files.list(path).names.map((entry) => posix.join(path, entry.name)));
  const libraries = [...single, ...copied].filter(isMeant);
  const noted = steps.some(({ commands }) => commands.some((command) => command.name === 'ldconfig'));
  return [...libraries, ...(noted && files.lookup(loaderCache).status === 'present' ? [loaderCache] : [])];
}

/** A library that is loaded by name: a file of the author's goes along, and every package that may bring one. */
function loadedLibrary({ name }: Finding, { stage }: FindingScene, evidence: Evidence): Answer {
  if (name?.known === true && ofCLibrary.test(posix.basename(name.text))) return {};
  if (name?.known === true && name.text === unwinder)
    return needing(unwinderNeed(stage, 'it unwinds the stack', evidence));
  const path =
    name?.known === true && name.text.includes('/')
      ? posix.resolve(stage.state.workdir.text ?? '/', name.text)
      : undefined;
  const found = path === undefined ? undefined : stage.files.lookup(path);
  const own =
    path !== undefined && found?.status === 'present' && found.entry.origin.by !== 'base' ? [path] : [];
  // A step may have made it where it compiles.
  const perhaps =
    path !== undefined && found?.status === 'possible' && !isAbsent(found) && found.origin.by !== 'base'
      ? [path]
      : [];
  const fileNeed = (file: string): Need & { readonly kind: 'file' } => ({
    kind: 'file',
    path: file,
    directory: false,
    because: 'it loads it',
    evidence,
  });
  const needs: readonly Need[] = [
    ...[...own, ...(path === undefined ? foundByLoader(name, stage) : [])].map(fileNeed),
    ...perhaps.map((file) => ({ ...fileNeed(file), perhaps: true as const })),
  ];
  const what = name?.known === true ? `${name.text}, which it loads,` : 'the libraries that it loads by name';
  return {
    needs,
    workdir: 'unknown',
    startsUnknown: true,
    assumptions: [
      {
        code: 'libraries-loaded-by-name',
        message: `${what} ${name?.known === true ? 'needs' : 'need'} no more than what is kept, and ${name?.known === true ? 'is' : 'are'} none that only the base image has`,
        evidence,
      },
    ],
  };
}

/**
 * Debian's `locales` makes locales where its libc-bin has C.UTF-8, which any container may be given (locale-gen(8); the
 * packages' lists of files, packages.debian.org).
 */
function localeNeeds(stage: Stage, evidence: Evidence): Answer {
  const because = 'it asks for a locale';
  const path = localeDirectory;
  const made =
    stage.files.opaque().some(({ under }) => under === path) ||
    [...installedPackages(stage).keys()].some((name) => /^(locales|language-pack|glibc-locale)/.test(name));
  return needing(
    made
      ? { kind: 'file', path, directory: true, because, evidence }
      : { kind: 'system-file', path, because, evidence },
  );
}

/** What is started, in each directory that it may be started in. */
function programNeeds(
  finding: Finding,
  findings: readonly Finding[],
  scene: FindingScene,
  evidence: Evidence,
): Answer {
  const { stage, toolchain } = scene;
  const paths = findings.flatMap(({ kind, name }) =>
    kind === 'search-path' && name !== undefined ? searchPathsOf(name, scene) : [],
  );
  const directories = findings.flatMap(({ kind, name }) =>
    kind === 'program-directory' && name !== undefined ? directoriesOf(name, scene) : [],
  );
  const stages = [stage, ...paths.map(({ text }) => stageWithPath(text, stage))].flatMap((each) => [
    each,
    ...[...new Set([...directories, ...scene.changed])].map((directory) =>
      stageIn({ text: directory }, each),
    ),
  ]);
  const starter = { isProgram: toolchain.isProgram, written: writtenBy(findings, scene) };
  const started = stages.map((each) => startedNeeds(wordsOf(finding, stage), each, evidence, starter));
  const refusal = started.find((one) => one.kind === 'refusal');
  if (refusal !== undefined) return { refusal: refusal.refusal };
  const answers = started.flatMap((one) => (one.kind === 'needs' ? [one] : []));
  // What a library may start that is not told is a choice of those who use it; what the program does is its purpose.
  const anyCommand =
    finding.own && finding.ofLibrary !== true && answers.some((answer) => answer.anyCommand === true);
  const needs = [
    ...answers.flatMap((answer) => answer.needs),
    ...(anyCommand
      ? [
          {
            kind: 'ordinary-commands',
            because: 'it starts programs whose names are not known',
            evidence,
          } as const,
        ]
      : []),
  ];
  // A child process starts in the working directory.
  const looked =
    finding.name?.known !== true || !finding.name.text.includes('/') || answers.some(({ script }) => script);
  const complete =
    answers.every((answer) => answer.complete) && !(looked && paths.some((path) => !path.complete));
  const scripted = answers.some((answer) => answer.script);
  const reads = answers.some((answer) => answer.readsUnknown === true);
  // What who starts the container gives it is none of the image's.
  const anywhere =
    answers.some((answer) => answer.readsAnywhere === true) && (finding.arguments ?? []).some(isUnknown)
      ? { anywhere: true as const }
      : {};
  const assumptions = answers.flatMap((answer) => answer.assumptions ?? []);
  const workdir = reads ? 'unknown' : needs.length > 0 ? 'named' : 'unused';
  if (complete) return { needs, workdir, assumptions, ...anywhere };
  return {
    needs,
    workdir: reads || scripted ? 'unknown' : 'named',
    ...anywhere,
    startsUnknown: true,
    assumptions: [
      ...assumptions,
      {
        code: 'programs-not-known',
        message: anyCommand
          ? 'the programs that it starts under names that are not known are among those that the runtime image has, and read no files that stay behind'
          : 'the programs that it starts are not part of the image, and read no files of it that stay behind',
        evidence,
      },
    ],
  };
}

/** What the program itself may have written at a path: what it starts there need not be of the image. */
function writtenBy(findings: readonly Finding[], scene: FindingScene): Starter['written'] {
  const writes = findings.filter(({ kind }) => kind === 'write');
  const workdir = scene.stage.state.workdir.text ?? '/';
  return (path) => {
    const here = writes.filter(({ name, own }) => {
      // Where a library writes by names of its own choice is no script that this program starts.
      if (name === undefined || isUnknown(name)) return own;
      return overridden(name, scene)
        .flatMap((value) => wherever(value, scene))
        .some(({ text, from = workdir, complete }) => {
          const written = posix.resolve(from, text);
          return complete ? path === written : path.startsWith(text.endsWith('/') ? `${written}/` : written);
        });
    });
    return here.length === 0 ? undefined : [...new Set(here.map(({ content }) => content))];
  };
}

/** A PATH that the program sets: as far as it is known, with what the image has there behind it. */
function searchPathsOf(
  name: Name,
  scene: FindingScene,
): readonly { readonly text: string; readonly complete: boolean }[] {
  const ofImage = scene.stage.state.env.get('PATH')?.text ?? '';
  return overridden(name, scene).map(({ text, complete, from }) => {
    const [first = '', ...others] = text.split(':');
    const directories = [from === undefined ? first : posix.resolve(from, first), ...others];
    const known = complete ? directories : [...directories.slice(0, -1), ofImage];
    return { text: known.join(':'), complete };
  });
}

/** The directories that a name stands for, as far as they are known. */
function directoriesOf(name: Name, scene: FindingScene): readonly string[] {
  const workdir = scene.stage.state.workdir.text ?? '/';
  return overridden(name, scene).map(({ text, from = workdir }) => posix.resolve(from, text));
}

/** The program changes to a directory, or starts others there: that is there, and all of it may be read. */
function directoryChanged({ name }: Finding, scene: FindingScene, evidence: Evidence): Answer {
  if (name === undefined) return { workdir: 'named' };
  const values = overridden(name, scene);
  const workdir = scene.stage.state.workdir.text ?? '/';
  const paths = directoriesOf(name, scene);
  const unknown = values.length === 0 || values.some(({ complete }) => !complete);
  const around = paths.some((path) => isInside(workdir, path));
  return {
    needs: paths.flatMap((path) =>
      isInside(workdir, path) ? [] : directoryNeeds(path, scene.stage, evidence),
    ),
    workdir: unknown || around ? 'unknown' : 'named',
    ...(isUnknown(name) ? { anywhere: true } : {}),
  };
}

/** The directory that a program is started in: it has to be there, and is for the program to read. */
function directoryNeeds(directory: string, stage: Stage, evidence: Evidence): readonly Need[] {
  const found = stage.files.lookup(directory);
  const because = 'a program is started in it';
  if (directory === '/' || found.status === 'absent') return [];
  if (found.status === 'present' && found.entry.origin.by === 'base')
    return [{ kind: 'directory', path: directory, because, evidence }];
  return [{ kind: 'file', path: directory, directory: true, because, evidence }];
}

/** The record of the user that is looked up: by name, or the one that the program runs as; of any, all of them. */
function userLookupNeeds({ name }: Finding, scene: FindingScene, evidence: Evidence): readonly Need[] {
  const { stage } = scene;
  const because = 'it looks users up';
  if (name === undefined) return [userRecord(stage, because, evidence)];
  const records = (names: readonly string[]): readonly Need[] =>
    names.map((user) => ({ kind: 'user-record', name: user, because, evidence }));
  const values = overridden(name, scene);
  const named = records(values.flatMap(({ text, complete }) => (complete ? [text] : [])));
  if (values.length > 0 && values.every(({ complete }) => complete)) return named;
  return [
    ...named,
    ...records(usersMadeBy(stage)),
    ...[userRecords, groupRecords].map((path): Need => ({ kind: 'system-file', path, because, evidence })),
  ];
}

function userRecord(stage: Stage, because: string, evidence: Evidence): Need {
  return { kind: 'user-record', name: userName(stage), because, evidence };
}

/** Variables that a shell gives what it starts, and an engine does not (POSIX XCU 2.5.3; dash(1) and bash(1) export PWD). */
const ofShell: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'SHLVL']);

/**
 * A variable that is read. HOME is none of the image's: the engine takes it from the user's record.
 * @param follows the program changes PATH: it looks for programs along it, and its text is not what it is about.
 */
function environmentNeeds(
  { name, own }: Finding,
  scene: FindingScene,
  follows: boolean,
  evidence: Evidence,
): Answer {
  const { stage } = scene;
  const names = variablesOf(name, scene);
  const home = names.includes('HOME') ? homeNeeds(scene, evidence) : {};
  // Who asks for it by its name to extend it, as libraries do, looks for programs along it.
  const isLookedAlong = (text: string): boolean =>
    text === 'PATH' && name?.known === true && (follows || !own);
  const start = startOf(stage);
  const ofStart = own && start.kind === 'shell' ? names.filter((text) => ofShell.has(text)) : [];
  const shells = ofStart.map((text): Need => {
    const because = `it reads ${text}, which the shell of the start command sets`;
    return {
      kind: 'shell',
      path: (start.kind === 'shell' && start.shell[0]) || '/bin/sh',
      because,
      evidence,
    };
  });
  return {
    needs: [...(home.needs ?? []), ...shells],
    environment: [
      ...(home.environment ?? []),
      ...names.filter((text) => text !== 'HOME' && !isLookedAlong(text)),
    ],
  };
}

function homeNeeds({ stage, build }: FindingScene, evidence: Evidence): Answer {
  const environment = ['HOME'];
  // An author's HOME is the answer, whatever the user's record says.
  if (homeOf(stage) !== undefined) return { environment };
  const because = 'it asks for the home directory';
  const others = usersGiven(build, stage);
  const asRoot = others.some(({ root }) => root);
  const names = [...new Set([userName(stage), ...(asRoot ? ['root'] : [])])];
  const records = names.map((name): Need => ({ kind: 'user-record', name, because, evidence }));
  const directories: readonly Need[] = names.includes('root')
    ? [{ kind: 'directory', path: '/root', because, evidence }]
    : [];
  return { environment, needs: [...records, ...directories, ...homesOf(others, stage, because, evidence)] };
}

/** The users that files which run the image have in the place of its own, with the homes that their records say. */
function usersGiven({ context }: Build, stage: Stage): readonly RunUser[] {
  return (context?.consumers ?? []).flatMap(({ user, environment = {} }) =>
    user === undefined || environment['HOME'] !== undefined ? [] : [userGiven(user, stage)],
  );
}

/** Homes that steps make for users which the image doesn't run as by itself. */
function homesOf(
  users: readonly RunUser[],
  { files, state }: Stage,
  because: string,
  evidence: Evidence,
): readonly Need[] {
  const homes = users
    .filter(({ name, root }) => !root && name !== (state.user.text ?? '').split(':')[0])
    .flatMap(({ record }) => record?.home ?? []);
  return [...new Set(homes)].flatMap((path): readonly Need[] => {
    const found = files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by === 'base') return [];
    return [{ kind: 'file', path, directory: true, writable: true, because, evidence }];
  });
}

function besideProgramNeeds(
  findings: readonly Finding[],
  { entry, stage }: FindingScene,
  evidence: Evidence,
): Answer {
  // What is read there is named.
  if (findings.some(({ name }) => name?.known === false && name.base === 'executable-directory')) return {};
  if (posix.dirname(entry.path) === stage.state.workdir.text) return { workdir: 'unknown' };
  return assuming({
    code: 'executable-directory',
    message: `it reads nothing beside ${entry.path} that the sources do not name`,
    evidence,
  });
}

/** The command line of a program that is started; an argument without one value is left open. */
function wordsOf({ name, arguments: given }: Finding, stage: Stage): readonly Value[] {
  return [name, ...(given ?? [])].map((word): Value => {
    if (word === undefined) return { text: undefined };
    if (!word.known && word.base === 'temporary-directory') {
      const path = `${temporaryDirectoryOf(stage)}${word.prefix}`;
      return word.complete === true ? { text: path } : { text: undefined, prefix: path };
    }
    return word.known ? { text: word.text } : { text: undefined, prefix: word.prefix };
  });
}
