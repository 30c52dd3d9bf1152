/** What the readers of this folder find: builds of an image, and uses of one. Which of them count is decided in index.ts. */
import type { Consumer } from './types.ts';

/** A file that may say something. */
export interface SourceFile {
  /** In the tree of the repository. */
  readonly path: string;
  readonly text: string;
}

export type Finding =
  | {
      readonly kind: 'build';
      /** Where the Dockerfile may be, in the tree; several where the directory the command runs in isn't certain. */
      readonly dockerfiles: readonly string[];
      /** The build context's directory in the tree, where the file says it. */
      readonly context?: string;
      /** Names the image is given. */
      readonly names: readonly ImageName[];
      readonly consumer: Draft;
    }
  | {
      readonly kind: 'use';
      readonly of: ImageName;
      /** Names that what is used goes by from here on (`docker run --name`). */
      readonly names: readonly ImageName[];
      readonly consumer: Draft;
    };

/** A consumer without its file's path, which the search adds. */
export type Draft = Omit<Consumer, 'file' | 'assumed'> & { readonly path: string };

/** How other files call the image. */
export type ImageName =
  /** A reference as written; unknown parts are U+FFFC. `written` tells it from others by its variables then. */
  | { readonly by: 'image'; readonly text: string; readonly written?: string }
  /** A compose service of the files in a directory. */
  | { readonly by: 'service'; readonly text: string }
  /** The name of a running container; `file:` stands for one of those that the file starts. */
  | { readonly by: 'container'; readonly text: string }
  /** `deployment/name` or `deployment/name/container` of Kubernetes; `*` for one whose name isn't known. */
  | { readonly by: 'pod'; readonly text: string }
  /** A config map. */
  | { readonly by: 'config'; readonly text: string }
  /** A target of the bake files in a directory. */
  | { readonly by: 'target'; readonly text: string }
  /** What a Dockerfile is given beside its context (`--build-context`), by a name in it. */
  | { readonly by: 'context'; readonly text: string; readonly dockerfile: string };

/** Adds a field only where there is a value: a field that is there was said. */
export function said<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  if (value === undefined) return {};
  const record: { [P in K]?: V } = {};
  record[key] = value;
  return record;
}

/** As `said`, for records and lists that may be empty. */
export function saidIfAny<K extends string, V extends object>(key: K, value: V): { readonly [P in K]?: V } {
  return said(key, Object.keys(value).length > 0 ? value : undefined);
}
