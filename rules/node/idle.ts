/** Files in which nothing is built: they install packages and run, or bring tools. There is nothing to leave behind. */
import type { CommandRun } from '../../src/evaluate/types.ts';
import type { NothingToSplit, Scene } from '../../src/toolchain/toolchain.ts';
import { stepsOfRun, lifecycleSteps } from './commands.ts';
import { variantOf } from './images.ts';
import { manifestIn } from './manifest.ts';
import { pruningOf } from './production.ts';
import type { Step } from './scripts.ts';
import { buildsAtStart } from './start.ts';

const buildDeeds: ReadonlySet<Step['does']> = new Set([
  'builds',
  'unknown',
  'develops',
  'runs-sources',
  'node',
]);

/** The steps of the file's commands that may write what runs. */
export function buildSteps({ stage }: Scene): readonly { readonly run: CommandRun; readonly step: Step }[] {
  return stage.steps.flatMap(({ commands }) =>
    commands.flatMap((run) =>
      (stepsOfRun(run, stage.files.upTo(fileStateAt(run, stage))) ?? []).flatMap((step) =>
        withLifecycle(step, stage)
          .filter(({ does }) => buildDeeds.has(does))
          .map((each) => ({ run, step: each })),
      ),
    ),
  );
}

function fileStateAt({ step }: CommandRun, { steps, files }: Scene['stage']): number {
  return steps.find(({ id }) => id === step)?.filesAfter ?? files.at;
}

function withLifecycle(step: Step, { files }: Scene['stage']): readonly Step[] {
  return step.call === undefined ? [step] : [step, ...lifecycleSteps(step.directory, step.call, files)];
}

/** undefined where something is built, or where what is started builds. */
export function nothingToSplit(scene: Scene): NothingToSplit | undefined {
  const { stage } = scene;
  if (stage.facts?.onbuild === true || stage.config.onbuild.length > 0) return undefined;
  if (buildsAtStart(scene)) return undefined;
  if (buildSteps(scene).length > 0) return sameImage(scene);
  const commands = stage.steps.flatMap((step) => step.commands);
  const calls = commands
    .flatMap((run) => stepsOfRun(run, stage.files) ?? [])
    .flatMap(({ call }) => call ?? []);
  const installs = calls.some(({ does }) => does === 'install');
  const global = calls.some(({ does }) => does === 'install-global');
  const read = calls.every(({ directory }) => manifestIn(directory, stage.files) !== undefined);
  const message = installs
    ? `nothing is built${read ? '' : ', as far as this file tells'}: it only installs dependencies and runs`
    : global
      ? 'nothing is built: it only installs tools'
      : 'nothing is built with node';
  return { code: 'nothing-built', message };
}

/** What is built on a slim or alpine image runs on the same one: only packages could be left behind. */
function sameImage(scene: Scene): NothingToSplit | undefined {
  const { facts, state } = scene.stage;
  if (facts === undefined || variantOf(facts) === 'full') return undefined;
  if (pruningOf(state.workdir.text ?? '/', scene) !== undefined) return undefined;
  return {
    code: 'nothing-to-gain',
    message: 'what is built here would run on the same image again, with the same packages',
  };
}
