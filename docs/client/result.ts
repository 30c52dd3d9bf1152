/** What dfopt makes of the Dockerfile, as elements of the page. */
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { drawSvg, graphOf } from '../../src/graph/index.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { compare } from '../../src/report/changes.ts';
import { patchLines } from '../../src/report/patch.ts';
import { sentence } from '../../src/report/sentence.ts';
import type { Confidence, Evidence, Outcome } from '../../src/rule/types.ts';
import { make } from './elements.ts';

export interface Input {
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly confidence: Confidence;
}

export interface Shown {
  readonly outcome: Outcome['outcome'];
  /** One line. */
  readonly verdict: readonly (Node | string)[];
  readonly details: readonly Node[];
}

/** Migrates and shows it. */
export function resultOf({ dockerfile, files, confidence }: Input): Shown {
  const outcome = migrate(dockerfile, {
    context: memoryContext({ ...files, Dockerfile: dockerfile }),
    confidence,
  });
  const { outcome: kind, code, message } = outcome;
  const page = make('a', { href: `codes/${code}.html` }, make('code', {}, code));
  switch (outcome.outcome) {
    case 'migrated':
      return {
        outcome: kind,
        verdict: [`migrated, ${outcome.confidence}: `, page],
        details: [
          ...section('The diff', diffOf(dockerfile, outcome.text)),
          ...section('What it takes for granted', entries(outcome.assumptions)),
          ...section('Why', entries(outcome.reasons)),
          ...section('Its stages', stagesOf(outcome.text)),
          ...section('The new Dockerfile', make('pre', { tabindex: '0' }, make('code', {}, outcome.text))),
        ],
      };
    case 'refused':
      return {
        outcome: kind,
        verdict: ['refused: ', page],
        details: [
          make('p', {}, sentence(message)),
          ...place(outcome.evidence),
          make('p', {}, sentence(outcome.advice)),
        ],
      };
    case 'failed':
      return {
        outcome: kind,
        verdict: ['failed: ', page],
        details: [make('p', {}, sentence(message)), ...place(outcome.evidence)],
      };
    case 'unchanged':
      return { outcome: kind, verdict: ['unchanged: ', page], details: [make('p', {}, sentence(message))] };
  }
}

function section(title: string, inside: Node | undefined): readonly Node[] {
  return inside === undefined ? [] : [make('h2', {}, title), inside];
}

function diffOf(before: string, after: string): Node | undefined {
  const lines = patchLines('Dockerfile', compare(before, after));
  if (lines.length === 0) return undefined;
  const shown = lines.map(({ kind, text }) => make('span', { class: kind }, text.replace(/\n$/, '')));
  return make('pre', { tabindex: '0', class: 'diff' }, make('code', {}, ...shown));
}

function entries(
  grounds: readonly {
    readonly code: string;
    readonly message: string;
    readonly evidence: Evidence | undefined;
  }[],
): Node | undefined {
  if (grounds.length === 0) return undefined;
  const items = grounds.map(({ code, message, evidence }) =>
    make(
      'li',
      {},
      sentence(message),
      ' ',
      make('a', { href: `codes/${code}.html` }, make('code', {}, code)),
      ...place(evidence),
    ),
  );
  return make('ul', { class: 'grounds' }, ...items);
}

/** The line that something rests on. */
function place(evidence: Evidence | undefined): readonly Node[] {
  if (evidence === undefined) return [];
  const { file, line, text } = evidence;
  return [make('p', { class: 'place' }, `${file}:${line}`, ' ', make('code', {}, text.trim()))];
}

function stagesOf(text: string): Node {
  // Drawn from names in the file, which drawSvg escapes; as an image it can run nothing in any case.
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawSvg(graphOf(parse(text))))}`;
  return make('div', { class: 'stages' }, make('img', { src: source, alt: 'Stages of the new Dockerfile' }));
}
