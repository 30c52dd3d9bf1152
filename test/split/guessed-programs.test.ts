/** Programs that a step without a model installs, and that the container starts by their names alone. */
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/index.ts';

function outcomeOf(build: string, command: string): ReturnType<typeof migrate> {
  const text = `FROM golang:1.24\nWORKDIR /src\nCOPY . .\n${build}\n${command}\n`;
  return migrate(text, { confidence: 'possible' });
}

describe('a program that nothing is known to make', () => {
  it.each(['RUN make docker', 'RUN make PREFIX=/go clean binaries', 'RUN ./build.sh'])(
    'is taken for the work of `%s`, as a guess',
    (build) => {
      const outcome = outcomeOf(build, 'CMD ["registry", "serve"]');
      expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'possible' });
      expect(outcome.outcome === 'migrated' && outcome.text).toContain(
        'COPY --from=build /go/bin/registry /go/bin/registry\n',
      );
    },
  );

  it('is not split without being asked for guesses', () => {
    const text = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN make docker\nCMD ["registry"]\n';
    expect(migrate(text)).toMatchObject({ outcome: 'refused', code: 'confidence' });
  });

  it('is missing where no step may have built it', () => {
    expect(outcomeOf('RUN go vet ./...', 'CMD ["registry"]').code).toBe('command-not-found');
  });

  it('may be what a step makes that builds no sources of the toolchain', () => {
    const fetched =
      'RUN git clone https://example.org/hsm.git /tmp/hsm && cd /tmp/hsm && ./configure && make install';
    const text = `FROM golang:1.24\n${fetched}\nCMD ["hsm-util"]\n`;
    expect(migrate(text, { confidence: 'possible' })).toMatchObject({
      code: 'program-not-built',
      message: 'hsm-util may be what `make install` makes, and what that builds is not followed',
    });
  });

  it('is missing where the toolchain’s command that builds writes somewhere else', () => {
    expect(outcomeOf('RUN go build', 'ENTRYPOINT ["/go/bin/registry"]').code).toBe('command-not-found');
    expect(outcomeOf('RUN go build', 'ENTRYPOINT ["/src/registry"]').code).toBe('split');
    expect(outcomeOf('RUN go install', 'ENTRYPOINT ["/go/bin/registry"]').code).toBe('split');
    expect(outcomeOf('RUN make && go build', 'ENTRYPOINT ["/go/bin/registry"]').code).toBe('split');
  });

  it('is no guess where only a helper of the command has the name', () => {
    expect(outcomeOf('RUN make docker', 'HEALTHCHECK CMD registry ping\nCMD ["sleep", "9"]').code).toBe(
      'program-not-built',
    );
  });
});

describe('govvv', () => {
  it('builds what go builds', () => {
    const outcome = outcomeOf(
      'RUN go install github.com/ahmetb/govvv@v0.3.0 && govvv build -pkg example.com/shop/version -o /bin/shop ./cmd/shop',
      'CMD ["shop"]',
    );
    expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'likely' });
    expect(outcome.outcome === 'migrated' && outcome.text).toContain(
      'COPY --from=build /bin/shop /bin/shop\n',
    );
  });
});
