/** Who uses an image. */

/** One use of the image by another file. Each field is there only if that file says so. */
export interface Consumer {
  readonly kind:
    'compose' | 'bake' | 'kubernetes' | 'ci' | 'script' | 'makefile' | 'skaffold' | 'devcontainer';
  /** Relative to the context's root or above it (`../compose.yaml`). */
  readonly file: string;
  /** Counted from 1: the line the use rests on. */
  readonly line: number;
  /** The service, container, job or target, for people. */
  readonly name: string;
  /** Overrides of the image's own; a string is shell form. */
  readonly command?: string | readonly string[];
  readonly entrypoint?: string | readonly string[];
  /** A health check or an exec probe. `CMD-SHELL` form is a string. */
  readonly probe?: string | readonly string[];
  /** Build target (stage name or number). */
  readonly target?: string;
  readonly user?: string;
  readonly workdir?: string;
  /** Host paths mounted over the image: `{ source, target }`, absolute target. Named volumes have no source. */
  readonly mounts?: readonly { readonly source: string | undefined; readonly target: string }[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Commands run inside the image by a CI job (`container:`/`image:` with steps, `docker run IMAGE cmd`, `docker exec`). */
  readonly runs?: readonly string[];
  /** Build arguments given. */
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** Names of build contexts given beside the main one: in FROM and COPY --from they come before stages and images. */
  readonly contexts?: readonly string[];
  /** Nothing says that this is the Dockerfile's image: it is taken for it because there is no other Dockerfile. */
  readonly assumed?: true;
}
