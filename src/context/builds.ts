/** Compose and bake files as the place where it is said which Dockerfile is built with which context. */
import { findInBake } from './consumers/bake.ts';
import { isBakeFile } from './consumers/build-file-names.ts';
import { findInCompose } from './consumers/compose.ts';
import type { Finding } from './consumers/findings.ts';
import { servicesIn, type Service } from './consumers/services.ts';
import { largestFile } from './consumers/places.ts';
import { parentOf, remember, rememberOf, type Tree } from './files/tree.ts';
import { wholeView } from './files/view.ts';

/** One build that a file describes. */
export interface NamedBuild {
  readonly dockerfile: string;
  /** The build context's directory. */
  readonly context: string;
  /** The service or target. */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
}

export type { Service } from './consumers/services.ts';

/** The services of a compose file of the tree, in its order; paths in the tree. */
export function servicesOf(tree: Tree, path: string): readonly Service[] {
  const { read } = wholeView(tree);
  const text = readableText(tree, path);
  return text === undefined ? [] : servicesIn({ path, text }, { read, context: parentOf(path) });
}

function readableText(tree: Tree, path: string): string | undefined {
  const { read, stat } = wholeView(tree);
  return (stat(path)?.size ?? 0) > largestFile ? undefined : read(path);
}

/** The builds that a compose or bake file of the tree describes, in its order; paths in the tree. */
export function buildsIn(tree: Tree, path: string): readonly NamedBuild[] {
  return buildsOf(tree)(path);
}

const buildsOf = rememberOf((tree: Tree) => remember((path) => readBuilds(tree, path)));

function readBuilds(tree: Tree, path: string): readonly NamedBuild[] {
  const { read } = wholeView(tree);
  const text = readableText(tree, path);
  if (text === undefined) return [];
  const findings: readonly Finding[] = isBakeFile(path)
    ? findInBake({ path, text })
    : findInCompose({ path, text }, { read, context: parentOf(path) });
  return findings.flatMap((finding) => {
    if (finding.kind !== 'build' || finding.context === undefined) return [];
    const { context, consumer } = finding;
    return finding.dockerfiles.map((dockerfile) => ({
      dockerfile,
      context,
      name: consumer.name,
      line: consumer.line,
    }));
  });
}
