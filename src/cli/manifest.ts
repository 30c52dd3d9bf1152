/** What the package.json says that dfopt was installed with. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly version: string;
  readonly homepage: string | undefined;
}

let known: Manifest | undefined;

function manifest(): Manifest {
  known ??= manifestFrom(import.meta.dirname);
  return known;
}

/** dfopt's own version. */
export function version(): string {
  return manifest().version;
}

/** Where the pages of codes can be read; undefined as long as package.json has the placeholder in a domain for examples. */
export function homepage(): URL | undefined {
  const { homepage: address = '' } = manifest();
  return URL.canParse(address) && !isExample(new URL(address)) ? new URL(address) : undefined;
}

/** Nobody has such a domain (RFC 2606 §2). */
function isExample({ hostname }: URL): boolean {
  return hostname.endsWith('.example');
}

/** The nearest package.json upwards that is dfopt's: the code lies at different depths before and after compiling. */
function manifestFrom(directory: string): Manifest {
  const found = read(join(directory, 'package.json'));
  if (found !== undefined) return found;
  const parent = dirname(directory);
  return parent === directory ? { version: 'unknown', homepage: undefined } : manifestFrom(parent);
}

function read(file: string): Manifest | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const named =
      typeof content === 'object' && content !== null && 'name' in content && 'version' in content;
    if (!named || content.name !== 'dfopt' || typeof content.version !== 'string') return undefined;
    const address = 'homepage' in content ? content.homepage : undefined;
    return { version: content.version, homepage: typeof address === 'string' ? address : undefined };
  } catch {
    return undefined;
  }
}
