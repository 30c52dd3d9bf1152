/**
 * Uses of an image that nothing names. When the repository has one Dockerfile alone, what its files run is taken for the image
 * of that: the image that its manifests or its tests run, if that is one alone and nobody else's as far as the name says; in
 * other files every image that is called like the project.
 */
import type { Finding, ImageName } from './findings.ts';
import { isOfficialImage, isSameImage, nameIn } from './names.ts';

export type Use = Extract<Finding, { kind: 'use' }>;

/** The uses, and those of the names that they give (of a container that they start). */
export function assumedUses(
  findings: readonly Finding[],
  names: ReadonlySet<string>,
): { readonly certain: readonly Use[]; readonly byName: readonly Use[] } {
  const lone = ['kubernetes', 'test'].flatMap((kind) => loneImage(findings, kind));
  const certain = withTheirs(lone, findings);
  const called = usesIn(findings).filter(
    ({ consumer, of }) =>
      (!ownRules.has(consumer.kind) || consumer.example === true) && names.has(nameIn(of) ?? ''),
  );
  return { certain, byName: withTheirs(called, findings).filter((use) => !certain.includes(use)) };
}

/** Kinds of files for which the name of an image decides nothing: what is only shown, other images, and those with a rule above. */
const ownRules: ReadonlySet<string> = new Set(['kubernetes', 'test', 'readme', 'dockerfile', 'devcontainer']);

function usesIn(findings: readonly Finding[]): readonly Use[] {
  return findings.flatMap((finding) => (finding.kind === 'use' ? [finding] : []));
}

/** The uses of the only image that files of a kind run, besides official ones. */
function loneImage(findings: readonly Finding[], kind: string): readonly Use[] {
  const uses = usesIn(findings).filter(
    ({ of, consumer }) => consumer.kind === kind && of.by === 'image' && !isOfficialImage(of),
  );
  const [first] = uses;
  return first === undefined || uses.some((use) => !isSameImage(use.of, first.of)) ? [] : uses;
}

function withTheirs(uses: readonly Use[], findings: readonly Finding[]): readonly Use[] {
  const names: readonly ImageName[] = uses.flatMap((use) => use.names);
  const more = usesIn(findings).filter(
    (use) => !uses.includes(use) && names.some((name) => isSameImage(name, use.of)),
  );
  return [...uses, ...more];
}
