/** Build steps that ask a program for its help or its version, and those that look alike. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

// The file can't come from the context: a step makes it, or nothing does.
const context = memoryContext({
  '.dockerignore': 'state.json\n',
  'go.mod': 'module example.com/tally\n\ngo 1.24\n',
  'main.go':
    'package main\n\nimport "os"\n\nfunc main() {\n\tstate, _ := os.ReadFile("state.json")\n\tprintln(len(state))\n}\n',
});

/** What goes to the runtime stage, and what is taken for granted. */
function outcomeOf(
  step: string,
  build = 'go build -o /usr/local/bin/tally .',
): { readonly copied: readonly string[]; readonly assumed: readonly string[] } {
  const text = `FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN ${build}\nRUN ${step}\nCMD ["/usr/local/bin/tally"]\n`;
  const outcome = migrate(text, { context });
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  return {
    copied: outcome.summary?.copied ?? [],
    assumed: outcome.assumptions.map(({ code }) => code),
  };
}

const program = '/usr/local/bin/tally';

describe('a build step that runs what was built', () => {
  it.each([
    'tally --version',
    'tally --help',
    'tally -h',
    'tally version',
    'tally help > /dev/null',
    '["tally", "--help"]',
    '/usr/local/bin/tally -version',
    'cd /usr/local/bin && ./tally -V',
  ])('writes nothing when it only asks: %s', (step) => {
    expect(outcomeOf(step)).toEqual({ copied: [program], assumed: ['prints-only'] });
  });

  it.each(['tally', 'tally init', 'tally --version now', 'tally serve --help', 'tally $MODE'])(
    'may write a file beside the sources otherwise: %s',
    (step) => {
      expect(outcomeOf(step).copied).not.toEqual([program]);
    },
  );

  it('is asked too where its name is not known', () => {
    const clone =
      'git clone https://example.com/count /count && cd /count && go build -o $NAME . && ./count --help';
    expect(outcomeOf('true', `${clone} && cd /src && go build -o ${program} .`).assumed).toEqual([
      'prints-only',
    ]);
  });
});

describe('a build step that runs another command', () => {
  it.each(['protoc --version', 'protoc --help'])(
    'writes nothing when it asks in the standard way: %s',
    (step) => {
      expect(outcomeOf(step)).toEqual({ copied: [program], assumed: [] });
    },
  );

  it.each(['npm version', 'make version', 'protoc -h', './check --version'])(
    'may write where the words may mean something else: %s',
    (step) => {
      expect(outcomeOf(step).copied).not.toEqual([program]);
    },
  );
});
