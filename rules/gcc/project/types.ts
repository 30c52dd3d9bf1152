/** What a project is made of for which CMake, Automake or Meson write the files of the build, as far as its own files say it. */

/** Stands in a text for a value that isn't known. */
export const unknownText = '\uFFFC';

export type TargetKind = 'executable' | 'static' | 'shared' | 'object' | 'interface';

export interface Target {
  readonly name: string;
  readonly kind: TargetKind;
  /** Absolute; where the source isn't known, what stands there. */
  readonly sources: readonly string[];
  readonly includes: readonly string[];
  readonly defines: readonly string[];
  /** Names of targets, of libraries, and options, as they are written. */
  readonly links: readonly string[];
  readonly options: readonly string[];
  /** Where the file is made, absolute; undefined where that isn't known. */
  readonly path: string | undefined;
  /** Of a shared library: the ends of its file's name and of the one that programs ask for (VERSION, SOVERSION). */
  readonly version:
    | {
        readonly file: string;
        readonly asked: string;
        /** All links name the file itself: none names another link. */
        readonly direct?: true;
      }
    | undefined;
  /** It tests the others, and is nothing that an image is for. */
  readonly test: boolean;
  /** Not made by default, or only where a condition holds that isn't known. */
  readonly apart: boolean;
  /** Where it is made lies a script that starts it, until it is installed (libtool). */
  readonly wrapped?: true;
  /** It is installed, and where isn't known. */
  readonly adrift?: true;
}

/** What `install` copies. */
export type Installed =
  | {
      readonly kind: 'target';
      readonly target: string;
      readonly directory: string;
      /** Only where the target is of that kind: a library has another place than a program. */
      readonly only?: 'programs' | 'libraries';
    }
  | {
      readonly kind: 'file';
      readonly from: string;
      readonly directory: string;
      readonly rename: string | undefined;
      readonly mode?: number;
    }
  | { readonly kind: 'directory'; readonly from: string; readonly directory: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

export interface Project {
  readonly targets: ReadonlyMap<string, Target>;
  readonly installed: readonly Installed[];
  /** Calls that are not understood, and that may say more of what is linked. */
  readonly open: readonly string[];
  /** Where `install` may write more than is listed, and why. */
  readonly more: readonly InstalledMore[];
}

export interface InstalledMore {
  readonly why: string;
  /** Absolute; undefined where it may be anywhere. */
  readonly under: string | undefined;
}

export interface ProjectFiles {
  readonly read: (path: string) => string | undefined;
  /** Names in a directory, and whether these are all. */
  readonly list: (directory: string) => {
    readonly names: readonly { readonly name: string; readonly directory: boolean }[];
    readonly complete: boolean;
  };
  readonly exists: (path: string) => boolean | undefined;
}
