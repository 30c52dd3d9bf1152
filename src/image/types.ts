/** What an image is built on, as far as its reference tells. */
export interface Distribution {
  readonly family: 'debian' | 'alpine' | 'ubuntu' | 'busybox' | 'other';
  /** Debian/Ubuntu codename (`bookworm`), undefined when the tag doesn't say and it can't be derived. */
  readonly codename?: string;
  /** Alpine release (`3.20`). */
  readonly release?: string;
  /**
   * The distribution's own image as the file names it, or its slim variant, where a stage is on that one: what is built on it
   * runs on it.
   */
  readonly image?: string;
}

/** An image reference taken apart: `registry/path/name:tag@digest`. */
export interface ImageReference {
  readonly registry: string | undefined;
  /** Path without the last component: `library`, `team/base`; undefined for none. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}
