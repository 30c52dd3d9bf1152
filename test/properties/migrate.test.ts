/** What holds for any Dockerfile at all: generated ones, and fixtures that somebody has been careless with. */
import {
  array,
  assert,
  constant,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCode } from '../../src/cli/codes.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate, type MigrateOptions } from '../../src/index.ts';
import { fixtures, optionsOf } from '../helpers/fixtures.ts';
import { anyLine, dockerfile } from './dockerfiles.ts';
import { brokenPromises } from './promises.ts';
import { runs } from './settings.ts';

/** Contexts: none, none of the sources, a program that looks around at run time. */
const contexts: readonly MigrateOptions[] = [
  {},
  { context: memoryContext({}) },
  {
    context: memoryContext({
      'go.mod': 'module example.com/app\n\ngo 1.24\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tos.ReadFile("config.yaml")\n\thttp.Get("https://example.com")\n}\n',
      'config.yaml': 'a: b\n',
      'entrypoint.sh': '#!/bin/sh\nset -e\nexec app "$@"\n',
      'templates/index.html': '<p>hello</p>\n',
    }),
  },
  { confidence: 'possible', stages: ['test', 'debug'] },
  { confidence: 'proven' },
];

const options = constantFrom(...contexts);

function expectPromises(text: string, how: MigrateOptions): void {
  const outcome = migrate(text, how);
  expect(brokenPromises(text, outcome, how), JSON.stringify(text)).toEqual([]);
  expect(describeCode(outcome.code), outcome.code).toBeDefined();
  expect(outcome.message).not.toBe('');
}

describe('migrating generated Dockerfiles', () => {
  it('keeps its promises', () => {
    assert(property(dockerfile, options, expectPromises), runs(1500));
  });

  it('happens, to enough of them for that to mean something', () => {
    const counts = new Map<string, number>();
    assert(
      property(dockerfile, (text) => {
        const { outcome } = migrate(text, { confidence: 'possible' });
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      }),
      { ...runs(400), numRuns: 400 },
    );
    expect(counts.get('migrated') ?? 0).toBeGreaterThan(40);
    expect(counts.get('refused') ?? 0).toBeGreaterThan(40);
    expect(counts.get('unchanged') ?? 0).toBeGreaterThan(5);
  });

  it('gives the same again', () => {
    assert(
      property(dockerfile, options, (text, how) => {
        expect(migrate(text, how)).toEqual(migrate(text, how));
      }),
      runs(200),
    );
  });
});

/** A change that a person in a hurry, or a broken disk, may make. */
type Mutation = (text: string) => string;

const lines = (text: string): string[] => text.split('\n');
const onLines =
  (change: (all: string[]) => void): Mutation =>
  (text) => {
    const all = lines(text);
    change(all);
    return all.join('\n');
  };

const place = nat({ max: 1_000_000 });
const mutation: Arbitrary<Mutation> = oneof(
  place.map((at): Mutation => onLines((all) => all.splice(at % all.length, 1))),
  place.map((at): Mutation => onLines((all) => all.splice(at % all.length, 0, all[at % all.length] ?? ''))),
  tuple(place, place).map(([from, to]): Mutation =>
    onLines((all) => all.splice(to % all.length, 0, ...all.splice(from % all.length, 1))),
  ),
  tuple(place, anyLine).map(([at, line]): Mutation =>
    onLines((all) => all.splice(at % (all.length + 1), 0, line.replace(/\n$/, ''))),
  ),
  tuple(place, nat({ max: 12 })).map(([at, count]): Mutation => (text) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + text.slice(start + count);
  }),
  tuple(
    place,
    oneof(
      constantFrom(
        '\\',
        '"',
        "'",
        '$',
        '${',
        '`',
        '<<EOF',
        '#',
        '\r',
        '\0',
        '[',
        '\u2028',
        '&&',
        '\\\n',
        '--from=0 ',
      ),
      string({ maxLength: 3 }),
    ),
  ).map(([at, inserted]): Mutation => (text) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + inserted + text.slice(start);
  }),
  constant((text: string) => text.replaceAll('\n', '\r\n')),
);

describe('migrating fixtures with mistakes in them', () => {
  const all = fixtures();

  it('keeps its promises', () => {
    const mutated = record({
      fixture: constantFrom(...all),
      mutations: array(mutation, { minLength: 1, maxLength: 4 }),
    });
    assert(
      property(mutated, ({ fixture, mutations }) => {
        const text = mutations.reduce((now, mutate) => mutate(now), fixture.dockerfile);
        expectPromises(text, optionsOf(fixture));
      }),
      runs(800),
    );
  });
});
