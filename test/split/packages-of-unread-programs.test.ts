import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/index.ts';

/** The packages that the runtime stage installs. */
function copied(name: string, step = 'true'): readonly string[] {
  const text = `FROM golang:1.24\nRUN apt-get update && apt-get install -y ${name}\nRUN ${step}\nRUN go install example.com/fetch@v1.0.0\nCMD ["fetch"]\n`;
  const outcome = migrate(text);
  return outcome.outcome === 'migrated' ? (outcome.summary?.packages ?? []) : [outcome.code];
}

describe('a package whose commands an unread program may start', () => {
  it('goes along where it serves programs', () => {
    expect(copied('aria2')).toContain('aria2');
  });

  it('does not where people and builds use it', () => {
    expect(copied('vim')).not.toContain('vim');
    expect(copied('unzip')).not.toContain('unzip');
  });

  it('goes along where it reads archives and no step can have called it', () => {
    expect(copied('rpm')).toContain('rpm');
    expect(copied('xz-utils')).toContain('xz-utils');
  });

  it.each([
    ['rpm', 'rpm2cpio tea.rpm'],
    ['xz-utils', 'curl -fsSL https://example.com/tea.tar.xz | tar -xJ -C /opt'],
    ['zstd', 'make tea'],
  ])('does not where %s may have read one in the build: %s', (name, step) => {
    expect(copied(name, step)).not.toContain(name);
  });
});
