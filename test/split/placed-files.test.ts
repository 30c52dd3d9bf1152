import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go': 'package main\n\nfunc main() { println("open") }\n',
  'tools/prepare.sh': '#!/bin/sh\nmkdir -p /var/shop\n',
  'tools/report.sh': '#!/bin/sh\ndate\n',
  'shop.conf': 'open=9\n',
});

/** What the runtime stage copies besides the program, with these lines before the build. */
function kept(...lines: readonly string[]): readonly string[] {
  const text = ['FROM golang:1.24', 'WORKDIR /srv/shop', 'COPY go.mod main.go ./', ...lines];
  const outcome = migrate([...text, 'RUN go build -o shop .', 'CMD ["./shop"]', ''].join('\n'), { context });
  return outcome.outcome === 'migrated'
    ? (outcome.summary?.copied.filter((path) => path !== '/srv/shop/shop') ?? [])
    : [`${outcome.code}: ${outcome.message}`];
}

describe('what the author puts away from the sources', () => {
  it('goes along', () => {
    expect(kept('COPY shop.conf /etc/shop/shop.conf')).toEqual(['/etc/shop/shop.conf']);
    expect(kept('COPY shop.conf /etc/shop/', 'RUN ln -s /etc/shop/shop.conf /etc/shop.conf')).toEqual([
      '/etc/shop.conf',
      '/etc/shop/shop.conf',
    ]);
  });

  it('does not when it is a link to nothing', () => {
    expect(kept('RUN ln -s /srv/shop/none.conf /etc/shop.conf')).toEqual([]);
  });

  it('does not when it is a script that a build step runs', () => {
    expect(kept('COPY tools/prepare.sh /opt/prepare.sh', 'RUN /opt/prepare.sh && true')).not.toContain(
      '/opt/prepare.sh',
    );
    expect(kept('COPY tools/prepare.sh /opt/prepare.sh', 'RUN sh /opt/prepare.sh')).not.toContain(
      '/opt/prepare.sh',
    );
  });

  it('does when it is a script that no build step runs', () => {
    expect(kept('COPY tools/report.sh /opt/report.sh', 'RUN chmod +x /opt/report.sh')).toContain(
      '/opt/report.sh',
    );
  });
});

describe('what the author puts among the commands of the system', () => {
  it('goes along', () => {
    expect(kept('COPY tools/report.sh /usr/bin/report')).toEqual(['/usr/bin/report']);
    expect(
      kept('RUN curl -fsSL -o /usr/bin/till https://example.com/till && chmod +x /usr/bin/till'),
    ).toEqual(['/usr/bin/till']);
  });

  it('goes along when a step that is not known made it', () => {
    expect(kept('RUN make till && cp build/till /bin/till')).toContain('/bin/till');
  });

  it('does not when it is the distribution’s own', () => {
    expect(kept('RUN chmod u+s /usr/bin/passwd')).toEqual([]);
    expect(kept('RUN ln -s /usr/bin/env /usr/bin/environment')).toEqual([]);
    expect(
      kept('RUN apt-get update && apt-get install -y nodejs && ln -s /usr/bin/nodejs /usr/bin/js'),
    ).toEqual([]);
  });

  it('does not when a build step called it by its name', () => {
    const downloaded = 'RUN curl -fsSL -o /usr/bin/till https://example.com/till && chmod +x /usr/bin/till';
    expect(kept(downloaded, 'RUN till open')).not.toContain('/usr/bin/till');
    expect(kept(downloaded, 'RUN till --version')).toContain('/usr/bin/till');
  });
});

describe('what a step installs with the program', () => {
  it('goes along, also where it brings what only a build reads', () => {
    const text = [
      'FROM golang:1.24',
      'WORKDIR /srv/shop',
      'COPY . .',
      'RUN go build -o /opt/shop/bin/shop . && mkdir -p /opt/shop/share && cp -r data /opt/shop/share/shop',
      'CMD ["/opt/shop/bin/shop"]',
      '',
    ];
    const outcome = migrate(text.join('\n'), {
      context: memoryContext({
        'go.mod': 'module example.com/shop\n\ngo 1.24\n',
        'main.go': 'package main\n\nfunc main() { println("open") }\n',
        'data/a.note': 'a\n',
        'data/make.go': '//go:build ignore\n\npackage main\n',
      }),
    });
    expect(outcome.outcome === 'migrated' ? outcome.summary?.copied : outcome.code).toEqual([
      '/opt/shop/bin/shop',
      '/opt/shop/share/shop',
    ]);
  });
});
