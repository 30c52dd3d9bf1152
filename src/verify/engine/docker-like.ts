/** docker, podman and nerdctl: one command line with small differences, which are data. */
import { runContainer } from './containers.ts';
import { imageVerbs, type ImageDialect } from './images.ts';
import { engineProgram } from './program.ts';
import type { Abilities, Engine, EngineName } from './types.ts';

/** How one program's command line differs. */
export interface Dialect extends ImageDialect {
  readonly name: EngineName;
  readonly program: string;
  readonly description: string;
  readonly abilities: Abilities;
  /** More options of `create`. */
  readonly create: readonly string[];
  /** A command that succeeds if the engine answers. */
  readonly ping: readonly string[];
}

/** The engine behind such a command line. */
export function dockerLike(dialect: Dialect): Engine {
  const { name, description, abilities } = dialect;
  const program = engineProgram(name, dialect.program, dialect.ping);
  return {
    name,
    description,
    abilities,
    ...imageVerbs(program, dialect),
    run: (request) => runContainer(program, dialect.create, request),
  };
}
