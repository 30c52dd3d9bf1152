/** The user that a program asks for, and the home directory. */
import type { Build, Stage } from '../../evaluate/types.ts';
import { groupRecords, userRecords } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import { userGiven, usersMadeBy, type RunUser } from '../needs/users.ts';
import { overridden } from './files.ts';
import { homeOf, userName, type Answer, type FindingScene } from './scene.ts';
import type { Finding } from './types.ts';

/** The record of the user that is looked up: by name, or the one that the program runs as; of any, all of them. */
export function userLookupNeeds({ name }: Finding, scene: FindingScene, evidence: Evidence): readonly Need[] {
  const { stage } = scene;
  const because = 'it looks users up';
  if (name === undefined) return [userRecord(stage, because, evidence)];
  const records = (names: readonly string[]): readonly Need[] =>
    names.map((user) => ({ kind: 'user-record', name: user, because, evidence }));
  const values = overridden(name, scene);
  const named = records(values.flatMap(({ text, complete }) => (complete ? [text] : [])));
  if (values.length > 0 && values.every(({ complete }) => complete)) return named;
  return [
    ...named,
    ...records(usersMadeBy(stage)),
    ...[userRecords, groupRecords].map((path): Need => ({ kind: 'system-file', path, because, evidence })),
  ];
}

function userRecord(stage: Stage, because: string, evidence: Evidence): Need {
  return { kind: 'user-record', name: userName(stage), because, evidence };
}

/** What asking for the home directory takes. */
export function homeNeeds({ stage, build }: FindingScene, evidence: Evidence): Answer {
  const environment = ['HOME'];
  // An author's HOME is the answer, whatever the user's record says.
  if (homeOf(stage) !== undefined) return { environment };
  const because = 'it asks for the home directory';
  const others = usersGiven(build, stage);
  // Whoever starts it may do so as root (`docker run --user root`), whose home every distribution has.
  const records = [...new Set([userName(stage), 'root'])].map((name): Need => ({
    kind: 'user-record',
    name,
    because,
    evidence,
  }));
  const directories: readonly Need[] = [{ kind: 'directory', path: '/root', because, evidence }];
  return { environment, needs: [...records, ...directories, ...homesOf(others, stage, because, evidence)] };
}

/** The users that files which run the image have in the place of its own, with the homes that their records say. */
function usersGiven({ context }: Build, stage: Stage): readonly RunUser[] {
  return (context?.consumers ?? []).flatMap(({ user, environment = {} }) =>
    user === undefined || environment['HOME'] !== undefined ? [] : [userGiven(user, stage)],
  );
}

/** Homes that steps make for users which the image doesn't run as by itself. */
function homesOf(
  users: readonly RunUser[],
  { files, state }: Stage,
  because: string,
  evidence: Evidence,
): readonly Need[] {
  const homes = users
    .filter(({ name, root }) => !root && name !== (state.user.text ?? '').split(':')[0])
    .flatMap(({ record }) => record?.home ?? []);
  return [...new Set(homes)].flatMap((path): readonly Need[] => {
    const found = files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by === 'base') return [];
    return [{ kind: 'file', path, directory: true, writable: true, because, evidence }];
  });
}
