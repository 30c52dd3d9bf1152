import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

/** The runtime stage of a program with these imports, and what it copies besides; no module's sources are there. */
function runtime(...imports: readonly string[]): {
  readonly base: string | undefined;
  readonly copied: readonly string[];
} {
  const outcome = migrate(
    'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/app .\nCMD ["/bin/app"]\n',
    {
      context: memoryContext({
        'go.mod': `module example.com/app\n\ngo 1.24\n\nrequire (\n${imports.map((path) => `\t${path} v1.0.0\n`).join('')})\n`,
        'main.go': `package main\n\nimport (\n${imports.map((path) => `\t_ "${path}"\n`).join('')})\n\nfunc main() {}\n`,
      }),
    },
  );
  if (outcome.outcome !== 'migrated') return { base: outcome.code, copied: [] };
  // What was measured and what was not is told apart.
  expect([...new Set(outcome.assumptions.map(({ code }) => code))]).toEqual(['modules-not-read']);
  const { to, copied: paths = [] } = outcome.summary ?? {};
  return { base: to, copied: paths.filter((path) => path !== '/bin/app') };
}

const copied = (...imports: readonly string[]): readonly string[] => runtime(...imports).copied;

const certificates = '/etc/ssl/certs/ca-certificates.crt';
/** With the records of the user HOME is the same, too. */
const ofUnknown = [certificates, '/etc/passwd', '/etc/group'];

describe('modules whose sources are not there', () => {
  it('one that is not known brings certificates and the records of the user', () => {
    expect(copied('example.org/somebody/something')).toEqual(ofUnknown);
  });

  it.each([
    ['a client', 'github.com/google/go-github/v60/github'],
    ['a client among packages that only compute', 'github.com/prometheus/client_golang/prometheus/push'],
  ])('%s brings certificates', (_, path) => {
    expect(copied(path)).toEqual([certificates]);
  });

  it.each([
    ['identifiers', 'github.com/google/uuid'],
    ['a version in the path', 'github.com/golang-jwt/jwt/v5'],
    ['a version behind a dot', 'gopkg.in/yaml.v3'],
    ['a package below one that only computes', 'github.com/prometheus/client_golang/prometheus/promhttp'],
    ['one part of a module of several kinds', 'golang.org/x/crypto/bcrypt'],
  ])('what only computes does not: %s', (_, path) => {
    expect(copied(path)).toEqual([]);
  });

  it('one that is not known does, whatever is beside it', () => {
    expect(copied('github.com/google/uuid', 'example.org/somebody/something')).toEqual(ofUnknown);
  });

  it("what loads packages with the go command brings none of that one's helpers", () => {
    expect(runtime('github.com/swaggo/swag').base).toBe('scratch');
  });

  it('settings below the home directory need the record of the user, which distroless has', () => {
    expect(runtime('github.com/go-git/go-git/v5')).toEqual({
      base: 'gcr.io/distroless/static-debian13',
      copied: [],
    });
    expect(runtime('github.com/google/uuid')).toEqual({ base: 'scratch', copied: [] });
  });
});

describe('modules that were measured', () => {
  it('one that does nothing outside of the program brings nothing', () => {
    expect(runtime('github.com/hashicorp/go-version')).toEqual({ base: 'scratch', copied: [] });
  });

  it('one that makes TLS connections brings certificates', () => {
    expect(copied('oras.land/oras-go/v2')).toEqual([certificates]);
  });

  it('another major version was not measured', () => {
    expect(copied('oras.land/oras-go/v99')).toEqual(ofUnknown);
  });
});

/** What becomes of `go build` where cgo is on. */
function build(...imports: readonly string[]): string | undefined {
  const outcome = migrate(
    'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/app .\nCMD ["/bin/app"]\n',
    {
      context: memoryContext({
        'go.mod': `module example.com/app\n\ngo 1.24\n\nrequire (\n${imports.map((path) => `\t${path} v1.0.0\n`).join('')})\n`,
        'main.go': `package main\n\nimport (\n\t_ "net/http"\n${imports.map((path) => `\t_ "${path}"\n`).join('')})\n\nfunc main() {}\n`,
      }),
    },
  );
  return outcome.outcome === 'migrated' ? /^RUN (.*)$/m.exec(outcome.text)?.[1] : outcome.code;
}

describe('cgo with modules whose sources are not there', () => {
  it.each([
    ['none', [], 'CGO_ENABLED=0 go build -o /bin/app .'],
    ['one that was measured', ['github.com/hashicorp/go-version'], 'CGO_ENABLED=0 go build -o /bin/app .'],
    ['one that was written down', ['github.com/google/uuid'], 'CGO_ENABLED=0 go build -o /bin/app .'],
    ['one that nothing is known of', ['example.org/a/b'], 'go build -o /bin/app .'],
    [
      'one whose files cgo chooses',
      ['github.com/containers/ocicrypt/crypto/pkcs11'],
      'go build -o /bin/app .',
    ],
  ] as const)('%s', (_, imports, built) => {
    expect(build(...imports)).toBe(built);
  });
});
