/** dfopt's own version, from the package.json it was installed with. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let known: string | undefined;

export function version(): string {
  known ??= versionFrom(import.meta.dirname);
  return known;
}

/** The nearest package.json upwards that is dfopt's: the code lies at different depths before and after compiling. */
function versionFrom(directory: string): string {
  const found = read(join(directory, 'package.json'));
  if (found !== undefined) return found;
  const parent = dirname(directory);
  return parent === directory ? 'unknown' : versionFrom(parent);
}

function read(file: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const named =
      typeof content === 'object' && content !== null && 'name' in content && 'version' in content;
    return named && content.name === 'dfopt' && typeof content.version === 'string'
      ? content.version
      : undefined;
  } catch {
    return undefined;
  }
}
