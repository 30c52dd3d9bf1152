/**
 * Generated Dockerfiles of the kind that dfopt is for: one stage on a golang image, from tidy to wild. A file is made
 * from a model (what it does) and a style (how it is written), so that one shrinks without the other.
 */
import { array, boolean, constant, constantFrom, oneof, option, record, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** One instruction: a keyword, and arguments that may hold several lines where `gap` stands. */
interface Instruction {
  readonly keyword: string;
  /** Parts between which the line may be continued. */
  readonly parts: readonly string[];
  readonly heredoc?: readonly string[];
}

const of = (keyword: string, ...parts: readonly string[]): Instruction => ({ keyword, parts });

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────

const name = constantFrom(
  'A',
  'B',
  'VERSION',
  'APP_DIR',
  'GOPATH',
  'PATH',
  'HOME',
  'CGO_ENABLED',
  'GO111MODULE',
);
const directory = constantFrom(
  '/app',
  '/src',
  '/go/src/example.com/app',
  '.',
  'sub',
  '../up',
  '/',
  '$APP_DIR',
  '${A:-/opt}/x',
  '"/with space"',
  '/go/bin/',
  '/tmp',
  '${B}',
);
const program = constantFrom(
  '/bin/app',
  'app',
  './app',
  '/app/app',
  '/go/bin/app',
  'main',
  '/usr/local/bin/app',
  'server',
);
const value = oneof(
  {
    weight: 3,
    arbitrary: constantFrom('1', '/app', 'x y', '', '0', 'off', 'example.com/app', 'a=b', 'é', "it's"),
  },
  {
    weight: 2,
    arbitrary: constantFrom(
      '$A',
      '${A}',
      '${A:-$B}',
      '${B:+${A}}',
      '$PATH:/x',
      '${VERSION%.*}',
      '${A#/}',
      '\\$A',
      '${A/x/y}',
      '$UNSET',
      '${A}${A}',
    ),
  },
);
const quoted = (text: string): string => (/[\s']/.test(text) || text === '' ? `"${text}"` : text);
const user = constantFrom('nobody', '1000', '1000:1000', 'app', 'root', '$A', '0', 'app:app');
const packages = constantFrom(
  'git',
  'ca-certificates',
  'curl',
  'gcc',
  'bash',
  'tzdata',
  'ffmpeg',
  'build-essential',
);

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────

const simple: Arbitrary<string> = oneof(
  constantFrom(
    'go mod download',
    'go get -d -v ./...',
    'go install ./...',
    'go install -v .',
    'go build',
    'go build .',
    'go build ./cmd/...',
    'go vet ./...',
    'go test ./...',
    'make',
    'make build',
    'true',
    'ls -la',
    'rm -rf /var/lib/apt/lists/*',
    'chmod +x app',
    'adduser -D app',
    'useradd -m -u 1000 app',
    'git clone https://example.com/x.git /x',
    'curl -sSL https://example.com/x.tgz | tar xz -C /usr/local',
    'echo "$A" > /etc/app.conf',
    'cat <<< x',
    'unknown-command --flag',
    'setcap cap_net_bind_service=+ep /bin/app',
    'go-wrapper install',
    'strip app',
    'sh -c "go build -o /bin/app ."',
    'CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -ldflags "-s -w -X main.v=$VERSION" -o /bin/app .',
    'for f in a b; do go build -o /bin/$f ./cmd/$f; done',
    'if [ -n "$A" ]; then go build -o app; else exit 1; fi',
    'case $A in x) mv app /bin ;; *) : ;; esac',
    'go build -o "$(pwd)/app"',
    'x=app; go build -o /bin/$x',
    '{ go build -o app .; }',
    'build() { go build -o /bin/app; }; build',
    '$CMD',
    "echo 'unclosed",
    '(',
    'export A=1',
  ),
  program.map((output) => `go build -o ${output} .`),
  program.map((output) => `go build -o ${output} main.go`),
  tuple(program, program).map(([from, to]) => `mv ${from} ${to}`),
  tuple(program, directory).map(([from, to]) => `cp ${from} ${to}`),
  directory.map((path) => `mkdir -p ${path}`),
  directory.map((path) => `cd ${path}`),
  directory.map((path) => `chown -R 1000 ${path}`),
  packages.map((each) => `apt-get update && apt-get install -y --no-install-recommends ${each}`),
  packages.map((each) => `apk add --no-cache ${each}`),
);

const command: Arbitrary<readonly string[]> = tuple(
  simple,
  array(tuple(constantFrom('&&', '&&', '&&', ';', '||', '|', '&'), simple), { maxLength: 3 }),
).map(([first, more]) => [first, ...more.map(([operator, next]) => `${operator} ${next}`)]);

const json = (words: readonly string[]): string => JSON.stringify(words);
const commandWords: Arbitrary<readonly string[]> = oneof(
  { weight: 4, arbitrary: program.map((path) => [path]) },
  { weight: 1, arbitrary: program.map((path) => [path, '--addr', ':8080', '$A']) },
  {
    weight: 1,
    arbitrary: constantFrom<readonly string[]>(
      ['sh', '-c', 'app'],
      ['go', 'run', '.'],
      ['/entrypoint.sh'],
      ['bash'],
      [],
      ['air'],
    ),
  },
);

/** The arguments of CMD, ENTRYPOINT and the like. */
const commandForm: Arbitrary<string> = oneof(
  { weight: 4, arbitrary: commandWords.map(json) },
  { weight: 3, arbitrary: commandWords.map((words) => words.join(' ') || 'app') },
  {
    weight: 1,
    arbitrary: constantFrom(
      "['app']",
      'exec app $A',
      'app && app',
      '[ "app", ]',
      'app > /log',
      '[]',
      'app | tee x',
    ),
  },
);

// ── Instructions ─────────────────────────────────────────────────────────────────────────────────────────────

const goSource = [
  'package main',
  '',
  'import (',
  '\t"fmt"',
  '\t"net/http"',
  ')',
  '',
  'func main() { fmt.Println(http.ListenAndServe(":80", nil)) }',
];

const run: Arbitrary<Instruction> = oneof(
  {
    weight: 6,
    arbitrary: tuple(
      option(
        constantFrom(
          '--mount=type=cache,target=/go/pkg/mod',
          '--mount=type=bind,target=.',
          '--mount=type=secret,id=x',
          '--network=none',
        ),
        { nil: undefined, freq: 6 },
      ),
      command,
    ).map(([flag, parts]) => of('RUN', ...(flag === undefined ? parts : [flag, ...parts]))),
  },
  { weight: 1, arbitrary: constant(of('RUN', json(['go', 'build', '-o', '/bin/app', '.']))) },
  {
    weight: 1,
    arbitrary: array(simple, { minLength: 1, maxLength: 3 }).map((lines) => ({
      ...of('RUN', '<<EOF'),
      heredoc: [...lines, 'EOF'],
    })),
  },
);

const copy: Arbitrary<Instruction> = oneof(
  constantFrom(
    of('COPY', '. .'),
    of('COPY', '.', '/src'),
    of('COPY', 'go.mod', 'go.sum', './'),
    of('COPY', '--chown=1000:1000', '.', '/app/'),
    of('COPY', 'templates', '/app/templates'),
    of('COPY', 'entrypoint.sh', '/'),
    of('COPY', json(['a b', '/app/'])),
    of('COPY', '*.go', '/src/'),
    of('ADD', '. /go/src/example.com/app'),
    of('ADD', 'https://example.com/x.tar.gz', '/opt/'),
    of('ADD', 'config.tar', '/etc'),
    of('COPY', '--from=alpine:3', '/etc/passwd', '/etc/passwd'),
    of('COPY', '$A', '${APP_DIR}'),
    of('COPY', 'only-one'),
  ),
  constant({ ...of('COPY', '<<EOF', './main.go'), heredoc: [...goSource, 'EOF'] }),
  constant({ ...of('COPY', '<<-"A"', '<<B', '/app/'), heredoc: ['\tx', '\tA', '$y', 'B'] }),
);

const described: Arbitrary<Instruction> = oneof(
  constantFrom(
    of('EXPOSE', '8080'),
    of('EXPOSE', '80/tcp', '$A'),
    of('VOLUME', '/data'),
    of('VOLUME', json(['/data', '/app'])),
    of('LABEL', 'a=b', '"c d"="e f"'),
    of('LABEL', 'version=$VERSION'),
    of('MAINTAINER', 'Somebody <a@example.com>'),
    of('STOPSIGNAL', 'SIGINT'),
    of('HEALTHCHECK', '--interval=5s', 'CMD curl -f http://localhost/ || exit 1'),
    of('HEALTHCHECK', 'NONE'),
    of('ONBUILD', 'RUN go build'),
    of('SHELL', json(['/bin/bash', '-o', 'pipefail', '-c'])),
  ),
  commandForm.map((form) => of('HEALTHCHECK', `CMD ${form}`)),
);

const state: Arbitrary<Instruction> = oneof(
  { weight: 3, arbitrary: directory.map((path) => of('WORKDIR', path)) },
  {
    weight: 3,
    arbitrary: array(tuple(name, value), { minLength: 1, maxLength: 3 }).map((pairs) =>
      of('ENV', ...pairs.map(([key, each]) => `${key}=${quoted(each)}`)),
    ),
  },
  { weight: 1, arbitrary: tuple(name, value).map(([key, each]) => of('ENV', `${key} ${each || 'x'}`)) },
  {
    weight: 1,
    arbitrary: tuple(name, option(value, { nil: undefined })).map(([key, each]) =>
      of('ARG', each === undefined ? key : `${key}=${quoted(each)}`),
    ),
  },
  { weight: 1, arbitrary: user.map((each) => of('USER', each)) },
);

const body: Arbitrary<readonly Instruction[]> = array(
  oneof(
    { weight: 4, arbitrary: run },
    { weight: 3, arbitrary: copy },
    { weight: 3, arbitrary: state },
    { weight: 2, arbitrary: described },
  ),
  { maxLength: 10 },
);

/** A file that somebody has kept in order: it builds one program and starts it. */
const orderly: Arbitrary<readonly Instruction[]> = tuple(
  constantFrom('golang:1.24', 'golang:1.24-alpine', 'golang', 'golang:1.22-bookworm'),
  array(oneof(described, state), { maxLength: 2 }),
  constantFrom('/src', '/app', '/go/src/app'),
  constantFrom('/bin/app', '/usr/local/bin/app', '/go/bin/app', 'app'),
  option(array(simple, { minLength: 1, maxLength: 1 }), { nil: undefined, freq: 1 }),
  array(oneof(described, state), { maxLength: 3 }),
  boolean(),
).map(([image, before, where, output, more, after, shell]) => {
  const started = output === 'app' ? './app' : output;
  return [
    of('FROM', image),
    ...before,
    of('WORKDIR', where),
    of('COPY', '. .'),
    of('RUN', `CGO_ENABLED=0 go build`, `-o ${output} .`),
    ...(more === undefined ? [] : [of('RUN', ...more)]),
    ...after,
    of('CMD', shell ? started : json([started])),
  ];
});

const ending: Arbitrary<readonly Instruction[]> = tuple(
  option(commandForm, { nil: undefined, freq: 1 }),
  option(commandForm, { nil: undefined, freq: 4 }),
).map(([entrypoint, cmd]) => [
  ...(entrypoint === undefined ? [] : [of('ENTRYPOINT', entrypoint)]),
  ...(cmd === undefined ? [] : [of('CMD', cmd)]),
]);

const from: Arbitrary<readonly Instruction[]> = oneof(
  {
    weight: 8,
    arbitrary: tuple(
      constantFrom(
        'golang:1.24',
        'golang:1.24-alpine',
        'golang',
        'golang:latest',
        'docker.io/library/golang:1.22-bookworm',
        'golang:1.8',
        'mirror.example.com/golang:1.24',
        `golang:1.24@sha256:${'0'.repeat(64)}`,
        'golang:onbuild',
        'golang:1.24-nanoserver',
      ),
      option(constantFrom('AS build', 'AS base', 'as x'), { nil: undefined, freq: 5 }),
      option(constant('--platform=linux/amd64'), { nil: undefined, freq: 6 }),
    ).map(([image, alias, platform]) => [
      of('FROM', ...[platform, image, alias].filter((part) => part !== undefined)),
    ]),
  },
  { weight: 1, arbitrary: constant([of('ARG', 'VERSION=1.24'), of('FROM', 'golang:${VERSION}')]) },
  {
    weight: 1,
    arbitrary: constantFrom([of('FROM', 'alpine:3')], [of('FROM', '$NOTHING')], [of('FROM', 'scratch')]),
  },
  { weight: 1, arbitrary: constant([of('FROM', 'alpine:3'), of('RUN', 'true'), of('FROM', 'golang:1.24')]) },
);

const model: Arbitrary<readonly Instruction[]> = oneof(
  { weight: 2, arbitrary: tuple(from, body, ending).map((parts) => parts.flat()) },
  { weight: 1, arbitrary: orderly },
);

// ── Style ────────────────────────────────────────────────────────────────────────────────────────────────────

const tidy = constantFrom('', '', '\n');
const between = constantFrom(
  '',
  '',
  '',
  '\n',
  '\n\n',
  '# a comment\n',
  '  # indented\n',
  ' \t\n',
  '\n# one\n# two\n',
);
const gap = constantFrom(' ', ' ', '\t', ' \\\n    ', '  ', ' \\\n# inside\n  ', ' \\ \n\n ');

interface Style {
  readonly newline: string;
  readonly head: string;
  readonly lower: boolean;
  readonly between: readonly string[];
  readonly gaps: readonly string[];
  readonly finalNewline: boolean;
  readonly indent: string;
}

const style: Arbitrary<Style> = record({
  newline: constantFrom('\n', '\n', '\r\n'),
  head: constantFrom(
    '',
    '',
    '# syntax=docker/dockerfile:1\n',
    '# syntax=docker/dockerfile:1\n# check=skip=all\n\n',
    '# escape=\\\n',
    '# what this is\n\n',
    '\uFEFF',
    '\uFEFF# syntax=docker/dockerfile:1\n',
  ),
  lower: boolean(),
  between: oneof(array(tidy, { minLength: 1, maxLength: 4 }), array(between, { minLength: 1, maxLength: 5 })),
  gaps: oneof(constant([' ']), array(gap, { minLength: 1, maxLength: 5 })),
  finalNewline: oneof({ weight: 4, arbitrary: constant(true) }, { weight: 1, arbitrary: constant(false) }),
  indent: constantFrom('', '', '', '  '),
});

/** The item at an index of a list that repeats for ever. */
function cycle(items: readonly string[], index: number): string {
  return items[index % items.length] ?? '';
}

function write(instructions: readonly Instruction[], how: Style): string {
  let gaps = 0;
  const lines = instructions.map(({ keyword, parts, heredoc }, index) => {
    const written = [how.lower ? keyword.toLowerCase() : keyword, ...parts].reduce(
      (text, part) => `${text}${cycle(how.gaps, gaps++)}${part}`,
    );
    const body = heredoc?.map((line) => `${line}\n`).join('') ?? '';
    return `${index === 0 ? '' : cycle(how.between, index)}${how.indent}${written}\n${body}`;
  });
  const text = `${how.head}${lines.join('')}`.replaceAll('\n', how.newline);
  return how.finalNewline ? text : text.slice(0, -how.newline.length);
}

/** Texts of Dockerfiles. */
export const dockerfile: Arbitrary<string> = tuple(model, style).map(([instructions, how]) =>
  write(instructions, how),
);

/** Lines to throw into any Dockerfile. */
export const anyLine: Arbitrary<string> = tuple(oneof(run, copy, state, described), style).map(
  ([instruction, how]) => write([instruction], { ...how, head: '', newline: '\n' }),
);
