/** Verifications for the terminal. */
import pc from 'picocolors';
import { visible } from '../../report/escape.ts';
import { formatBytes } from '../../report/size.ts';
import { cut } from '../verdict/lists.ts';
import { packagesGone, saved, totalsOf } from '../verdict/sizes.ts';
import {
  counts,
  type Finding,
  type LevelResult,
  type LevelStatus,
  type Sizes,
  type Verdict,
  type Verification,
} from '../verdict/types.ts';

export interface TextOptions {
  readonly color: boolean;
  /** Expected differences one by one. */
  readonly verbose: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

export function textReport(verifications: readonly Verification[], { color, verbose }: TextOptions): string {
  const colors = pc.createColors(color);
  const parts = verifications.map((one) => verificationText(one, colors, verbose));
  const totals = totalsOf(verifications);
  if (totals.images > 1) {
    const change = `${formatBytes(totals.before)} became ${formatBytes(totals.after)} (${saved(totals.before, totals.after)} % smaller)`;
    parts.push(`${countsOf(verifications)}; ${totals.images} images: ${change}\n`);
  }
  return parts.join('\n');
}

function countsOf(verifications: readonly Verification[]): string {
  const of = (verdict: Verdict): number => verifications.filter((one) => one.verdict === verdict).length;
  return `${of('equal')} equal, ${of('different')} different, ${of('unknown')} unknown`;
}

function verificationText(one: Verification, colors: Colors, verbose: boolean): string {
  const engine = one.engine === undefined ? '' : colors.dim(`  (${visible(one.engine)})`);
  const lines = [
    `${colors.bold(visible(one.path))}: ${verdictText(one.verdict, colors)}, compared with ${visible(one.against)}${engine}`,
    ...notedLines(one, colors),
    ...(one.obstacle === undefined ? [] : indented([one.obstacle.message, ...one.obstacle.log.split('\n')])),
    ...one.levels.flatMap((level) => levelLines(level, colors, verbose)),
    ...one.remarks.flatMap((remark) => indented(remark.split('\n'))),
    ...(one.sizes === undefined ? [] : ['', ...sizeLines(one.sizes)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What is expected and nevertheless worth knowing before one trusts the verdict. */
function notedLines({ levels }: Verification, colors: Colors): readonly string[] {
  return levels
    .flatMap(({ findings }) => findings)
    .filter(({ noted }) => noted === true)
    .map((found) => `  ${colors.yellow('but')} ${findingText(found)}`);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line !== '').map((line) => `  ${visible(line)}`);
}

function verdictText(verdict: Verdict, colors: Colors): string {
  return { equal: colors.green, different: colors.red, unknown: colors.yellow }[verdict](verdict);
}

function statusText(status: LevelStatus, colors: Colors): string {
  const padded = status.padEnd(9);
  switch (status) {
    case 'equal':
      return colors.green(padded);
    case 'different':
      return colors.red(padded);
    case 'unknown':
      return colors.yellow(padded);
    case 'not asked':
      return colors.dim(padded);
  }
}

function levelLines(
  { level, status, findings, remarks }: LevelResult,
  colors: Colors,
  verbose: boolean,
): readonly string[] {
  const expected = findings.filter((found) => found.expected && found.noted !== true);
  const unexpected = findings.filter(counts);
  const open = findings.filter((found) => found.open === true);
  const notes = [
    ...remarks,
    ...(expected.length > 0 && !verbose ? [`${expected.length} expected: ${names(expected)}`] : []),
  ].map(visible);
  return [
    `  ${level.padEnd(6)}  ${statusText(status, colors)}  ${colors.dim(notes.join('; '))}`.trimEnd(),
    ...first(unexpected, verbose).map((text) => `    ${colors.red('-')} ${text}`),
    ...first(open, verbose).map((text) => `    ${colors.yellow('?')} ${text}`),
    ...(verbose ? expected.map((found) => `    ${colors.dim('=')} ${findingText(found)}`) : []),
  ];
}

const mostFindings = 20;

/** What the first ones say, and how many more there are. */
function first(findings: readonly Finding[], verbose: boolean): readonly string[] {
  const more = verbose ? 0 : findings.length - mostFindings;
  return more > 0
    ? [...findings.slice(0, mostFindings).map(findingText), `and ${more} more (--verbose lists them)`]
    : findings.map(findingText);
}

function names(findings: readonly Finding[]): string {
  return cut([...new Set(findings.map(({ what }) => what))]);
}

function findingText({ what, cause }: Finding): string {
  return `${visible(what)}: ${visible(cause)}`;
}

const barLength = 40;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Two bars to one scale, and what is gone. */
function sizeLines(sizes: Sizes): readonly string[] {
  const { before, after } = sizes;
  const largest = Math.max(before.bytes, after.bytes, 1);
  const row = (name: string, { bytes, files, packages }: Sizes['before']): string => {
    const counted = `${files} ${files === 1 ? 'file' : 'files'}${packages === undefined ? '' : `, ${packages.length} packages`}`;
    return `  ${name.padEnd(6)}  ${bar(bytes / largest).padEnd(barLength)}  ${formatBytes(bytes).padStart(8)}  ${counted}`;
  };
  const gone = packagesGone(sizes);
  const share = saved(before.bytes, after.bytes);
  return [
    row('before', before),
    row('after', after),
    share.startsWith('-') ? `  ${share.slice(1)} % larger` : `  ${share} % smaller`,
    ...(gone.length === 0 ? [] : [`  ${gone.length} packages gone: ${cut(gone.map(visible))}`]),
  ];
}

function bar(share: number): string {
  const units = Math.max(share > 0 ? 1 : 0, Math.round(share * barLength * 8));
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
}
