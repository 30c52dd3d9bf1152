/**
 * The invariants of a migration, each broken by a rule that proposes something wrong, and each told by its own words
 * alone. What a right rule does with the same file is never told.
 */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { CommandModel, ImageFacts, Knowledge } from '../../src/evaluate/types.ts';
import type { StartChange } from '../../src/migrate/check/config.ts';
import { conclude } from '../../src/migrate/migrate.ts';
import { runPhases } from '../../src/migrate/phases.ts';
import type { Edit, ExtraStage, Rule } from '../../src/rule/types.ts';

/** An image with a tool that writes the file it is told to; it brings an interpreter, and a command of its own. */
const facts: ImageFacts = {
  toolchain: 'weaver',
  version: '1.0',
  distribution: { family: 'debian', codename: 'bookworm' },
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', WEAVER: '/opt/weaver' },
  workdir: '/',
  user: '',
  cmd: ['weaver'],
  entrypoint: undefined,
  onbuild: false,
  contains: (path) => (['/usr/bin/weaver', '/bin/sh'].includes(path) ? 'yes' : 'no'),
};

const weave: CommandModel = ({ words }) => {
  const path = words[1]?.text;
  return path === undefined ? undefined : [{ kind: 'write', path, entry: 'file' }];
};

const knowledge: Knowledge = {
  image: ({ name }) => (name === 'weaver' ? facts : undefined),
  modelOf: (name) => (name === 'weaver' ? weave : undefined),
  output: () => undefined,
};

/** Puts one text in another's place, the first time only. */
type Change = readonly [from: string, to: string];

function editsOf(text: string, changes: readonly Change[]): readonly Edit[] {
  return changes.map(([from, to]) => {
    const start = from === '' ? text.length : text.indexOf(from);
    if (start < 0) throw new Error(`the file has no ${from}`);
    return { start, end: start + from.length, text: to };
  });
}

/** A rule that makes the changes once, whatever they break. */
function ruleOf(text: string, changes: readonly Change[], start: StartChange | undefined): Rule {
  return {
    name: 'wrong',
    phase: 'names',
    description: 'proposes what it is told to',
    codes: {},
    knowledge,
    check: ({ dockerfile }) =>
      dockerfile.text === text
        ? {
            kind: 'proposal',
            code: 'split',
            edits: editsOf(text, changes),
            confidence: 'proven',
            assumptions: [],
            reasons: [],
            summary: undefined,
            ...(start === undefined ? {} : { start }),
          }
        : { kind: 'nothing', code: 'nothing-to-do', message: '' },
  };
}

function outcomeOf(
  text: string,
  changes: readonly Change[],
  stages: readonly ExtraStage[] = [],
  start?: StartChange,
): string {
  const build = evaluate(parse(text), knowledge, undefined);
  const settings = {
    confidence: 'likely',
    asked: new Set<string>(),
    stages,
    bases: {},
    baseSet: undefined,
    pins: {},
    rootAllowed: true,
    toolchains: {},
  } as const;
  const outcome = conclude(runPhases(build, [ruleOf(text, changes, start)], settings, []));
  return outcome.outcome === 'migrated' ? 'migrated' : outcome.message;
}

const bug = (what: string): string => `dfopt has a bug in its rule wrong: ${what}; the file is left alone`;

const single = `# syntax=docker/dockerfile:1
ARG VERSION=1.0
FROM weaver:1.0
# The sources.
WORKDIR /src
COPY . .
ENV COLOUR=red
RUN weaver /usr/local/bin/cloth
RUN weaver /srv/check
EXPOSE 8080 53/udp
VOLUME /data
LABEL owner=us team="the weavers"
STOPSIGNAL SIGINT
USER 65534
HEALTHCHECK --interval=5s CMD ["cloth", "health"]
CMD ["cloth", "serve"]
`;

/** What a split makes of it: the program on another base, and all that describes the image. */
const stage = `
FROM debian:bookworm-slim
ENV COLOUR=red
WORKDIR /src
COPY --from=build /usr/local/bin/cloth /usr/local/bin/cloth
EXPOSE 8080 53/udp
VOLUME /data
LABEL owner=us team="the weavers"
STOPSIGNAL SIGINT
USER 65534
HEALTHCHECK --interval=5s CMD ["cloth", "health"]
CMD ["cloth", "serve"]
`;

const named: Change = ['FROM weaver:1.0', 'FROM weaver:1.0 AS build'];
const split = (...changes: readonly Change[]): readonly Change[] => [
  named,
  ['', changes.reduce((text, [from, to]) => text.replace(from, to), stage)],
];

describe('a right proposal', () => {
  it('breaks nothing', () => {
    expect(outcomeOf(single, split())).toBe('migrated');
  });
});

describe.each<readonly [string, readonly (readonly [string, readonly Change[], string])[]]>([
  [
    'untouched lines',
    [
      ['a part of a line', [[' 53/udp', '']], 'a part of a line was taken out; EXPOSE changed'],
      [
        'a comment that is changed',
        [['The sources', 'Sources']],
        'a line that is no instruction was changed; the comment #The sources. is gone',
      ],
      ['a comment that is taken out', [['# The sources.\n', '']], 'the comment #The sources. is gone'],
      ['the end of the last line', split(['"serve"]\n', '"serve"]']), 'the end of the last line changed'],
      [
        'a line end of another kind',
        split(['ENV COLOUR=red\n', 'ENV COLOUR=red\r\n']),
        'a line end is of another kind',
      ],
    ],
  ],
  [
    'the head of the file',
    [
      ['a directive', [['# syntax=docker/dockerfile:1\n', '']], 'the parser directives changed'],
      [
        'a line in front of a directive',
        [['# syntax', '\n# syntax']],
        'the parser directives changed; a line that is no instruction was changed',
      ],
      ['a global argument that goes', [['ARG VERSION=1.0\n', '']], 'an ARG before the first FROM is gone'],
      [
        'a global argument of another value',
        [['=1.0\nFROM', '=2.0\nFROM']],
        'an ARG before the first FROM has another value',
      ],
      [
        'the base',
        [['FROM weaver:1.0', 'FROM weaver:1.1']],
        'stage 0 is gone, or its base changed; a COPY --from means something else',
      ],
      [
        'the platform',
        [['FROM weaver:1.0', 'FROM --platform=linux/arm64 weaver:1.0']],
        'stage 0 is gone, or its base changed; a COPY --from means something else',
      ],
    ],
  ],
  [
    'the result',
    [
      [
        'that does not parse',
        split(['EXPOSE', 'EXPOSES']),
        "the result does not parse: 'EXPOSES' is no instruction; did you mean EXPOSE?; EXPOSE changed",
      ],
      [
        'with overlapping edits',
        [
          ['COPY . .', 'COPY a .'],
          ['. .', '. ./'],
        ],
        'its edits overlap',
      ],
      ['without a stage', [[single.slice(single.indexOf('FROM')), '']], 'a stage is gone'],
    ],
  ],
  [
    'the program',
    [
      [
        'that is not copied',
        split(['/usr/local/bin/cloth /usr/local/bin/cloth', '/srv/check /srv/check']),
        '/usr/local/bin/cloth is started and not copied',
      ],
      [
        'at another path',
        split([' /usr/local/bin/cloth\n', ' /usr/bin/cloth\n']),
        '/usr/local/bin/cloth is started and not copied',
      ],
      [
        'in a directory that is no longer on PATH',
        split(['ENV COLOUR=red', 'ENV COLOUR=red\nENV PATH=/usr/bin:/bin']),
        'cloth is no longer found on PATH',
      ],
      [
        'copied from where it is not',
        split(['=build /usr/local/bin/cloth ', '=build /opt/cloth ']),
        '/opt/cloth is copied and not there',
      ],
      [
        'with other arguments',
        split(['"serve"', '"server"']),
        'what the container starts changed: ["cloth","serve"] became ["cloth","server"]',
      ],
      [
        'without a command',
        split(['CMD ["cloth", "serve"]\n', '']),
        'what the container starts changed: ["cloth","serve"] became ["bash"]',
      ],
    ],
  ],
  [
    'the image config',
    [
      ['the user', split(['USER 65534\n', '']), 'USER changed'],
      ['another user', split(['USER 65534', 'USER 65534:0']), 'USER changed'],
      ['a variable', split(['COLOUR=red', 'COLOUR=blue']), 'ENV COLOUR changed'],
      ['a new variable', split(['COLOUR=red', 'COLOUR=red SIZE=xl']), 'ENV SIZE is new'],
      ['a port', split([' 53/udp', '']), 'EXPOSE changed'],
      ['another port', split(['8080', '8081']), 'EXPOSE changed'],
      ['a volume', split(['VOLUME /data\n', '']), 'VOLUME changed'],
      ['a label', split(['owner=us ', '']), 'LABEL changed'],
      ['the value of a label', split(['the weavers', 'weavers']), 'LABEL changed'],
      ['the signal', split(['SIGINT', 'SIGTERM']), 'STOPSIGNAL changed'],
      ['the health check', split(['["cloth", "health"]', '["cloth"]']), 'HEALTHCHECK changed'],
      ['its interval', split(['5s', '50s']), 'HEALTHCHECK changed'],
      ['a trigger', split(['USER 65534', 'ONBUILD RUN true\nUSER 65534']), 'ONBUILD changed'],
      ['the working directory', split(['WORKDIR /src', 'WORKDIR /srv']), 'WORKDIR changed'],
    ],
  ],
  [
    'steps that can fail the build',
    [
      [
        'that are taken out',
        split().concat([['RUN weaver /srv/check\n', '']]),
        'the default target no longer runs RUN weaver /srv/check',
      ],
      [
        'that stand where nothing needs them',
        [
          named,
          ['RUN weaver /srv/check\n', ''],
          ['', `\nFROM build AS check\nRUN weaver /srv/check\n${stage}`],
        ],
        'the default target no longer runs RUN weaver /srv/check',
      ],
    ],
  ],
  [
    'plain instructions',
    [
      [
        'a flag that only BuildKit knows',
        split(['COPY --from=build', 'COPY --link --from=build']),
        'not every builder understands what is new: COPY link',
      ],
      [
        'a heredoc',
        split(['EXPOSE', 'COPY <<EOF /x\nx\nEOF\nEXPOSE']),
        'not every builder understands what is new: a heredoc',
      ],
      [
        'an owner by name',
        split(['COPY --from=build', 'COPY --chown=app:app --from=build']),
        '--chown=app:app is by name',
      ],
    ],
  ],
])('%s', (_what, cases) => {
  it.each(cases)('%s', (_name, changes, what) => {
    expect(outcomeOf(single, changes)).toBe(bug(what));
  });
});

const staged = `FROM weaver:1.0 AS tools
RUN weaver /one

FROM weaver:1.0
RUN weaver /two

FROM scratch
COPY --from=0 /one /one
COPY --from=1 /two /two
CMD ["/two"]
`;

describe('stages', () => {
  it.each<readonly [string, readonly Change[], string]>([
    ['lose no name', [['AS tools', 'AS tool']], 'the name of stage 0 changed'],
    [
      'keep their numbers',
      [['FROM weaver:1.0 AS tools', 'FROM scratch AS first\nFROM weaver:1.0 AS tools']],
      'stage 0 is gone, or its base changed; the default target no longer runs RUN weaver /two; a COPY --from means something else',
    ],
    [
      'are copied from as before',
      [['=1 /two', '=0 /two']],
      'the default target no longer runs RUN weaver /two; a COPY --from means something else',
    ],
  ])('%s', (_name, changes, what) => {
    expect(outcomeOf(staged, changes)).toBe(bug(what));
  });

  it('start from what they started from, though a new name is that of an image', () => {
    const text = 'FROM scratch AS one\nFROM weaver\nCMD ["weaver"]\n';
    expect(outcomeOf(text, [['AS one', 'AS weaver']])).toBe(
      bug('the name of stage 0 changed; stage 1 starts from something else'),
    );
  });
});

describe('a relative command', () => {
  it('keeps its working directory', () => {
    const text = single
      .replace('"cloth", "serve"', '"./cloth"')
      .replace('/usr/local/bin/cloth', '/src/cloth');
    const other = stage
      .replace('"cloth", "serve"', '"./cloth"')
      .replaceAll('/usr/local/bin/cloth', '/src/cloth')
      .replace('WORKDIR /src\n', '');
    expect(outcomeOf(text, [named, ['', other]])).toBe(
      bug('./cloth is started in another working directory'),
    );
  });
});

/** The program on an empty image, with these lines. */
function runtime(lines: string): readonly Change[] {
  return [named, ['', `\nFROM scratch\nCOPY --from=build /bin/cloth /bin/cloth\n${lines}`]];
}

describe('a command', () => {
  const shell = `FROM weaver:1.0\nRUN weaver /bin/cloth\nENTRYPOINT cloth --all\nCMD ["x"]\n`;

  it('may lose its shell where it needs none, with the CMD that it kept from counting', () => {
    expect(outcomeOf(shell, runtime('ENTRYPOINT ["cloth", "--all"]\n'))).toBe('migrated');
  });

  it('gets no arguments that it did not have', () => {
    expect(outcomeOf(shell, runtime('ENTRYPOINT ["cloth", "--all"]\nCMD ["x"]\n'))).toBe(
      bug('what the container starts changed: ["cloth","--all"] became ["cloth","--all","x"]'),
    );
  });

  it('keeps a shell that it needs', () => {
    const text = shell.replace('--all', '"$@"');
    expect(outcomeOf(text, runtime('ENTRYPOINT ["cloth", "$@"]\n'))).toContain(
      'what the container starts changed',
    );
  });
});

describe('a command that a rule says it replaces', () => {
  const single = `FROM weaver:1.0\nRUN weaver /bin/cloth\nCMD ["weaver", "serve"]\n`;
  const change: readonly Change[] = [['"weaver", "serve"', '"/bin/cloth"']];

  it('becomes what was said, and nothing else', () => {
    const from = ['weaver', 'serve'];
    expect(outcomeOf(single, change, [], { from, to: ['/bin/cloth'] })).toBe('migrated');
    expect(outcomeOf(single, change, [], { from, to: ['/bin/cloth', 'serve'] })).toBe(
      bug('what the container starts changed: ["/bin/cloth","serve"] became ["/bin/cloth"]'),
    );
  });

  it('is the one that was started', () => {
    expect(outcomeOf(single, change, [], { from: ['weaver'], to: ['/bin/cloth'] })).toBe(
      bug('what the container starts changed: ["weaver","serve"] became ["/bin/cloth"]'),
    );
  });
});

describe('what is not in the default target', () => {
  it('may be tests, when a stage for them was asked for', () => {
    const moved: readonly Change[] = [
      named,
      ['RUN weaver /srv/check\n', ''],
      ['', `\nFROM build AS test\nRUN weaver /srv/check\n${stage}`],
    ];
    expect(outcomeOf(single, moved, ['test'])).toBe('migrated');
    expect(outcomeOf(single, split().concat([['RUN weaver /srv/check\n', '']]), ['test'])).toBe(
      bug('the default target no longer runs RUN weaver /srv/check'),
    );
  });
});

describe('build arguments', () => {
  const text = `FROM weaver:1.0
ARG HOME_DIR=/srv/app
ARG PORT=8080
ARG RELEASE=\${PORT}-a
WORKDIR $HOME_DIR
RUN weaver /bin/cloth
EXPOSE $PORT
LABEL release=$RELEASE
CMD ["cloth"]
`;
  const all = 'ARG HOME_DIR=/srv/app\nARG PORT=8080\nARG RELEASE=${PORT}-a\n';

  it('are repeated in their order', () => {
    const lines = `${all}WORKDIR $HOME_DIR\nEXPOSE $PORT\nLABEL release=$RELEASE\n`;
    expect(outcomeOf(text, runtime(`${lines}CMD ["cloth"]\n`))).toBe('migrated');
  });

  it.each([
    [
      'a port that stays what it was',
      `${all}WORKDIR $HOME_DIR\nEXPOSE 8080\nLABEL release=$RELEASE\n`,
      'EXPOSE changed with --build-arg HOME_DIR=/another-home_dir PORT= RELEASE=',
    ],
    [
      'a directory that does',
      `${all}WORKDIR /srv/app\nEXPOSE $PORT\nLABEL release=$RELEASE\n`,
      'WORKDIR changed with --build-arg HOME_DIR=/another-home_dir PORT= RELEASE=',
    ],
    [
      'an order that loses a value',
      `${all.split('\n').toReversed().join('\n')}\nWORKDIR $HOME_DIR\nEXPOSE $PORT\nLABEL release=$RELEASE\n`,
      'LABEL changed',
    ],
    [
      'a default that hangs on another no more',
      `${all.replace('${PORT}', '8080')}WORKDIR $HOME_DIR\nEXPOSE $PORT\nLABEL release=$RELEASE\n`,
      'LABEL changed with --build-arg PORT=another-port',
    ],
  ])('show %s', (_name, lines, what) => {
    expect(outcomeOf(text, runtime(`${lines}CMD ["cloth"]\n`))).toBe(bug(what));
  });
});
