/** The a-new-name rule: as it stands, it puts a comment above a label that asks for one. */
import type { Build } from '../../src/evaluate/types.ts';
import { evidenceOf } from '../../src/rule/evidence.ts';
import type { Rule, Verdict } from '../../src/rule/types.ts';
import { codes } from './codes.ts';

export const aNewName: Rule = {
  name: 'a-new-name',
  phase: 'targets',
  description: 'puts a comment above the label a-new-name=asked-for',
  codes,
  knowledge: { image: () => undefined, modelOf: () => undefined, output: () => undefined },
  check,
};

const comment = '# a-new-name';

/** A rule reads the immutable build and proposes edits in source offsets; it is asked again of what it made. */
function check({ dockerfile }: Build): Verdict {
  const label = dockerfile.instructions.find(
    (instruction) =>
      instruction.keyword === 'LABEL' &&
      instruction.pairs.some(({ key, value }) => key === 'a-new-name' && value?.raw === 'asked-for'),
  );
  if (label === undefined) {
    return {
      kind: 'nothing',
      code: 'a-new-name-not-asked-for',
      message: 'no label a-new-name asks for a comment',
    };
  }
  const above = dockerfile.text.slice(0, label.start);
  if (above.endsWith(`${comment}${dockerfile.newline}`)) {
    return { kind: 'nothing', code: 'a-new-name-in-place', message: 'the comment is there already' };
  }
  return {
    kind: 'proposal',
    code: 'a-new-name-made',
    edits: [{ start: label.start, end: label.start, text: `${comment}${dockerfile.newline}` }],
    confidence: 'proven',
    assumptions: [],
    reasons: [
      {
        code: 'a-new-name-made',
        message: 'the label asks for the comment above it',
        evidence: evidenceOf(dockerfile, label),
      },
    ],
    summary: undefined,
    message: 'a comment stands above the label',
  };
}
