/** How a container is set up by what describes it beside its image: a compose service. */

export interface ContainerSetup {
  /** For people: `web of compose.yaml:3`. */
  readonly name: string;
  /** `NAME=value` */
  readonly env: readonly string[];
  /** The words in ENTRYPOINT's and CMD's place. */
  readonly entrypoint: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  /** TCP ports in the container. */
  readonly ports: readonly number[];
  /** `['CMD', …]`, `['CMD-SHELL', script]` or `['NONE']`, in place of the image's own. */
  readonly healthcheck: readonly string[] | undefined;
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  /** Services that it needs. */
  readonly dependsOn: readonly string[];
  /** What of it can't be had here. */
  readonly remarks: readonly string[];
}

/** What the platform that runs the image does to its containers, whatever the image says. */
export interface Profile {
  /** `12345:0`, the arbitrary user of OpenShift. */
  readonly user: string | undefined;
  readonly readOnly: boolean;
  readonly dropCapabilities: readonly string[];
}

export const noProfile: Profile = { user: undefined, readOnly: false, dropCapabilities: [] };

/** A profile for people; undefined for none. */
export function describeProfile({ user, readOnly, dropCapabilities }: Profile): string | undefined {
  const parts = [
    ...(user === undefined ? [] : [`as user ${user}`]),
    ...(readOnly ? ['with a file system that is read only'] : []),
    ...(dropCapabilities.length === 0 ? [] : [`without the capabilities ${dropCapabilities.join(' ')}`]),
  ];
  return parts.length === 0 ? undefined : `run ${parts.join(', ')}`;
}

export const noSetup: ContainerSetup = {
  name: '',
  env: [],
  entrypoint: undefined,
  args: undefined,
  ports: [],
  healthcheck: undefined,
  user: undefined,
  workdir: undefined,
  dependsOn: [],
  remarks: [],
};
