/** A start command that compiles, of a toolchain that there is none of: what is built ahead, and where that isn't done. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/rule/types.ts';
import type { Toolchain } from '../../src/toolchain/toolchain.ts';
import { fakeToolchain } from '../helpers/fake-toolchain.ts';
import { splitWith } from '../helpers/split-with.ts';

/** `forge go DIR ARGUMENTS` compiles and starts. */
const toolchain: Toolchain = {
  ...fakeToolchain,
  ofBuild: { ...fakeToolchain.ofBuild, variable: (name) => name === 'FORGE_TARGET' },
  start: (words, scene, evidence) => {
    if (words[0] === 'make')
      return { code: 'toolchain-at-start', message: 'the container makes', evidence, advice: 'make before' };
    if (words[0] !== 'forge' || words[1] !== 'go') return fakeToolchain.start(words, scene, evidence);
    const place = words[2] ?? '.';
    return {
      kind: 'compiles',
      built: [['forge', 'compile', '-o', '/forged', place]],
      replaced: 3,
      by: ['/forged'],
      sources: ['/src'],
      assumption: { code: 'base-image', message: 'nobody minds', evidence },
      refusal: { code: 'go-run-at-start', message: 'the container forges', evidence, advice: 'forge before' },
    };
  },
};

const start = 'CMD ["forge", "go", ".", "--all"]\n';
const file = (rest = start): string => `FROM forge:2\nWORKDIR /src\nCOPY . .\n${rest}`;

const outcomeOf = (
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  confidence: 'likely' | 'possible' = 'possible',
): Outcome => splitWith(toolchain, dockerfile, { 'main.forge': 'main\n', ...files }, { confidence });

const textOf = (outcome: Outcome): string =>
  outcome.outcome === 'migrated' ? outcome.text : `${outcome.code}: ${outcome.message}`;

describe('a command that compiles', () => {
  it('is built by the last step of the build stage, and what it makes is started with the same arguments', () => {
    const outcome = outcomeOf(file(`EXPOSE 80\n${start}`));
    expect(textOf(outcome)).toMatch(
      /^FROM forge:2 AS build\nWORKDIR \/src\nCOPY \. \.\nRUN forge compile (--portable )?-o \/forged \.\n\nFROM scratch\n/,
    );
    expect(textOf(outcome)).toMatch(
      /COPY --from=build \/forged \/forged\nEXPOSE 80\nCMD \["\/forged", "--all"\]\n$/,
    );
    expect(outcome).toMatchObject({
      confidence: 'possible',
      assumptions: [{ code: 'base-image', evidence: { line: 5 } }],
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'built-ahead' })]) as unknown,
    });
  });

  it('keeps the form of its instruction', () => {
    expect(textOf(outcomeOf(file('ENTRYPOINT ["forge", "go", "."]\nCMD ["--all"]\n')))).toMatch(
      /ENTRYPOINT \["\/forged"\]\nCMD \["--all"\]\n$/,
    );
    expect(textOf(outcomeOf(file('entrypoint forge go . --all')))).toMatch(
      /entrypoint \["\/forged", "--all"\]$/,
    );
  });

  it('is built behind what comes after its instruction', () => {
    expect(textOf(outcomeOf(file(`${start}COPY more.txt /more.txt\n`), { 'more.txt': '' }))).toMatch(
      /COPY more.txt \/more.txt\nRUN forge compile .*\n\nFROM/,
    );
  });

  it('is what a recipe of one line runs', () => {
    const recipe = { Makefile: 'go:\n\t@forge go . --all\n' };
    expect(textOf(outcomeOf(file('CMD ["make", "go"]\n'), recipe))).toMatch(/CMD \["\/forged", "--all"\]\n$/);
  });
});

const refused = (text: string, files: Readonly<Record<string, string>> = {}): string =>
  textOf(outcomeOf(text, files));

const mounting = (mount: string): Readonly<Record<string, string>> => ({
  'compose.yaml': `services:\n  a:\n    build: .\n    volumes: ['${mount}']\n`,
});

describe('a command that compiles is refused', () => {
  it('where less is asked for, with the offer', () => {
    expect(outcomeOf(file(), {}, 'likely')).toMatchObject({
      code: 'go-run-at-start',
      advice: 'forge before; or look at what --confidence possible makes of it, which does that',
    });
  });

  it('with no offer where nothing would come of it', () => {
    const advice = 'forge before';
    expect(outcomeOf(file(`USER 7\n${start}`), {}, 'likely')).toMatchObject({ advice });
    expect(outcomeOf(file(`${start}HEALTHCHECK CMD ["forge", "go", "."]\n`), {}, 'likely')).toMatchObject({
      advice,
    });
  });

  it.each([
    ['by a user that may not be able to write', `USER 7\n${start}`],
    ['with a variable that only steps see', `ARG FORGE_TARGET=moon\n${start}`],
    ['by what is only in part its own words', 'ENTRYPOINT ["forge"]\nCMD ["go", "."]\n'],
    ['beside another start of the same kind', `${start}HEALTHCHECK CMD ["forge", "go", "."]\n`],
    ['with a comment inside the instruction', 'CMD ["forge", \\\n# why\n "go", "."]\n'],
  ])('%s', (_, rest) => {
    expect(refused(file(rest))).toBe('go-run-at-start: the container forges');
  });

  it('with a variable that only containers get', () => {
    const compose = 'services:\n  a:\n    build: .\n    environment:\n      FORGE_TARGET: moon\n';
    expect(refused(file(), { 'compose.yaml': compose })).toMatch(/^go-run-at-start/);
    const other = compose.replace('FORGE_TARGET', 'PORT');
    expect(refused(file(), { 'compose.yaml': other })).toMatch(/^FROM/);
  });

  it('where something is mounted over what it compiles, not beside it', () => {
    expect(refused(file(), mounting('./x:/src'))).toMatch(/^development-image: .* mounts/);
    expect(refused(file(), mounting('sources:/src'))).toMatch(/^development-image: .* mounts/);
    expect(refused(file(), mounting('./x:/data'))).toMatch(/^FROM/);
  });

  it('by a recipe that does more', () => {
    const make = file('CMD ["make", "go"]\n');
    expect(refused(make, { Makefile: 'go:\n\techo a\n\tforge go .\n' })).toBe(
      'toolchain-at-start: the container makes',
    );
    expect(refused(make, { Makefile: 'export X = 1\ngo:\n\tforge go .\n' })).toBe(
      'toolchain-at-start: the container makes',
    );
    expect(refused(make, { Makefile: 'go:\n\tforge go . && echo a\n' })).toBe(
      'toolchain-at-start: the container makes',
    );
  });
});
