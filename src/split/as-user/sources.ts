/** What the sources of a program say of running it as another user than root. */
import { posix } from 'node:path';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { AsUser, Obstacle, WrittenPlace } from '../../toolchain/toolchain.ts';
import { isTemporary, isUnknown, overridden } from '../uses/files.ts';
import type { FindingScene } from '../uses/scene.ts';
import type { Finding } from '../uses/types.ts';
import { firstPort, portOf } from './ports.ts';

/** What the sources say of it. */
export function asUserOf(findings: readonly Finding[], scene: Omit<FindingScene, 'changed'>): AsUser {
  const answers = findings.map((finding) => answerTo(finding, findings, { ...scene, changed: [] }));
  return {
    obstacles: answers.flatMap(({ obstacle }) => (obstacle === undefined ? [] : [obstacle])),
    writes: answers.flatMap(({ writes = [] }) => writes),
    assumptions: portsNotKnown(answers),
  };
}

interface Answer {
  readonly obstacle?: Obstacle;
  readonly writes?: readonly WrittenPlace[];
  /** It listens on a port that isn't known. */
  readonly anyPort?: Evidence;
}

function answerTo(finding: Finding, findings: readonly Finding[], scene: FindingScene): Answer {
  const { kind, name } = finding;
  const evidence = scene.place(finding.evidence);
  const stands = (because: string): Answer => ({ obstacle: { because, evidence } });
  switch (kind) {
    case 'write':
      return isTemporary(name) ? {} : writesTo(finding, findings, scene, evidence);
    case 'listens':
      return listensOn(finding, findings, scene, evidence);
    case 'privileged':
      return stands('it may do what only root may');
    case 'program':
      return stands(`it starts ${name?.known === true ? name.text : 'other programs'}`);
    case 'user-lookup':
      return stands('it asks for users and groups');
    case 'home-directory':
      return stands('it asks for the home directory');
    case 'environment':
      return name?.known === true && ['HOME', 'USER', 'LOGNAME'].includes(name.text)
        ? stands(`it reads ${name.text}`)
        : {};
    case 'shared-library':
      return stands('it loads libraries by name');
    case 'c-code':
      return stands('it has C code that was not there to read');
    default:
      return {};
  }
}

function writesTo(
  { name }: Finding,
  findings: readonly Finding[],
  scene: FindingScene,
  evidence: Evidence,
): Answer {
  if (name === undefined || isUnknown(name))
    return { obstacle: { because: 'it writes by names that are not known', evidence } };
  const cwd = scene.stage.state.workdir.text ?? '/';
  const values = overridden(name, scene);
  const told = values.some(({ text, complete }) => text === '' && !complete);
  if (told) return { obstacle: { because: 'it writes where it is told to', evidence } };
  const changes = findings.some((other) => other.kind === 'working-directory' && other.name !== undefined);
  if (changes && values.some(({ text, from }) => from === undefined && !text.startsWith('/')))
    return { obstacle: { because: 'it writes in directories that it changes to', evidence } };
  return {
    writes: values.flatMap(({ text, complete, from }) => {
      const known = complete ? text : text.slice(0, text.lastIndexOf('/') + 1);
      return [{ path: posix.resolve(from ?? cwd, complete ? known : `${known}*`), evidence }];
    }),
  };
}

function listensOn(
  { name }: Finding,
  findings: readonly Finding[],
  scene: FindingScene,
  evidence: Evidence,
): Answer {
  const because = (port: string | number): Answer => ({
    obstacle: {
      because: `it listens on port ${port}, and below ${firstPort} that is root's but on Docker`,
      evidence,
    },
  });
  if (name === undefined) {
    // A server whose address is set elsewhere listens there, and one without on the port of http.
    return findings.some((other) => other.kind === 'listens' && other.name !== undefined) ? {} : because(80);
  }
  const values = overridden(name, scene);
  const numbers = values.map(({ text, complete }) => (complete ? portOf(text) : undefined));
  const low = numbers.find((port) => port !== undefined && port > 0 && port < firstPort);
  if (low !== undefined) return because(low);
  return numbers.length === 0 || numbers.includes(undefined) ? { anyPort: evidence } : {};
}

function portsNotKnown(answers: readonly Answer[]): readonly Assumption[] {
  const evidence = answers.find(({ anyPort }) => anyPort !== undefined)?.anyPort;
  if (evidence === undefined) return [];
  const message = `it is given no port below ${firstPort} to listen on`;
  return [{ code: 'ports-not-known', message, evidence }];
}
