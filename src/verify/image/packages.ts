/**
 * Installed packages, from the databases inside an image: dpkg's `status` (deb-control(5)), the one file a package
 * that distroless images have in its place, and apk's `installed` (apk-tools, "APKv2 installed database").
 */
import { joinPath, type FileIndex } from './files.ts';

export interface Packages {
  /** Sorted. */
  readonly names: readonly string[];
  /** Whether a package brought the file at the absolute path. */
  readonly owns: (path: string) => boolean;
}

/** undefined when the image has no database. */
export function packagesOf(files: FileIndex): Packages | undefined {
  const databases = [dpkg(files), apk(files)].filter((database) => database !== undefined);
  if (databases.length === 0) return undefined;
  const paths = new Set(databases.flatMap((database) => [...database.paths]));
  return {
    names: [...new Set(databases.flatMap(({ names }) => names))].sort(),
    owns: (path) => paths.has(path),
  };
}

interface Database {
  readonly names: readonly string[];
  readonly paths: ReadonlySet<string>;
}

function dpkg(files: FileIndex): Database | undefined {
  const status = textOf(files, '/var/lib/dpkg/status');
  const single = files
    .list('/var/lib/dpkg/status.d')
    .filter((name) => !name.endsWith('.md5sums'))
    .map((name) => textOf(files, `/var/lib/dpkg/status.d/${name}`) ?? '');
  if (status === undefined && single.length === 0) return undefined;
  const names = [status ?? '', ...single]
    .flatMap((text) => text.split(/\n{2,}/))
    .flatMap((paragraph) => {
      const fields = fieldsOf(paragraph);
      const name = fields.get('Package');
      const state = fields.get('Status');
      // `Status: install ok installed`; files in status.d have none.
      return name === undefined || (state !== undefined && !state.endsWith(' installed')) ? [] : [name];
    });
  const paths = files
    .list('/var/lib/dpkg/info')
    .filter((name) => name.endsWith('.list'))
    .flatMap((name) => (textOf(files, `/var/lib/dpkg/info/${name}`) ?? '').split('\n'))
    .filter((path) => path.startsWith('/'))
    .map((path) => resolved(files, path));
  return { names, paths: new Set(paths) };
}

function fieldsOf(paragraph: string): ReadonlyMap<string, string> {
  return new Map(
    paragraph.split('\n').flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon <= 0 || /^\s/.test(line) ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]];
    }),
  );
}

/** Records of `P:name`, `F:directory`, `R:file in it`. */
function apk(files: FileIndex): Database | undefined {
  const text = textOf(files, '/lib/apk/db/installed') ?? textOf(files, '/usr/lib/apk/db/installed');
  if (text === undefined) return undefined;
  const names: string[] = [];
  const paths = new Set<string>();
  let directory = '/';
  for (const line of text.split('\n')) {
    const value = line.slice(2);
    if (line.startsWith('P:')) names.push(value);
    else if (line.startsWith('F:')) {
      directory = `/${value}`;
      paths.add(resolved(files, directory));
    } else if (line.startsWith('R:')) paths.add(resolved(files, joinPath(directory, value)));
  }
  return { names, paths };
}

/** Databases name paths as packages ship them (`/lib/x`); with merged `/usr` the file is at `/usr/lib/x`. */
function resolved(files: FileIndex, path: string): string {
  const found = files.lookup(path, false);
  return found.found ? found.node.path : path;
}

function textOf(files: FileIndex, path: string): string | undefined {
  const found = files.lookup(path);
  return found.found ? found.node.file?.content?.toString('utf8') : undefined;
}
