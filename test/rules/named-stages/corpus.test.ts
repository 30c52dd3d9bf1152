/** Real multi-stage files: numbers become names, and nothing else is different afterwards. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/evaluate/stages/evaluate.ts';
import { stageNumber, stageReferences } from '../../../src/evaluate/references.ts';
import type { Build } from '../../../src/evaluate/types.ts';
import { parse } from '../../../src/dockerfile/index.ts';
import { stageGraph } from '../../../src/graph/index.ts';
import { migrate } from '../../../src/index.ts';
import { toolchains } from '../../../rules/index.ts';
import { corpusDirectory, corpusFiles } from '../../corpus/files.ts';

const only = { rules: Object.fromEntries(toolchains.map(({ name }) => [name, false])) };

function buildOf(text: string): Build {
  const nothing = { image: () => undefined, modelOf: () => undefined, output: () => undefined };
  return evaluate(parse(text), nothing, undefined);
}

/** The graph without the names of its stages. */
function shape(text: string): unknown {
  const { stages, ...rest } = stageGraph(buildOf(text));
  return { ...rest, stages: stages.map(({ index, use }) => ({ index, use })) };
}

describe.skipIf(corpusDirectory === undefined)('real multi-stage files', () => {
  const files = corpusFiles('multi-stage').flatMap(({ name, text }) => {
    const outcome = migrate(text, only);
    return [{ name, text, outcome, after: outcome.outcome === 'migrated' ? outcome.text : text }];
  });

  it('are there', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(({ outcome }) => outcome.outcome === 'migrated').length).toBeGreaterThan(50);
  });

  const readable = files.filter(({ outcome }) => outcome.outcome !== 'failed');

  it('are read, but for templates', () => {
    const failed = files.filter(({ outcome }) => outcome.outcome === 'failed');
    expect(failed.filter(({ text }) => !text.includes('{{'))).toEqual([]);
  });

  it.each(readable)('$name refers to no stage by its number', ({ after }) => {
    const numbers = stageReferences(buildOf(after)).filter(({ value }) => stageNumber(value) !== undefined);
    expect(numbers).toEqual([]);
  });

  it.each(readable)('$name has the same stages as before', ({ text, after }) => {
    expect(shape(after)).toEqual(shape(text));
  });

  it.each(readable)('$name stays as it is from then on', ({ after }) => {
    expect(migrate(after, only).outcome).toBe('unchanged');
  });
});
