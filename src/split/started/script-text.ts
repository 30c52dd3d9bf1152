/** The texts of scripts in an image. */
import type { Stage } from '../../evaluate/types.ts';

/** The text of a script: of a file of the base image's that steps added to, what they added. */
export function scriptTextAt(path: string, { files }: Pick<Stage, 'files'>): string | undefined {
  const found = files.lookup(path);
  return files.read(path) ?? (found.status === 'present' ? found.entry.appended : undefined);
}

/** By its name: the kernel starts what its first line names, which is not there to read where a step made it. */
export function isForInterpreter(path: string): boolean {
  return /\.(?:[cm]?[jt]s|py|rb|pl|php|lua|tcl)$/.test(path);
}

/** By its name. */
export function looksLikeScript(path: string): boolean {
  return /\.(sh|bash)$/.test(path) || /(^|[-_./])(entrypoint|entry-point|start|run|init)$/.test(path);
}
