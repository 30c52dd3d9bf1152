import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { migrateGolang } from '../helpers/golang-project.ts';

const server = `package main

import (
	"net/http"
	"os"
)

func main() {
	page, _ := os.ReadFile("pages/index.html")
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.Write(page) })
	http.ListenAndServe(":8080", nil)
}
`;

function outcome(program: string, compose: string): Outcome {
  const dockerfile = `FROM golang:1.24\nWORKDIR /srv/site\nCOPY . .\nRUN go build -o ${program} .\nCMD ["${program}"]\n`;
  return migrateGolang(dockerfile, {
    Dockerfile: dockerfile,
    'main.go': server,
    'pages/index.html': '<p>hello</p>\n',
    'compose.yaml': `services:\n  site:\n    build: .\n${compose}`,
  });
}

const mount = '    volumes:\n      - .:/srv/site\n';

describe('a compose file that mounts the project', () => {
  it('is for development where the mount lies over the program', () => {
    expect(outcome('/srv/site/site', mount).code).toBe('development-image');
  });

  it('brings files to read where the program lies elsewhere, and that is an assumption', () => {
    const result = outcome('/usr/local/bin/site', mount);
    expect(result.code).toBe('split');
    expect(result.outcome === 'migrated' && result.confidence).toBe('likely');
    expect(result.outcome === 'migrated' && result.assumptions.map(({ code }) => code)).toEqual([
      'sources-mounted',
    ]);
    // Without that compose file the image still has what it reads.
    expect(result.outcome === 'migrated' && result.text).toContain(
      'COPY --from=build /srv/site/pages/index.html /srv/site/pages/index.html\n',
    );
  });

  it('is for development where the service has a command of its own', () => {
    expect(
      outcome('/usr/local/bin/site', `${mount}    command: ["/usr/local/bin/site", "-dev"]\n`).code,
    ).toBe('development-image');
  });

  it('says nothing when only data is mounted', () => {
    const result = outcome('/srv/site/site', '    volumes:\n      - ./pages:/srv/site/pages\n');
    expect(result.outcome === 'migrated' && result.confidence).toBe('proven');
  });
});
