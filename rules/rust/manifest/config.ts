/**
 * Settings of cargo: `--config`, its environment variables, and `.cargo/config.toml` of the working directory, of those above
 * it and of CARGO_HOME. Sources: The Cargo Book, "Configuration", "Environment Variables".
 */
import { posix } from 'node:path';
import { at, textOf, textsOf, type DataNode } from '../../../src/context/consumers/nodes.ts';
import { tomlOf } from './toml.ts';
import type { CommandRun, FileSystem, Value } from '../../../src/evaluate/types.ts';

/** What is known of a setting. */
export type Setting =
  | {
      readonly kind: 'set';
      readonly text: string;
      /** What relative paths in it are relative to. */ readonly from: string;
    }
  | { readonly kind: 'unset' }
  | { readonly kind: 'unknown' };

interface ConfigFile {
  /** The directory that `.cargo` lies in. */
  readonly from: string;
  readonly data: DataNode | undefined;
}

type Surroundings = Pick<CommandRun, 'env'>;

/** Settings of a call in a directory. */
export interface CargoSettings {
  /** `build.target-dir`, also as CARGO_BUILD_TARGET_DIR and under the variables that it has beside that. */
  readonly setting: (key: readonly string[], ...variables: readonly string[]) => Setting;
  /** A list or a text with spaces (`build.rustflags`), from all files; undefined where it isn't known. */
  readonly words: (key: readonly string[]) => readonly string[] | undefined;
  /** Keys of a table (`target`) in any of the files. */
  readonly keys: (key: readonly string[]) => readonly string[];
}

/** @param options the values of `--config`, each a file or `KEY=VALUE` */
export function cargoSettings(
  directory: string,
  run: Surroundings,
  files: FileSystem,
  options: readonly Value[],
): CargoSettings {
  // The last one counts.
  const given = options.toReversed().map((option) => givenConfig(option, directory, files));
  const ofFiles = configFiles(directory, run, files);
  const found = [...given, ...ofFiles];
  const unknown = found.some(({ data }) => data === undefined);
  return {
    setting: (key, ...variables) => {
      const own = `CARGO_${key.join('_').replaceAll('-', '_').toUpperCase()}`;
      return firstSet(
        () => settingOf(variables, run, directory),
        () => settingIn(given, key),
        () => settingOf([own], run, directory),
        () => settingIn(ofFiles, key),
      );
    },
    words: (key) => {
      if (unknown) return undefined;
      return found.flatMap(({ data }) => wordsOf(at(data, ...key)));
    },
    keys: (key) =>
      found.flatMap(({ data }) => {
        const table = at(data, ...key);
        return table?.kind === 'map' ? [...table.entries.keys()] : [];
      }),
  };
}

/** What the nearest of the files says that has it; one that can't be read may say anything. */
function settingIn(configs: readonly ConfigFile[], key: readonly string[]): Setting {
  for (const { from, data } of configs) {
    const text = textOf(at(data, ...key));
    if (text !== undefined) return { kind: 'set', text, from };
    if (data === undefined) return { kind: 'unknown' };
  }
  return { kind: 'unset' };
}

/** The first of the variables that is set. */
function settingOf(names: readonly string[], { env }: Surroundings, from: string): Setting {
  for (const name of names) {
    const value = env.get(name);
    if (value?.text === '' || value === undefined) continue;
    return value.text === undefined ? { kind: 'unknown' } : { kind: 'set', text: value.text, from };
  }
  return { kind: 'unset' };
}

function firstSet(...ways: readonly (() => Setting)[]): Setting {
  for (const way of ways) {
    const setting = way();
    if (setting.kind !== 'unset') return setting;
  }
  return { kind: 'unset' };
}

/** `--config FILE`, whose paths are relative like those of the others, or `--config KEY=VALUE`, relative to where cargo works. */
function givenConfig({ text }: Value, directory: string, files: FileSystem): ConfigFile {
  if (text === undefined) return { from: directory, data: undefined };
  const path = posix.resolve(directory, text);
  const isFile = !text.includes('=') || files.lookup(path).status === 'present';
  if (!isFile) return { from: directory, data: tomlOf(text) };
  const read = files.read(path);
  return {
    from: posix.dirname(posix.dirname(path)),
    data: read === undefined ? undefined : tomlOf(read),
  };
}

function wordsOf(node: DataNode | undefined): readonly string[] {
  return node?.kind === 'scalar' ? node.text.split(/\s+/).filter((word) => word !== '') : textsOf(node);
}

/** The files that are there, the closest first. */
function configFiles(directory: string, { env }: Surroundings, files: FileSystem): readonly ConfigFile[] {
  const found: ConfigFile[] = [];
  for (let place = directory; ; place = posix.dirname(place)) {
    found.push(...configFile(posix.join(place, '.cargo'), place, files));
    if (place === '/') break;
  }
  const home = homeOf(env);
  return home === undefined ? found : [...found, ...configFile(home, posix.dirname(home), files)];
}

/** `config` comes before `config.toml` where both are there. */
function configFile(directory: string, from: string, files: FileSystem): readonly ConfigFile[] {
  for (const name of ['config', 'config.toml']) {
    const path = posix.join(directory, name);
    const text = files.read(path);
    if (text !== undefined) return [{ from, data: tomlOf(text) }];
    const status = files.lookup(path);
    if (status.status === 'present') return [{ from, data: undefined }];
  }
  return [];
}

/** CARGO_HOME, or `.cargo` at home. */
export function homeOf(env: ReadonlyMap<string, Value>): string | undefined {
  const set = env.get('CARGO_HOME');
  if (set !== undefined && set.text !== '') return set.text;
  const home = env.get('HOME');
  if (home !== undefined && home.text === undefined) return undefined;
  return posix.join(home?.text ?? '/root', '.cargo');
}
