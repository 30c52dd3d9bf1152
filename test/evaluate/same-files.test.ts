import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import { haveSameFiles } from '../../src/evaluate/same-files.ts';
import type { Build, Knowledge } from '../../src/evaluate/types.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };
const build = (text: string): Build => evaluate(parse(text), knowledge, undefined);

const original = `ARG BASE=debian
FROM $BASE
ENV MODE=fast
EXPOSE 80
COPY . /src
RUN make
ENV PORT=80
USER app
CMD ["/app"]
`;

describe('files told from the text', () => {
  it.each([
    ['the stage got a name', original.replace('$BASE', '$BASE AS build')],
    ['what says something of the image is gone', original.replace('EXPOSE 80\n', '').replace(/CMD.*\n/, '')],
    ['a state that no step sees is gone', original.replace('ENV PORT=80\nUSER app\n', '')],
    ['a stage was added', `${original}FROM scratch\nCOPY --from=0 /src/app /app\n`],
    ['the end of the last line is gone', original.replace(/(RUN make)\n[^]*/, '$1')],
  ])('are the same where %s', (_, text) => {
    expect(haveSameFiles(0, build(original), build(text))).toBe(true);
  });

  it.each([
    ['a command changed', original.replace('make', 'make all')],
    ['a command was added', original.replace('RUN make', 'RUN make\nRUN strip app')],
    ['a command is gone', original.replace('RUN make\n', '')],
    ['steps changed places', original.replace('COPY . /src\nRUN make', 'RUN make\nCOPY . /src')],
    ['a variable that a step sees is gone', original.replace('ENV MODE=fast\n', '')],
    [
      'a state that was seen by none is now',
      original.replace('USER app\n', '').replace('RUN', 'USER app\nRUN'),
    ],
    ['a working directory is made', `${original}WORKDIR /data\n`],
    ['the image is another', original.replace('$BASE', 'alpine')],
    ['the default of a variable in FROM is another', original.replace('debian', 'alpine')],
    ['the escape character is another', `# escape=\`\n${original}`],
  ])('may be others where %s', (_, text) => {
    expect(haveSameFiles(0, build(original), build(text))).toBe(false);
  });

  it('may be others where an earlier stage took a name that a later one copies from', () => {
    const text = 'FROM a\nRUN x\nFROM b\nCOPY --from=tools /t /t\n';
    const named = text.replace('FROM a', 'FROM a AS tools');
    expect(haveSameFiles(0, build(text), build(named))).toBe(true);
    expect(haveSameFiles(1, build(text), build(named))).toBe(false);
  });

  it('may be others where the knowledge is', () => {
    const other = evaluate(parse(original), { ...knowledge }, undefined);
    expect(haveSameFiles(0, build(original), other)).toBe(false);
  });
});

describe('a step', () => {
  it('tells the state that it sees without its commands being gone through', () => {
    let asked = 0;
    const make = (): readonly [] => {
      asked += 1;
      return [];
    };
    const [stage] = evaluate(
      parse('FROM a\nWORKDIR /src\nRUN make\n'),
      { ...knowledge, modelOf: (name) => (name === 'make' ? make : undefined) },
      undefined,
    ).stages;
    expect(stage?.steps.map(({ before }) => before.workdir.text)).toEqual(['/', '/src']);
    expect(asked).toBe(0);
    expect(stage?.steps.flatMap(({ commands }) => commands.map(({ name }) => name))).toEqual(['make']);
    expect(stage?.steps[1]?.filesAfter).toBe(stage?.files.at);
    expect(asked).toBe(1);
  });
});
