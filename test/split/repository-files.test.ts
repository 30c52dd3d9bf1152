import { describe, expect, it } from 'vitest';
import { isRepositoryDirectory, isRepositoryFile } from '../../src/split/files/repository-files.ts';

describe('files about a repository', () => {
  it.each([
    'README.md',
    'LICENSE',
    'licence.txt',
    'CHANGELOG',
    'Dockerfile',
    'Dockerfile.dev',
    'web.Dockerfile',
    'docker-compose.prod.yml',
    '.goreleaser.yaml',
    '.releaserc',
    '.releaserc.json',
    'revive.toml',
    'action.yml',
    'rules.mk',
    'Jenkinsfile',
    'fly.toml',
  ])('%s is one', (name) => {
    expect(isRepositoryFile(name)).toBe(true);
  });

  it.each([
    'config.yaml',
    'release.yaml',
    'app.toml',
    'settings.json',
    '.env',
    '.env.example',
    'readme_template.html',
    'licenses.json',
    'compose.txt',
    'actions.yml',
  ])('%s is data', (name) => {
    expect(isRepositoryFile(name)).toBe(false);
  });

  it('knows directories by name', () => {
    expect(['.github', 'Formula', 'docs'].every(isRepositoryDirectory)).toBe(true);
    expect(['static', 'formula', 'templates'].some(isRepositoryDirectory)).toBe(false);
  });
});
