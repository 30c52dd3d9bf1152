/** Programs that are started through a link: where they look beside themselves, the link stays one. */
import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

/** The runtime stage of a program that is built as /src/app. */
function runtimeStage(directory: string, build: string, command: string, user = ''): string {
  const main = `package main

import (
	"os"
	"path/filepath"
)

func main() {
	self, _ := os.Executable()
	os.ReadFile(filepath.Join(${directory}, "notes.txt"))
	println(self)
}
`;
  const outcome = migrateGolang(
    `FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o app . && ${build}\n${user}CMD ["${command}"]\n`,
    {
      'main.go': main,
      'notes.txt': 'first\n',
    },
  );
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  return outcome.text.slice(outcome.text.lastIndexOf('\nFROM') + 1);
}

const beside = 'filepath.Dir(self)';
const link = 'ln -s /src/app /usr/local/bin/tool';

describe('a program that looks beside itself', () => {
  it.each(['tool', '/usr/local/bin/tool'])('stays at its place when it is started as %s', (command) => {
    expect(runtimeStage(beside, link, command)).toBe(
      `FROM debian:trixie-slim
RUN ln -s /src/app /usr/local/bin/tool
COPY --from=build /src/app /src/app
COPY --from=build /src/notes.txt /src/notes.txt
CMD ["${command}"]
`,
    );
  });

  it('has its link made in a directory that the base lacks, and before the user is another', () => {
    const stage = runtimeStage(
      beside,
      'mkdir -p /opt/bin && ln -s /src/app /opt/bin/tool',
      '/opt/bin/tool',
      'USER 1000\n',
    );
    expect(stage).toContain('RUN mkdir -p /opt/bin && ln -s /src/app /opt/bin/tool\n');
    expect(stage.indexOf('RUN ')).toBeLessThan(stage.indexOf('USER '));
  });

  it('lies where a copy of it was started', () => {
    expect(runtimeStage(beside, 'cp app notes.txt /usr/local/bin/', 'app')).toBe(
      `FROM scratch
COPY --from=build /usr/local/bin/app /usr/local/bin/app
COPY --from=build /usr/local/bin/notes.txt /usr/local/bin/notes.txt
CMD ["app"]
`,
    );
  });
});

it('a program that looks elsewhere is copied to where it is started', () => {
  const stage = runtimeStage('"/src"', link, 'tool');
  expect(stage).toContain('FROM scratch\n');
  expect(stage).toContain('COPY --from=build /usr/local/bin/tool /usr/local/bin/tool\n');
});
