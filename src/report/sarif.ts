/**
 * `--format sarif`: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with the migration as a fix.
 *
 * Besides the standard, GitHub code scanning wants a description and help for each rule, all four numbers of a
 * region, and a fingerprint by the name `primaryLocationLineHash`.
 */
import { compareText } from './paths.ts';
import { json } from './escape.ts';
import { endPosition, type Diagnostic, diagnostics, type Level, type Replacement } from './diagnostics.ts';
import { sentence } from './sentence.ts';
import type { Format, FormatSettings } from './types.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'ROOT';
const BYTE_ORDER_MARK = '\ufeff';

export const sarif: Format = (run, settings) => {
  const found = diagnostics(run);
  const rules = rulesOf(found, settings);
  return json({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'dfopt',
            semanticVersion: run.version,
            rules: rules.map(({ rule }) => rule),
          },
        },
        invocations: [{ executionSuccessful: found.every(({ outcome }) => outcome !== 'failed') }],
        originalUriBaseIds: {
          [ROOT]: { description: { text: 'the directory that holds all roots of the run' } },
        },
        columnKind: 'utf16CodeUnits',
        results: found.map((finding) =>
          resultOf(
            finding,
            rules.findIndex(({ code }) => code === finding.code),
          ),
        ),
      },
    ],
  });
};

interface RuleOfCode {
  readonly code: string;
  readonly rule: unknown;
}

const MEANINGS: Readonly<Record<Diagnostic['outcome'], string>> = {
  migrated: 'The Dockerfile can be split into a build stage and a minimal runtime stage.',
  refused: 'The Dockerfile builds and runs a program in one stage, but cannot be split safely.',
  failed: 'The Dockerfile could not be processed.',
};

/** The codes of the findings, sorted, each described once. */
function rulesOf(found: readonly Diagnostic[], settings: FormatSettings): readonly RuleOfCode[] {
  const byCode = new Map(found.map((finding) => [finding.code, finding]));
  return [...byCode.values()]
    .sort((left, right) => compareText(left.code, right.code))
    .map(({ code, outcome, level }) => {
      const described = settings.describe?.(code);
      const summary = sentence(described?.summary ?? MEANINGS[outcome]);
      const help = described?.text ?? `Run \`dfopt explain ${code}\` for what it means and what to do.`;
      return {
        code,
        rule: {
          id: code,
          shortDescription: { text: summary },
          fullDescription: { text: `${summary} ${MEANINGS[outcome]}` },
          help: { text: help, markdown: help },
          ...(described?.address === undefined ? {} : { helpUri: described.address }),
          defaultConfiguration: { level },
        },
      };
    });
}

function resultOf(finding: Diagnostic, ruleIndex: number): unknown {
  const level: Level = finding.level;
  return {
    ruleId: finding.code,
    ruleIndex,
    level,
    message: { text: finding.message.map(sentence).join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(finding.path),
          ...(finding.line === undefined ? {} : { region: lineRegion(finding.line) }),
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'dfopt/v1': finding.fingerprint,
    },
    ...(finding.fix === undefined ? {} : { fixes: [fixOf(finding.path, finding.fix)] }),
  };
}

function fixOf(path: string, fix: Replacement): unknown {
  // A byte-order mark is not part of the text that regions count (§3.30.2), so it must not be replaced either.
  const marked = fix.before.startsWith(BYTE_ORDER_MARK) && fix.after.startsWith(BYTE_ORDER_MARK);
  const before = marked ? fix.before.slice(1) : fix.before;
  const end = endPosition(fix.startLine, before, (line) => line.length);
  return {
    description: { text: 'Split the Dockerfile into a build stage and a runtime stage.' },
    artifactChanges: [
      {
        artifactLocation: artifact(path),
        replacements: [
          {
            deletedRegion: {
              startLine: fix.startLine,
              startColumn: 1,
              endLine: end.line,
              endColumn: end.column,
            },
            insertedContent: { text: marked ? fix.after.slice(1) : fix.after },
          },
        ],
      },
    ],
  };
}

function lineRegion({ number, text }: { readonly number: number; readonly text: string }): unknown {
  const { length } = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return { startLine: number, startColumn: 1, endLine: number, endColumn: length + 1 };
}

function artifact(path: string): unknown {
  return { uri: uriOf(path), uriBaseId: ROOT };
}

/** A relative URI reference (RFC 3986 §4.2): encoded, and never mistaken for one with a scheme. */
export function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeSegment).join('/');
  return encoded.startsWith('/') ? encoded.replace(/^\/+/u, '/') : encoded;
}

function encodeSegment(segment: string): string {
  // A lone surrogate has no encoding; it becomes the replacement character instead of an exception.
  return encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll(/[!'()*]/gu, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
