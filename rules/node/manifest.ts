/** package.json and lock files, as far as they say what is installed and what scripts run. */
import { posix } from 'node:path';
import type { FileSystem } from '../../src/evaluate/types.ts';

/** Source: docs.npmjs.com, "package.json". */
export interface Manifest {
  readonly directory: string;
  readonly name: string | undefined;
  readonly scripts: ReadonlyMap<string, string>;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  readonly main: string | undefined;
  readonly workspaces: boolean;
  /** `yarn@4.1.0`: what corepack starts in place of the image's own. */
  readonly packageManager: string | undefined;
}

/** The manifest of a directory; undefined where there is none, or none that can be read. */
export function manifestIn(directory: string, files: FileSystem): Manifest | undefined {
  const data = objectOf(parsed(files.read(posix.join(directory, 'package.json'))));
  if (data === undefined) return undefined;
  const keys = (name: string): readonly string[] => Object.keys(objectOf(data[name]) ?? {});
  return {
    directory,
    name: textOf(data['name']),
    scripts: new Map(
      Object.entries(objectOf(data['scripts']) ?? {}).flatMap(([name, text]) =>
        typeof text === 'string' ? [[name, text] as const] : [],
      ),
    ),
    dependencies: new Set([...keys('dependencies'), ...keys('optionalDependencies')]),
    devDependencies: new Set(keys('devDependencies')),
    main: textOf(data['main']),
    workspaces: data['workspaces'] !== undefined,
    packageManager: textOf(data['packageManager']),
  };
}

/** A package that package-lock.json lists. Source: docs.npmjs.com, "package-lock.json" (lockfileVersion 2 and 3). */
export interface LockedPackage {
  readonly name: string;
  /** Only devDependencies ask for it. */
  readonly dev: boolean;
  /** It has scripts that run when it is installed: a module may be compiled, or a program fetched. */
  readonly hasInstallScript: boolean;
  /** Names of its commands. */
  readonly commands: readonly string[];
}

/** The text of the lock file that npm takes in a directory. */
export function npmLockText(directory: string, files: FileSystem): string | undefined {
  return (
    files.read(posix.join(directory, 'npm-shrinkwrap.json')) ??
    files.read(posix.join(directory, 'package-lock.json'))
  );
}

/** What npm's lock file of a directory lists; undefined where there is none that says it. */
export function npmLockIn(directory: string, files: FileSystem): readonly LockedPackage[] | undefined {
  const text = npmLockText(directory, files);
  const packages = objectOf(objectOf(parsed(text))?.['packages']);
  if (packages === undefined) return undefined;
  return Object.entries(packages).flatMap(([place, value]): readonly LockedPackage[] => {
    const fields = objectOf(value);
    const at = place.lastIndexOf('node_modules/');
    if (fields === undefined || at < 0) return [];
    const name = place.slice(at + 'node_modules/'.length);
    const bin = fields['bin'];
    return [
      {
        name,
        dev: fields['dev'] === true,
        hasInstallScript: fields['hasInstallScript'] === true,
        commands: typeof bin === 'string' ? [unscoped(name)] : Object.keys(objectOf(bin) ?? {}),
      },
    ];
  });
}

/** `@nestjs/cli` without its scope. */
export function unscoped(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** Lock files, each of its package manager. Source: the documentation of each. */
export const lockFiles: ReadonlyMap<string, PackageManager> = new Map([
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['yarn.lock', 'yarn'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]);

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
