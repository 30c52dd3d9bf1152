/** The named-stages rule beside other rules, settings and files; its fixtures hold the plain cases. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate, type MigrateOptions, type Outcome } from '../../../src/index.ts';

const numbered = `FROM alpine:3.20
RUN apk add --no-cache git && git clone https://example.com/docs.git /docs

FROM busybox:1.36
COPY --from=0 /docs /docs
`;

function textOf(outcome: Outcome): string {
  return outcome.outcome === 'migrated' ? outcome.text : outcome.message;
}

function reasonsOf(outcome: Outcome): readonly string[] {
  return outcome.outcome === 'migrated' ? outcome.reasons.map(({ code }) => code) : [];
}

/** The outcome with files beside the Dockerfile. */
function beside(
  text: string,
  files: Readonly<Record<string, string>>,
  options: MigrateOptions = {},
): Outcome {
  return migrate(text, { ...options, context: memoryContext({ Dockerfile: text, ...files }) });
}

/** The file without what the rule may change. */
function bare(file: string): string {
  return file.replaceAll(/^(FROM \S+)(?: as \S+)?$/gim, '$1').replaceAll(/--from=\S+/g, '--from=');
}

describe('named-stages', () => {
  it('is switched off by its name', () => {
    expect(migrate(numbered, { rules: { 'named-stages': false } })).toMatchObject({ outcome: 'unchanged' });
    expect(migrate(numbered, { rules: { golang: false } })).toMatchObject({ code: 'stages-named' });
  });

  it('is left out by a comment', () => {
    const outcome = migrate(`# dfopt ignore=named-stages the numbers are documented\n${numbered}`);
    expect(outcome).toMatchObject({ outcome: 'unchanged', code: 'ignored' });
  });

  it('names stages of a file that golang refuses, and keeps the refusal', () => {
    const text = `FROM node:22
RUN npm ci

FROM golang:1.24
COPY --from=0 /web /web
CMD ["go", "run", "."]
`;
    const outcome = migrate(text);
    expect(outcome).toMatchObject({ outcome: 'migrated', code: 'stages-named', confidence: 'proven' });
    expect(reasonsOf(outcome)).toEqual(['stage-named', 'go-run-at-start']);
  });

  it('names what it can and says why it leaves the rest', () => {
    const outcome = migrate(`${numbered}COPY --from=5 /x /x\n`);
    expect(textOf(outcome)).toContain('COPY --from=docs /docs /docs');
    expect(textOf(outcome)).toContain('COPY --from=5 /x /x');
    expect(reasonsOf(outcome)).toContain('number-not-a-stage');
  });

  it.each([
    ['a build argument', { 'compose.yaml': 'services: { a: { build: { context: ., args: { B: docs } } } }' }],
    ['a target', { 'compose.yaml': 'services: { a: { build: { context: ., target: docs } } }' }],
    [
      'a build context of bake',
      { 'docker-bake.hcl': 'target "a" {\n  contexts = {\n    docs = "./d"\n  }\n}\n' },
    ],
    [
      'a build context of compose',
      { 'compose.yaml': 'services: { a: { build: { context: ., additional_contexts: [docs=./d] } } }' },
    ],
  ])('takes no name that is %s in another file', (_what, files) => {
    expect(textOf(beside(numbered, files))).toContain('FROM alpine:3.20 AS alpine-files\n');
    expect(textOf(beside(numbered, {}))).toContain('FROM alpine:3.20 AS docs\n');
  });

  it.each(['"0"', '00'])('gives no name to a stage that compose builds as %s', (target) => {
    const outcome = beside(numbered, {
      'compose.yaml': `services: { a: { build: { context: ., target: ${target} } } }`,
    });
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'number-used' });
  });

  it('keeps the name that a stage has where compose builds it by its number', () => {
    const text = numbered.replace('alpine:3.20', 'alpine:3.20 AS source');
    const outcome = beside(text, {
      'compose.yaml': 'services: { a: { build: { context: ., target: "0" } } }',
    });
    expect(textOf(outcome)).toBe(text.replace('--from=0', '--from=source'));
  });

  it('leaves a number in ONBUILD where another file builds the stage with the trigger', () => {
    const text = `FROM rust:1.80
RUN cargo build

FROM debian:bookworm-slim AS runner
ONBUILD COPY --from=0 /out /out

FROM runner
`;
    expect(migrate(text)).toMatchObject({ code: 'stages-named' });
    expect(
      beside(text, { 'compose.yaml': 'services: { a: { build: { context: ., target: runner } } }' }),
    ).toMatchObject({ outcome: 'refused', code: 'onbuild-number' });
  });

  it('changes nothing but FROM lines, flags and AS, in any file of numbers', () => {
    const files = fc
      .array(
        fc.record({
          image: fc.constantFrom('alpine:3.20', 'golang:1.24', 'node:22', 'scratch', 'build', '$BASE'),
          name: fc.option(fc.constantFrom('build', 'certs', 'Web', 'a.b-c'), { nil: undefined }),
          as: fc.constantFrom('as', 'AS', 'As'),
          from: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
          path: fc.constantFrom('/app', '/etc/ssl/certs', '/opt/tool-1.2', '/*', '/a b'),
        }),
        { minLength: 2, maxLength: 6 },
      )
      .map((stages) =>
        stages
          .map(({ image, name, as, from, path }) =>
            [
              `FROM ${image}${name === undefined ? '' : ` ${as} ${name}`}`,
              ...(from === undefined ? [] : [`COPY --from=${from} ["${path}", "/x"]`]),
              '',
            ].join('\n'),
          )
          .join(''),
      );
    fc.assert(
      fc.property(files, (text) => {
        const outcome = migrate(`ARG BASE=debian\n${text}`, { rules: { golang: false } });
        expect(outcome.outcome).not.toBe('failed');
        if (outcome.outcome !== 'migrated') return;
        expect(bare(outcome.text)).toBe(bare(`ARG BASE=debian\n${text}`));
        expect(migrate(outcome.text, { rules: { golang: false } }).outcome).not.toBe('migrated');
        const names = [...outcome.text.matchAll(/^FROM \S+ AS (\S+)$/gm)].map((match) => match[1] ?? '');
        const given = names.filter((name) => !text.includes(` ${name}\n`));
        expect(new Set(given).size).toBe(given.length);
        for (const name of given) expect(name).toMatch(/^[a-z][a-z0-9-_.]*$/);
      }),
      { numRuns: 200 },
    );
  });
});
