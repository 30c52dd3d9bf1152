/** A repository of the fleet as data: what lies in it, and what dfopt must say about each of its Dockerfiles. */

export type Entry =
  | { readonly kind: 'file'; readonly content: string | Uint8Array }
  /** A file that nobody but root can read. */
  | { readonly kind: 'unreadable'; readonly content: string }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'fifo' };

/** What must come out of one Dockerfile. */
export interface Expected {
  readonly outcome: 'migrated' | 'unchanged' | 'refused' | 'failed';
  /** Where only one code is right. */
  readonly code?: string;
}

/** What one Dockerfile brings along; paths relative to the directory it is put in. */
export interface Piece {
  /** What it is an example of. */
  readonly kind: string;
  readonly entries: Readonly<Record<string, Entry>>;
  /** Every path that dfopt must report; usually one. */
  readonly expected: Readonly<Record<string, Expected>>;
}

export interface Repository {
  /** Its directory in the fleet. */
  readonly name: string;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly expected: ReadonlyMap<string, Expected>;
}

export function file(content: string | Uint8Array): Entry {
  return { kind: 'file', content };
}

export const migrated: Expected = { outcome: 'migrated' };

/** A piece that is one Dockerfile and the files around it. */
export function piece(
  kind: string,
  name: string,
  dockerfile: Entry,
  expected: Expected,
  around: Readonly<Record<string, string>> = {},
): Piece {
  const files = Object.entries(around).map(([path, text]): [string, Entry] => [path, file(text)]);
  return {
    kind,
    entries: { ...Object.fromEntries(files), [name]: dockerfile },
    expected: { [name]: expected },
  };
}
