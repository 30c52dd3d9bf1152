/** As whom the new image runs. */
import type { RuntimeBase } from '../../image/bases.ts';
import type { Assumption, Reason } from '../../rule/types.ts';
import { isRootUser } from '../../image/declared-bases.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
import { runsAs, type RunsAs } from '../as-user/runs-as.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { refused, type Needs, type Refused } from '../../toolchain/toolchain.ts';
import type { RunUser } from '../needs/users.ts';
import type { SplitScene } from './scope.ts';
import type { Started } from './started.ts';
import type { Needed } from './needed.ts';
import type { Provided } from './provided.ts';

/** As whom the new image runs: the base, what it takes, and what is said of it. */
interface Running {
  readonly kind: 'running';
  readonly choice: BaseChoice;
  readonly user: RunUser;
  readonly given: readonly string[];
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

/** The user of a base that isn't root is the container's, where it can be; else root is, if that is allowed. */
export function userUnder(
  { needs, user }: Needed,
  { choice, kept, workdir, pathLinks }: Provided,
  { launches, chosen }: Started,
  answers: readonly Needs[],
  { build, stage, settings }: SplitScene,
): Running | Refused {
  const { base } = choice;
  const named = base.takenFor;
  const assumptions: readonly Assumption[] =
    named === undefined ? [] : [{ code: 'base-as-named', message: named, evidence: undefined }];
  const same: Running = { kind: 'running', choice, user, given: [], assumptions, reasons: [] };
  if (!user.root) return same;
  const { programs } = chosen;
  const as: RunsAs = isRootUser(base.config.user)
    ? { kind: 'root', because: `${base.reference} does`, evidence: undefined }
    : runsAs({ base, stage, build, needs, answers, launches, programs, kept, workdir, pathLinks });
  if (as.kind === 'user') {
    const message = `the container runs as ${as.user.text}, the user of ${base.reference}: it does nothing that only root may`;
    return {
      ...same,
      user: as.user,
      given: as.given,
      assumptions: [...assumptions, ...as.assumptions],
      reasons: [{ code: 'runs-as-user', message, evidence: undefined }],
    };
  }
  if (!settings.rootAllowed) return refused(refusals.rootForbidden(as.because, as.evidence));
  if (isRootUser(base.config.user)) return same;
  const { because, evidence } = as;
  const message = `the container runs as root, not as ${base.config.user}, the user of ${base.reference}: ${because}`;
  return {
    ...same,
    choice: { ...choice, base: withRoot(base) },
    reasons: [{ code: 'stays-root', message, evidence }],
  };
}

/** The variant of a base that runs as root, where there is one. */
function withRoot(base: RuntimeBase): RuntimeBase {
  const { rootReference } = base;
  if (rootReference === undefined) return base;
  return { ...base, reference: rootReference, config: { ...base.config, user: '', workdir: '/' } };
}
