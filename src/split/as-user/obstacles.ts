/** What stands against running as another user than root. */
import { finalConfig } from '../../evaluate/final-config.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import type { NeedName } from '../../rule/need.ts';
import { describeNeed } from '../../toolchain/needs.ts';
import type { Needs, Obstacle } from '../../toolchain/toolchain.ts';
import { closedToOthers } from './closed-files.ts';
import { firstPort } from './ports.ts';
import type { RunScene } from './scene.ts';

/** The first that there is. */
export function obstacleIn(scene: RunScene): Obstacle | undefined {
  return (
    explicitRoot(scene) ??
    startedByOthers(scene) ??
    scene.answers.map(obstacleOf).find((found) => found !== undefined) ??
    announcedPort(scene) ??
    socketOfHost(scene) ??
    closedToOthers(scene)
  );
}

/** The author says root, who would have it without a word. */
function explicitRoot({ stage, build }: RunScene): Obstacle | undefined {
  const last = stage.steps.findLast(({ instruction }) => instruction.keyword === 'USER');
  return last === undefined
    ? undefined
    : { because: 'the file says USER root', evidence: evidenceAt(build.dockerfile, last.id) };
}

/** What is started beside programs that were looked into may do anything. */
const startsOthers: ReadonlySet<NeedName> = new Set<NeedName>([
  'shell',
  'command',
  'ordinary-commands',
  'package',
  'runtime',
]);

function startedByOthers({ needs, launches }: RunScene): Obstacle | undefined {
  const need = needs.find(({ kind }) => startsOthers.has(kind));
  if (need !== undefined)
    return {
      because: `what ${describeNeed(need)} does as another user is not known`,
      evidence: need.evidence,
    };
  return launches.uncertainScripts || launches.usedByHand
    ? { because: 'what its scripts do as another user is not known', evidence: undefined }
    : undefined;
}

function obstacleOf({ asUser }: Needs): Obstacle | undefined {
  if (asUser === undefined)
    return { because: 'what the program writes and asks for is not known', evidence: undefined };
  return asUser.obstacles[0];
}

function announcedPort({ stage, build }: RunScene): Obstacle | undefined {
  const port = finalConfig(stage, build)
    .exposed.map(({ text = '' }) => Number.parseInt(text, 10))
    .find((number) => number > 0 && number < firstPort);
  if (port === undefined) return undefined;
  return {
    because: `port ${port} is announced, and below ${firstPort} that is root's but on Docker`,
    evidence: evidenceAt(build.dockerfile, stage.config.exposed.at(-1)),
  };
}

/** A socket that the host mounts is its owner's. */
function socketOfHost({ build }: RunScene): Obstacle | undefined {
  for (const { mounts = [], name, file, line } of build.context?.consumers ?? []) {
    const socket = mounts.find(({ target }) => target.endsWith('.sock'));
    if (socket !== undefined)
      return { because: `${name} mounts ${socket.target}`, evidence: { file, line, text: name } };
  }
  return undefined;
}
