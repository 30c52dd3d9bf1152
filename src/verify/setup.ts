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
