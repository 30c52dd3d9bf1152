/** Who runs an image, and the command lines that they start it with. */
import type { Consumer } from '../../context/consumers/types.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import { shellWords } from './shell-form.ts';
import { resolveCommand } from './resolve-command.ts';

/** Those who run what a stage makes: who builds another stage has nothing to do with the image at hand. */
export function consumersOf({ stages, context }: Build, stage: Stage): readonly Consumer[] {
  const others = new Set(stages.flatMap(({ name, index }) => (index === stage.index ? [] : [name])));
  return (context?.consumers ?? []).filter(
    ({ target }) => target === undefined || !others.has(target.toLowerCase()),
  );
}

/**
 * The command lines of a container whose entrypoint or command is given: they come together as the image's own do. A
 * new entrypoint clears the image's command.
 */
export function consumerStarts(consumer: Consumer, stage: Stage): readonly CommandLine[] {
  const lines = givenStarts(consumer, stage);
  if (consumer.example !== true) return lines;
  const { entrypoint, cmd } = stage.config;
  const own = (entrypoint ?? cmd)?.words[0];
  return lines.filter((line) => typeof line !== 'string' && line[0] === own);
}

function givenStarts({ entrypoint, command }: Consumer, stage: Stage): readonly CommandLine[] {
  const inherited = stage.config.entrypoint;
  const before = entrypoint ?? (inherited === undefined || inherited.form === 'shell' ? [] : inherited.words);
  if (entrypoint === undefined && (command === undefined || inherited?.form === 'shell')) return [];
  const first = wordsOf(before, stage);
  const rest = wordsOf(command ?? [], stage);
  if (first === undefined) return [before];
  if (rest !== undefined) return [[...first, ...rest]];
  // Words that are not known follow a program as its arguments; a script may start them.
  const [name] = first;
  if (name === undefined || command === undefined) return [command ?? []];
  return resolveCommand(name, stage).kind === 'program' ? [first] : [first, command];
}

export type CommandLine = string | readonly string[];

export function wordsOf(line: CommandLine, stage: Stage): readonly string[] | undefined {
  return typeof line === 'string' ? shellWords(line, stage) : line;
}
