/** What people can no longer do by hand in containers of the new image. */
import { commandsOf } from '../image/packages/index.ts';
import type { Stage } from '../evaluate/types.ts';
import type { Reason } from '../rule/types.ts';
import type { BaseChoice } from './needs/choose-base.ts';
import { originalHas } from './needs/installed-packages.ts';

/** What is called in a container to look around in it, to ask its server or to add what is missing. */
const handTools = ['sh', 'bash', 'apt-get', 'apk', 'curl', 'wget', 'git', 'ps'] as const;

/** The tools that the original image has and the new one lacks, in one remark; none where all are there. */
export function byHandReasons({ base, packages }: BaseChoice, stage: Stage): readonly Reason[] {
  const installed = new Set(packages.flatMap((name) => commandsOf(name)));
  const gone = handTools.filter(
    (name) => originalHas(name, stage) && !base.programs.has(name) && !installed.has(name),
  );
  if (gone.length === 0) return [];
  const message = `containers have no ${gone.join(', ')} any more: by hand, work in one of the build stage`;
  return [{ code: 'not-by-hand', message, evidence: undefined }];
}
