/** Directories that names go through and leave again: the kernel looks them up, whatever else lies in them. */
import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

function runtimeStage(read: string, { steps = '', start = 'CMD ["./app"]', more = {} } = {}): string {
  const outcome = migrateGolang(
    `FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build -o app .\n${steps}${start}\n`,
    {
      'main.go': `package main\n\nimport (\n\t"os"\n\t"os/exec"\n\t"path/filepath"\n)\n\nvar _ = filepath.Join\nvar _ = exec.Command\n\nfunc main() {\n\t${read}\n\t_ = os.Args\n}\n`,
      'data/x.txt': '# x\n',
      'cmd/notes.md': 'none\n',
      ...more,
    },
  );
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  return outcome.text.slice(outcome.text.lastIndexOf('\nFROM') + 1);
}

const cmd = 'WORKDIR /app/cmd\n';

describe('a directory that a name goes through', () => {
  it.each([
    '"cmd/../data/x.txt"',
    '"/app/cmd/../data/x.txt"',
    '"cmd/.." + "/data/x.txt"',
    '"./cmd/../cmd/../data/x.txt"',
  ])('is there for %s, empty', (name) => {
    const stage = runtimeStage(`os.ReadFile(${name})`);
    expect(stage).toContain(cmd);
    expect(stage).toContain('/app/data/x.txt /app/data/x.txt');
    expect(stage).not.toContain('notes');
  });

  it.each([
    'filepath.Join("cmd", "..", "data/x.txt")',
    '"data/../data/x.txt"',
    '"../app/data/x.txt"',
    '"none/../data/x.txt"',
  ])('is not made for %s: cleaned before, there anyway, or never there', (name) => {
    expect(runtimeStage(`os.ReadFile(${name})`)).not.toContain('WORKDIR /app/');
  });

  it('is there for what is started', () => {
    const more = { 'run.sh': '#!/bin/sh\ncat cmd/../data/x.txt\n' };
    expect(runtimeStage('exec.Command("sh", "run.sh").Run()', { more })).toContain(cmd);
    expect(runtimeStage('exec.Command("cat", "cmd/../data/x.txt").Run()')).toContain(cmd);
  });

  it.each([
    'CMD ["cat", "cmd/../data/x.txt"]',
    'ENTRYPOINT ["cmd/../app"]',
    'CMD ["./app", "--config=cmd/../data/x.txt"]',
    'CMD . ./cmd/../data/x.txt && ./app',
    'CMD while read line; do echo "$line"; done < cmd/../data/x.txt; ./app',
    'CMD cd data && cat ../cmd/../data/x.txt && ../app',
  ])('is there for %s', (start) => {
    expect(
      runtimeStage('', {
        start: start.startsWith('CMD ["cat"') ? `HEALTHCHECK ${start}\nCMD ["./app"]` : start,
      }),
    ).toContain(cmd);
  });

  it('leads elsewhere through a link', () => {
    const steps =
      'RUN mkdir -p /srv/a /srv/data && cp data/x.txt /srv/data/y.txt && ln -s /srv/a /app/link\n';
    const stage = runtimeStage('os.ReadFile("link/../data/y.txt")', { steps });
    expect(stage).toContain('COPY --from=build /srv/data /srv/data');
    expect(stage).toContain('COPY --from=build /srv/a /srv/a');
  });
});
