/** Finding the configuration that is nearest to a file, and what it says about that file. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Confidence } from '../../rule/types.ts';
import { failures } from '../failures.ts';
import { ancestorsBelow, isIgnored, patternLayer, repositoryTop } from '../ignore-files.ts';
import { readDockerfile } from '../read.ts';
import { isInsideOnDisk } from '../write.ts';
import type { ConfigurationProblem, KnownNames } from './parse.ts';
import type { Configuration } from './schema.ts';

/** Names of configuration files, the first in a directory counts. */
const configurationFiles = [
  '.dfoptrc',
  '.dfoptrc.json',
  '.dfoptrc.yaml',
  '.dfoptrc.yml',
  'package.json',
] as const;

export type Loaded =
  | { readonly ok: true; readonly file: string; readonly configuration: Configuration }
  | { readonly ok: false; readonly file: string; readonly problems: readonly ConfigurationProblem[] };

/** Finds and reads configurations; each directory and file is looked at once. */
export interface ConfigurationFinder {
  /** The nearest one in the file's directory or above it, not beyond its repository or root. */
  readonly nearest: (file: string, root: string) => Promise<Loaded | undefined>;
  readonly load: (file: string) => Promise<Loaded>;
}

/** Looks configurations up, each directory once. */
export function configurationFinder(known: KnownNames): ConfigurationFinder {
  const inDirectory = remembering((directory: string) => lookIn(directory, known));
  return {
    load: async (file) => {
      const loaded = await read(file, known, basename(file) === 'package.json');
      return (
        loaded ?? {
          ok: false,
          file,
          problems: [{ line: 1, column: 1, message: "it has no key 'dfopt'; add one" }],
        }
      );
    },
    nearest: async (file, root) => {
      const own = dirname(file);
      const top = repositoryTop(own) ?? (isInsideOnDisk(own, root) ? root : own);
      for (const directory of ancestorsBelow(top, own).toReversed()) {
        const found = await inDirectory(directory);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function remembering<Result>(compute: (key: string) => Promise<Result>): (key: string) => Promise<Result> {
  const known = new Map<string, Promise<Result>>();
  return (key) => {
    const result = known.get(key) ?? compute(key);
    known.set(key, result);
    return result;
  };
}

async function lookIn(directory: string, known: KnownNames): Promise<Loaded | undefined> {
  for (const name of configurationFiles) {
    const file = join(directory, name);
    if (!existsSync(file)) continue;
    const loaded = await read(file, known, name === 'package.json');
    if (loaded !== undefined) return loaded;
  }
  return undefined;
}

/** Undefined for a package.json that says nothing about dfopt. */
async function read(file: string, known: KnownNames, inPackage: boolean): Promise<Loaded | undefined> {
  const text = await readDockerfile(file);
  if (!text.ok) {
    const { why, code } = text.failure;
    return {
      ok: false,
      file,
      problems: [
        { line: 1, column: 1, message: `cannot read it: ${why ?? failures[code].why}; check the name` },
      ],
    };
  }
  if (inPackage && !hasKey(text.content.text)) return undefined;
  // Loaded here only: most runs meet no configuration.
  const { parseConfiguration } = await import('./parse.ts');
  const result = parseConfiguration(text.content.text, known, inPackage ? ['dfopt'] : []);
  return { ...result, file };
}

/** A package.json that can't be read is its package manager's business. */
function hasKey(text: string): boolean {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && Object.hasOwn(content, 'dfopt');
  } catch {
    return false;
  }
}

/** What applies to one file, with the place each value comes from. */
export interface FileSettings {
  readonly confidence: Setting<Confidence>;
  readonly rules: Setting<Readonly<Record<string, boolean>>>;
  readonly bases: Setting<Configuration['bases']>;
  readonly baseSet: Setting<Configuration['baseSet']>;
  readonly root: Setting<boolean>;
  readonly toolchains: Setting<Configuration['toolchains']>;
  /** The pattern that leaves the file out. */
  readonly excluded: boolean;
}

export interface Setting<Value> {
  readonly value: Value;
  /** The configuration file; undefined for the default. */
  readonly from: string | undefined;
}

/** The settings for a file (absolute path) under a configuration, if any. Later overrides decide over earlier ones. */
export function settingsFor(path: string, found: Extract<Loaded, { ok: true }> | undefined): FileSettings {
  const configuration: Configuration = found?.configuration ?? {};
  const matching = (configuration.overrides ?? []).filter(({ files }) => matches(path, files, found?.file));
  const confidence = matching.findLast((override) => override.confidence !== undefined)?.confidence;
  const rules = [configuration, ...matching].flatMap((part) =>
    part.rules === undefined ? [] : [part.rules],
  );
  const set = <Value>(value: Value | undefined, otherwise: Value): Setting<Value> =>
    value === undefined ? { value: otherwise, from: undefined } : { value, from: found?.file };
  return {
    confidence: set<Confidence>(confidence ?? configuration.confidence, 'likely'),
    rules: set<Readonly<Record<string, boolean>>>(
      rules.length === 0 ? undefined : Object.fromEntries(rules.flatMap((each) => Object.entries(each))),
      {},
    ),
    bases: set<Configuration['bases']>(configuration.bases, undefined),
    baseSet: set<Configuration['baseSet']>(configuration.baseSet, undefined),
    root: set(configuration.root, true),
    toolchains: set<Configuration['toolchains']>(configuration.toolchains, undefined),
    excluded: matches(path, configuration.exclude ?? [], found?.file),
  };
}

function matches(path: string, patterns: readonly string[], file: string | undefined): boolean {
  const directory = dirname(file ?? path);
  return (
    patterns.length > 0 &&
    isInsideOnDisk(path, directory) &&
    isIgnored([patternLayer(directory, patterns)], path, false)
  );
}

/** `name:line:column: what is wrong; what to do`, one for each problem. `name` is the file as the user knows it. */
export function configurationLines(
  problems: readonly ConfigurationProblem[],
  name: string,
): readonly string[] {
  return problems.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`);
}
