/** Where a command is started, and as whom: the image's working directory, variables and user, or what a script has made of them. */
import { posix } from 'node:path';
import type { EnvValue, Stage } from '../../evaluate/types.ts';
import type { OtherUser } from '../../shell/accounts.ts';
import type { Value } from '../../shell/types.ts';

/** Variables that a container is given in the place of the image's own; undefined stands for a value that isn't known. */
export type GivenVariables = Readonly<Record<string, string | undefined>>;

/** What surrounds a command, as far as it is not the image's own. */
export interface CommandPlace {
  /** Where it is started, seen from the image's working directory; undefined for there. */
  readonly directory?: Value;
  /** Where it is looked for by its name. */
  readonly path?: Value;
  readonly variables?: GivenVariables;
  /** Somebody else than the container's user. */
  readonly user?: OtherUser;
  /** Texts that scripts may have written before, by absolute path; undefined for one that isn't known. */
  readonly written?: WrittenFiles;
}

export type WrittenFiles = Readonly<Record<string, readonly (string | undefined)[]>>;

/** The stage as a command sees it that is started there; of a directory that isn't known, as the image starts. */
export function stageIn(directory: Value | undefined, stage: Stage): Stage {
  const { workdir } = stage.state;
  const { text } = directory ?? {};
  if (text === undefined || text === '' || workdir.text === undefined) return stage;
  return { ...stage, state: { ...stage.state, workdir: { text: posix.resolve(workdir.text, text) } } };
}

/** The stage as a command sees it: where it is started, and with the variables that it gets. */
export function stageAt({ directory, path, variables, user }: CommandPlace, image: Stage): Stage {
  const stage = stageAs(user, image);
  const given = [
    ...Object.entries(variables ?? {}),
    // What isn't known of PATH is looked for where the image has it.
    ...(path?.text === undefined ? [] : [['PATH', path.text] as const]),
  ];
  return stageIn(directory, given.length === 0 ? stage : withVariables(given, stage));
}

function withVariables(given: readonly (readonly [string, string | undefined])[], stage: Stage): Stage {
  const env = new Map<string, EnvValue>(stage.state.env);
  for (const [name, text] of given) {
    const origin = env.get(name)?.origin ?? 0;
    env.set(name, text === undefined ? { text, because: `$${name}`, origin } : { text, origin });
  }
  return { ...stage, state: { ...stage.state, env } };
}

/** As somebody else: who starts a command so sets HOME anew (su(1), gosu, su-exec). */
export function stageAs(user: OtherUser | undefined, stage: Stage): Stage {
  if (user === undefined) return stage;
  const env = new Map(stage.state.env);
  env.delete('HOME');
  return { ...stage, state: { ...stage.state, env, user: { text: user.name } } };
}

/** What goes on holding for what a command starts in its turn. */
export function placeOf({ directory, path, variables, user, written }: CommandPlace): CommandPlace {
  return {
    ...(directory === undefined ? {} : { directory }),
    ...(path === undefined ? {} : { path }),
    ...(variables === undefined ? {} : { variables }),
    ...(user === undefined ? {} : { user }),
    ...(written === undefined ? {} : { written }),
  };
}
