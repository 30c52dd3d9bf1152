/** What hangs on Go of what a program does when it runs: where it finds zones and certificates, and what is the toolchain's. */
import type { ImageFacts, Stage } from '../../src/evaluate/types.ts';
import type { Evidence } from '../../src/rule/types.ts';
import type { Answer, OfToolchain } from '../../src/split/uses/scene.ts';
import { certificatesBuiltIn } from './certificates.ts';
import { tagsOf, type GoCall } from './commands/flags.ts';
import { toolchainUsers } from './commands/tools.ts';
import { isSourceFile, roleOf } from './source-files.ts';
import type { Finding, ProgramFacts } from './sources/index.ts';
import { zoneSources } from './zones.ts';

/** What is asked of the toolchain for a program that was read. */
/** @param image the facts of the image that it is built in. */
export function usesOfGo(
  facts: ProgramFacts,
  call: GoCall | undefined,
  image: ImageFacts | undefined,
  stage: Stage,
): OfToolchain {
  return {
    // Source: docker-library/golang, its Dockerfile templates.
    installation: image?.installation?.directories ?? ['/usr/local/go'],
    isProgram: (name) => name === 'go' || name === 'gofmt' || toolchainUsers.has(name),
    words: ['go'],
    embeds: '//go:embed',
    isSource: isSourceFile,
    isOwnSource: (path) => path.endsWith('.go'),
    role: roleOf,
    answer: (finding, evidence) => answerOfGo(finding, { facts, call, image, stage }, evidence),
  };
}

/** A program, the call that builds it, and the image that this is done in. */
interface Asked {
  readonly facts: ProgramFacts;
  readonly call: GoCall | undefined;
  readonly image: ImageFacts | undefined;
  readonly stage: Stage;
}

function answerOfGo(
  { kind }: Finding,
  { facts, call, image, stage }: Asked,
  evidence: Evidence,
): Answer | undefined {
  switch (kind) {
    case 'time-zone': {
      if (zonesBuiltIn(facts, call)) return {};
      const because = 'it loads time zones';
      return { needs: [{ kind: 'time-zones', sources: zoneSources(call, image), because, evidence }] };
    }
    case 'tls-client':
      return certificatesBuiltIn(facts, stage) === undefined ? undefined : {};
    case 'plugin':
      return {
        refusal: {
          code: 'plugin',
          message: 'the program loads Go plugins, which need the same toolchain and C library at run time',
          evidence,
          advice: 'nothing: such a program stays with its toolchain image',
        },
      };
    default:
      return undefined;
  }
}

/** `import _ "time/tzdata"` and the build tag `timetzdata` put the zones into the program. Source: package time/tzdata. */
export function zonesBuiltIn({ standardImports }: ProgramFacts, call: GoCall | undefined): boolean {
  return standardImports.has('time/tzdata') || (call !== undefined && tagsOf(call).includes('timetzdata'));
}
