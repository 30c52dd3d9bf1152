/** Which compose service a Dockerfile's image is run as. */
import { dirname, join, relative } from 'node:path';
import { isComposeFile } from '../context/consumers/build-file-names.ts';
import { servicesOnDisk } from '../context/disk.ts';
import type { Service } from '../context/builds.ts';
import { ancestorsBelow, repositoryTop } from './ignore-files.ts';
import type { Input } from './inputs.ts';
import { namesIn } from './context-root.ts';

/** A service, and the compose file that describes it. */
export interface FoundService {
  readonly service: Service;
  /** Absolute. */
  readonly file: string;
  /** For people: `web of compose.yaml:3`. */
  readonly name: string;
  /** The names of others that are built from the same file. */
  readonly others: readonly string[];
}

/**
 * The service that builds the Dockerfile: of the compose file that was named, or of those beside and above the
 * Dockerfile, the nearest first. Of several the first counts, unless one is asked for by its name.
 */
export function serviceFor(
  { absolute, directory, describedBy }: Input,
  asked?: string,
): FoundService | undefined {
  const own = dirname(absolute);
  const top = repositoryTop(own) ?? directory;
  const files =
    describedBy === undefined
      ? ancestorsBelow(top, own)
          .toReversed()
          .flatMap((each) =>
            namesIn(each)
              .filter(isComposeFile)
              .map((name) => join(each, name)),
          )
      : [describedBy];
  const building = files.flatMap((file) =>
    servicesOnDisk(file, repositoryTop(dirname(file)) ?? top)
      .filter(({ build }) => build?.dockerfile === absolute)
      .map((service) => ({ service, file })),
  );
  const chosen = building.find(({ service }) => asked === undefined || service.name === asked);
  if (chosen === undefined) return undefined;
  const names = new Set(building.map(({ service }) => service.name));
  return {
    ...chosen,
    name: `${chosen.service.name} of ${relative(top, chosen.file)}:${chosen.service.line}`,
    others: [...names].filter((name) => name !== chosen.service.name),
  };
}
