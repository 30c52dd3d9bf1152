/** Dockerfiles from a seed: whatever the language has that decides what BuildKit makes of a line. */

/** A sequence of numbers below a bound (mulberry32). */
export type Dice = (bound: number) => number;

function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound);
  };
}

/** One of the choices; each of them is a text or makes one. */
function pick(roll: Dice, choices: readonly (string | ((roll: Dice) => string))[]): string {
  const chosen = choices[roll(choices.length)] ?? '';
  return typeof chosen === 'string' ? chosen : chosen(roll);
}

const names = ['A', 'B', 'C', 'VERSION', 'APP_HOME', 'TAG', 'lower', 'X1'];
const name: (roll: Dice) => string = (roll) => pick(roll, names);
const plain = ['x', '1', 'app', '1.2.3', '/srv', 'a/b.c', 'x-y', 'é', '8080', '.', 'v1.24.0-rc.1', '~', '@'];

function reference(roll: Dice): string {
  const own = name(roll);
  return pick(roll, [
    `$${own}`,
    `\${${own}}`,
    `\${${own}:-${pick(roll, plain)}}`,
    `\${${own}-${pick(roll, plain)}}`,
    `\${${own}:+${pick(roll, plain)}}`,
    `\${${own}+${pick(roll, plain)}}`,
    `\${${own}:-\${${name(roll)}}}`,
    `\${${own}%.*}`,
    `\${${own}%%.*}`,
    `\${${own}#*/}`,
    `\${${own}##*/}`,
    `\${${own}/./_}`,
    `\${${own}//./_}`,
    `\\$${own}`,
    `$${own}$${name(roll)}`,
    `\${${own}:?}`,
    '$',
    '$1',
    '${',
    `$${own}.d`,
  ]);
}

function word(roll: Dice): string {
  const parts = Array.from({ length: 1 + roll(3) }, () =>
    pick(roll, [
      (each) => pick(each, plain),
      (each) => pick(each, plain),
      reference,
      reference,
      (each) => `"${pick(each, plain)} ${reference(each)}"`,
      (each) => `'${pick(each, plain)} ${reference(each)}'`,
      (each) => `"${pick(each, ['\\"', '\\\\', '\\$A', "'", '\\n', ''])}"`,
      (each) => pick(each, ['\\ ', '\\\\', '\\"', "\\'", '\\a']),
    ]),
  );
  return parts.join('');
}

const pair = (roll: Dice): string => `${name(roll)}=${word(roll)}`;
const several = (roll: Dice, of: (roll: Dice) => string, most = 3): string =>
  Array.from({ length: 1 + roll(most) }, () => of(roll)).join(gap(roll));

/** White space between words: a blank, or a continuation with or without more in it. */
function gap(roll: Dice): string {
  return pick(roll, [
    ' ',
    ' ',
    ' ',
    ' ',
    '  ',
    '\t',
    ' \\\n',
    ' \\\n  ',
    ' \\\n# comment\n  ',
    ' \\\n\n ',
    ' \\  \n ',
  ]);
}

const json = (roll: Dice): string =>
  pick(roll, [
    (each) => `[${several(each, (one) => JSON.stringify(word(one))).replaceAll(/\s+(?=")/g, ', ')}]`,
    '["a", "b c"]',
    '["a","\\u0041\\n"]',
    '[ "a" ]  ',
    '[]',
    "['a']",
    '["a", b]',
    '["a"] x',
    '["a",]',
    '[1]',
  ]);

const command = (roll: Dice): string =>
  pick(roll, [json, json, (each) => several(each, word), 'echo "$A" && ls', 'a ; b # c', `x=1 \${A} "q`]);

function heredoc(roll: Dice): string {
  const [mark, end] = [
    ['<<EOF', 'EOF'],
    ['<<-EOF', '\tEOF'],
    ['<<"EOF"', 'EOF'],
    ["<<'E F'", 'E F'],
    ['<<EOF /x <<TWO', 'EOF\nsecond\nTWO'],
    ['3<<EOF', 'EOF'],
  ][roll(6)] ?? ['<<EOF', 'EOF'];
  const body = pick(roll, ['x', '$A', '\tx\n\ty', '# z', '', 'FROM a', '\\', 'x \\\ny', 'EOFX']);
  return `${mark} /h\n${body}\n${end}`;
}

function instruction(roll: Dice): string {
  const line = pick(roll, [
    (each) => `ARG ${name(each)}`,
    (each) => `ARG ${pair(each)}`,
    (each) => `ARG ${pair(each)}`,
    (each) => `ARG ${several(each, pair)}`,
    (each) => `ENV ${several(each, pair)}`,
    (each) => `ENV ${several(each, pair)}`,
    (each) => `ENV ${name(each)} ${several(each, word)}`,
    (each) => `LABEL ${several(each, pair)}`,
    (each) => `LABEL ${several(each, (one) => `"${pick(one, plain)} k"=${word(one)}`)}`,
    (each) => `LABEL ${name(each)} ${word(each)}`,
    (each) =>
      `EXPOSE ${several(each, (one) => pick(one, ['80', '443/tcp', '53/UDP', '8000-8003', '$A', '${B:-90}', '"70 71"']))}`,
    (each) => `USER ${word(each)}`,
    (each) => `WORKDIR ${word(each)}`,
    (each) => `WORKDIR ${pick(each, ['/a', 'b', '..', '/a/../b/', './c', '"/d e"', '/$A', '$B'])}`,
    (each) => `VOLUME ${pick(each, [json, (one) => several(one, word)])}`,
    (each) => `CMD ${command(each)}`,
    (each) => `ENTRYPOINT ${command(each)}`,
    (each) => `STOPSIGNAL ${pick(each, ['SIGINT', '9', '$A', '${C:-SIGTERM}'])}`,
    (each) =>
      `HEALTHCHECK ${pick(each, ['NONE', '', '--interval=5s ', '--retries=3 --timeout=1m ', '--start-period=1s '])}CMD ${command(each)}`,
    'HEALTHCHECK NONE',
    (each) => `SHELL ${json(each)}`,
    (each) => `ONBUILD RUN ${several(each, word)}`,
    (each) => `RUN ${command(each)}`,
    (each) => `RUN --mount=type=cache,target=/c ${command(each)}`,
    (each) => `COPY ${several(each, word)} /`,
    (each) => `COPY --chown=1:$A ${word(each)} ${word(each)}`,
    (each) => `COPY ${heredoc(each)}`,
    (each) => `RUN ${heredoc(each)}`,
    (each) => `ADD --chmod=644 ${word(each)} ./`,
    'MAINTAINER $A "me"',
  ]);
  return roll(6) === 0 ? line.replace(/^[A-Z]+/, (keyword) => keyword.toLowerCase()) : line;
}

/** The Dockerfile of a seed. */
export function generate(seed: number): string {
  const roll = dice(seed);
  const lines: string[] = [];
  if (roll(8) === 0)
    lines.push(pick(roll, ['# syntax=docker/dockerfile:1', '# check=skip=all', '#  Syntax = x']));
  if (roll(3) === 0) lines.push(`ARG ${pair(roll)}`);
  const stages = 1 + (roll(4) === 0 ? 1 : 0);
  for (let stage = 0; stage < stages; stage += 1) {
    const from =
      stage > 0 && roll(2) === 0 ? 'one' : pick(roll, ['base', 'base:1', 'scratch', 'r.example/x/y:2']);
    lines.push(
      `${pick(roll, ['FROM', 'FROM', 'from'])} ${from}${stage === 0 && stages > 1 ? ' AS one' : ''}`,
    );
    const count = 2 + roll(8);
    for (let index = 0; index < count; index += 1) {
      if (roll(10) === 0) lines.push(pick(roll, ['# a comment', '', '   ', '  # indented']));
      lines.push(instruction(roll));
    }
  }
  const end = roll(10) === 0 ? '\r\n' : '\n';
  return `${lines.join('\n').replaceAll('\n', end)}${roll(12) === 0 ? '' : end}`;
}
