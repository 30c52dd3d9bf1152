/**
 * What a build is given beside its context: `docker buildx build --build-context`, `additional_contexts` of Compose,
 * `contexts` of bake files. A Dockerfile uses it by its name, in FROM, COPY --from and RUN --mount (docs.docker.com).
 */
import { contextName } from './dockerfiles.ts';
import { shown } from './given.ts';
import type { Unread } from './types.ts';
import type { Draft, Finding, ImageName } from './findings.ts';

export interface GivenContext {
  readonly name: string;
  readonly value: string;
}

/** `NAME=VALUE` texts; of a value that isn't known the name counts. */
export function contextsGiven(texts: readonly string[]): readonly GivenContext[] {
  return texts.flatMap((text) => {
    const equals = text.indexOf('=');
    return equals <= 0 ? [] : [{ name: text.slice(0, equals), value: text.slice(equals + 1) }];
  });
}

/** Contexts of a map (`NAME: VALUE`). */
export function contextsIn(values: Readonly<Record<string, string>>): readonly GivenContext[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/**
 * Those that are images, by the names that the Dockerfiles have for them.
 * @param named what `service:NAME` or `target:NAME` means where it stands.
 */
export function contextFindings(
  given: readonly GivenContext[],
  dockerfiles: readonly string[],
  place: Draft,
  named: (scheme: string, name: string) => ImageName | undefined = () => undefined,
): readonly Finding[] {
  return given.flatMap(({ name, value }): readonly Finding[] => {
    const [, scheme = '', rest = ''] = /^(docker-image:\/\/|\w+:)(.+)$/s.exec(value) ?? [];
    const of: ImageName | undefined =
      scheme === 'docker-image://' ? { by: 'image', text: rest } : named(scheme.slice(0, -1), rest);
    const { kind, path, line, name: label } = place;
    const names = dockerfiles.map((dockerfile) => contextName(dockerfile, name));
    const unread = names.length === 0 ? { unread: [takenByBuild(name)] } : {};
    const consumer = { kind, path, line, name: label, ...unread };
    return of === undefined ? [] : [{ kind: 'use', of, names, consumer }];
  });
}

/** What is said where the Dockerfile that is given an image is not there to read. */
export function takenByBuild(context: string): Unread {
  return {
    what: 'use',
    text: `what the build that is given it as ${shown(context)} takes of it is not known`,
  };
}
