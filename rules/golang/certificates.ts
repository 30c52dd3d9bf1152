/** Certificates that are built into a program. */
import type { Stage } from '../../src/evaluate/types.ts';
import type { Evidence, Reason } from '../../src/rule/types.ts';
import { addsCertificates } from '../../src/split/needs/installed-packages.ts';
import type { ProgramFacts, SourceEvidence } from './sources/index.ts';

/**
 * Packages that bring certificates, and set them where the system has none (https://pkg.go.dev/crypto/x509#SetFallbackRoots).
 * Sources: https://pkg.go.dev/golang.org/x/crypto/x509roots/fallback, https://pkg.go.dev/github.com/breml/rootcerts
 */
const packages = ['golang.org/x/crypto/x509roots/fallback', 'github.com/breml/rootcerts'];

interface BuiltIn {
  readonly path: string;
  readonly evidence: SourceEvidence;
}

/** What brings the certificates that do in the place of the system's: not in that of the author's own. */
export function certificatesBuiltIn({ modules }: ProgramFacts, stage: Stage): BuiltIn | undefined {
  if (addsCertificates(stage)) return undefined;
  const [found] = packages.flatMap((path): readonly BuiltIn[] => {
    const evidence = modules.get(path);
    return evidence === undefined ? [] : [{ path, evidence }];
  });
  return found;
}

/** That they take the place of the system's, which stay behind. */
export function builtInReasons(
  facts: ProgramFacts,
  stage: Stage,
  place: (evidence: SourceEvidence) => Evidence,
): readonly Reason[] {
  const builtIn = certificatesBuiltIn(facts, stage);
  if (builtIn === undefined) return [];
  return [
    {
      code: 'certificates-built-in',
      message: `where the runtime image has no certificates, the program trusts those that ${builtIn.path} built into it, and no longer those of the system`,
      evidence: place(builtIn.evidence),
    },
  ];
}
