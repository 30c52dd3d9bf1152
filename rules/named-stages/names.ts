/** Names for stages: what they are, unlike any other name that may be meant. */
import { posix } from 'node:path';
import { freeStageName, takenNames } from '../../src/rule/stage-names.ts';
import { stageReferences, targetOf } from '../../src/evaluate/references.ts';
import type { Base, Build, Stage } from '../../src/evaluate/types.ts';
import { isBuildTool, isCompilerImage } from './build-tools.ts';

/** A name for each of the stages, by number. The same file always gives the same names. */
export function chooseNames(build: Build, stages: readonly Stage[]): ReadonlyMap<number, string> {
  const taken = new Set(takenNames(build));
  // Stages that another one called build would be mistaken for.
  const builders = build.stages.filter((stage) =>
    stages.includes(stage) ? isBuildStage(stage, build) : stage.name?.startsWith('build') === true,
  );
  const names = new Map<number, string>();
  for (const stage of stages) {
    const wanted = builders.includes(stage) ? builderNames(stage, build, builders) : otherNames(stage, build);
    const name = freeStageName(wanted, taken);
    taken.add(name);
    names.set(stage.index, name);
  }
  return names;
}

/** `build` for the only one; else with what tells it from the others: its image, or what it makes. */
function builderNames(stage: Stage, build: Build, builders: readonly Stage[]): readonly string[] {
  const image = imageName(stage, build);
  const telling = builders.every((other) => other === stage || imageName(other, build) !== image);
  const product = productName(stage, build);
  const qualified = (telling ? [image, product] : [product, image]).flatMap((name) =>
    name === undefined ? [] : [`build-${name}`],
  );
  return builders.length === 1 ? ['build', ...qualified, 'build'] : [...qualified, 'build'];
}

/** What the stage holds for others, else what it is on. */
function otherNames(stage: Stage, build: Build): readonly string[] {
  const product = productName(stage, build);
  const image = imageName(stage, build);
  return [
    ...(product === undefined ? [] : [product]),
    ...(image === undefined ? [] : [`${image}-files`]),
    'files',
  ];
}

/** Whether something is compiled or put together in the stage, or in one that it starts from. */
function isBuildStage(stage: Stage, build: Build): boolean {
  const { base } = stage;
  if (base.kind === 'image' && (base.facts?.toolchain !== undefined || isCompilerImage(base.reference)))
    return true;
  if (stage.steps.some(({ commands }) => commands.some(({ name }) => isBuildTool(name)))) return true;
  // By steps that have been gone through now.
  if (stage.facts?.toolchain !== undefined) return true;
  const parent = base.kind === 'stage' ? build.stages[base.index] : undefined;
  return parent !== undefined && isBuildStage(parent, build);
}

/** The last part of the repository that the stage starts from. */
function imageName({ base }: Stage, build: Build): string | undefined {
  const found: Base | undefined = base.kind === 'stage' ? build.stages[base.index]?.base : base;
  return found?.kind === 'image' ? asName(found.reference.name) : undefined;
}

/** Names of paths that say what they are better than their last component does; the first that fits counts. */
const wellKnown: readonly (readonly [RegExp, string])[] = [
  [/\/ca-certificates\.crt$|\/ssl\/certs\b|\/pki\/tls\/certs\b/, 'certs'],
  [/\/zoneinfo(\/|$|\.zip$)/, 'zoneinfo'],
  [/\/(passwd|group|shadow)$/, 'users'],
];

/** Components that say nothing of what is in them. */
const sayNothing: ReadonlySet<string> = new Set(
  [
    'app apps application bin sbin lib lib64 libs usr local opt etc var src source sources',
    'srv root rootfs home tmp temp work workdir workspace out output build builds dist',
    'target release debug public install export artifact artifacts data files share include',
    'main stage project code',
  ].flatMap((line) => line.split(' ')),
);

/** What other stages copy from the stage, if it is one thing that has a name. */
function productName(stage: Stage, build: Build): string | undefined {
  const paths = stageReferences(build)
    .filter((reference) => {
      const target = targetOf(reference, reference.stage, build.stages);
      return target.kind === 'stage' && target.index === stage.index;
    })
    .flatMap((reference) => reference.paths);
  const names = new Set(paths.map(nameOfPath).filter((name) => name !== undefined));
  const [name, ...more] = names;
  return more.length === 0 ? name : undefined;
}

function nameOfPath(path: string): string | undefined {
  const known = wellKnown.find(([pattern]) => pattern.test(path));
  if (known !== undefined) return known[1];
  const components = posix
    .normalize(path)
    .split('/')
    .filter((part) => part !== '' && part !== '.' && !/[*?$[{]/.test(part));
  const telling = components.findLast((part) => !sayNothing.has(stem(part).toLowerCase()));
  return telling === undefined ? undefined : asName(stem(telling));
}

/** A file's name without its extensions and version: `tool` of `tool-1.2.3.tar.gz`. */
function stem(name: string): string {
  return name.replace(/(\.[A-Za-z][A-Za-z0-9]*)+$/, '').replace(/[-_]v?\d+(\.\d+)*$/, '');
}

/** The text as a stage name; undefined where nothing is left of it. Grammar: BuildKit, parse.go (`parseBuildStageName`). */
function asName(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9-_.]+/g, '-')
    .replace(/^[^a-z]+|[-_.]+$/g, '');
  return name.length >= 2 && name.length <= 40 ? name : undefined;
}
