/** What splitting does for any toolchain, with one that says all that a toolchain can. */
import { describe, expect, it } from 'vitest';
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { fakeToolchain } from '../helpers/fake-toolchain.ts';
import { runtimeStageOf, splitWith } from '../helpers/split-with.ts';

const split = (dockerfile: string, files: Readonly<Record<string, string>> = {}): string =>
  runtimeStageOf(splitWith(fakeToolchain, dockerfile, files));

const sources = { 'main.forge': 'main\n', 'main.test.forge': 'test\n' };

const file = (lines = ''): string =>
  `FROM forge:2\nWORKDIR /src\nCOPY . .\n${lines}RUN forge compile -o /bin/app\nCMD ["/bin/app"]\n`;

describe('a compiled file', () => {
  it('is built in the way that needs least', () => {
    const outcome = splitWith(fakeToolchain, file(), sources);
    expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'proven' });
    expect(outcome).toHaveProperty(
      'text',
      expect.stringContaining('RUN forge compile --portable -o /bin/app'),
    );
    expect(runtimeStageOf(outcome)).toBe(
      'FROM scratch\nCOPY --from=build /bin/app /bin/app\nCMD ["/bin/app"]\n',
    );
  });

  it('is built as written where the other way gains nothing', () => {
    const outcome = splitWith(fakeToolchain, file(), {
      ...sources,
      'main.forge': 'link libz.so.1 from zlib1g\n',
    });
    expect(outcome).toHaveProperty('text', expect.not.stringContaining('--portable'));
    expect(runtimeStageOf(outcome)).toMatch(/^FROM gcr.io\/distroless\/|^FROM debian:bookworm-slim\n/);
  });

  it('brings its shared libraries in packages, where no base has them', () => {
    const linked = { ...sources, 'main.forge': 'link libpq.so.5 from libpq5\n' };
    expect(split(file(), linked)).toMatch(/^FROM debian:bookworm-slim\nRUN apt-get .* libpq5/);
  });

  it('leaves variables of the build behind', () => {
    expect(split(file('ENV FORGE_CACHE=/c MODE=strict\n'), sources)).toContain('ENV MODE=strict\n');
    expect(split(file('ENV FORGE_CACHE=/c MODE=strict\n'), sources)).not.toContain('FORGE_CACHE');
  });

  it('for another platform is not what the image runs', () => {
    const outcome = splitWith(
      fakeToolchain,
      'FROM forge:2\nWORKDIR /src\nCOPY . .\nRUN FORGE_TARGET=moon forge compile -o /bin/app\n',
      sources,
    );
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'no-program' });
  });
});

describe('a file that a virtual machine runs', () => {
  const dockerfile =
    'FROM forge:2\nWORKDIR /srv\nCOPY . .\nRUN forge pack -o app.pack\nCMD ["forge", "vm", "app.pack"]\n';

  it('goes to an image with the machine, in the place that it is named in', () => {
    const outcome = splitWith(fakeToolchain, dockerfile, sources);
    expect(runtimeStageOf(outcome)).toBe(
      'FROM forge-runtime:2\nWORKDIR /srv\nCOPY --from=build /srv/app.pack /srv/app.pack\nCMD ["forge", "vm", "app.pack"]\n',
    );
    expect(outcome).toHaveProperty(
      'summary.whyNotSmaller',
      expect.stringMatching(/has no forge 2: forge vm is started$/),
    );
  });

  it('is refused where nothing makes it', () => {
    expect(split(dockerfile.replace('RUN forge pack -o app.pack\n', ''), sources)).toMatch(
      /^refused program-not-built/,
    );
  });

  it('needs the version that is at hand', () => {
    const without = { ...fakeToolchain, runtimes: () => [] };
    expect(runtimeStageOf(splitWith(without, dockerfile, sources))).toMatch(
      /^refused no-base: no small base image has forge 2/,
    );
  });

  it('stays on its own image, whatever a team has in place of the one below', () => {
    const outcome = splitWith(fakeToolchain, dockerfile, sources, {
      bases: { 'debian-slim': 'registry.example.com/debian' },
    });
    expect(runtimeStageOf(outcome)).toMatch(/^FROM forge-runtime:2\n/);
  });
});

describe('a directory that an interpreter runs', () => {
  const files = {
    ...sources,
    'lib/more.forge': 'more\n',
    'docs/page.html': '<p>\n',
    'README.md': 'Read me\n',
  };
  const dockerfile = 'FROM forge:2\nWORKDIR /app\nCOPY . .\nCMD ["forge", "run", "."]\n';

  it('goes along without what only builds and what is about the repository', () => {
    const text = split(dockerfile, files);
    expect(text).toMatch(/^FROM forge-runtime:2\n/);
    for (const path of ['/app/main.forge', '/app/lib', '/app/docs']) expect(text).toContain(path);
    expect(text).not.toContain('main.test.forge');
    expect(text).not.toContain('README.md');
  });

  it('is refused where it is not there', () => {
    expect(split(dockerfile.replace('"."', '"/nowhere"'), files)).toMatch(/^refused program-not-built/);
  });
});

it('a command that forges at start is refused by the toolchain', () => {
  expect(split('FROM forge:2\nCOPY . /src\nCMD ["forge", "watch"]\n', sources)).toBe(
    'refused toolchain-at-start: the container forges',
  );
});

describe('a file that is split', () => {
  /** Its own runtime image is one of the toolchain's, as `node:20-slim` is. */
  const knowsRuntime: Toolchain = {
    ...fakeToolchain,
    image: (reference) =>
      fakeToolchain.image({
        ...reference,
        name: reference.name === 'forge-runtime' ? 'forge' : reference.name,
      }),
  };
  const single = 'FROM forge-runtime:2\nWORKDIR /app\nCOPY . .\nCMD ["forge", "run", "."]\n';

  it('is not split again where the toolchain knows its runtime image', () => {
    const outcome = splitWith(knowsRuntime, single.replace('-runtime', ''), sources);
    expect(outcome).toMatchObject({ outcome: 'migrated', summary: { to: 'forge-runtime:2' } });
    const text = outcome.outcome === 'migrated' ? outcome.text : '';
    expect(splitWith(knowsRuntime, text, sources)).toMatchObject({
      outcome: 'unchanged',
      code: 'already-multi-stage',
      message: expect.stringContaining('forge-runtime:2, which forge programs run on'),
    });
  });

  it('is not split where its only stage is on that image', () => {
    expect(runtimeStageOf(splitWith(knowsRuntime, single, sources))).toBe(
      'unchanged not-a-toolchain-image: forge-runtime:2 is the image that forge programs run on',
    );
  });

  it('is split where the last of its stages is on an image to build with', () => {
    const two = `FROM alpine AS other\n${single.replace('-runtime', '')}`;
    expect(runtimeStageOf(splitWith(knowsRuntime, two, sources))).toMatch(/^FROM forge-runtime:2\n/);
  });
});

const moving = (path: string): Toolchain => ({
  ...fakeToolchain,
  variants: ({ madeBy }, { build }) => {
    const at = build.dockerfile.text.indexOf('/bin/app', madeBy?.span?.start);
    return [
      { name: 'portable', edits: [{ start: at, end: at + '/bin/app'.length, text: path }], path },
      asWritten,
    ];
  },
});

describe('a way to build that puts the program elsewhere', () => {
  it('has it copied from there to where it is started', () => {
    const outcome = splitWith(moving('/out/app'), file(), sources);
    expect(outcome).toHaveProperty('text', expect.stringContaining('RUN forge compile -o /out/app'));
    expect(runtimeStageOf(outcome)).toBe(
      'FROM scratch\nCOPY --from=build /out/app /bin/app\nCMD ["/bin/app"]\n',
    );
  });

  it('leaves it where it was as the file is written', () => {
    const linked = { ...sources, 'main.forge': 'link libpq.so.5 from libpq5\n' };
    expect(runtimeStageOf(splitWith(moving('/out/app'), file(), linked))).toContain(
      'COPY --from=build /bin/app /bin/app\n',
    );
  });
});
