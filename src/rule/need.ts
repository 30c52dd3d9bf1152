/**
 * What something needs when it runs. One vocabulary for who finds needs (toolchains, scripts, the Dockerfile), who meets
 * them (the planner) and who checks that they are met (`dfopt verify`). What each kind is called, how a base meets it and
 * how an image shows it stands in a row of `src/toolchain/needs.ts`: a kind that is added here has no row yet, and the
 * compiler says so.
 */
import type { CLibrary } from '../image/bases.ts';
import type { Assumption, Evidence } from './grounds.ts';

/** The kinds, with what each of them names. */
export interface NeedKinds {
  /** A C library, with the version that the program was linked against. */
  readonly 'c-library': { readonly library: CLibrary };
  /** A shared library by the name that a loader looks for (`libpq.so.5`), and the packages that bring it. */
  readonly library: { readonly soname: string; readonly packages: readonly string[] };
  /** Packages with shared libraries, by the name of the distribution at hand. */
  readonly 'library-packages': { readonly packages: readonly string[] };
  /** `libstdc++` and `libgcc_s`. */
  readonly 'c++-library': unknown;
  /** An interpreter or a virtual machine (`node` 20, `java` 17): of that version, or one that it begins with. */
  readonly runtime: { readonly name: string; readonly version: string | undefined };
  readonly shell: { readonly path: string };
  /** A program that is found on PATH or at a path, which the distribution or a package of it brings. */
  readonly command: { readonly name: string };
  /** Programs under names that aren't known: a shell and the ordinary commands of the distribution. */
  readonly 'ordinary-commands': unknown;
  /** A package that the author installed and that may matter at run time. */
  readonly package: { readonly name: string };
  readonly certificates: unknown;
  /** `sources`: where the original image has them, the best first. `zone`: the only one that is asked for. */
  readonly 'time-zones': { readonly sources: readonly string[]; readonly zone?: string };
  /** A file of the distribution's that the original image has. */
  readonly 'system-file': { readonly path: string };
  readonly 'service-names': unknown;
  readonly 'mime-types': unknown;
  readonly 'temporary-directory': unknown;
  /** An entry in /etc/passwd and /etc/group. */
  readonly 'user-record': {
    /** By name, or by id where nothing but that is known; undefined: of the user that it runs as. */
    readonly name: string | undefined;
    /** The group that it runs with, by name, in place of its own. */
    readonly group?: string;
    /** Looked up through PAM, which wants the entry in /etc/shadow too (pam_unix(8)). */
    readonly login?: true;
  };
  /** The directory that HOME or the user's record names: what is kept there makes it. */
  readonly 'home-directory': unknown;
  /** A variable of the image's config. */
  readonly environment: { readonly name: string };
  /** A file or directory of the image, in its state after the build. */
  readonly file: {
    readonly path: string;
    readonly directory: boolean;
    /** The program writes in it. */
    readonly writable?: true;
    /** A step may have made it, or not: it is brought where it is there. */
    readonly perhaps?: true;
    /** The link that lies there is asked for, not only what it leads to. */
    readonly link?: true;
  };
  /** A directory that must be there to be written in; its content doesn't matter. */
  readonly directory: {
    readonly path: string;
    /** Nothing is written in it: names only go through it (`scripts/../conf`). */
    readonly passed?: true;
  };
  /** Names are looked up before DNS is asked (/etc/nsswitch.conf). */
  readonly 'host-names': unknown;
}

export type NeedName = keyof NeedKinds;

/** Why something is needed, and how sure that is. */
export interface NeedGrounds {
  readonly evidence: Evidence | undefined;
  /** Why, in a few words: `it makes TLS connections`. */
  readonly because: string;
  /** Set when the need is only taken for granted; the assumption is listed. */
  readonly assumption?: Assumption;
  /** The code for it is there; nothing tells whether it ever runs. */
  readonly possible?: true;
}

/** What is needed, of the given kinds. */
export type NeedKind<Name extends NeedName = NeedName> = {
  [Each in Name]: { readonly kind: Each } & NeedKinds[Each];
}[Name];

/** Something that is needed at run time, of the given kinds. */
export type Need<Name extends NeedName = NeedName> = {
  [Each in Name]: { readonly kind: Each } & NeedKinds[Each] & NeedGrounds;
}[Name];
