/** Names of the files that describe builds and what runs of them. */
import { nameOf } from '../files/tree.ts';

/** Names that Compose and its users give such files. */
export function isComposeFile(path: string): boolean {
  return /^(?:docker-|podman-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(nameOf(path));
}

/** The names that buildx looks for by itself, and their overrides. */
export function isBakeFile(path: string): boolean {
  return /^docker-bake(?:\.[\w-]+)?\.(?:hcl|json)$/.test(nameOf(path));
}

/** Whether files of this name describe builds. */
export function describesBuilds(path: string): boolean {
  return isComposeFile(path) || isBakeFile(path);
}
