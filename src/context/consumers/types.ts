/** Who uses an image. */

/** One use of the image by another file. Each field is there only if that file says so. */
export interface Consumer {
  readonly kind:
    | 'compose'
    | 'bake'
    | 'kubernetes'
    | 'ci'
    | 'deployment'
    | 'script'
    | 'makefile'
    | 'skaffold'
    | 'devcontainer'
    | 'platform'
    | 'nomad'
    | 'tilt'
    | 'test'
    | 'readme'
    | 'dockerfile';
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
  /** The container's own command is started with a terminal to work in (`docker run -it IMAGE`). */
  readonly interactive?: true;
  /** A shell that a README has people start in a container, in the place of its command (`docker run -it IMAGE bash`). */
  readonly shellByHand?: { readonly name: string; readonly asEntrypoint: boolean };
  /** The command is one of a README's examples: of these only the arguments count that the image's own program is given. */
  readonly example?: true;
  /** Build target (stage name or number). */
  readonly target?: string;
  readonly user?: string;
  /** Further groups of the user. */
  readonly groups?: readonly string[];
  readonly workdir?: string;
  /** Host paths mounted over the image: `{ source, target }`, absolute target. Named volumes have no source. */
  readonly mounts?: readonly { readonly source: string | undefined; readonly target: string }[];
  /** undefined stands for a value that isn't known. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Commands run inside the image by a CI job (`container:`/`image:` with steps, `docker run IMAGE cmd`, `docker exec`):
   * a text is given to a shell, a list is started as it is.
   */
  readonly runs?: readonly (string | readonly string[])[];
  /** Directories of the image that others serve files from. */
  readonly serves?: readonly string[];
  /** Why containers of the image hold the sources and build them again. */
  readonly rebuilds?: string;
  /** What others do with all that the image holds: `starts from it`. */
  readonly takenBy?: string;
  /** Files and directories that others copy out of the image, told from its root. */
  readonly takes?: readonly string[];
  /** Where others put files in a container: it is there, or its directory is. */
  readonly receives?: readonly string[];
  /** The file may as well be for something else: what can't be followed there is assumed not to be meant. */
  readonly uncertain?: true;
  /** What the file gives its containers, as far as it could not be read. */
  readonly unread?: readonly Unread[];
  /** Build arguments given. */
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** Names of build contexts given beside the main one: in FROM and COPY --from they come before stages and images. */
  readonly contexts?: readonly string[];
  /** Nothing says that this is the Dockerfile's image: it is taken for it because there is no other Dockerfile. */
  readonly assumed?: true;
}

/** Something that a file says of an image and that could not be read. */
export interface Unread {
  readonly what: 'command' | 'variables' | 'use';
  /** For people, after "its" or "the": `command (…)`, `variables of web.env`; of a use a sentence: `what … is not known`. */
  readonly text: string;
}
