/** Packages that are fetched in another way than the runtime stage fetches them. */
import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

/** The lines that assumptions of that kind name. */
function fetchedOtherwise(steps: string): readonly (number | undefined)[] {
  const result = migrateGolang(
    `FROM golang:1.24\n${steps}\nWORKDIR /srv\nCOPY . .\nRUN go build -o /usr/local/bin/server .\nENTRYPOINT ["/srv/start.sh"]\nCMD ["server"]\n`,
    {
      'main.go': 'package main\n\nfunc main() {}\n',
      'start.sh': '#!/bin/sh\njq . /etc/hosts\nexec "$@"\n',
      retries: 'Acquire::Retries "5";\nAPT::Install-Recommends "0";\n',
      proxy: 'Acquire::http::Proxy "http://proxy.example:3128";\n',
    },
  );
  return result.outcome === 'migrated'
    ? result.assumptions.flatMap(({ code, evidence }) =>
        code === 'packages-fetched-otherwise' ? [evidence?.line] : [],
      )
    : [-1];
}

const install = 'RUN apt-get update && apt-get install -y jq';

describe('packages of the runtime stage', () => {
  it.each([
    ['plainly', install, []],
    ['in a version', 'RUN apt-get update && apt-get install -y jq=1.7*', [2]],
    ['of a release', 'RUN apt-get update && apt-get install -y -t trixie jq', [2]],
    ['through a proxy', `COPY proxy /etc/apt/apt.conf.d/90proxy\n${install}`, [2]],
    ['after trying again', `COPY retries /etc/apt/apt.conf.d/80retries\n${install}`, []],
    [
      'after trying again through a proxy',
      `COPY retries /etc/apt/apt.conf.d/80retries\nCOPY proxy /etc/apt/apt.conf.d/90proxy\n${install}`,
      [3],
    ],
    [
      'from a mirror',
      `RUN sed -i s/deb.debian.org/mirror.example/ /etc/apt/sources.list.d/debian.sources\n${install}`,
      [2],
    ],
  ])('are fetched %s', (_how, steps, lines) => {
    expect(fetchedOtherwise(steps)).toEqual(lines);
  });
});
