import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/index.ts';
import type { SizeEstimate } from '../../src/rule/types.ts';

const hello = `WORKDIR /src
COPY <<EOF main.go
package main

import "os/exec"

func main() { exec.Command(PROGRAM).Run() }
EOF
RUN go build -o /bin/hello main.go
CMD ["/bin/hello"]
`;

/** The estimate for a program that starts another one, which decides the base. */
function estimate(image: string, program: string): SizeEstimate {
  const outcome = migrate(`FROM ${image}\n${hello.replace('PROGRAM', JSON.stringify(program))}`);
  const sizes = outcome.outcome === 'migrated' ? outcome.summary?.sizes : undefined;
  if (sizes === undefined) throw new Error(`no estimate: ${outcome.code}`);
  return sizes;
}

const MB = 1_000_000;

describe('the estimated sizes of a migration', () => {
  // What was measured of the images themselves, in MB: docker-library/repo-info.
  it.each([
    ['golang:1.19.5-bullseye', 992],
    ['golang:1.25.13-bookworm', 807],
    ['golang:1.27.0-trixie', 885],
    ['golang:1.18.10-alpine3.16', 329],
    ['golang:1.27.1-alpine3.23', 253],
    ['golang', 885],
  ])('before: hold what %s weighs with a build in it', (image, measured) => {
    const { before } = estimate(image, 'sh');
    // An empty program adds 17 MB, the largest that was measured 441 MB.
    expect(before.least).toBeLessThanOrEqual((measured + 17) * MB);
    expect(before.most).toBeGreaterThanOrEqual((measured + 441) * MB);
    expect(before.most).toBeLessThan(2 * before.least + 441 * MB);
  });

  it('before: are those of any variant where a digest names the image', () => {
    const { before } = estimate(`golang@sha256:${'0'.repeat(64)}`, '/src/tool');
    expect(before.least).toBeLessThan(estimate('golang:1.25-alpine', 'sh').before.most);
    expect(before.most).toBeGreaterThanOrEqual(estimate('golang:1.25', 'sh').before.most);
  });

  it('after: grow with the base and with what is installed on it', () => {
    const bases = [
      estimate('golang:1.25', '/src/tool').after,
      estimate('golang:1.25-alpine', 'sh').after,
      estimate('golang:1.25', 'bash').after,
    ];
    for (const [index, { least, most }] of bases.entries()) {
      expect(most).toBeGreaterThan(least);
      expect(least).toBeGreaterThan(bases[index - 1]?.least ?? 0);
    }
    const installed = estimate('golang:1.25', 'git').after;
    expect(installed.least).toBeGreaterThan(estimate('golang:1.25', 'bash').after.least);
    expect(installed.most - installed.least).toBeGreaterThan(60 * MB);
  });

  it('do not depend on what the runtime base is called', () => {
    const bases = { 'debian-slim': 'registry.example.com/slim:1' };
    const text = `FROM golang:1.25\n${hello.replace('PROGRAM', '"bash"')}`;
    const [usual, renamed] = [migrate(text), migrate(text, { bases })].map((outcome) =>
      outcome.outcome === 'migrated' ? outcome.summary : undefined,
    );
    expect(renamed?.to).toContain('registry.example.com/slim');
    expect(renamed?.sizes).toBeDefined();
    expect(renamed?.sizes).toEqual(usual?.sizes);
  });
});
