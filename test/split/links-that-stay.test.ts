/** Commands that are links, and the zone, stay links. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go': 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("report").Run() }\n',
  'report.sh': '#!/bin/sh\nreadlink -f "$0"\n',
});

/** The lines of the runtime stage, with these before the build. */
function lines(...steps: readonly string[]): readonly string[] {
  const text = ['FROM golang:1.24', ...steps, 'WORKDIR /src', 'COPY go.mod main.go ./'];
  const outcome = migrate([...text, 'RUN go build -o /bin/shop .', 'CMD ["/bin/shop"]', ''].join('\n'), {
    context,
  });
  if (outcome.outcome !== 'migrated') return [outcome.code];
  const all = outcome.text.split('\n');
  return all.slice(all.findLastIndex((line) => line.startsWith('FROM')));
}

describe('a command that is a link', () => {
  it('stays one, and what it leads to goes along', () => {
    const found = lines('COPY report.sh /opt/report.sh', 'RUN ln -s ../../opt/report.sh /usr/bin/report');
    expect(found).toContain('RUN ln -s ../../opt/report.sh /usr/bin/report');
    expect(found).toContain('COPY --from=build /opt/report.sh /opt/report.sh');
  });

  it('is copied where it is a file', () => {
    expect(lines('COPY report.sh /usr/bin/report')).toContain(
      'COPY --from=build /usr/bin/report /usr/bin/report',
    );
  });
});

describe('the zone', () => {
  const zone = 'RUN ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime';

  it('stays a link where the base has the zones: its name is read from there', () => {
    expect(lines('COPY report.sh /usr/bin/report', zone)).toContain(zone);
  });
});
