/** Start scripts with the Dockerfile of an image that they start. */
import { deckOf, randomFrom } from '../random.ts';
import { effects, spellings, ways, type Effect, type Spelling, type Way } from './parts.ts';

export interface ComposedScript {
  /** `reads/pipe/array/bash`: the parts' names, and the shell. */
  readonly name: string;
  readonly effect: Effect;
  /** The script where the directories are below another one; '' for where the image has them. */
  readonly textAt: (root: string) => string;
  readonly shell: 'sh' | 'bash';
}

/** What every image of these scripts has: path in the build context → content. */
export const context: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/server\n\ngo 1.22\n',
  'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { _ = http.ListenAndServe(":8080", nil) }\n',
  'data/words.txt': 'words\n',
  'site/page.html': 'page\n',
  'lib/more.sh': '#!/bin/sh\nwget --version\n',
};

export const executable: readonly string[] = ['start.sh', 'lib/more.sh'];

export const dockerfile = `FROM golang:1.24
WORKDIR /app
COPY . .
COPY site /srv/site
RUN go build -o /usr/local/bin/server .
ENTRYPOINT ["/app/start.sh"]
CMD ["server"]
`;

function compose(effect: Effect, way: Way, spelling: Spelling, shell: 'sh' | 'bash'): ComposedScript {
  const textAt = (root: string): string => {
    const subject = effect.subject
      .replace(/^\/(?=(?:app|srv)\/)/, `${root}/`)
      .replace(/^\/usr\/bin\//, root === '' ? '/usr/bin/' : `${root}/bin/`);
    const { before, word } = spelling.spell(subject);
    const lines = way.lines(effect.command(word)).replaceAll('/app/start.sh', `${root}/app/start.sh`);
    return [`#!/bin/${shell}`, ...(before === undefined ? [] : [before]), lines, ''].join('\n');
  };
  return { name: [effect.name, way.name, spelling.name, shell].join('/'), effect, textAt, shell };
}

const any = (): boolean => true;

/** Scripts that a seed decides, every part as often as the others: not all of them do what they are composed for. */
export function drawScripts(seed: number, count: number): readonly ComposedScript[] {
  const random = randomFrom(seed);
  const decks = {
    effect: deckOf(effects, random),
    way: deckOf(ways, random),
    spelling: deckOf(spellings, random),
  };
  return Array.from({ length: count }, () => {
    const [effect, way, spelling] = [decks.effect(any), decks.way(any), decks.spelling(any)];
    if (effect === undefined || way === undefined || spelling === undefined)
      throw new Error('there are no parts to draw');
    return compose(effect, way, spelling, random(3) === 0 ? 'sh' : 'bash');
  });
}
