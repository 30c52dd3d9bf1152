/** Who owns the directories that are copied for a user: by id where it is known, else by name. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/keep\n\ngo 1.24\n',
  'main.go': 'package main\n\nimport "os"\n\nfunc main() { os.WriteFile("/srv/keep/log", nil, 0o600) }\n',
});

/** The line that copies /srv/keep. */
function copyOf(users: string, more = ''): string | undefined {
  const text = `FROM golang:1.24
RUN ${users}
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/keep .
${more}USER keep
CMD ["keep"]
`;
  const outcome = migrate(text, { context });
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  return outcome.text.split('\n').findLast((line) => line.includes('/srv/keep'));
}

const made = 'mkdir -p /srv/keep && chown -R';

describe('the owner of a copied directory', () => {
  it.each([
    ['ids', `useradd --uid 10001 --gid 10002 keep && ${made} keep:10002 /srv/keep`, '10001:10002'],
    [
      'ids, the group by name',
      `groupadd -g 7 ops && useradd -u 8 -g ops keep && ${made} keep: /srv/keep`,
      '8:7',
    ],
    ['names', `useradd --system keep && ${made} keep:keep /srv/keep`, 'keep:keep'],
    ['the group that the user has', `useradd --system keep && ${made} keep: /srv/keep`, 'keep:keep'],
    [
      'the group that the user is given',
      `groupadd ops && useradd -g ops keep && ${made} keep: /srv/keep`,
      'keep:ops',
    ],
    ['root’s group, which chown leaves', `useradd --system keep && ${made} keep /srv/keep`, 'keep:root'],
  ])('is given by %s', (_, users, owner) => {
    expect(copyOf(users)).toBe(`COPY --from=build --chown=${owner} /srv/keep /srv/keep`);
  });

  it('is the group of the user that makes it, too', () => {
    const users = 'groupadd -g 7 ops && useradd -u 8 -g ops keep && chmod 777 /srv';
    expect(copyOf(users, 'USER keep\nRUN mkdir /srv/keep\n')).toBe(
      'COPY --from=build --chown=8:7 /srv/keep /srv/keep',
    );
  });

  it('is left to WORKDIR where the group is not known', () => {
    expect(copyOf(`useradd --system -N keep && ${made} keep: /srv/keep`)).toBe('WORKDIR /srv/keep');
  });
});
