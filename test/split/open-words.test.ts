import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { migrateGolang } from '../helpers/golang-project.ts';

interface Image {
  /** What stands behind the build: ENV, ENTRYPOINT, CMD. */
  readonly end: string;
  readonly script?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const start = 'ENTRYPOINT ["/srv/desk/start.sh"]\nCMD ["red"]\n';
const colours = { 'inks/red.txt': 'r\n', 'inks/blue.txt': 'b\n' };

function outcome({ end, script, files = {} }: Image): Outcome {
  return migrateGolang(
    `FROM golang:1.24-bookworm\nWORKDIR /srv/desk\nCOPY . .\nRUN CGO_ENABLED=0 go build -o desk .\n${end}`,
    {
      'main.go': 'package main\n\nfunc main() { println("desk") }\n',
      ...(script === undefined ? {} : { 'start.sh': `#!/bin/sh\n${script}\n` }),
      ...files,
    },
  );
}

/** What goes along beside the program and the script, and the assumptions. */
function kept(image: Image): readonly string[] {
  const result = outcome(image);
  if (result.outcome !== 'migrated') return [`${result.code}: ${result.message}`];
  const copied = [...result.text.matchAll(/^COPY --from=build (.+) \S+$/gm)]
    .flatMap(([, paths = '']) => paths.split(' '))
    .map((path) => path.replace('/srv/desk/', ''));
  return [
    ...copied.filter((path) => path !== 'desk' && path !== 'start.sh').sort(),
    ...result.assumptions.map(({ code }) => code),
  ];
}

describe('what a script reads by the values it is given', () => {
  it.each([
    ['cat inks/$1.txt'],
    ['ink=$1; cat "inks/$ink.txt"'],
    ['ink=${1:-red}; cat inks/${ink}.txt'],
    ['export INK=${INK:-red}; cat inks/$INK.txt'],
    ['while read -r line; do echo "$line"; done < inks/$1.txt'],
    ['[ -f inks/$1.txt ] && echo there'],
    ['ln -s "$PWD/inks/$1.txt" /tmp/ink'],
    ['(cd inks; cat $1.txt)'],
    ['sh -c "cat inks/$1.txt"'],
    ['for ink in "$@"; do cat inks/$ink.txt; done'],
    ['show() { cat inks/$1.txt; }; show "$1"'],
    ['if [ "$1" = red ]; then ink=red; else ink=$2; fi; cat inks/$ink.txt'],
  ])('is all that may be meant: %s', (script) => {
    expect(kept({ end: start, script: `${script}\nexec ./desk`, files: colours })).toEqual(['inks']);
  });

  it('is told by how its name begins and ends', () => {
    const files = { 'ink-red': 'r\n', 'ink-blue': 'b\n', 'red.pen': 'p\n', 'blue.pen': 'p\n', notes: 'n\n' };
    expect(kept({ end: start, script: 'cat ink-$1; exec ./desk', files })).toEqual(['ink-blue', 'ink-red']);
    expect(kept({ end: start, script: 'cat $1.pen; exec ./desk', files })).toEqual(['blue.pen', 'red.pen']);
  });

  it('is what the working directory holds where nothing is known of its name', () => {
    const end = 'ENV INK=/srv/desk/inks/red.txt\nCMD ["./start.sh"]\n';
    const files = { ...colours, notes: 'n\n' };
    expect(kept({ end, script: 'cat "$INK"; exec ./desk', files })).toEqual(['inks', 'notes', 'files-kept']);
  });

  it('is a file that a compose file names, wherever it lies', () => {
    const end = 'COPY inks /usr/lib/desk\nENV INK=/srv/desk/inks/red.txt\nCMD cat $INK; exec ./desk\n';
    const compose = 'services:\n  desk:\n    build: .\n    environment:\n      INK: /usr/lib/desk/blue.txt\n';
    expect(kept({ end, files: { ...colours, 'compose.yaml': compose } })).toContain('/usr/lib/desk');
  });

  it.each([
    ['exec ./desk "$@"'],
    ['exec "$@"', 'ENTRYPOINT ["/srv/desk/start.sh"]\nCMD ["./desk"]\n'],
    ['cd "$HOME_OF_DESK"; exec ./desk', 'ENV HOME_OF_DESK=/srv/desk\nCMD ["./start.sh"]\n'],
    ['exec "$HOME_OF_DESK/$NAME"', 'ENV HOME_OF_DESK=/srv/desk NAME=desk\nCMD ["./start.sh"]\n'],
    ['mkdir -p /tmp/$1; echo $1 > /tmp/$1/ink; exec ./desk --port=$PORT', `ENV PORT=80\n${start}`],
    ['echo red | sed "s/red/$1/" | grep -q "$1" && exec ./desk'],
    ['mkdir -p $GOPATH; exec ./desk'],
  ])('is nothing else where it only passes them on: %s', (script, end = start) => {
    expect(kept({ end, script, files: colours })).toEqual([]);
  });
});

describe('what a script starts by the values it is given', () => {
  const files = {
    'jobs/red': '#!/bin/sh\necho red\n',
    'jobs/blue': '#!/bin/sh\nread -r line < shelf/blue\ngit --version\n',
    'shelf/blue': 'b\n',
  };

  it.each([
    ['sh jobs/$1; exec ./desk'],
    ['. ./jobs/$1; exec ./desk'],
    ['"./jobs/$1"; exec ./desk'],
    ['cd /srv/desk; jobs/$JOB; exec ./desk', 'ENV JOB=red\nCMD ["./start.sh"]\n'],
    ['$JOB; exec ./desk', 'ENV JOB=/srv/desk/jobs/red\nCMD ["./start.sh"]\n'],
  ])('brings what that calls and reads: %s', (script, end = start) => {
    const names = kept({ end, script, files });
    expect(names).toContain('jobs');
    expect(names.some((name) => name.startsWith('shelf'))).toBe(true);
    const result = outcome({ end, script, files });
    expect(result.outcome === 'migrated' && result.text).toMatch(/apt-get install .*\bgit\b/);
  });

  it('rules nothing out by what is there for others', () => {
    const more = { ...files, 'jobs/test': '#!/bin/sh\ngo test ./...\n' };
    expect(kept({ end: start, script: 'sh jobs/$1; exec ./desk', files: more })).toContain('script-not-read');
  });

  it('is an assumption where nothing is known of what is sourced', () => {
    const end = 'ENV SETTINGS=/srv/desk/jobs/red\nCMD ["./start.sh"]\n';
    expect(kept({ end, script: '. "$SETTINGS"; exec ./desk', files })).toContain('script-not-read');
  });
});

describe('where a script looks', () => {
  const files = { 'box/pen': '#!/bin/sh\ncat cap\n', cap: 'c\n', 'box/cap': 'c\n' };

  it.each([
    ['export PATH=$PATH:/srv/desk/box; pen', ['box/pen', 'cap']],
    ['PATH=/srv/desk/box:$PATH pen', ['box/pen', 'cap']],
    ['if true; then PATH=$PATH:/srv/desk/box; fi; pen', ['box/pen', 'cap']],
    ['cd box; ./pen', ['box']],
  ])('for commands: %s', (script, expected) => {
    expect(kept({ end: start, script: `${script}\nexec /srv/desk/desk`, files })).toEqual(expected);
  });

  it('is what a file that it sources makes of it', () => {
    const more = { ...files, 'where.sh': 'cd box\nPATH=$PATH:/srv/desk/box\n' };
    expect(kept({ end: start, script: '. ./where.sh\n./pen\npen\nexec ../desk', files: more })).toEqual([
      'box',
      'where.sh',
    ]);
  });

  it('for directories is CDPATH too', () => {
    const more = { 'far/box/cap': 'c\n', 'box/lid': 'l\n' };
    const script = 'CDPATH=/srv/desk/far\ncd box\ncat cap\nexec /srv/desk/desk';
    expect(kept({ end: start, script, files: more })).toEqual(['box', 'far/box']);
  });
});

describe('a script that a script writes', () => {
  const files = { ...colours, 'jobs/red': '#!/bin/sh\ncat inks/red.txt\n' };

  it.each([
    ["cat > /tmp/a <<'E'\ncat inks/red.txt\nE\nsh /tmp/a", ['inks/red.txt']],
    ["echo 'cat inks/red.txt' > a; . ./a", ['inks/red.txt']],
    ["printf 'cat inks/%s.txt' red > /tmp/a; chmod +x /tmp/a; /tmp/a", ['inks/red.txt']],
    ['cat > /tmp/a <<E\ncat inks/$1.txt\nE\nsh /tmp/a', ['inks']],
    ["echo 'cat inks/red.txt' | tee /tmp/a; sh /tmp/a", ['inks/red.txt']],
    ['cp jobs/red /tmp/a; /tmp/a', ['inks/red.txt', 'jobs/red']],
    ["echo 'cat inks/red.txt' | sh", ['inks/red.txt']],
    ["sh <<'E'\ncat inks/red.txt\nE", ['inks/red.txt']],
  ])('is read where its text is known: %s', (script, expected) => {
    expect(kept({ end: start, script: `${script}\nexec ./desk`, files })).toEqual(expected);
  });

  it.each([['date > /tmp/a; . /tmp/a'], ['sort jobs/red > /tmp/a; sh /tmp/a'], ['date | sh']])(
    'is an assumption where it is not: %s',
    (script) => {
      const names = kept({ end: start, script: `${script}\nexec ./desk`, files });
      expect(names).toContain('script-not-read');
      expect(names).toContain('inks');
    },
  );

  it('is nothing where it only writes', () => {
    const script = 'date > /tmp/a; cat > /tmp/b <<E\ncat inks/$1.txt\nE\nexec ./desk';
    expect(kept({ end: start, script, files })).toEqual([]);
  });
});
