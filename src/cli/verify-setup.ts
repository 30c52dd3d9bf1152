/** A verification's files, each run as the compose service that builds it. */
import type { Input } from '../batch/inputs.ts';
import { serviceFor, type FoundService } from '../batch/services.ts';
import type { Service } from '../context/builds.ts';
import type { VerifyFile } from '../verify/command.ts';
import type { BesideRequest } from '../verify/engine/types.ts';
import type { ContainerSetup } from '../verify/setup.ts';

export interface Asked {
  /** `--service` */
  readonly service: string | undefined;
  /** The services of the file of `--with`. */
  readonly beside: readonly Service[];
}

/** The parts of a file to verify that a compose file tells. */
export function composedParts(
  input: Input,
  { service: asked, beside }: Asked,
): Omit<VerifyFile, 'path' | 'name' | 'context'> {
  const found = serviceFor(input, asked);
  const { services, remarks } = servicesBeside(found?.service, input.absolute, beside);
  if (found === undefined) return { services };
  const { build } = found.service;
  return {
    services,
    setup: setupOf(found, remarks),
    buildArguments: assignments(build?.arguments ?? {}),
    ...(build?.target === undefined ? {} : { target: build.target }),
  };
}

function setupOf({ service, name, others }: FoundService, remarks: readonly string[]): ContainerSetup {
  const { lacking, mounts } = service;
  return {
    name,
    env: assignments(service.environment),
    entrypoint: service.entrypoint,
    args: service.command,
    ports: service.ports,
    healthcheck: service.healthcheck,
    user: service.user,
    workdir: service.workdir,
    dependsOn: service.dependsOn.map((dependency) => dependency.service),
    remarks: [
      ...(others.length === 0
        ? []
        : [`other services are built from it, too: --service ${others.join(', --service ')}`]),
      ...(lacking.length === 0 ? [] : [`the service lacks ${lacking.join(', ')}`]),
      ...(mounts.length === 0 ? [] : [`nothing is mounted at ${mounts.join(', ')}`]),
      ...remarks,
    ],
  };
}

function assignments(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`);
}

/** Those that the service depends on, or all where it names none: what they depend on first. */
function servicesBeside(
  own: Service | undefined,
  dockerfile: string,
  all: readonly Service[],
): { readonly services: readonly BesideRequest[]; readonly remarks: readonly string[] } {
  const others = all.filter(({ name, build }) => name !== own?.name && build?.dockerfile !== dockerfile);
  const needed = own?.dependsOn.map(({ service }) => service) ?? [];
  const roots = needed.length === 0 ? others.map(({ name }) => name) : needed;
  const ordered: Service[] = [];
  const visited = new Set<string>();
  const visit = (name: string): void => {
    const service = others.find((each) => each.name === name);
    if (service === undefined || visited.has(name)) return;
    visited.add(name);
    for (const dependency of service.dependsOn) visit(dependency.service);
    ordered.push(service);
  };
  roots.forEach(visit);
  const started = ordered.filter(({ image, build }) => image !== undefined && build === undefined);
  const left = ordered.filter((service) => !started.includes(service));
  const ending = new Set(
    [...all, ...(own === undefined ? [] : [own])].flatMap(({ dependsOn }) =>
      dependsOn.filter(({ until }) => until === 'completed').map(({ service }) => service),
    ),
  );
  return {
    services: started.map((service) => besideOf(service, ending.has(service.name))),
    remarks:
      left.length === 0 ? [] : [`not started, as it is built: ${left.map(({ name }) => name).join(', ')}`],
  };
}

function besideOf(service: Service, ends: boolean): BesideRequest {
  const { name, image = '', environment, entrypoint, command, healthcheck, user, workdir } = service;
  return {
    name,
    image,
    env: assignments(environment),
    entrypoint,
    args: command,
    healthcheck,
    ends,
    ...(user === undefined ? {} : { user }),
    ...(workdir === undefined ? {} : { workdir }),
  };
}
