/** Reports to test with: every outcome, awkward names and texts, and as many files as asked for. */
import type {
  FileReport,
  FormatSettings,
  ImageSize,
  RunReport,
  StageGraphs,
  ReportedOutcome,
} from '../../src/report/types.ts';

export const PLAIN: FormatSettings = { color: false, terminal: false };

type Migrated = Extract<ReportedOutcome, { outcome: 'migrated' }>;

/** A small Go Dockerfile before and after. */
export const BEFORE = `# syntax=docker/dockerfile:1
FROM golang:1.22
WORKDIR /src
COPY . .
RUN go build -o /bin/server ./cmd/server
EXPOSE 8080
CMD ["/bin/server"]
`;

export const AFTER = `# syntax=docker/dockerfile:1
FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/server ./cmd/server

FROM scratch
COPY --from=build /bin/server /bin/server
EXPOSE 8080
CMD ["/bin/server"]
`;

export function migrated(changes: Partial<Omit<Migrated, 'outcome'>> = {}): Migrated {
  return {
    outcome: 'migrated',
    code: 'split-stages',
    message: 'the program is built in a stage of its own; the image holds only what it needs',
    text: AFTER,
    confidence: 'likely',
    assumptions: [
      {
        code: 'sources-not-read',
        message: 'the program opens no files at run time besides those copied',
        evidence: { file: 'Dockerfile', line: 4, text: 'COPY . .' },
      },
    ],
    reasons: [
      {
        code: 'entry-built-here',
        message: 'CMD starts /bin/server, which line 5 builds',
        evidence: { file: 'Dockerfile', line: 5, text: 'RUN go build -o /bin/server ./cmd/server' },
      },
      {
        code: 'no-cgo',
        message: 'no imported package uses cgo, so the program is linked statically',
        evidence: { file: 'cmd/server/main.go', line: 3, text: 'import "net/http"' },
      },
    ],
    summary: {
      toolchain: 'golang',
      from: 'golang:1.22',
      to: 'scratch',
      whyNotSmaller: '',
      copied: ['/bin/server'],
      packages: [],
    },
    ...changes,
  };
}

export const REFUSED = {
  outcome: 'refused',
  code: 'several-candidates',
  message: 'the image builds several programs and names none to start',
  evidence: { file: 'Dockerfile', line: 5, text: 'RUN go install ./cmd/...' },
  advice: 'add a CMD or ENTRYPOINT that names the program to start, then run dfopt again',
} satisfies ReportedOutcome;

export const UNCHANGED: ReportedOutcome = {
  outcome: 'unchanged',
  code: 'already-multi-stage',
  message: 'already has several stages',
};

export const FAILED: ReportedOutcome = {
  outcome: 'failed',
  code: 'syntax-error',
  message: 'the file has no instruction FORM',
  evidence: { file: 'Dockerfile', line: 1, text: 'FORM golang' },
};

const UNREADABLE: ReportedOutcome = {
  outcome: 'failed',
  code: 'unreadable',
  message: 'the file cannot be read: permission denied',
  evidence: undefined,
};

export function fileReport(
  path: string,
  outcome: ReportedOutcome,
  changes: Partial<FileReport> = {},
): FileReport {
  return { path, root: '', original: BEFORE, outcome, ...changes };
}

export function run(...files: readonly FileReport[]): RunReport {
  return { version: '1.2.3', files };
}

/** The stages of BEFORE and AFTER. */
export const GRAPHS: StageGraphs = {
  before: {
    nodes: [
      { id: 'image:golang:1.22', label: 'golang:1.22', kind: 'image', target: false },
      { id: 'stage:0', label: 'stage 0', kind: 'stage', target: true },
    ],
    edges: [{ from: 'image:golang:1.22', to: 'stage:0', kind: 'base', label: '' }],
  },
  after: {
    nodes: [
      { id: 'image:golang:1.22', label: 'golang:1.22', kind: 'image', target: false },
      { id: 'image:scratch', label: 'scratch', kind: 'image', target: false },
      { id: 'stage:0', label: 'build', kind: 'stage', target: false },
      { id: 'stage:1', label: 'stage 1', kind: 'stage', target: true },
    ],
    edges: [
      { from: 'image:golang:1.22', to: 'stage:0', kind: 'base', label: '' },
      { from: 'image:scratch', to: 'stage:1', kind: 'base', label: '' },
      { from: 'stage:0', to: 'stage:1', kind: 'copy', label: '/bin/server' },
    ],
  },
};

/** What a golang image weighs with a build in it. */
export const ESTIMATED = {
  by: 'estimated',
  least: 812_000_000,
  most: 1_330_000_000,
} as const satisfies ImageSize;

/** One file of each outcome. */
export const MIXED: RunReport = run(
  fileReport('Dockerfile', migrated(), {
    sizes: { before: ESTIMATED, after: { by: 'measured', bytes: 2_110_000 } },
  }),
  fileReport('broken/Dockerfile', FAILED, { original: 'FORM golang\n' }),
  fileReport('locked/Dockerfile', UNREADABLE, { original: '' }),
  fileReport('services/all/Dockerfile', REFUSED),
  fileReport('web/Dockerfile', UNCHANGED),
);

/** Escape sequences, a bidirectional override, markup, workflow commands: all of it somebody else's text. */
export const HOSTILE = [
  '\u001b]0;title\u0007',
  '\u001b[2J',
  '\u009b31m',
  '\u202egnp.exe',
  '\u2066',
  '\u200b',
  '\u0000',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '<img src=x onerror=alert(1)>',
  '&lt;"\'`',
  '::error file=x::y',
  '%0A::stop-commands::x',
  '```\n# heading',
  '|a|b|',
  '[link](javascript:alert(1))',
  '\u2028\u2029',
  '\r',
  '\\u0041',
] as const;

const TEXT = HOSTILE.join(' ');

/** Every text that a report shows is hostile. */
export const HOSTILE_RUN: RunReport = run(
  fileReport(
    `a ${TEXT.replaceAll('/', '_')}/Dockerfile`,
    migrated({
      message: TEXT,
      text: `${AFTER}# ${TEXT}\n`,
      assumptions: HOSTILE.map((text) => ({
        code: 'x',
        message: text,
        evidence: { file: text, line: 1, text },
      })),
      reasons: [{ code: 'x', message: TEXT, evidence: { file: 'Dockerfile', line: 1, text: TEXT } }],
      summary: {
        toolchain: TEXT,
        from: TEXT,
        to: TEXT,
        whyNotSmaller: TEXT,
        copied: [...HOSTILE],
        packages: [...HOSTILE],
      },
    }),
    { original: `${BEFORE}# was ${TEXT}\n` },
  ),
  fileReport('b', { ...REFUSED, message: TEXT, advice: TEXT, evidence: { file: TEXT, line: 9, text: TEXT } }),
  fileReport('c', { ...FAILED, message: TEXT, evidence: { file: 'Dockerfile', line: 1, text: TEXT } }),
  fileReport('d', { ...UNCHANGED, message: TEXT }),
);

/** A run of many files over several roots; what each is depends on its number only. */
export function fleet(count: number, filesPerRoot = 4): RunReport {
  const files = Array.from({ length: count }, (_, index): FileReport => {
    const root = `repositories/team-${String(Math.floor(index / filesPerRoot)).padStart(4, '0')}`;
    const place = { root, path: `services/${'abcd'[index % filesPerRoot] ?? 'z'}/Dockerfile` };
    const before = longDockerfile(index, false);
    switch (index % 7) {
      case 0:
      case 3:
        return {
          ...place,
          original: before,
          outcome: migrated({
            text: longDockerfile(index, true),
            confidence: index % 2 === 0 ? 'proven' : 'likely',
          }),
          sizes: {
            before: { ...ESTIMATED, least: 812_000_000 + index * 1000 },
            after:
              index % 2 === 0
                ? { by: 'measured', bytes: 2_100_000 + index * 1000 }
                : { by: 'estimated', least: 2_000_000, most: 41_000_000 },
          },
        };
      case 1:
        return { ...place, original: before, outcome: REFUSED };
      case 5:
        return { ...place, original: before, outcome: FAILED };
      default:
        return { ...place, original: before, outcome: UNCHANGED };
    }
  });
  return { version: '1.2.3', files };
}

function longDockerfile(index: number, split: boolean): string {
  const steps = Array.from(
    { length: 5 + (index % 30) },
    (_, step) => `RUN echo ${index} ${step} > /tmp/step-${step}`,
  );
  const head = `FROM golang:1.22${split ? ' AS build' : ''}\nWORKDIR /src\nCOPY . .\n`;
  const build = `${steps.join('\n')}\nRUN go build -o /bin/service-${index} .\n`;
  const stage = split
    ? `\nFROM scratch\nCOPY --from=build /bin/service-${index} /bin/service-${index}\n`
    : '';
  return `${head}${build}${stage}EXPOSE 8080\nCMD ["/bin/service-${index}"]\n`;
}
