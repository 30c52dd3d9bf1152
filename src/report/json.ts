/** `--format json`: one object for the run, described by `schema/report.schema.json`. */
import { toDocument } from './document.ts';
import { json as jsonText } from './escape.ts';
import type { Format } from './types.ts';

export const json: Format = (run) => jsonText(toDocument(run));
