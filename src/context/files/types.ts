/** The files of a build context as data. All paths are relative to it, `/`-separated, without a leading `./`. */

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link';
}

/** What COPY can see. */
export interface ContextFiles {
  /** Sorted by name, after `.dockerignore`; undefined when there is no such directory. `''` is the context itself. */
  readonly list: (directory: string) => readonly DirectoryEntry[] | undefined;
  /** A text file's content; undefined when it isn't there, is ignored, isn't text, or is over 4 MiB. */
  readonly read: (path: string) => string | undefined;
  /** What is at the path, after `.dockerignore`; `executable` is the owner's x bit. */
  readonly stat: (path: string) =>
    | {
        readonly kind: DirectoryEntry['kind'];
        readonly executable: boolean;
        readonly size: number;
        /** A directory that is not open as all others are: no repository keeps that, COPY does. */
        readonly ownMode?: true;
        /** Of a link, as written in it. */
        readonly target?: string;
      }
    | undefined;
  /** Whether `.dockerignore` keeps what lies at the path out, also where nothing does. */
  readonly isIgnored: (path: string) => boolean;
}
