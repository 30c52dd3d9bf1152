/** Paths as a message names them: all of a few, the first of many. */
export function listed(paths: readonly string[]): string {
  return paths.length <= 4
    ? paths.join(', ')
    : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`;
}
