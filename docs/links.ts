/** Links of the project's files, as they are in the site. */
import { posix } from 'node:path';

export interface SiteLinks {
  /** Files of the project that are pages: the file to the page's path. */
  readonly pages: ReadonlyMap<string, string>;
  /** Whether the project has a file, which then lies in the site as it is. */
  readonly isFile: (path: string) => boolean;
}

export type SiteLink =
  | {
      readonly kind: 'link';
      readonly href: string;
      /** A file of the project to lay beside the pages. */ readonly file?: string;
    }
  /** To a directory or to what isn't there: only its text is of use in the site. */
  | { readonly kind: 'none' };

/** Where a link in the file `source` leads from the page at `from`. */
export function siteLink(href: string, source: string, from: string, { pages, isFile }: SiteLinks): SiteLink {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return { kind: 'link', href };
  const [path = '', fragment] = href.split('#');
  // A code's page holds one section of its source's: the others are on the source's page.
  if (path === '' && pages.get(source) === from) return { kind: 'link', href };
  const target = path === '' ? source : posix.join(posix.dirname(source), path);
  const page = pages.get(target) ?? pages.get(posix.join(target, 'README.md'));
  const end = fragment === undefined ? '' : `#${fragment}`;
  if (page !== undefined) return { kind: 'link', href: relativeTo(from, page) + end };
  if (!isFile(target)) return { kind: 'none' };
  return { kind: 'link', href: relativeTo(from, `files/${target}`), file: target };
}

/** The way from one page of the site to another. */
export function relativeTo(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}
