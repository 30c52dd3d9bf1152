/** Digests of references, as a lock file has them: what a base is pinned to that dfopt writes. */
import { isDigest, parseReference, repositoryOf } from './reference.ts';

/** Digests by reference: `{ 'gcr.io/distroless/static-debian13': 'sha256:…' }`. */
export type Pins = Readonly<Record<string, string>>;

/** The reference with its digest, where the lock has one; as it is where it has a digest already, or none is known. */
export function pinned(reference: string, pins: Pins): string {
  const own = identityOf(reference);
  if (own === undefined) return reference;
  const key = Object.keys(pins).find((other) => identityOf(other) === own);
  const digest = key === undefined ? undefined : pins[key];
  return digest === undefined ? reference : `${reference}@${digest}`;
}

/** Whether a reference says by a digest which image it is; scratch is none. */
export function isPinned(reference: string): boolean {
  return reference === 'scratch' || parseReference(reference)?.digest !== undefined;
}

/** Without a tag it is `latest`, and `debian` is `docker.io/library/debian`. undefined for what can't be pinned. */
function identityOf(text: string): string | undefined {
  const reference = parseReference(text);
  if (reference === undefined || text === 'scratch' || reference.digest !== undefined) return undefined;
  return `${repositoryOf(reference)}:${reference.tag ?? 'latest'}`;
}

/** What is wrong with the text of a lock file, or its pins. */
export function parsePins(
  text: string,
): { readonly ok: true; readonly pins: Pins } | { readonly ok: false; readonly why: string } {
  const content = parsedJson(text);
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return { ok: false, why: 'it is no JSON object of references and digests' };
  const pins: Record<string, string> = {};
  for (const [reference, digest] of Object.entries(content)) {
    if (parseReference(reference) === undefined) return { ok: false, why: `'${reference}' is no reference` };
    if (typeof digest !== 'string' || !isDigest(digest))
      return { ok: false, why: `what '${reference}' has is no digest (sha256:…)` };
    pins[reference] = digest;
  }
  return { ok: true, pins };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
