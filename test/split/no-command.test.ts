/** Files that name no command: what they say of themselves, and when their one program is the application. */
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/index.ts';

const outcomeOf = (from: string, ...lines: readonly string[]): ReturnType<typeof migrate> =>
  migrate(`${[`FROM ${from}`, ...lines].join('\n')}\n`);

const clone = 'git clone https://example.com/shop.git . && git checkout -b build 7aa2eab';

describe('one program, and no command', () => {
  it('is an application that the file clones', () => {
    const outcome = outcomeOf(
      'golang:1.9',
      'WORKDIR /go/src/example.com/shop',
      `RUN ${clone} && go get -v . && go install`,
    );
    expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'likely' });
    expect(outcome.outcome === 'migrated' && outcome.text).toContain('CMD ["/go/bin/shop"]');
  });

  it.each([
    ['WORKDIR /src\nCOPY . .\nRUN make assets\nRUN go build -o /shop .', 'what `make assets` writes', 4],
    [
      'WORKDIR /src\nCOPY . .\nRUN go build -o /shop . && go install -v ./tools/...',
      '`go install -v ./tools/...`',
      4,
    ],
  ])('is none where more may be made: %j', (lines, what, line) => {
    const outcome = outcomeOf('golang:1.24', lines);
    expect(outcome).toMatchObject({ code: 'no-command', evidence: { line } });
    expect(outcome.message).toContain(what);
  });

  it('is none where the program lies in several places', () => {
    const outcome = outcomeOf(
      'golang:1.24',
      'WORKDIR /src',
      'COPY . .',
      'RUN go build -o /shop . && mkdir /export && cp /shop /export/',
    );
    expect(outcome).toMatchObject({ code: 'no-command' });
    expect(outcome.message).toContain('it lies in several places (/export/shop, /shop)');
  });
});

describe('no program by name, and no command', () => {
  it.each([
    [
      'a script among the sources',
      'COPY . /go/src/example.com/shop\nRUN cd /go/src/example.com/shop && ./build',
    ],
    ['sources that go get fetched', 'RUN go get -d example.com/shop && cd src/example.com/shop && ./build'],
    ['a name that go.mod tells', 'WORKDIR /src\nCOPY . .\nRUN go install'],
  ])('names the step that builds it: %s', (_, lines) => {
    expect(outcomeOf('golang:1.12', lines)).toMatchObject({
      code: 'no-command',
      evidence: { text: expect.stringMatching(/\.\/build$|^go install$/) },
    });
  });

  it.each([
    ['tools', 'RUN go get github.com/mitchellh/gox'],
    [
      'something of another kind',
      'RUN curl -fsSL https://example.com/r.tar.gz | tar -xz -C /usr/src && make -C /usr/src/r install',
    ],
  ])('is no program of the file’s own: %s', (_, lines) => {
    expect(outcomeOf('golang:1.12', lines)).toMatchObject({ code: 'no-program' });
  });
});

describe('several programs', () => {
  it('may have paths without a dot in the first element: these are fetched from nowhere', () => {
    const lines = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => `RUN go build -mod vendor -o bin/${name} shop/cmd/${name}`,
    );
    const outcome = outcomeOf('golang:1.12', 'WORKDIR /usr/src/shop', 'COPY . .', ...lines);
    expect(outcome.code).toBe('several-programs');
    expect(outcome.message).toContain('/usr/src/shop/bin/c and 2 more');
  });
});

describe('what is started and not built', () => {
  it('is named', () => {
    expect(
      outcomeOf(
        'golang:1.24-alpine',
        'RUN wget -O a.tgz https://example.com/a.tgz && tar -xzf a.tgz && mv a/till /usr/bin/till',
        'CMD ["till"]',
      ).message,
    ).toContain('the container starts till');
  });

  it('may be fetched, and is not said to be copied', () => {
    const outcome = outcomeOf(
      'golang:1.6',
      'RUN go get example.com/tool',
      'WORKDIR /go/src/example.com/shop',
      'ENTRYPOINT ["./scripts/entry"]',
    );
    expect(outcome).toMatchObject({ code: 'program-not-built' });
  });

  it('may be among what is copied to a directory of the system', () => {
    const outcome = outcomeOf('golang:1.24', 'COPY files/ /usr/local/', 'RUN till-build', 'CMD ["till"]');
    expect(outcome).toMatchObject({
      code: 'prebuilt-program',
      message: 'till is not built in this file: it may be among what line 2 copies',
    });
  });
});

it('a package that dpkg installs is fetched from nowhere', () => {
  const outcome = outcomeOf(
    'golang:1.6',
    'COPY till_1.0_all.deb /tmp/',
    'RUN dpkg -i /tmp/till_1.0_all.deb',
    'RUN apt-get update && apt-get install -y rsync',
    'CMD ["rsync"]',
  );
  expect(outcome).toMatchObject({ code: 'cannot-build', evidence: { line: 4 } });
});

it('a tool that was fetched and changed is no program of the author’s', () => {
  const outcome = outcomeOf(
    'golang:1.10',
    'WORKDIR /go/src/example.com/shop',
    'COPY . .',
    'RUN go get example.com/glide && cd /go/src/example.com/glide && git checkout v1 && go install',
    'RUN go build -o shop .',
    'ENTRYPOINT ["./shop"]',
  );
  expect(outcome.outcome === 'migrated' && outcome.summary?.copied).toEqual(['/go/src/example.com/shop']);
});
