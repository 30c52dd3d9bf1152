/** From what the sources do at run time to needs. */
import { posix } from 'node:path';
import type { Stage } from '../../src/evaluate/types.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Value } from '../../src/shell/types.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Refusal } from '../../src/toolchain/toolchain.ts';
import { usersMadeBy } from '../../src/split/needs/users.ts';
import { tagsOf, type GoCall } from './commands/flags.ts';
import { homeOf, userName, type Answer, type FindingScene, type WorkdirUse } from './finding-scene.ts';
import { namedFileNeeds, readNeeds, widest, writeNeeds } from './run-time-files.ts';
import type { Finding, ProgramFacts } from './sources/index.ts';
import { startedNeeds } from './started-programs.ts';
import { zoneSources } from './zones.ts';

export type FindingNeeds =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'needs';
      readonly needs: readonly Need[];
      readonly workdir: WorkdirUse;
      readonly startsUnknown: boolean;
      readonly environment: readonly string[];
      readonly assumptions: readonly Assumption[];
    };

export function needsOfFindings(facts: ProgramFacts, scene: FindingScene): FindingNeeds {
  const answers = facts.findings.map((finding) => answerTo(finding, facts, scene));
  const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal;
  if (refusal !== undefined) return { kind: 'refusal', refusal };
  return {
    kind: 'needs',
    needs: answers.flatMap(({ needs = [] }) => needs),
    workdir: widest(answers.map(({ workdir = 'unused' }) => workdir)),
    startsUnknown: answers.some(({ startsUnknown }) => startsUnknown === true),
    environment: [...new Set(answers.flatMap(({ environment = [] }) => environment))],
    assumptions: answers.flatMap(({ assumptions = [] }) => assumptions),
  };
}

function answerTo(finding: Finding, facts: ProgramFacts, scene: FindingScene): Answer {
  const evidence = scene.place(finding.evidence);
  switch (finding.kind) {
    case 'read-file':
    case 'read-directory':
    case 'read-glob':
      return readNeeds(finding, scene, evidence);
    case 'names-file':
      return namedFileNeeds(finding, scene, evidence);
    case 'write':
      return writeNeeds(finding, scene, evidence);
    case 'program':
      return programNeeds(finding, scene, evidence);
    case 'time-zone':
      return zonesBuiltIn(facts, scene.call)
        ? {}
        : needing({
            kind: 'time-zones',
            sources: zoneSources(scene.call),
            because: 'it loads time zones',
            evidence,
          });
    case 'tls-client':
      return facts.modules.has('golang.org/x/crypto/x509roots/fallback')
        ? {}
        : needing({ kind: 'certificates', because: 'it makes TLS connections', evidence });
    case 'user-lookup':
      return { needs: userLookupNeeds(finding, scene.stage, evidence) };
    case 'home-directory':
      return homeNeeds(scene.stage, evidence);
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
    case 'plugin':
      return {
        refusal: {
          code: 'plugin',
          message: 'the program loads Go plugins, which need the same toolchain and C library at run time',
          evidence,
          advice: 'nothing: such a program stays with its toolchain image',
        },
      };
    case 'source-tree':
      return finding.own
        ? assuming({ code: 'source-tree', message: 'it does not read its own sources at run time', evidence })
        : {};
    case 'working-directory':
      return { workdir: 'named' };
    case 'executable-directory':
      return besideProgramNeeds(facts, scene, evidence);
    case 'environment':
      return environmentNeeds(finding, scene, evidence);
    case 'c-library':
      // How the program is linked was decided before.
      return {};
  }
}

function needing(need: Need): Answer {
  return { needs: [need] };
}

function assuming(assumption: Assumption): Answer {
  return { assumptions: [assumption] };
}

function programNeeds(finding: Finding, { stage }: FindingScene, evidence: Evidence): Answer {
  const started = startedNeeds(wordsOf(finding), stage, evidence);
  if (started.kind === 'refusal') return { refusal: started.refusal };
  const { needs } = started;
  // A child process starts in the working directory.
  const workdir = needs.length > 0 ? 'named' : 'unused';
  const assumptions = finding.own ? (started.assumptions ?? []) : [];
  if (started.complete || !finding.own) return { needs, workdir, assumptions };
  return {
    needs,
    workdir: started.script ? 'unknown' : 'named',
    startsUnknown: true,
    assumptions: [
      ...assumptions,
      {
        code: 'programs-not-known',
        message: 'the programs that it starts are not part of the image',
        evidence,
      },
    ],
  };
}

/** `import _ "time/tzdata"` and the build tag `timetzdata` put the zones into the program. Source: package time/tzdata. */
export function zonesBuiltIn({ standardImports }: ProgramFacts, call: GoCall | undefined): boolean {
  return standardImports.has('time/tzdata') || (call !== undefined && tagsOf(call).includes('timetzdata'));
}

/** The record of the user that is looked up: by name, or the one that the program runs as; of any, all of them. */
function userLookupNeeds({ name }: Finding, stage: Stage, evidence: Evidence): readonly Need[] {
  const because = 'it looks users up';
  if (name === undefined) return [userRecord(stage, because, evidence)];
  const records = (names: readonly string[]): readonly Need[] =>
    names.map((user) => ({ kind: 'user-record', name: user, because, evidence }));
  if (name.known) return records([name.text]);
  return [
    ...records(usersMadeBy(stage)),
    ...['/etc/passwd', '/etc/group'].map((path): Need => ({ kind: 'system-file', path, because, evidence })),
  ];
}

function userRecord(stage: Stage, because: string, evidence: Evidence): Need {
  return { kind: 'user-record', name: userName(stage), because, evidence };
}

/** A variable that is read. HOME is none of the image's: the engine takes it from the user's record. */
function environmentNeeds({ name }: Finding, { stage }: FindingScene, evidence: Evidence): Answer {
  if (name?.known !== true) return {};
  return name.text === 'HOME' ? homeNeeds(stage, evidence) : { environment: [name.text] };
}

function homeNeeds(stage: Stage, evidence: Evidence): Answer {
  const environment = ['HOME'];
  // An author's HOME is the answer, whatever the user's record says.
  if (homeOf(stage) !== undefined) return { environment };
  const because = 'it asks for the home directory';
  const record = userRecord(stage, because, evidence);
  const directories: readonly Need[] =
    userName(stage) === 'root' ? [{ kind: 'directory', path: '/root', because, evidence }] : [];
  return { environment, needs: [record, ...directories] };
}

function besideProgramNeeds(
  { findings }: ProgramFacts,
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
function wordsOf({ name, arguments: given }: Finding): readonly Value[] {
  return [name, ...(given ?? [])].map((word): Value => {
    if (word === undefined) return { text: undefined };
    return word.known ? { text: word.text } : { text: undefined, prefix: word.prefix };
  });
}
