/**
 * Bytes that are no UTF-8, carried through a text product unharmed.
 *
 * A patch must hold the bytes of the file it is for. A file that isn't UTF-8 was decoded as Latin-1; in a patch its
 * bytes from 0x80 up travel as lone surrogates U+DC80…U+DCFF, which no decoded text contains, and become bytes again
 * when the product is written (the `surrogateescape` scheme of PEP 383).
 */
import type { FileReport } from '../report/types.ts';

/** The report of a Latin-1 file with its high bytes marked. */
export function markBytes(report: FileReport): FileReport {
  const { outcome } = report;
  return {
    ...report,
    original: marked(report.original),
    outcome: outcome.outcome === 'migrated' ? { ...outcome, text: marked(outcome.text) } : outcome,
  };
}

function marked(latin1: string): string {
  return latin1.replace(/[\u0080-\u00ff]/g, (character) =>
    String.fromCharCode(0xdc00 + character.charCodeAt(0)),
  );
}

/** UTF-8, with marked bytes as themselves. */
export function toBytes(product: string): Uint8Array {
  const parts = product.split(/((?<![\ud800-\udbff])[\udc80-\udcff])/);
  return parts.length === 1
    ? Buffer.from(product)
    : Buffer.concat(
        parts.map((part, index) =>
          index % 2 === 1 ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part),
        ),
      );
}
