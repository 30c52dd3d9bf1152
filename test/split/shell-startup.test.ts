/** Files that shells read before their commands. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { assumed, lastStageOf, migrateGolang } from '../helpers/golang-project.ts';

const main = `package main

import (
	"fmt"
	"os"
)

func main() { fmt.Println(os.Getenv("X")) }
`;

function outcome(steps: string, image = 'golang:1.24-bookworm'): Outcome {
  return migrateGolang(
    `FROM ${image}\nWORKDIR /src\nCOPY . .\nRUN go build -o /usr/local/bin/app .\n${steps}`,
    { 'main.go': main },
  );
}

describe('what a shell reads when it starts', () => {
  it.each([
    ['RUN echo "export X=1" >> /root/.profile\nCMD ["bash", "-lc", "app"]\n', '/root/.profile'],
    ['RUN echo "export X=1" >> ~/.bashrc\nCMD ["bash", "-ic", "app"]\n', '/root/.bashrc'],
    ['RUN echo "export X=1" > ~/.bash_login\nSHELL ["/bin/bash", "-lc"]\nCMD app\n', '/root/.bash_login'],
    [
      'RUN useradd -m app && echo "export X=1" >> /home/app/.profile\nCMD ["su", "-", "app", "-c", "/usr/local/bin/app"]\n',
      '/home/app/.profile',
    ],
  ])('%s', (steps, path) => {
    const result = outcome(steps);
    expect(lastStageOf(result)).toContain(path);
    expect(assumed(result)).toEqual([]);
  });

  it('keeps what is read there in its turn', () => {
    const steps = `RUN mkdir /root/lib && echo "export X=1" > /root/lib/x && echo ". ~/lib/x" >> ~/.profile\nCMD ["bash", "-lc", "app"]\n`;
    expect(lastStageOf(outcome(steps))).toContain('/root/lib/x');
  });

  it('assumes where the text is not known', () => {
    const result = outcome('RUN sed -i "s/a/b/" ~/.profile\nCMD ["bash", "-lc", "app"]\n');
    expect(lastStageOf(result)).toContain('/root/.profile');
    expect(assumed(result)).toEqual(['script-not-read']);
  });

  it.each([
    'RUN echo "export X=1" >> ~/.profile\nCMD ["bash", "-c", "app && app"]\n',
    'RUN echo "export X=1" >> ~/.bashrc\nCMD ["sh", "-lc", "app"]\n',
    'CMD ["bash", "-lc", "app"]\n',
    'RUN echo "export X=1" >> ~/.profile\nCMD ["bash", "--noprofile", "-lc", "app"]\n',
  ])('reads nothing of it: %s', (steps) => {
    const result = outcome(steps);
    expect(lastStageOf(result)).not.toContain('/root');
    expect(assumed(result)).toEqual([]);
  });

  it('has another home directory as another user', () => {
    const steps =
      'RUN useradd -m app && echo 1 > /home/app/data && echo 2 > /root/data\nCMD ["su", "app", "-c", "cat ~/data; app"]\n';
    const result = lastStageOf(outcome(steps));
    expect(result).toContain('/home/app/data');
    expect(result).not.toContain('/root/data');
  });
});
