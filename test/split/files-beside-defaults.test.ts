/** What a program is told at start by variables and flags has defaults: what lies beside them goes along. */
import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

interface Image {
  /** What stands behind the build: ENV, ENTRYPOINT, CMD. */
  readonly end: string;
  /** What is read, as a Go expression. */
  readonly reads?: string;
  readonly files: readonly string[];
  /** What a compose file says of the service. */
  readonly service?: readonly string[];
  readonly copy?: string;
}

const byVariable = 'os.ReadFile(os.Getenv("MAP"))';
const start = 'CMD ["/bin/guide"]\n';

/** What goes along beside the program, and how sure that is. */
function kept({ end, reads = byVariable, files, service, copy }: Image): readonly string[] {
  const result = migrateGolang(
    `FROM golang:1.24\nWORKDIR /srv/guide\nCOPY . .\n${copy ?? ''}RUN CGO_ENABLED=0 go build -o /bin/guide .\n${end}`,
    {
      'main.go': `package main\n\nimport (\n\t"flag"\n\t"os"\n)\n\nfunc main() {\n\tname := flag.String("map", "maps/town.txt", "")\n\tflag.Parse()\n\t_ = *name\n\t${reads}\n}\n`,
      ...Object.fromEntries(files.map((path) => [path, path.endsWith('.go') ? 'package maps\n' : 'x\n'])),
      ...(service === undefined
        ? {}
        : { 'compose.yaml': ['services:\n  web:', 'build: .', ...service, ''].join('\n    ') }),
    },
  );
  if (result.outcome !== 'migrated') return [`${result.code}: ${result.message}`];
  const copied = [...result.text.matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' '),
  );
  return [
    ...copied
      .filter((path) => path !== '/bin/guide')
      .map((path) => path.replace('/srv/guide/', ''))
      .sort(),
    ...(result.confidence === 'proven' ? [] : [result.confidence]),
  ];
}

describe('beside a file', () => {
  it('its directory goes along, and only the files of one that holds sources or documents, too', () => {
    const end = `ENV MAP=maps/town.txt\n${start}`;
    expect(kept({ end, files: ['maps/town.txt', 'maps/coast.csv', 'other/a.txt'] })).toEqual(['maps']);
    expect(
      kept({ end, files: ['maps/town.txt', 'maps/coast.csv', 'maps/maps.go', 'maps/README.md'] }),
    ).toEqual(['maps/coast.csv', 'maps/town.txt']);
    expect(kept({ end, files: ['maps/town.txt', 'maps/maps.go'] })).toEqual(['maps/town.txt']);
  });

  it('in the working directory what has the same ending is of its kind', () => {
    const end = `ENV MAP=town.txt\n${start}`;
    expect(kept({ end, files: ['town.txt', 'coast.txt', 'data.csv', 'LICENSE.txt', 'maps/a.txt'] })).toEqual([
      'coast.txt',
      'town.txt',
    ]);
  });

  it('in a directory of the system only what was copied there is, under such a name', () => {
    const copy = 'COPY town.txt coast.txt data.csv /usr/lib/\n';
    const end = `ENV MAP=/usr/lib/town.txt\n${start}`;
    expect(kept({ end, copy, files: ['town.txt', 'coast.txt', 'data.csv'] })).toEqual([
      '/usr/lib/coast.txt',
      '/usr/lib/town.txt',
    ]);
  });

  it('flags have defaults beside what CMD says; what ENTRYPOINT says stays', () => {
    const files = ['maps/town.txt', 'maps/coast.txt', 'plans/a.txt', 'plans/b.txt'];
    const reads = 'os.ReadFile(*name)';
    expect(kept({ end: 'ENTRYPOINT ["/bin/guide"]\nCMD ["-map", "plans/a.txt"]\n', reads, files })).toEqual([
      'maps',
      'plans',
    ]);
    expect(kept({ end: 'ENTRYPOINT ["/bin/guide", "-map", "plans/a.txt"]\n', reads, files })).toEqual([
      'plans/a.txt',
    ]);
  });
});

it('beside a directory others do, but for sources, tests and documents', () => {
  const reads = 'os.ReadDir(os.Getenv("MAP"))';
  const end = `ENV MAP=maps\n${start}`;
  const files = [
    'maps/a.txt',
    'plans/a.txt',
    'docs/a.txt',
    'testdata/a.txt',
    '.hidden/a.txt',
    'code/a.go',
    'b.txt',
  ];
  expect(kept({ end, reads, files })).toEqual(['maps', 'plans']);
});

describe('files that run the image', () => {
  const end = `ENV MAP=maps/town.txt\n${start}`;
  const files = ['maps/town.txt', 'plans/a.txt', 'plans/b.txt'];

  it('give other values', () => {
    const service = ['environment:', '  MAP: /srv/guide/plans/a.txt'];
    expect(kept({ end, files, service })).toEqual(['maps/town.txt', 'plans']);
    const flags = { end: 'ENTRYPOINT ["/bin/guide"]\n', reads: 'os.ReadFile(*name)', files };
    expect(kept({ ...flags, service: ['command: -map plans/a.txt'] })).toEqual(['maps/town.txt', 'plans']);
  });

  it('bring what they mount', () => {
    const service = ['environment:', '  MAP: plans/a.txt', 'volumes: ["./local:/srv/guide/plans"]'];
    expect(kept({ end, files, service })).toEqual(['maps/town.txt']);
  });

  it('fill a volume that has a name from the image', () => {
    const service = ['environment:', '  MAP: plans/a.txt', 'volumes: ["plans:/srv/guide/plans"]'];
    expect(kept({ end, files, service })).toEqual(['maps/town.txt', 'plans']);
  });
});
