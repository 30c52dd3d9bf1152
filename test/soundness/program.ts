/** A program with its Dockerfile, composed of an effect, a way to it, a way to name it and a place for its data. */

interface Part {
  readonly name: string;
}

export interface Program {
  /** The program's name in the image, and what it is told from others by: `p0001`. */
  readonly id: string;
  readonly parts: { readonly effect: Part; readonly way: Part; readonly naming: Part; readonly place: Part };
  /** `read-file/channel/join/outside`: the parts' names. */
  readonly name: string;
  readonly dockerfile: string;
  /** The build context: path → content. */
  readonly files: Readonly<Record<string, string>>;
  /** Links of the context: path → target. */
  readonly links: Readonly<Record<string, string>>;
  /** What the instructions copy, besides the whole context to the working directory: source → absolute destination. */
  readonly copied: Readonly<Record<string, string>>;
  /** The program's absolute path. */
  readonly path: string;
  /** ENV of the Dockerfile. */
  readonly variables: Readonly<Record<string, string>>;
  /** The commands the container is started with: CMD first. */
  readonly commands: readonly (readonly string[])[];
}

/** What programs are written in. */
export interface Language<P extends Program> {
  /** How the names of sources end. */
  readonly ending: string;
  /** Of the image that compiles them. */
  readonly builder: Builder;
  /** Compiles the programs below the directory; the binary of each, which needs no shared library. */
  readonly compile: (programs: readonly P[], directory: string) => Promise<ReadonlyMap<P, string>>;
}

export interface Builder {
  readonly variables: Readonly<Record<string, string>>;
  /** Directories that only this image has. */
  readonly directories: readonly string[];
}

export const workdir = '/app';

/** Where a program's data lie. */
export interface Place extends Part {
  /** How the program writes the directory. */
  readonly written: string;
  /** Where it is in the image. */
  readonly directory: string;
}

/** Places for data that every language's programs have; what `home` is called is the toolchain's own. */
export const placesWith = (home: string): readonly Place[] => [
  { name: 'relative', written: 'data', directory: '/app/data' },
  { name: 'relative', written: 'data', directory: '/app/data' },
  { name: 'beside', written: '.', directory: '/app' },
  { name: 'inside', written: '/app/data', directory: '/app/data' },
  ...[
    '/srv/shop',
    '/etc/shop',
    '/usr/share/shop',
    '/opt/shop',
    '/var/lib/shop',
    '/data',
    '/root/.shop',
    home,
  ].map((directory) => ({ name: directory.slice(1).replace(/\/.*/, ''), written: directory, directory })),
];
