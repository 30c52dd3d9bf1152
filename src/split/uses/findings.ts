/** From what the sources do at run time to needs. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import { systemLinks } from '../../image/directories.ts';
import { localeDirectory, zoneDirectory } from '../../image/places.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';
import { needsOnTheWay } from '../files/directories-on-the-way.ts';
import { addsCertificates, installedPackages } from '../needs/installed-packages.ts';
import { assuming, needing, type Answer, type FindingScene, type WorkdirUse } from './scene.ts';
import { directoriesOf, directoryChanged } from './directories.ts';
import { allVariables, environmentNeeds, environmentNotKept } from './environment.ts';
import { loadedLibrary } from './loaded-libraries.ts';
import { programNeeds } from './programs.ts';
import { homeNeeds, userLookupNeeds } from './users.ts';
import { isTemporary, namedFileNeeds, overridden, readNeeds, widest, wherever, writeNeeds } from './files.ts';
import { besideGiven, underAllNames } from './other-names.ts';
import type { Finding, Name } from './types.ts';

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
      message: `the files that it reads and writes here${more}, by names that are not known, are none that only the base image has, nor any that stays behind: sources, and what tools or steps made that are not followed${changes}`,
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
