/** An image reference taken apart: `registry/path/name:tag@digest`. */
export interface ImageReference {
  readonly registry: string | undefined;
  /** Path without the last component: `library`, `team/base`; undefined for none. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}
