/** What a project needs when it runs: what its sources and its packages ask of the system. */
import { posix } from 'node:path';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import {
  asWritten,
  needing,
  type Artifact,
  type Needs,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { buildSteps } from './idle.ts';
import { variantOf } from './images.ts';
import { asking, notFollowed, selfContained } from './packages.ts';
import { manifestIn } from './manifest.ts';
import { namesThatRun, productionOf, pruningOf } from './production.ts';
import { namedPathNeeds } from './named-paths.ts';
import { leadsOutside } from './outside.ts';
import { described } from './scripts.ts';
import { sourcesBelow, type SourceFile, type Sources } from './sources/index.ts';

const pruned = 'without-development-packages';

/** Without the packages that only developing needs, where it is certain which these are; else as written. */
export function variantsOf({ path }: Artifact, scene: Scene): readonly [...Variant[], Variant] {
  const pruning = pruningOf(path, scene);
  return [pruning === undefined ? asWritten : { name: pruned, edits: [pruning.edit] }];
}

export function needsOf({ path: root }: Artifact, variant: Variant, scene: Scene): Needs | Refused {
  const { stage } = scene;
  const refused = buildRefusal(scene) ?? outputRefusal(root, scene) ?? packageRefusal(root, scene);
  if (refused !== undefined) return refused;
  const sources = sourcesBelow(root, stage);
  const production = productionOf(root, stage.files);
  const [unread] = sources.unread;
  const starts = sources.files.flatMap((file) => file.starts.map((start) => ({ ...start, file })));
  const unnamed = starts.find(({ name }) => name === undefined);
  const pruning = variant.name === pruned ? pruningOf(root, scene) : undefined;
  const developing = manifestIn(root, stage.files)?.devDependencies.size ?? 0;
  // Those that only developing needs are there too, where they are not taken away.
  const hasPackages =
    production === undefined || production.names.size > 0 || (pruning === undefined && developing > 0);
  const assumptions: readonly Assumption[] = [
    ...(unread === undefined
      ? []
      : [
          {
            code: 'sources-not-read',
            message: `the program starts no other program and needs nothing of the system beside what the slim image has: ${unread} was not read`,
            evidence: undefined,
          } as const,
        ]),
    ...(hasPackages
      ? [
          {
            code: 'packages-not-read',
            message:
              'the packages that are installed need nothing of the system beside what the slim image has, and start no other programs',
            evidence: undefined,
          } as const,
        ]
      : []),
    ...(unnamed === undefined
      ? []
      : [
          {
            code: 'programs-not-known',
            message: `what ${posix.basename(unnamed.file.path)} starts is in the slim image, or in a package that the file installs`,
            evidence: place(unnamed.file, unnamed.line, scene),
          } as const,
        ]),
    ...(pruning === undefined
      ? []
      : [
          {
            code: 'development-packages-left-behind',
            message:
              'what runs does without the packages of devDependencies: none of the sources, and no command, names one',
            evidence: pruning.evidence,
          } as const,
        ]),
  ];
  return needing(
    [
      ...starts.flatMap(({ name, file, line }): readonly Need[] =>
        name === undefined || ownPrograms.has(name)
          ? []
          : [
              {
                kind: 'command',
                name,
                because: `the program starts ${name}`,
                evidence: place(file, line, scene),
              },
            ],
      ),
      ...packageNeeds(namesThatRun(root, scene), scene),
      ...certificateNeeds(scene),
      ...namedPathNeeds(root, sources.files, scene),
      ...wholeNeeds(root, sources, scene),
    ],
    {
      workdir: 'named',
      startsUnknown: hasPackages || unnamed !== undefined || unread !== undefined,
      assumptions,
    },
  );
}

/** The directory as a whole, where more of it may be read than what certainly runs. */
function wholeNeeds(root: string, { files, unread }: Sources, { stage }: Scene): readonly Need[] {
  const because =
    unread[0] !== undefined
      ? `${unread[0]} was not read: all of the directory may be`
      : namesSources(files)
        ? 'the sources name others: all of the directory may be read'
        : /^(|root|0)(:|$)/.test(stage.state.user.text ?? '')
          ? undefined
          : 'it belongs to the user that the container runs as';
  return because === undefined
    ? []
    : [{ kind: 'file', path: root, directory: true, because, evidence: undefined }];
}

const ownPrograms: ReadonlySet<string> = new Set(['node', 'npm', 'npx']);

function place({ path }: SourceFile, line: number, { stage }: Scene): Evidence {
  const found = stage.files.lookup(path);
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  const text = (stage.files.read(path) ?? '').split('\n')[line - 1] ?? '';
  return { file: origin?.by === 'context' ? origin.source : path, line, text: text.trim().slice(0, 120) };
}

/** A step of which it is not known what it writes. */
function buildRefusal(scene: Scene): Refused | undefined {
  for (const { run, step } of buildSteps(scene)) {
    if (step.does === 'builds') continue;
    return {
      kind: 'refusal',
      refusal: {
        code: 'script-not-known',
        message: `what ${described(step)} writes is not known${step.why === undefined ? '' : `: ${step.why}`}`,
        evidence: evidenceOfCommand(scene.build.dockerfile, run),
        advice:
          'run dfopt where package.json is (or give the context with --context), or build with a command that dfopt knows',
      },
    };
  }
  return undefined;
}

/** A build that may write where the project is not. */
function outputRefusal(root: string, scene: Scene): Refused | undefined {
  for (const { run, step } of buildSteps(scene)) {
    const found = leadsOutside(step, root, scene.stage.files);
    if (found === undefined) continue;
    return {
      kind: 'refusal',
      refusal: {
        code: 'output-not-followed',
        message: `${described(step)} may write out of ${root}: ${found.place} names ${found.text}`,
        evidence: evidenceOfCommand(scene.build.dockerfile, run),
        advice: "have the build write below the project's directory; then run dfopt again",
      },
    };
  }
  return undefined;
}

/** A package that asks for more of the system than is followed. */
function packageRefusal(root: string, scene: Scene): Refused | undefined {
  const { stage } = scene;
  const production = productionOf(root, stage.files);
  const name = [...namesThatRun(root, scene)].find((one) => notFollowed.has(one));
  if (name !== undefined) {
    return {
      kind: 'refusal',
      refusal: {
        code: 'package-not-followed',
        message: `${name} is among the packages that run: it ${notFollowed.get(name) ?? ''}`,
        evidence: { file: 'package.json', line: 1, text: name },
        advice: 'split the file by hand, and install in the runtime stage what the package asks for',
      },
    };
  }
  // A slim or alpine image runs what is built on it.
  if (stage.facts !== undefined && variantOf(stage.facts) !== 'full') return undefined;
  const compiled = [...(production?.installing ?? [])].find((one) => !selfContained.has(one));
  if (compiled === undefined) return undefined;
  return {
    kind: 'refusal',
    refusal: {
      code: 'native-package-not-known',
      message: `${compiled} runs a script when it is installed, and it is not known whether what that makes needs libraries that the slim image lacks`,
      evidence: { file: 'package-lock.json', line: 1, text: compiled },
      advice:
        'split the file by hand, and install in the runtime stage the libraries that the package asks for',
    },
  };
}

function packageNeeds(names: ReadonlySet<string>, { stage }: Scene): readonly Need[] {
  const full = stage.facts !== undefined && variantOf(stage.facts) === 'full';
  return [...names].flatMap((name): readonly Need[] => {
    const asks = full ? asking.get(name) : undefined;
    if (asks === undefined) return [];
    const grounds = { because: `${name} is among the packages that run: ${asks.why}`, evidence: undefined };
    return [
      ...(asks.programs ?? []).map((program) => ({ kind: 'command', name: program, ...grounds }) as const),
      ...(asks.debian === undefined
        ? []
        : [{ kind: 'library-packages', packages: asks.debian, ...grounds } as const]),
    ];
  });
}

/** Node has certificates of its own, unless it is told to use the system's. Source: nodejs.org/api/cli.html. */
function certificateNeeds({ stage }: Scene): readonly Need[] {
  const { entrypoint, cmd } = stage.config;
  const words = [
    ...(entrypoint?.words ?? []),
    ...(cmd?.words ?? []),
    stage.state.env.get('NODE_OPTIONS')?.text ?? '',
  ];
  const asked = words.find((word) => /--use-(openssl|system)-ca/.test(word));
  return asked === undefined
    ? []
    : [
        {
          kind: 'certificates',
          because: `${asked} takes the certificates of the system`,
          evidence: undefined,
        },
      ];
}

/** Whether a text of the sources names TypeScript files or the directory of sources: documents are made from comments there. */
function namesSources(files: readonly SourceFile[]): boolean {
  return files.some(
    ({ texts, loadsUnknown }) =>
      loadsUnknown || texts.some((text) => /\.[cm]?tsx?(\W|$)|(^|[/.])src(\/|$)/.test(text)),
  );
}
