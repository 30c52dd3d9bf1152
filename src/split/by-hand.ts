/** What people can no longer do by hand in containers of the new image. */
import { posix } from 'node:path';
import { askingArguments } from '../evaluate/commands/index.ts';
import type { Build, CommandRun, Stage } from '../evaluate/types.ts';
import { commandsOf } from '../image/packages/index.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import { evidenceOfCommand } from '../rule/evidence.ts';
import type { Assumption, Reason } from '../rule/types.ts';
import type { BaseChoice } from './needs/choose-base.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { originalHas } from './needs/installed-packages.ts';

/** What is called in a container to look around in it, to ask its server or to add what is missing. */
const handTools = ['sh', 'bash', 'apt-get', 'apk', 'curl', 'wget', 'git', 'ps'] as const;

/** The tools that the original image has and the new one lacks, in one remark; none where all are there. */
export function byHandReasons(choice: BaseChoice, stage: Stage): readonly Reason[] {
  const gone = handTools.filter((name) => isGone(name, choice, stage));
  if (gone.length === 0) return [];
  const message = `containers have no ${gone.join(', ')} any more: by hand, work in one of the build stage`;
  return [{ code: 'not-by-hand', message, evidence: undefined }];
}

/** Shells that a README has people start in containers, and that the new image lacks. */
export function shellsByHand(choice: BaseChoice, stage: Stage, { context }: Build): readonly Assumption[] {
  const started = (context?.consumers ?? []).flatMap(({ shellByHand, assumed, file, line, name }) => {
    if (shellByHand === undefined || assumed === true || !isGone(shellByHand.name, choice, stage)) return [];
    // Behind an ENTRYPOINT it is an argument.
    const own = stage.config.entrypoint?.words.length ?? 0;
    if (own > 0 && !shellByHand.asEntrypoint) return [];
    return [{ shell: shellByHand.name, evidence: { file, line, text: name } }];
  });
  const [first] = started;
  if (first === undefined) return [];
  const message = `nobody has to work in its containers with ${first.shell}, as ${first.evidence.file} shows`;
  return [{ code: 'shell-by-hand', message, evidence: first.evidence }];
}

function isGone(name: string, { base, packages }: BaseChoice, stage: Stage): boolean {
  return (
    !base.programs.has(name) &&
    !packages.some((each) => commandsOf(each).includes(name)) &&
    originalHas(name, stage)
  );
}

/**
 * Tools that the new image lacks and that a step asks for their version and for no more: that shows that they are there,
 * most likely for people.
 */
export function askedReasons(
  choice: BaseChoice,
  dockerfile: Dockerfile,
  stage: Stage,
  { models }: Toolchain,
): readonly Reason[] {
  const commands = stage.steps.flatMap((step) => step.commands);
  // What the build calls for more than that is there for the build.
  const used = new Set(
    commands.flatMap((command) => (askedFor(command) === undefined ? [command.name] : [])),
  );
  const asked = commands.flatMap((command) => {
    const name = askedFor(command);
    const people = name !== undefined && !used.has(name) && models.modelOf(name) === undefined;
    return people && isGone(name, choice, stage) ? [[name, command] as const] : [];
  });
  return [...new Map(asked)].map(([name, command]) => ({
    code: 'asked-in-the-build',
    message: `a step asks ${name} for its version and no more: it may be there for people, and is not in the new image`,
    evidence: evidenceOfCommand(dockerfile, command),
  }));
}

/** The tool that is only asked to tell of itself. */
function askedFor({ words }: CommandRun): string | undefined {
  const [called, ...rest] = words.map(({ text }) => text);
  const asks = rest.length === 1 && (rest[0] === '-v' || askingArguments.has(rest[0] ?? ''));
  return called === undefined || !asks ? undefined : posix.basename(called);
}
