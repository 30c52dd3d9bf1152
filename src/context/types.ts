/** The build context as data: what COPY can see, and who uses the image. All paths are relative to the context, `/`-separated, without a leading `./`. */

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link';
}

export interface BuildContext {
  /** Sorted by name, after `.dockerignore`; undefined when there is no such directory. `''` is the context itself. */
  readonly list: (directory: string) => readonly DirectoryEntry[] | undefined;
  /** A text file's content; undefined when it isn't there, is ignored, isn't text, or is over 4 MiB. */
  readonly read: (path: string) => string | undefined;
  /** What is at the path, after `.dockerignore`; `executable` is the owner's x bit. */
  readonly stat: (
    path: string,
  ) =>
    | { readonly kind: DirectoryEntry['kind']; readonly executable: boolean; readonly size: number }
    | undefined;
  /** Files around the Dockerfile that say how its image is used. */
  readonly consumers: readonly Consumer[];
}

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
