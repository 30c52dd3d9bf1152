/** Verifications for a pull request. */
import { visible } from '../../report/escape.ts';
import { formatBytes } from '../../report/size.ts';
import { cut } from '../verdict/lists.ts';
import { packagesGone, saved, totalsOf } from '../verdict/sizes.ts';
import type { Verification } from '../verdict/types.ts';

export function markdownReport(verifications: readonly Verification[]): string {
  const totals = totalsOf(verifications);
  const rows = verifications.map(({ path, verdict, sizes }) => {
    const cells =
      sizes === undefined
        ? ['', '', '']
        : [
            formatBytes(sizes.before.bytes),
            formatBytes(sizes.after.bytes),
            `${saved(sizes.before.bytes, sizes.after.bytes)} %`,
          ];
    return row([code(path), verdict, ...cells]);
  });
  const sum =
    totals.images > 1
      ? [
          row([
            'all',
            '',
            formatBytes(totals.before),
            formatBytes(totals.after),
            `${saved(totals.before, totals.after)} %`,
          ]),
        ]
      : [];
  return [
    row(['Dockerfile', 'verdict', 'before', 'after', 'saved']),
    row(['---', '---', '---:', '---:', '---:']),
    ...rows,
    ...sum,
    ...verifications.flatMap(details),
    '',
  ].join('\n');
}

/** What a person reads in a pull request. */
const mostFindings = 20;

function details(one: Verification): readonly string[] {
  const levels = one.levels.map(({ level, status }) => `${level} ${status}`).join(', ');
  const all = one.levels.flatMap(({ findings }) => findings);
  const findings = all.filter(({ expected, noted }) => !expected || noted === true);
  const gone = one.sizes === undefined ? [] : packagesGone(one.sizes);
  return [
    '',
    `${code(one.path)} compared with ${text(one.against)}: ${levels}`,
    ...(one.obstacle === undefined ? [] : ['', text(one.obstacle.message)]),
    ...(findings.length === 0 ? [] : ['']),
    ...findings
      .slice(0, mostFindings)
      .map(({ level, what, cause }) => `- ${level}: ${code(what)}: ${text(cause)}`),
    ...(findings.length > mostFindings ? [`- and ${findings.length - mostFindings} more`] : []),
    ...(gone.length === 0 ? [] : ['', `${gone.length} packages gone: ${cut(gone.map(text))}`]),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A code span that holds any text: CommonMark, "Code spans". */
function code(value: string): string {
  const clean = visible(value).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${clean}${fence}` : `${fence} ${clean} ${fence}`;
}

function text(value: string): string {
  return visible(value).replaceAll(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}
