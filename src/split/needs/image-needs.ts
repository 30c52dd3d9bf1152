/** Needs that the image's config says, and needs in words. */
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Reason } from '../../rule/types.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import type { Need } from '../toolchain.ts';
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
      sources: ['/usr/share/zoneinfo'],
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

function describeNeed(need: Need): string {
  switch (need.kind) {
    case 'c-library':
      return need.library.kind === 'none' ? 'no C library' : `C library (${need.library.kind})`;
    case 'library-packages':
      return `libraries ${need.packages.join(', ')}`;
    case 'shell':
      return `shell ${need.path}`;
    case 'command':
    case 'package':
      return need.name;
    case 'directory':
      return need.path;
    case 'system-file':
      return need.path;
    case 'user-record':
      return `user ${need.name}`;
    case 'file':
      return need.path;
    default:
      return need.kind.replaceAll('-', ' ');
  }
}
