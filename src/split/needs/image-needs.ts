/** Needs that the image's config says, and needs in words. */
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Reason } from '../../rule/types.ts';
import { describeNeed } from '../../toolchain/needs.ts';
import { zoneDirectory } from '../../image/places.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import type { Need } from '../../rule/need.ts';
import type { RunUser } from './users.ts';

/** What a user other than root needs: a record of its own where it is called by name. */
export function userNeeds(user: RunUser, stage: Stage, build: Build): readonly Need[] {
  const evidence = evidenceAt(
    build.dockerfile,
    stage.steps.findLast(({ instruction }) => instruction.keyword === 'USER')?.id,
  );
  if (user.root) return [];
  if (user.numeric && user.record === undefined) return [];
  const name = user.record?.name ?? user.name;
  return [{ kind: 'user-record', name, because: `the container runs as ${name}`, evidence }];
}

/** Needs that environment variables of the image say: `TZ`. */
export function environmentNeeds(stage: Stage, build: Build): readonly Need[] {
  const zone = stage.state.env.get('TZ');
  if (zone === undefined || zone.origin === 'base' || /^(UTC|Etc\/UTC|GMT|)$/.test(zone.text ?? ''))
    return [];
  return [
    {
      kind: 'time-zones',
      sources: [zoneDirectory],
      because: `TZ is ${zone.text ?? 'set'}`,
      evidence: evidenceAt(build.dockerfile, zone.origin),
    },
  ];
}

/** Why a need is one, for the report. */
export function reasonOf(need: Need): Reason {
  const what = describeNeed(need);
  return { code: `need-${need.kind}`, message: `${what}: ${need.because}`, evidence: need.evidence };
}
