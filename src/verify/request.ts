/** What a verification is asked for, what it works with, and what it gives back. */
import type { Observation } from './compare/observe.ts';
import type { FilesInput } from './compare/files.ts';
import type { BesideRequest, Engine, Limits } from './engine/types.ts';
import type { Image, LayerCache } from './image/image.ts';
import type { Need } from '../rule/need.ts';
import type { ToolchainTraces } from '../toolchain/traces.ts';
import type { FoundTracer } from './trace/tracer.ts';
import type { ContainerSetup, Profile } from './setup.ts';
import type { AcceptedChange, Finding, Verification } from './verdict/types.ts';

export interface VerifyRequest {
  /** The Dockerfile as the user named it, and what it is compared with, for people. */
  readonly path: string;
  readonly against: string;
  /** Texts of the original and of the new Dockerfile. */
  readonly before: string;
  readonly after: string;
  /** The directory both are built in. */
  readonly context: string;
  /** Text of the Dockerfile's own ignore file, if it has one. */
  readonly ignore: string | undefined;
  readonly target: string | undefined;
  readonly buildArguments: readonly string[];
  /** Arguments for the container in CMD's place. */
  readonly args: readonly string[] | undefined;
  readonly env: readonly string[];
  /** What a compose file says of the container; what the user says goes over it. */
  readonly setup: ContainerSetup;
  /** What the platform does to it; goes over all else. */
  readonly profile: Profile;
  /** Started beside each container, in this order. */
  readonly services: readonly BesideRequest[];
  /** The exit code that the program is meant to end with, where the user says one. */
  readonly exit: number | undefined;
  /** Paths to ask the server for. */
  readonly http: readonly string[];
  /** undefined: what the original announces, or is seen to listen on. */
  readonly port: number | undefined;
  /** False: nothing is run, and the verdict can't be `equal`. */
  readonly run: boolean;
  /** Whether the original is watched: where that takes nothing that is not at hand, whatever it takes, or not. */
  readonly trace: 'at-hand' | 'asked' | 'off';
  /** Containers get access to the outside. */
  readonly openNetwork: boolean;
  readonly limits: Limits;
  readonly buildTimeoutMs: number;
  /** What is known of toolchains in images and programs. */
  readonly toolchains: readonly ToolchainTraces[];
  readonly needs: readonly Need[];
  /** The migration read all sources, and `needs` and `after` rest on them: see `FilesInput.sourcesRead`. */
  readonly sourcesRead: boolean;
  readonly ownSourcesRead: boolean;
  readonly accepted: readonly AcceptedChange[];
  /** What the migration's own check found. */
  readonly staticFindings: readonly Finding[];
}

export type VerifyStep =
  | 'building the original'
  | 'building the new image'
  | 'reading the original'
  | 'reading the new image'
  | 'comparing'
  | 'building the original again'
  | 'running both'
  | 'tracing'
  | 'cleaning up';

export interface VerifyTools {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** Layers read before. */
  readonly cache?: LayerCache;
  /** In place of this machine's strace; for tests. */
  readonly tracer?: () => Promise<FoundTracer>;
  readonly onStep?: (step: VerifyStep) => void;
  readonly onBuildOutput?: (line: string) => void;
}

/** What was made on the way, for `--emit-test`. */
export interface VerifyArtefacts {
  readonly toolchain: ToolchainTraces | undefined;
  readonly before: Image;
  readonly after: Image;
  readonly baseLayers: FilesInput['base'];
  readonly original: Observation | undefined;
  readonly args: readonly string[] | undefined;
}

export interface VerifyResult {
  readonly verification: Verification;
  readonly artefacts: VerifyArtefacts | undefined;
}
