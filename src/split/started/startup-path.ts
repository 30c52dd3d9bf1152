/** Where a shell looks for commands behind what it reads when it starts. */
import type { Stage } from '../../evaluate/types.ts';
import type { ShellPlace } from '../../shell/script-facts.ts';
import { shellStartOf } from '../../shell/wrappers.ts';
import type { Value } from '../../shell/types.ts';
import { stageAt, type CommandPlace } from './place.ts';
import { shellStartup } from './shell-startup.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * PATH as /etc/profile sets it before it reads /etc/profile.d, for root and for others. Source: base-files 13.8 of Debian
 * (share/profile); alpine-baselayout 3.6 (profile), the same for all. Ubuntu's leaves it.
 */
const ofProfile: Readonly<Record<'debian' | 'alpine', { readonly root: string; readonly others: string }>> = {
  debian: {
    root: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    others: '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games',
  },
  alpine: {
    root: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    others: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  },
};

/** undefined where the author's files do not change it. */
export function startupPath(words: readonly Value[], command: CommandPlace, image: Stage): Value | undefined {
  const start = shellStartOf(words);
  if (start === undefined) return undefined;
  const stage = stageAt(command, image);
  const { scripts } = shellStartup(words, stage, undefined);
  if (scripts.length === 0) return undefined;
  const own = stage.state.env.get('PATH');
  const before = start.login && !scripts.includes('/etc/profile') ? (profilePath(stage) ?? own) : own;
  const { sourced } = surroundingsOf(stage);
  let place: ShellPlace = { directory: { text: '' }, path: before };
  for (const path of scripts) place = sourced?.({ text: path }, place) ?? place;
  return place.path === before ? undefined : place.path;
}

function profilePath({ facts, state }: Stage): Value | undefined {
  const family = facts?.distribution.family;
  if (family !== 'debian' && family !== 'alpine') return undefined;
  const user = state.user.text?.split(':')[0];
  const isRoot = user === '' || user === 'root' || user === '0';
  return { text: ofProfile[family][isRoot ? 'root' : 'others'] };
}
