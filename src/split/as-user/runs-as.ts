/**
 * Whether what an image starts can run as the user of a base that has another one than root: it writes nowhere but where
 * that user may, listens on no port of root's, and reads nothing that is closed to others.
 */
import type { RuntimeBase } from '../../image/bases.ts';
import { isRootUser } from '../../image/declared-bases.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Obstacle } from '../../toolchain/toolchain.ts';
import { isId, type RunUser } from '../needs/users.ts';
import { closedFiles } from './closed-files.ts';
import { obstacleIn } from './obstacles.ts';
import type { RunScene } from './scene.ts';
import { placesFor } from './written-places.ts';

/** As whom the containers of a new image run, where the original's run as root. */
export type RunsAs =
  | {
      readonly kind: 'user';
      readonly user: RunUser;
      /** What becomes that user's: directories to be made, and what is copied. */
      readonly given: readonly string[];
      readonly assumptions: readonly Assumption[];
    }
  | ({ readonly kind: 'root' } & Obstacle);

/** As whom it runs on a base whose user isn't root. */
export function runsAs(scene: RunScene): RunsAs {
  const user = userOfBase(scene.base);
  const obstacle = obstacleIn(scene);
  if (obstacle !== undefined) return { kind: 'root', ...obstacle };
  const places = placesFor(user, scene);
  const stuck = places.find((place) => place.kind === 'stuck');
  if (stuck?.kind === 'stuck') return { kind: 'root', because: stuck.because, evidence: stuck.evidence };
  const closed = closedFiles(scene);
  const given = [
    ...new Set([...places.flatMap((place) => (place.kind === 'give' ? place.paths : [])), ...closed]),
  ];
  if (given.length > 0 && user.record?.uid === undefined)
    return { kind: 'root', because: `the id of ${user.text} is not known`, evidence: undefined };
  return {
    kind: 'user',
    user,
    given,
    assumptions: [
      ...scene.answers.flatMap(({ asUser }) => asUser?.assumptions ?? []),
      ...mountsOf(scene, user),
    ],
  };
}

/** The user that a base's config says. */
function userOfBase({ config, accounts }: RuntimeBase): RunUser {
  const [name = '', group] = config.user.split(':');
  const own = accounts.users.find((account) => account.name === name || String(account.uid) === name);
  const ids = isId(name) ? { uid: name, gid: isId(group) ? group : name } : undefined;
  return {
    text: config.user,
    name,
    group,
    root: isRootUser(config.user),
    numeric: isId(name),
    record:
      own === undefined
        ? ids && { name, ...ids, home: undefined, changed: false }
        : { name: own.name, uid: String(own.uid), gid: String(own.gid), home: own.home, changed: false },
  };
}

/** What stands in files that run the image of mounts: whom they belong to there isn't known here. */
function mountsOf({ build }: RunScene, user: RunUser): readonly Assumption[] {
  return (build.context?.consumers ?? []).flatMap(({ mounts = [], name, file, line }) => {
    const [first] = mounts;
    if (first === undefined) return [];
    const evidence: Evidence = { file, line, text: name };
    const code = 'mounts-as-user' as const;
    const message = `what ${name} mounts at ${first.target} is open to the user ${user.text}, also what an earlier container left there as root`;
    return [{ code, message, evidence }];
  });
}
