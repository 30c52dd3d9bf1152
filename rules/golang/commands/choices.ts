/**
 * What decides which files a build takes, as far as the file says it: tags, the platform and its features, experiments.
 * Whatever may be given otherwise (a build argument, a value that hangs on a condition) is a choice, and every choice is
 * read. Sources: `go help buildconstraint`, `go help environment`, cmd/go/internal/cfg and internal/buildcfg of Go 1.26.
 */
import type { Build, CommandRun, Stage, World } from '../../../src/evaluate/types.ts';
import { withAnyArguments } from '../../../src/evaluate/stages/any-arguments.ts';
import { goCallOf, goSetting, type GoCall, type Setting } from './flags.ts';

export interface Choices {
  /** Tags that are certainly on. */
  readonly tags: readonly string[];
  /** Whether another tag may be on as well. */
  readonly mayBeOn: (tag: string) => boolean;
  /** Architectures it may be built for: the first is the likeliest. */
  readonly architectures: readonly string[];
}

/**
 * The command as it is when build arguments may be anything: their defaults are what they are without `--build-arg`.
 * undefined where it isn't clear which command it is then.
 */
export function withoutDefaults(run: CommandRun, stage: Stage, build: Build): CommandRun | undefined {
  const step = stage.steps.find(({ id }) => id === run.step);
  if (step === undefined || step.before.args.size === 0) return run;
  const isAlike = ({ name }: CommandRun): boolean => name === run.name;
  const others = withAnyArguments(build)
    .stages[stage.index]?.steps.find(({ id }) => id === run.step)
    ?.commands.filter(isAlike);
  if (run.span !== undefined) return others?.find(({ span }) => span?.start === run.span?.start);
  const all = step.commands.filter(isAlike);
  return others?.length === all.length ? others[all.indexOf(run)] : undefined;
}

/** What the command and the one with any arguments agree on is certain; of the rest nothing is. */
export function choicesOf(run: CommandRun, open: CommandRun | undefined, world: World): Choices {
  const one = tagsBy(run, world);
  const other = open === undefined ? unknownTags : open === run ? one : tagsBy(open, world);
  const tags = [...one.on].filter((tag) => other.on.has(tag));
  const any = one.any || other.any || one.on.size !== other.on.size || tags.length !== one.on.size;
  const runs = open === undefined || open === run ? [run] : [run, open];
  const setting = (name: string): Setting => {
    const [first = unset, second = first] = runs.map((each) => goSetting(name, each, world.files.read));
    const same = first.kind === second.kind && textOf(first) === textOf(second);
    return open === undefined || !same ? { kind: 'unknown' } : first;
  };
  const platform = setting('GOARCH');
  const architectures = platform.kind === 'set' ? [platform.text] : machines;
  const features = architectures.map((architecture) => featuresOf(architecture, setting));
  const experiments = setting('GOEXPERIMENT');
  return {
    tags: [...new Set([...tags, ...features.flatMap(({ on }) => on), ...experimentsOn(experiments)])],
    mayBeOn: (tag) =>
      (any && !isReserved(tag)) ||
      features.some(({ open: names }) => names.includes(tag)) ||
      isOpenExperiment(tag, experiments),
    architectures,
  };
}

const unset: Setting = { kind: 'unset' };

function textOf(setting: Setting): string | undefined {
  return setting.kind === 'set' ? setting.text : undefined;
}

/** The machines that images are built on where GOARCH isn't set. */
const machines: readonly string[] = ['amd64', 'arm64'];

interface Tags {
  readonly on: ReadonlySet<string>;
  readonly any: boolean;
}

const unknownTags: Tags = { on: new Set(), any: true };

function tagsBy(run: CommandRun, world: World): Tags {
  const call = goCallOf(run, world.files.read);
  return call === undefined ? unknownTags : tagsOfCall(call);
}

/** Detectors set the tag of their own name (go/build constraints of cmd/go, `-race`, `-msan`, `-asan`). */
const detectors = ['race', 'msan', 'asan'];

function tagsOfCall(call: GoCall): Tags {
  const given = call.flags.get('tags');
  const text = given === undefined ? '' : (given.text ?? given.prefix ?? '');
  const parts = text.split(/[\s,]+/);
  // The last of what is known only in part may go on.
  const names = given !== undefined && given.text === undefined ? parts.slice(0, -1) : parts;
  const on = [...names, ...detectors.filter((name) => call.flags.has(name))].filter((tag) => tag !== '');
  return {
    on: new Set(on),
    any: call.uncertain || call.unknownFlags || (given !== undefined && given.text === undefined),
  };
}

/** By convention no build sets it (`go help buildconstraint`), nor can it set what the platform decides. */
function isReserved(tag: string): boolean {
  return tag === 'ignore' || tag === 'cgo' || tag === 'gc' || tag.startsWith('go1.') || tag.includes('.');
}

// ── Features of the platform ─────────────────────────────────────────────────────────────────────────────────

interface Feature {
  readonly variable: string;
  /** The levels, each with those below it. */
  readonly levels: readonly string[];
  readonly usual: string;
}

/** Variables that choose among features, their levels and defaults (internal/buildcfg; `go help buildconstraint`). */
const features: ReadonlyMap<string, Feature> = new Map([
  ['amd64', { variable: 'GOAMD64', levels: ['v1', 'v2', 'v3', 'v4'], usual: 'v1' }],
  ['386', { variable: 'GO386', levels: ['softfloat', 'sse2'], usual: 'sse2' }],
  ['ppc64', { variable: 'GOPPC64', levels: ['power8', 'power9', 'power10'], usual: 'power8' }],
  ['ppc64le', { variable: 'GOPPC64', levels: ['power8', 'power9', 'power10'], usual: 'power8' }],
  ['riscv64', { variable: 'GORISCV64', levels: ['rva20u64', 'rva22u64', 'rva23u64'], usual: 'rva20u64' }],
]);

/** Architectures whose levels have more to them, or a default that hangs on the machine: any feature may be on. */
const openFeatures = ['arm', 'arm64', 'mips', 'mipsle', 'mips64', 'mips64le', 'wasm'];

interface FeatureTags {
  readonly on: readonly string[];
  readonly open: readonly string[];
}

function featuresOf(architecture: string, setting: (name: string) => Setting): FeatureTags {
  const known = features.get(architecture);
  if (known === undefined) {
    return { on: [], open: openFeatures.includes(architecture) ? featureNames(architecture) : [] };
  }
  const { variable, levels, usual } = known;
  const named = levels.map((level) => `${architecture}.${level}`);
  const chosen = setting(variable);
  if (chosen.kind === 'unknown') return { on: [], open: named };
  const level = levels.indexOf(chosen.kind === 'set' ? chosen.text : usual);
  // An order that has one of two, not both.
  if (architecture === '386') return { on: named.slice(level, level + 1), open: [] };
  return { on: named.slice(0, level + 1), open: [] };
}

function featureNames(architecture: string): readonly string[] {
  switch (architecture) {
    case 'arm':
      return ['arm.5', 'arm.6', 'arm.7'];
    case 'arm64':
      return ['8', '9'].flatMap((major) =>
        Array.from({ length: major === '8' ? 10 : 6 }, (_, minor) => `arm64.v${major}.${minor}`),
      );
    case 'wasm':
      return ['wasm.satconv', 'wasm.signext'];
    default:
      return [`${architecture}.hardfloat`, `${architecture}.softfloat`];
  }
}

// ── Experiments ──────────────────────────────────────────────────────────────────────────────────────────────

const experimentTag = 'goexperiment.';

/** `GOEXPERIMENT=synctest,noswissmap`; boringcrypto is a tag of its own as well (cmd/go). */
function experimentsOn(setting: Setting): readonly string[] {
  const names = namesOf(setting).filter((name) => !name.startsWith('no'));
  return names.flatMap((name) => [
    `${experimentTag}${name}`,
    ...(name === 'boringcrypto' ? ['boringcrypto'] : []),
  ]);
}

/** Which experiments are on by default hangs on the release and the platform. */
function isOpenExperiment(tag: string, setting: Setting): boolean {
  if (!tag.startsWith(experimentTag)) return false;
  return setting.kind === 'unknown' || !namesOf(setting).includes(`no${tag.slice(experimentTag.length)}`);
}

function namesOf(setting: Setting): readonly string[] {
  return (textOf(setting) ?? '').split(',').filter((name) => name !== '');
}
