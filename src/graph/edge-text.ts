/** Texts that the drawings share. */
import type { Edge } from './model.ts';

/** More paths than this are counted, not listed. */
const mostPaths = 3;

/** What goes along an edge, in short; empty for a base. */
export function edgeText({ kind, paths }: Edge): string {
  if (kind === 'base') return '';
  const listed = paths.slice(0, mostPaths).join(', ');
  const more = paths.length - mostPaths;
  const text = more > 0 ? `${listed} and ${more} more` : listed;
  if (kind === 'copy') return text;
  return text === '' ? 'mounted' : `${text} (mounted)`;
}
