/** Programs that build steps only ask for their help or version. */
import type { Build, Stage } from '../evaluate/types.ts';
import type { Assumption } from '../rule/types.ts';
import { evidenceOfCommand } from '../rule/evidence.ts';

/** They are taken to write nothing, whatever else they do when they are run. */
export function askedPrograms({ dockerfile }: Build, stage: Stage): readonly Assumption[] {
  return stage.steps
    .flatMap(({ changes }) => changes)
    .flatMap(({ effect, command }): readonly Assumption[] =>
      effect.kind === 'asked'
        ? [
            {
              code: 'prints-only',
              message: `\`${command.words.map(({ text }) => text ?? '…').join(' ')}\` prints and writes no files`,
              evidence: evidenceOfCommand(dockerfile, command),
            },
          ]
        : [],
    );
}
