/**
 * The way of a whole file grows with its size and not faster, whatever it does. As for parsing, times are only compared
 * with each other, and one good measurement of several counts.
 */
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/index.ts';

const head = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\n';
const tail = 'RUN CGO_ENABLED=0 go build -o /bin/app .\nCMD ["/bin/app"]\n';
const around = (middle: string): string => head + middle + tail;
const times = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join('');

/** Files that do a thing `n` times. */
const shapes: Readonly<Record<string, (n: number) => string>> = {
  instructions: (n) => around(times(n, (index) => `RUN touch /f${index}\n`)),
  'a chain of commands': (n) => around(`RUN true${times(n, (index) => ` && touch /f${index}`)}\n`),
  'a list of commands': (n) => around(`RUN true${' ; cd /x'.repeat(n)}\n`),
  'a pipe': (n) => around(`RUN true${' | cat'.repeat(n)}\n`),
  subshells: (n) => around(`RUN ${'('.repeat(n)}true${')'.repeat(n)}\n`),
  groups: (n) => around(`RUN ${'{ '.repeat(n)}true${'; }'.repeat(n)}\n`),
  conditions: (n) => around(`RUN ${'if true; then '.repeat(n)}true${'; fi'.repeat(n)}\n`),
  'conditions in a row': (n) => around(`RUN true${'; if a; then b; else c; fi'.repeat(n)}\n`),
  loops: (n) => around(`RUN ${'for i in a b; do '.repeat(n)}true${'; done'.repeat(n)}\n`),
  'a long loop': (n) => around(`RUN for i in ${'a '.repeat(n)}; do touch /x/$i; done\n`),
  functions: (n) =>
    around(`RUN f0() { true; }${times(n, (i) => `; f${i + 1}() { f${i}; f${i}; }`)}; f${n}\n`),
  'a function that calls itself': (n) => around(`RUN f() { f; f; }${'; f'.repeat(n)}\n`),
  'command substitutions': (n) => around(`RUN echo ${'$(echo '.repeat(n)}${')'.repeat(n)}\n`),
  'shells in shells': (n) => around(`RUN ${'sh -c '.repeat(n)}true\n`),
  'scripts given to eval': (n) => around(`RUN ${'eval '.repeat(n)}true\n`),
  'wrapped commands': (n) => around(`RUN ${'env A=1 '.repeat(n)}true\n`),
  'variables that double': (n) =>
    around(
      `ENV V0=xxxx\n${times(n, (index) => `ENV V${index + 1}=$V${index}$V${index}\n`)}RUN touch $V${n}\n`,
    ),
  'one variable that doubles': (n) => around(`ENV V=x\n${'ENV V=$V$V\n'.repeat(n)}RUN touch /$V\n`),
  'one variable that grows': (n) => around(`ENV P=x\n${'ENV P=$P:/some/directory\n'.repeat(n)}RUN echo $P\n`),
  'assignments that double': (n) => around(`RUN v=x${'; v=$v$v'.repeat(n)}; touch /$v\n`),
  'words that double': (n) => around(`RUN v="x x"${'; v="$v $v"'.repeat(n)}; touch $v\n`),
  'defaults in defaults': (n) => around(`ENV A=${'${b:-'.repeat(n)}x${'}'.repeat(n)}\n`),
  'braces that multiply': (n) => around(`RUN touch ${'{a,b}'.repeat(n)}\n`),
  'braces in braces': (n) => around(`RUN touch ${'{a,'.repeat(n)}b${'}'.repeat(n)}\n`),
  ranges: (n) => around(`RUN touch ${'{1..1000000000}'.repeat(n)}\n`),
  wildcards: (n) => around(`RUN rm -rf /x/${'*a'.repeat(n)}\n`),
  'copies of a directory': (n) => around(`${times(n, (index) => `RUN cp -r /src /d${index}\n`)}`),
  'copies of copies': (n) => around(`RUN touch /a/x\n${'RUN cp -r /a /a/b\n'.repeat(n)}`),
  'links in a circle': (n) => around(`RUN ln -s /a /b && ln -s /b /a${' && touch /a/x'.repeat(n)}\n`),
  'directories in directories': (n) => around(`RUN mkdir -p ${'/d'.repeat(n)}\n${'RUN cd x\n'.repeat(n)}`),
  'relative working directories': (n) => around(`${'WORKDIR d\n'.repeat(n)}RUN touch x\n`),
  'programs of their own': (n) =>
    around(times(n, (index) => `RUN go build -o /bin/p${index} ./cmd/p${index}\n`)),
  'packages of a system': (n) => around(times(n, (index) => `RUN apt-get install -y p${index}\n`)),
  users: (n) => around(times(n, (index) => `RUN useradd u${index}\nUSER u${index}\n`)),
  labels: (n) => around(times(n, (index) => `LABEL l${index}=$A\n`)),
  volumes: (n) => around(times(n, (index) => `VOLUME /v${index}\n`)),
  triggers: (n) => around('ONBUILD RUN true\n'.repeat(n)),
  stages: (n) =>
    times(n, (index) => `FROM ${index === 0 ? 'golang' : `s${index - 1}`} AS s${index}\nRUN true\n`),
  'stages that copy from each other': (n) =>
    `FROM golang AS s0\n${times(n, (index) => `FROM alpine AS s${index + 1}\nCOPY --from=${index} / /\n`)}`,
  heredocs: (n) => around(`RUN <<EOF\n${'echo x > /y\n'.repeat(n)}EOF\n`),
  'heredocs that are copied': (n) => around(times(n, (index) => `COPY <<EOF /h${index}\nx\nEOF\n`)),
};

function best(text: string): number {
  const start = performance.now();
  const outcome = migrate(text);
  const time = performance.now() - start;
  if (outcome.outcome === 'failed' && outcome.code !== 'parse-error') throw new Error(outcome.message);
  return time;
}

describe('migrating', () => {
  it.each(Object.keys(shapes))('is linear in %s', (name) => {
    const shape = shapes[name];
    if (shape === undefined) throw new Error('no such shape');
    const size = 40;
    const [small, large] = [shape(size), shape(4 * size)];
    const ratios: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      // What takes less than two milliseconds is start-up and noise.
      const ratio = best(large) / Math.max(best(small), 2);
      ratios.push(ratio);
      if (ratio < 12) return;
    }
    expect(Math.min(...ratios)).toBeLessThan(12);
  });
});
