/** What its programs need when they run: each need with the line that it rests on, the rest as an assumption. */
import { libraryOf } from '../../src/image/bases.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { needing, type Toolchain } from '../../src/toolchain/toolchain.ts';

export const needs: Toolchain['needs'] = ({ madeBy }, _variant, { build, stage }) => {
  const evidence = madeBy === undefined ? undefined : evidenceOfCommand(build.dockerfile, madeBy);
  return needing(
    [
      {
        kind: 'c-library',
        library: libraryOf(stage.facts?.distribution ?? { family: 'other' }),
        because: 'its programs are linked against the C library',
        evidence,
      },
    ],
    {
      workdir: 'unknown',
      assumptions: [
        {
          code: 'a-new-name-sources-not-read',
          message: 'the program needs nothing at run time but the C library and the files that are kept',
          evidence,
        },
      ],
    },
  );
};
