/** What a fleet holds besides: files that can't be read, that aren't what they are called, and names of all kinds. */
import { selfContained } from './ordinary.ts';
import { type Expected, type Piece, file, migrated, piece } from './repository.ts';

const asRoot = process.getuid?.() === 0;

function failed(code: string): Expected {
  return { outcome: 'failed', code };
}

const linked: Expected = { outcome: 'unchanged', code: 'is-a-link' };

/** A Go file that dfopt splits, under a name that tools trip over. */
function named(kind: string, path: string): Piece {
  return piece(kind, path, file(selfContained('odd')), migrated);
}

function broken(kind: string, content: string | Uint8Array): Piece {
  return piece(kind, 'Dockerfile', file(content), failed('parse-error'));
}

/** The parts of a name that something reads as a command where it is not quoted, escaped or shown with care. */
const oddNames: readonly Piece[] = [
  named('a name with a space', 'Dockerfile.with space'),
  named('a name beyond ASCII', 'größe.Dockerfile'),
  named('a name with a picture', 'Dockerfile.🐳'),
  named('a name with quotes', `it's "quoted".Dockerfile`),
  named('a name with a command in it', '$(touch pwned); `id` | cat.Dockerfile'),
  named('a name like an option', '--write.Dockerfile'),
  named('a directory like an option', '-rf/Dockerfile'),
  named('a directory name of two lines', 'two\nlines/Dockerfile'),
  named('a name that colours a terminal', 'red\u001B[31m.Dockerfile'),
  named('a name that turns the text around', 'right\u202Etfel.Dockerfile'),
  named('a name that is a workflow command', '::error::x,y%0A.Dockerfile'),
  named('a name with a backslash', 'back\\slash.Dockerfile'),
  named('a name of 240 letters', `${'n'.repeat(229)}.dockerfile`),
  named('a name in capitals', 'DOCKERFILE'),
  named('a pattern as a name', 'Dockerfile.[a-z]*'),
  named('a name of a method', 'constructor/Dockerfile.__proto__'),
];

const bytes: readonly Piece[] = [
  piece('CRLF', 'Dockerfile', file(selfContained('crlf', '\r\n')), migrated),
  piece('a byte-order mark', 'Dockerfile', file(`\uFEFF${selfContained('bom')}`), migrated),
  piece('no final newline', 'Dockerfile', file(selfContained('cut').trimEnd()), migrated),
  piece('Latin-1', 'Dockerfile', file(latin1(`# Größe\n${selfContained('latin')}`)), migrated),
  piece('UTF-16', 'Dockerfile', file(utf16(`\uFEFF${selfContained('wide')}`)), failed('not-text')),
  piece('binary', 'Dockerfile', file(Buffer.from('\u007FELF\0\u0001\u0002', 'latin1')), failed('not-text')),
  piece('2 MiB', 'Dockerfile', file(filled(2 * 1024 * 1024)), failed('too-large')),
  piece('nearly 1 MiB', 'Dockerfile', file(filled(1024 * 1024 - 1000)), migrated),
  // What is written must be readable again.
  piece('too near 1 MiB', 'Dockerfile', file(filled(1024 * 1024 - 1)), failed('too-large')),
  piece('a long line', 'Dockerfile', file(`${selfContained('long')}# ${'x'.repeat(65_000)}\n`), migrated),
  // The builder's scanner takes lines below 64 KiB.
  broken('too long a line', `${selfContained('longer')}# ${'x'.repeat(65_536)}\n`),
];

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function utf16(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

/** A candidate of exactly so many bytes. */
function filled(size: number): string {
  const text = selfContained('full');
  const rest = size - text.length;
  return `${text}${'# filling\n'.repeat(Math.floor(rest / 10))}${'#'.repeat(rest % 10)}`;
}

const syntax: readonly Piece[] = [
  broken('an unknown instruction', 'FROM golang:1.22\nFRMO x\n'),
  broken('FROM without an image', 'FROM\n'),
  broken('empty', ''),
  broken('comments only', '# nothing yet\n'),
  broken('a heredoc without an end', 'FROM golang:1.22\nRUN <<EOF\ngo build\n'),
  broken('a merge conflict', '<<<<<<< ours\nFROM golang:1.21\n=======\nFROM golang:1.22\n>>>>>>> theirs\n'),
];

const otherThings: readonly Piece[] = [
  piece('a FIFO', 'Dockerfile', { kind: 'fifo' }, failed('not-a-regular-file')),
  piece(
    'unreadable',
    'Dockerfile',
    { kind: 'unreadable', content: selfContained('secret') },
    asRoot ? migrated : failed('no-permission'),
  ),
  piece('a link to nothing', 'Dockerfile', { kind: 'link', target: 'gone' }, linked),
  piece('a link to itself', 'Dockerfile', { kind: 'link', target: 'Dockerfile' }, linked),
  piece('a link out of the repository', 'Dockerfile', { kind: 'link', target: '/etc/hostname' }, linked),
  {
    kind: 'a link to a file that is there',
    entries: {
      'Dockerfile.real': file(selfContained('real')),
      Dockerfile: { kind: 'link', target: 'Dockerfile.real' },
    },
    expected: { 'Dockerfile.real': migrated, Dockerfile: linked },
  },
  {
    kind: 'a directory of the name',
    entries: { 'Dockerfile/inner/Dockerfile': file(selfContained('inner')) },
    expected: { 'Dockerfile/inner/Dockerfile': migrated },
  },
  {
    kind: 'a link that leads round in a circle',
    entries: { Dockerfile: file(selfContained('circle')), again: { kind: 'link', target: '.' } },
    expected: { Dockerfile: migrated },
  },
  {
    kind: 'left out by ignore files and habit',
    entries: {
      '.gitignore': file('generated/\n'),
      '.dfoptignore': file('legacy\n'),
      'generated/Dockerfile': file(selfContained('generated')),
      'legacy/Dockerfile': file(selfContained('legacy')),
      'vendor/x/Dockerfile': file(selfContained('vendored')),
      'node_modules/x/Dockerfile': file(selfContained('installed')),
      'Dockerfile.dockerignore': file('*.md\n'),
      Dockerfile: file(selfContained('kept')),
    },
    expected: { Dockerfile: migrated },
  },
  {
    kind: 'a configuration with errors',
    entries: { '.dfoptrc': file('{ "confidnce": "proven" }\n'), Dockerfile: file(selfContained('config')) },
    expected: { Dockerfile: failed('bad-configuration') },
  },
  {
    kind: 'neighbours that are no use',
    entries: {
      Dockerfile: file(selfContained('robust')),
      'compose.yaml': file('a: &a [x, x]\nb: &b [*a, *a]\nservices: *b\n? [\n'),
      'docker-bake.hcl': file('target "a" { context = "${'),
      'go.mod': file(Buffer.from([0, 1, 2, 3])),
      Makefile: file('build:\n\tdocker build $(shell while true; do :; done) .\n'),
    },
    expected: { Dockerfile: migrated },
  },
];

/** Every fault once. */
export const faults: readonly Piece[] = [...oddNames, ...bytes, ...syntax, ...otherThings];
