/** All that has to be there at run time, whoever says so. */
import { commandOfNeed } from '../../toolchain/needs.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import { environmentNeeds, userNeeds } from '../needs/image-needs.ts';
import { packageNeeds } from '../needs/installed-packages.ts';
import { linkNeeds } from '../started/links.ts';
import { refusals } from '../../toolchain/refusals.ts';
import type { Need } from '../../rule/need.ts';
import { refused, type Needs, type Refused } from '../../toolchain/toolchain.ts';
import { runUserOf, type RunUser } from '../needs/users.ts';
import { distributionOf, lastOf, type SplitScene } from './scope.ts';
import { startsUnknown, type Started } from './started.ts';
import type { Answered } from './answers.ts';

export interface Needed {
  readonly kind: 'needed';
  readonly needs: readonly Need[];
  readonly user: RunUser;
  /** Packages that nothing at run time uses. */
  readonly leftBehind: readonly string[];
}

/** All that has to be there at run time, whoever says so. */
export function needsOf(
  started: Started,
  { answers, links }: Answered,
  { build, stage, toolchain }: SplitScene,
): Needed | Refused {
  const { launches, consumers } = started;
  const { dockerfile } = build;
  const user = runUserOf(stage);
  if (user === undefined) {
    return refused(refusals.userNotKnown(evidenceAt(dockerfile, lastOf(stage, 'USER')?.id)));
  }
  const needs: readonly Need[] = [
    ...launches.needs,
    ...consumers.needs,
    ...answers.flatMap((answer) => answer.needs),
    ...linkNeeds(links),
    ...userNeeds(user, stage, build),
    ...environmentNeeds(stage, build),
  ];
  const packages = packageNeeds(stage, dockerfile, {
    distribution: distributionOf(stage),
    called: new Set(needs.flatMap((need) => commandOfNeed(need) ?? [])),
    links: answers.some(({ linkage, librariesKnown }) => linkage !== 'static' && librariesKnown !== true),
    startsUnknown: startsUnknown(started, answers),
    startsByUnknownNames: answers.some(({ assumptions }) =>
      assumptions.some(({ code }) => code === 'programs-not-known'),
    ),
    kept: new Set(needs.flatMap((need) => (need.kind === 'package' ? [need.name] : []))),
    isOfBuild: (name) => toolchain.ofBuild.packages?.(name) === true,
  });
  if (packages.kind === 'refusal') return packages;
  return { kind: 'needed', needs: [...needs, ...packages.needs], user, leftBehind: packages.leftBehind };
}

/** Variables that the author sets, and that scripts or programs read. */
export function environmentOf(
  { variables }: Started['launches'],
  answers: readonly Needs[],
  { build, stage }: SplitScene,
): readonly Need[] {
  const names = new Set([...variables, ...answers.flatMap(({ environment }) => environment)]);
  return [...names].flatMap((name): readonly Need[] => {
    const value = stage.state.env.get(name);
    if (value === undefined || value.origin === 'base') return [];
    const evidence = evidenceAt(build.dockerfile, value.origin);
    return [{ kind: 'environment', name, because: 'the program or a script reads it', evidence }];
  });
}
