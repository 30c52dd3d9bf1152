/** The author's C#: what of it runs, read as far as it is there. */
import { posix } from 'node:path';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { readCsharp, type SourceFacts } from './findings.ts';

export interface SourceFile extends SourceFacts {
  /** Absolute path in the image. */
  readonly path: string;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  /** Files or directories that could not be read, or are in another language. */
  readonly unread: readonly string[];
}

/** More files than this are not read, and no longer ones. */
const mostFiles = 5000;
const longest = 2_000_000;

/** What the SDK compiles nothing of. Source: learn.microsoft.com/dotnet/core/project-sdk/overview (default includes and excludes). */
const asideDirectories = /^(\.[^.].*|bin|obj|node_modules)$/;
const otherLanguages = /\.(fs|fsx|vb|cshtml|razor|vbhtml|xaml)$/i;

/**
 * The sources below the directories of projects: they may all run. What lies in the directory of another project belongs to that.
 * @param base where the assembly lies when it runs.
 */
export function sourcesOf(roots: readonly string[], files: FileSystem, base: string): Sources {
  const found = new Map<string, SourceFile>();
  const unread = new Set<string>();
  const pending = [...roots];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const { names, complete, generated, sources: ofSources } = files.list(directory);
    if (!complete && !generated && ofSources === undefined) unread.add(directory);
    for (const { name } of names) {
      const path = posix.join(directory, name);
      const entry = files.lookup(path);
      if (entry.status !== 'present' || entry.entry.origin.by === 'base') continue;
      if (entry.entry.kind === 'directory') {
        if (!asideDirectories.test(name) && !isOtherProject(path, roots, files)) pending.push(path);
        continue;
      }
      if (otherLanguages.test(name)) unread.add(path);
      if (!/\.cs$/i.test(name) || found.has(path)) continue;
      const text = found.size < mostFiles ? files.read(path) : undefined;
      const facts = text === undefined || text.length > longest ? undefined : readCsharp(text, path, base);
      if (facts === undefined) unread.add(path);
      else {
        found.set(path, { path, ...facts });
        if (facts.outside !== undefined) unread.add(`${path}: ${facts.outside}`);
      }
    }
  }
  return { files: [...found.values()], unread: [...unread] };
}

/** A directory with a project of its own, such as tests below the application. */
function isOtherProject(directory: string, roots: readonly string[], files: FileSystem): boolean {
  return (
    !roots.includes(directory) &&
    files.list(directory).names.some(({ name }) => /\.(cs|fs|vb)proj$/i.test(name))
  );
}
