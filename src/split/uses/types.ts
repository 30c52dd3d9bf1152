/** What a program does at run time, as its sources say it: the words in which every toolchain's reader tells. */
import type { Origin, StartValue } from '../start/values.ts';

export type { Origin, StartValue };

/** A place in the sources. */
export interface SourceEvidence {
  /** Absolute path in the image. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** A part of a text: what stands in the sources, or what is given at start and is this unless something else is given. */
export interface TextPart {
  readonly text: string;
  /** What gives it. */
  readonly origin?: Origin;
  /** It is made of what is given (a part of it, in other letters): that doesn't stand there as it is. */
  readonly changed?: true;
}

/** A text with parts that are given at start, as it is unless something else is given. */
export interface Usual {
  readonly parts: readonly TextPart[];
  /** The parts are all of it, not only how it begins. */
  readonly complete: boolean;
}

/** Stands for the name of the program's own file, which its sources don't tell; no path has such a part. */
export const programName = '\u0000program';

/** Directories that only exist as such when the program runs. */
export type Base =
  | 'executable-directory'
  | 'home-directory'
  | 'temporary-directory'
  /** The source tree where the program was built; reported with its absolute path instead. */
  | 'source-directory';

/** A path or name that the sources give, as far as it can be worked out. */
export type Name =
  | {
      readonly known: true;
      readonly text: string;
      /** The text is a default that this can replace. */
      readonly origin?: Origin;
    }
  | {
      readonly known: false;
      readonly expression: string;
      /** The literal start that is known (`templates/` of `"templates/" + name`), '' for none. */
      readonly prefix: string;
      /** The whole name is what this gives. */
      readonly origin?: Origin;
      /** The name starts in this directory, and `prefix` is what follows it. */
      readonly base?: Base;
      /** With `base`: `prefix` is all that follows, not only a start. */
      readonly complete?: true;
      /** Parts of it are given at start: the name, or what follows `base`, unless others are given. `prefix` comes before these. */
      readonly usual?: Usual;
    };

export type FindingKind =
  /** A file is read. */
  | 'read-file'
  /** Everything in a directory may be read: listed, served, searched. */
  | 'read-directory'
  /** The files that a pattern matches are read. */
  | 'read-glob'
  /** A text that is given to code that was not there to read: it may be the name of a file. */
  | 'names-file'
  /** A file or directory is created or written: data, a database, a log. */
  | 'write'
  /** A program is started. `name` is its first word. */
  | 'program'
  /** The directory that a program is started in. */
  | 'program-directory'
  /** The program sets the PATH by which it, or what it starts, finds programs: `name` is its new value. */
  | 'search-path'
  /** A time zone other than UTC is looked up. */
  | 'time-zone'
  /** Connects out with TLS, and checks certificates by those of the system. */
  | 'tls-client'
  /** The record of a user or a group: by its name, or of who runs the program where there is none. */
  | 'user-lookup'
  /** Files in the directory for temporary ones. */
  | 'temporary-directory'
  /** The home directory of who runs the program. */
  | 'home-directory'
  /** Code that only the toolchain itself makes for the program is loaded while it runs. */
  | 'plugin'
  /** The media type of a file is told by its name. */
  | 'mime-types'
  /** A service is looked up by its name, for its port. */
  | 'service-names'
  /** A protocol is looked up by its name. */
  | 'protocol-names'
  /** It listens for connections: `name` is the port, by number or service; undefined where the call doesn't tell. */
  | 'listens'
  /** Something is asked for that only root may do, or that may be such (capabilities(7)). */
  | 'privileged'
  /** Sources are read where they were built. */
  | 'source-tree'
  /** The working directory matters though no file is named: it is asked for, or changed (to `name`). */
  | 'working-directory'
  /** The program asks where its own file lies: what lies beside it matters. */
  | 'executable-directory'
  /** A variable of the environment is read; without a name all of them. */
  | 'environment'
  /** A library that is loaded by name while the program runs (dlopen). */
  | 'shared-library'
  /** The locale of the environment, or one by its name, is asked for (setlocale). */
  | 'locale'
  /** The C library loads parts of itself: sources of names, character sets. */
  | 'c-library-parts'
  /** C code that is linked in and could not be read. */
  | 'c-code'
  /** A library that is linked in, by what is known of who uses it; `name` is the library or the module. */
  | 'c-library';

export interface Finding {
  readonly kind: FindingKind;
  readonly name: Name | undefined;
  /** Of a program that is started: its arguments, as far as each has one possible value. */
  readonly arguments?: readonly Name[];
  /** Of a file that is written: the text, where it is one that the sources give. */
  readonly content?: string;
  /** Of a program that is started: a library does it, under a name that nothing outside of it gives. */
  readonly ofLibrary?: true;
  /** The program likely goes on where such a file isn't there. */
  readonly optional?: true;
  /** The program looks at a link itself. */
  readonly link?: true;
  readonly evidence: SourceEvidence;
  /** The module the evidence is in: the program's own, or an imported one (its path). */
  readonly inModule: string;
  /** Whether that is the program's own module, workspace or repository. */
  readonly own: boolean;
}
