/** Lists for people: what is long is cut, and what is left out is counted. */

const usual = 12;

/** The first of them, with commas, and how many more there are. */
export function cut(items: readonly string[], most = usual): string {
  const more = items.length - most;
  return more > 0 ? `${items.slice(0, most).join(', ')} and ${more} more` : items.join(', ');
}
