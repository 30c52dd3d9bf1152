/** `dfopt migrate --verify`: one migration, built and compared before it counts. */
import type { ContextRoot } from '../batch/context-root.ts';
import type { Input } from '../batch/inputs.ts';
import type { RunSettings, Verified } from '../batch/run.ts';
import type { Outcome } from '../rule/types.ts';
import type { ImageSizes } from '../report/types.ts';
import { verifyCommand } from '../verify/command.ts';
import { toolchains } from '../../rules/index.ts';
import { tracesOf } from '../toolchain/toolchain.ts';
import type { LayerCache } from '../verify/image/image.ts';
import { counts, type Verification } from '../verify/verdict/types.ts';
import { composedParts } from './verify-setup.ts';
import { version } from './manifest.ts';

/** Verifies one migration after the other, until the signal: what is not done by then is not known to be equal. */
export function migrationVerifier(signal: AbortSignal): NonNullable<RunSettings['verify']> {
  const cache: LayerCache = new Map();
  return (input, context, outcome) => verifyMigration(input, context, outcome, { signal, cache });
}

const interrupted: Verified = { verdict: 'unknown', why: 'interrupted' };

async function verifyMigration(
  input: Input,
  context: ContextRoot,
  outcome: Outcome,
  { signal, cache }: { readonly signal: AbortSignal; readonly cache: LayerCache },
): Promise<Verified> {
  if (signal.aborted) return interrupted;
  const { verifications, messages } = await verifyCommand(
    {
      files: [
        {
          ...composedParts(input, { service: undefined, beside: [] }),
          path: input.absolute,
          context: context.directory,
        },
      ],
    },
    {
      version: version(),
      toolchains: toolchains.map(tracesOf),
      migrate: () => Promise.resolve({ outcome }),
      color: false,
      signal,
      cache,
    },
  );
  const [verification] = verifications;
  if (signal.aborted) return interrupted;
  if (verification === undefined) {
    return { verdict: 'unknown', why: messages.join('; ') || 'nothing was compared' };
  }
  if (verification.verdict === 'equal') return { verdict: 'equal', sizes: measuredSizes(verification) };
  return { verdict: verification.verdict, why: verification.obstacle?.message ?? firstFinding(verification) };
}

/** What the two images that were built weigh. */
function measuredSizes({ sizes }: Verification): ImageSizes | undefined {
  return sizes === undefined
    ? undefined
    : {
        before: { by: 'measured', bytes: sizes.before.bytes },
        after: { by: 'measured', bytes: sizes.after.bytes },
      };
}

/** The first difference that counts, or the first level that could not be compared. */
function firstFinding({ levels }: Verification): string {
  const finding = levels.flatMap((level) => level.findings).find(counts);
  if (finding !== undefined) return `${finding.what}: ${finding.cause}`;
  const open = levels.find(({ status }) => status === 'unknown');
  const why = open?.findings.find((found) => found.open === true);
  if (open === undefined) return 'it could not be compared';
  return why === undefined
    ? `the level ${open.level} could not be compared: ${open.remarks.join('; ')}`
    : `${why.what}: ${why.cause}`;
}
