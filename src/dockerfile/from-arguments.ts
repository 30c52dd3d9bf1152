/** FROM. Source: moby/buildkit frontend/dockerfile/instructions/parse.go (`parseFrom`, `parseBuildStageName`). */
import { meaning, missing, placedWord, substitutionProblems, unreadable } from './raw-instruction.ts';
import type { ArgumentsReading, RawInstruction } from './raw-instruction.ts';
import { splitBlanks } from './split-arguments.ts';

const stageName = /^[a-z][a-z0-9\-_.]*$/;

export function readFrom(statement: RawInstruction): ArgumentsReading {
  const spans = splitBlanks(statement.logical.text, statement.rest);
  const [image, as, name] = spans.map((span) => placedWord(statement, span));
  if (image === undefined) return missing(statement, 'an image or a stage to start from');
  const named = spans.length === 3 && as?.word.raw.toLowerCase() === 'as';
  if (spans.length !== 1 && !named) {
    const message = 'FROM takes an image and, if the stage is to have a name, AS and the name';
    return unreadable(statement, meaning('bad-arguments', message, statement.rest));
  }
  const badName = name !== undefined && !stageName.test(name.word.raw.toLowerCase());
  return {
    complete: (base) => ({ keyword: 'FROM', image: image.word, as: as?.word, name: name?.word, ...base }),
    words: spans,
    problems: [
      ...(badName
        ? [
            meaning(
              'bad-stage-name',
              `'${name.word.raw}' can't be the name of a stage: it starts with a letter and goes on with letters, digits, '-', '_' and '.'`,
              name.span,
            ),
          ]
        : []),
      ...substitutionProblems(statement, [image]),
    ],
  };
}
