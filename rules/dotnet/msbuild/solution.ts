/** The projects of a solution. Source: learn.microsoft.com/visualstudio/extensibility/internals/solution-dot-sln-file; .slnx is XML. */
import { posix } from 'node:path';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { readXml, type Element } from '../../../src/context/xml.ts';
import { slashed } from './project.ts';

/** How project files end. */
export const isProjectFile = (name: string): boolean => /\.(cs|fs|vb)proj$/i.test(name);
export const isSolutionFile = (name: string): boolean => /\.slnx?$/i.test(name);

/** Absolute paths of the projects; undefined where the file can't be read. */
export function projectsOf(path: string, files: FileSystem): readonly string[] | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  const named = path.endsWith('x') ? namesIn(readXml(text)) : text.split('\n').flatMap(projectOfLine);
  return named?.filter(isProjectFile).map((name) => posix.resolve(posix.dirname(path), slashed(name)));
}

/** `Project("{kind}") = "name", "path", "{id}"`: what stands between the quotes. */
function projectOfLine(line: string): readonly string[] {
  if (!line.trimStart().startsWith('Project(')) return [];
  const quoted = line.split('"').filter((_, index) => index % 2 === 1);
  return quoted[2] === undefined ? [] : [quoted[2]];
}

function namesIn(root: Element | undefined): readonly string[] | undefined {
  return root === undefined ? undefined : pathsIn(root);
}

function pathsIn({ name, attributes, children }: Element): readonly string[] {
  const own = name === 'Project' ? (attributes['Path'] ?? []) : [];
  return [own, ...children.map(pathsIn)].flat();
}
