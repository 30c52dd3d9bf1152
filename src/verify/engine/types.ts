/** What dfopt asks of a container engine: four verbs. All comparing is done on what they give back. */

export const engineNames = ['docker', 'podman', 'nerdctl', 'buildah'] as const;

export type EngineName = (typeof engineNames)[number];

export interface Engine {
  readonly name: EngineName;
  /** For people: `docker 28.5.2 (buildx)`. */
  readonly description: string;
  readonly abilities: Abilities;
  /** Builds an image from a Dockerfile's text and tags it. Runs the author's code. */
  readonly build: (request: BuildRequest) => Promise<BuildResult>;
  /** Saves an image to a file, as a docker or OCI archive. */
  readonly export: (image: string, file: string, signal: AbortSignal) => Promise<Result>;
  /** Runs a container of an image to its end or to the limit, and removes it. */
  readonly run: (request: RunRequest) => Promise<RunResult>;
  /** Removes images. What isn't there is no error. */
  readonly remove: (images: readonly string[]) => Promise<Result>;
}

/** What an engine can do beyond building. What it can't is reported, never passed over. */
export interface Abilities {
  /** Containers get an address that can be reached, without access to the outside. */
  readonly addresses: boolean;
  /** Limits on memory and processes hold. */
  readonly limits: boolean;
  /** The engine runs health checks. */
  readonly health: boolean;
  /** Containers can be given another user or working directory, and fewer rights. */
  readonly settings: boolean;
}

export interface BuildRequest {
  /** The Dockerfile's text. */
  readonly text: string;
  readonly context: string;
  /** Text of the ignore file of this Dockerfile (`Dockerfile.dockerignore`), which goes before the context's own. */
  readonly ignore: string | undefined;
  readonly tag: string;
  readonly target: string | undefined;
  readonly arguments: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onOutput?: (line: string) => void;
}

/** Why a verb failed. */
export interface Failure {
  readonly kind:
    /** The instructions themselves fail. */
    | 'build'
    | 'timeout'
    | 'disk-full'
    | 'engine-died'
    | 'interrupted'
    /** Anything else the engine says. */
    | 'engine';
  readonly message: string;
  readonly log: string;
}

export type Result = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
export type BuildResult =
  { readonly ok: true; readonly image: string } | { readonly ok: false; readonly failure: Failure };

export interface Limits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly processes: number;
}

export interface RunRequest {
  readonly image: string;
  /** The whole command: entrypoint and arguments, worked out from the image's config. */
  readonly command: readonly string[];
  /** Arguments in CMD's place; undefined for the image's own. */
  readonly args: readonly string[] | undefined;
  /** Replaces the image's entrypoint, by `command`'s words. */
  readonly replaceEntrypoint: boolean;
  readonly env: readonly string[];
  /**
   * `none`; `internal`: reachable from here without access to the outside; `open`: as containers have it, when the
   * user asks for it.
   */
  readonly network: 'none' | 'internal' | 'open';
  /** In place of the image's own. */
  readonly user?: string;
  readonly workdir?: string;
  /** The root file system can't be written to; volumes can. */
  readonly readOnly?: boolean;
  /** Capabilities beyond those that no container gets here: `NET_BIND_SERVICE`, `ALL`. */
  readonly dropCapabilities?: readonly string[];
  /** Containers that it talks to, started before it in this order, in a network of their own. */
  readonly services?: readonly BesideRequest[];
  /** An image with `cat`, through which it is seen which ports the container listens on. */
  readonly observer?: string;
  readonly limits: Limits;
  /** Bytes of output that are kept; 1 MB by default. */
  readonly maximalOutput?: number;
  readonly signal: AbortSignal;
  /** Called once the container runs; the container is stopped when it is done. */
  readonly during?: (container: RunningContainer) => Promise<void>;
}

/** A container beside the one that is run: a database, a queue. */
export interface BesideRequest {
  /** As others call it. */
  readonly name: string;
  readonly image: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  readonly user?: string;
  readonly workdir?: string;
  /** `['CMD', …]` or `['CMD-SHELL', script]`, in place of the image's own. */
  readonly healthcheck: readonly string[] | undefined;
  /** It has done its work when it has ended. */
  readonly ends: boolean;
}

export interface RunningContainer {
  /** Undefined if the engine gives none. */
  readonly address: () => Promise<string | undefined>;
  /** Health as the engine judges it; undefined if it doesn't. */
  readonly health: () => Promise<'starting' | 'healthy' | 'unhealthy' | undefined>;
  /** The ports it listens on over TCP; undefined where that can't be seen. */
  readonly listening: () => Promise<readonly number[] | undefined>;
  /** Aborts when the container has ended or its time is up. */
  readonly ended: AbortSignal;
}

export interface Ran {
  /** False if it ended by itself. */
  readonly stopped: boolean;
  /** Exit code, after the stop signal if it was stopped; undefined where the engine doesn't tell. */
  readonly exit: number | undefined;
  readonly outOfMemory: boolean;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Output beyond the limit was dropped. */
  readonly truncated: boolean;
}

export type RunResult =
  | { readonly kind: 'ran'; readonly ran: Ran }
  /** The engine could not start the command: not found, not executable, no such user. */
  | { readonly kind: 'not-started'; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: Failure };
