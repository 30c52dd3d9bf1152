import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ContextRoot, chooseContextRoot, copiedPaths } from '../../src/batch/context-root.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { folder } from './folder.ts';

/** The choice for a Dockerfile of these lines at `path`, with the other files around it; the directory relative to the top. */
function choose(path: string, lines: string, others: readonly string[]) {
  const top = folder(Object.fromEntries([[path, lines], ...others.map((name) => [name, ''])]));
  const { directory, by, evidence }: ContextRoot = chooseContextRoot(parse(lines), join(top, path), top);
  return { directory: directory.slice(top.length + 1), by, evidence };
}

describe('the context a Dockerfile is built with', () => {
  it('is its own directory when what it copies lies there', () => {
    const files = ['docker/go.mod', 'docker/main.go', 'go.mod', 'main.go'];
    expect(choose('docker/Dockerfile', 'FROM x\nCOPY go.mod main.go ./\n', files)).toEqual({
      directory: 'docker',
      by: 'own-directory',
      evidence: [],
    });
  });

  it('is the directory above that has what is copied', () => {
    const files = ['go.mod', 'cmd/app/main.go', 'build/package/entry.sh'];
    expect(choose('build/package/Dockerfile', 'FROM x\nCOPY go.mod .\nCOPY cmd/ cmd/\n', files)).toEqual({
      directory: '',
      by: 'copied-files',
      evidence: ['go.mod', 'cmd'],
    });
  });

  it('is the nearest of several that have as much', () => {
    const files = ['go.mod', 'services/go.mod'];
    expect(choose('services/docker/Dockerfile', 'FROM x\nCOPY go.mod .\n', files).directory).toBe('services');
  });

  it('is where most of it lies', () => {
    const files = ['go.mod', 'go.sum', 'api/go.mod'];
    expect(choose('api/Dockerfile', 'FROM x\nCOPY go.mod go.sum ./\n', files).directory).toBe('');
  });

  it('is its own directory when what is copied lies nowhere', () => {
    expect(choose('docker/Dockerfile', 'FROM x\nCOPY app /app\n', ['go.mod']).by).toBe('own-directory');
  });

  it('is where the project is when the whole context is copied', () => {
    expect(choose('docker/Dockerfile', 'FROM x\nCOPY . .\n', ['go.mod', 'docker/entry.sh'])).toEqual({
      directory: '',
      by: 'project-file',
      evidence: ['go.mod'],
    });
  });

  it('is its own directory when the whole context is copied and the project is there', () => {
    expect(choose('api/Dockerfile', 'FROM x\nADD ./ /src\n', ['go.mod', 'api/go.mod']).directory).toBe('api');
  });

  it('is its own directory when nothing is copied', () => {
    expect(choose('docker/Dockerfile', 'FROM x\nRUN true\n', ['go.mod']).by).toBe('own-directory');
  });

  it('never lies above the top', () => {
    const top = folder({ 'go.mod': '', 'repo/docker/Dockerfile': '' });
    const chosen = chooseContextRoot(
      parse('FROM x\nCOPY go.mod .\n'),
      join(top, 'repo/docker/Dockerfile'),
      join(top, 'repo'),
    );
    expect(chosen.directory).toBe(join(top, 'repo/docker'));
  });
});

describe('copied paths', () => {
  it('are those from the context that can be looked up', () => {
    const file = parse(`FROM x
COPY --chown=1 a ./b/../c /d "/e" dest/
COPY --from=0 /other /other
COPY ["g h", "i", "dest/"]
COPY $VAR *.go src/*/main.go k?/x dest/
COPY <<EOF /etc/x
EOF
ADD https://example.com/x.tgz git@example.com:a/b.git l.tgz /opt/
ADD ../up ../../ /out/
`);
    expect(copiedPaths(file)).toEqual(['a', 'c', 'd', 'e', 'g h', 'i', 'src', 'l.tgz', 'up', '.']);
  });
});
