/** The author's Java: what of it runs, read as far as it is there. */
import { posix } from 'node:path';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { readJava, type SourceFacts } from './findings.ts';

export interface SourceFile extends SourceFacts {
  /** Absolute path in the image. */
  readonly path: string;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  /** Texts that come with the program: settings among its resources. */
  readonly settings: readonly { readonly path: string; readonly text: string }[];
  /** Files or directories that could not be read, or are in another language. */
  readonly unread: readonly string[];
}

/** More files than this are not read, and no longer ones. */
const mostFiles = 5000;
const longest = 2_000_000;

const asideDirectories =
  /^(\.[^.].*|target|build|out|node_modules|test|it|integrationTest|testFixtures|docs?)$/;
const otherLanguages = /\.(kt|kts|scala|groovy|clj|jsp)$/;
const settings = /\.(properties|ya?ml|xml|conf|json)$/;
const buildScripts = /^(build|settings)\.gradle(\.kts)?$|^pom\.xml$/;

const read = new WeakMap<FileSystem, Map<string, Sources>>();

/** The sources below a directory, without tests and what was built: they may all run. */
export function sourcesBelow(root: string, files: FileSystem): Sources {
  const known = read.get(files) ?? new Map<string, Sources>();
  read.set(files, known);
  const before = known.get(root);
  if (before !== undefined) return before;
  const found: SourceFile[] = [];
  const texts: { readonly path: string; readonly text: string }[] = [];
  const unread: string[] = [];
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const { names, complete, generated, sources: ofSources } = files.list(directory);
    if (!complete && !generated && ofSources === undefined) unread.push(directory);
    for (const { name } of names) {
      const path = posix.join(directory, name);
      const entry = files.lookup(path);
      if (entry.status !== 'present' || entry.entry.origin.by === 'base') continue;
      if (entry.entry.kind === 'directory') {
        if (!asideDirectories.test(name)) pending.push(path);
        continue;
      }
      if (buildScripts.test(name)) continue;
      if (otherLanguages.test(name)) unread.push(path);
      const isSource = name.endsWith('.java');
      if (!isSource && !settings.test(name)) continue;
      const text = found.length + texts.length < mostFiles ? files.read(path) : undefined;
      if (!isSource) {
        if (text === undefined) unread.push(path);
        else texts.push({ path, text });
        continue;
      }
      const facts = text === undefined || text.length > longest ? undefined : readJava(text, path);
      if (facts === undefined) unread.push(path);
      else found.push({ path, ...facts });
    }
  }
  const sources = { files: found, settings: texts, unread };
  known.set(root, sources);
  return sources;
}
