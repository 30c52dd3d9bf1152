/**
 * The image config, as engines and registries exchange it (OCI Image Format Specification, "Image
 * Configuration", and the fields Docker adds: Healthcheck, Shell, OnBuild, ArgsEscaped).
 */
import * as v from 'valibot';
import { absolutePath } from './files.ts';

const emptyObject = v.record(v.string(), v.unknown());
const strings = v.nullish(v.array(v.string()));

const healthcheck = v.object({
  Test: strings,
  Interval: v.nullish(v.number()),
  Timeout: v.nullish(v.number()),
  StartPeriod: v.nullish(v.number()),
  StartInterval: v.nullish(v.number()),
  Retries: v.nullish(v.number()),
});

const containerConfig = v.looseObject({
  User: v.nullish(v.string()),
  ExposedPorts: v.nullish(emptyObject),
  Env: strings,
  Entrypoint: strings,
  Cmd: strings,
  Volumes: v.nullish(emptyObject),
  WorkingDir: v.nullish(v.string()),
  Labels: v.nullish(v.record(v.string(), v.string())),
  StopSignal: v.nullish(v.string()),
  StopTimeout: v.nullish(v.number()),
  Healthcheck: v.nullish(healthcheck),
  Shell: strings,
  OnBuild: strings,
});

export const imageFileSchema = v.looseObject({
  architecture: v.nullish(v.string()),
  os: v.nullish(v.string()),
  variant: v.nullish(v.string()),
  config: v.nullish(containerConfig),
  rootfs: v.object({ diff_ids: v.array(v.string()) }),
});

type ImageFile = v.InferOutput<typeof imageFileSchema>;

export interface Healthcheck {
  /** `['CMD', …]`, `['CMD-SHELL', script]` or `['NONE']`. */
  readonly test: readonly string[];
  /** Nanoseconds and counts by name, zero and absent ones left out. */
  readonly settings: ReadonlyMap<string, number>;
}

export interface ImageConfig {
  readonly platform: string;
  readonly env: ReadonlyMap<string, string>;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  readonly stopSignal: string;
  readonly stopTimeout: number | undefined;
  readonly healthcheck: Healthcheck | undefined;
  readonly shell: readonly string[];
  readonly onBuild: readonly string[];
  /** Fields no specification names, as JSON. */
  readonly other: ReadonlyMap<string, string>;
}

const known = new Set([
  ...Object.keys(containerConfig.entries),
  // Settings of a container that old engines write into every image, always at their defaults there.
  'Hostname',
  'Domainname',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'Tty',
  'OpenStdin',
  'StdinOnce',
  'Image',
  'MacAddress',
  'NetworkDisabled',
  // Says how Cmd was quoted on Windows (OCI image spec: reserved).
  'ArgsEscaped',
]);

/** The config in a normal form: absent, null and empty fields are the same to every engine. */
export function imageConfig(file: ImageFile): ImageConfig {
  const config: v.InferOutput<typeof containerConfig> = file.config ?? {};
  return {
    platform: [file.os ?? '', file.architecture ?? '', file.variant ?? '']
      .filter((part) => part !== '')
      .join('/'),
    env: environment(config.Env ?? []),
    entrypoint: config.Entrypoint ?? [],
    cmd: config.Cmd ?? [],
    // BuildKit keeps what WORKDIR says, also a slash at the end.
    workingDir: absolutePath('/', config.WorkingDir ?? ''),
    user: config.User ?? '',
    exposedPorts: Object.keys(config.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(config.Volumes ?? {}).sort(),
    labels: new Map(Object.entries(config.Labels ?? {})),
    stopSignal: config.StopSignal ?? '',
    stopTimeout: config.StopTimeout ?? undefined,
    healthcheck: healthcheckOf(config.Healthcheck),
    shell: config.Shell ?? [],
    onBuild: config.OnBuild ?? [],
    other: new Map(
      Object.entries(config)
        .filter(([key, value]) => !known.has(key) && value !== null && value !== undefined)
        .map(([key, value]) => [key, JSON.stringify(value)]),
    ),
  };
}

function environment(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function healthcheckOf(check: v.InferOutput<typeof healthcheck> | null | undefined): Healthcheck | undefined {
  if (check === undefined || check === null) return undefined;
  const { Test: test, ...settings } = check;
  const kept = Object.entries(settings).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' && value !== 0 ? [[name, value]] : [],
  );
  return (test ?? []).length === 0 && kept.length === 0
    ? undefined
    : { test: test ?? [], settings: new Map(kept) };
}
