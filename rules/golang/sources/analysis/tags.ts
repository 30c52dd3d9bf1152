/**
 * Struct tags by which configuration libraries fill fields (https://pkg.go.dev/reflect#StructTag):
 * caarlos0/env, kelseyhightower/envconfig, ilyakaznacheev/cleanenv, jessevdk/go-flags, alecthomas/kong,
 * creasty/defaults, mcuadros/go-defaults.
 */

import { needsZoneData } from './readings.ts';
import { type Value, type Values, flagOrigin, fromOrigin, text } from './values.ts';

const ENVIRONMENT_KEYS = ['env', 'envconfig'];
const DEFAULT_KEYS = ['envDefault', 'default', 'env-default'];

/** `key:"value" key:"value"`; a malformed tag ends where it stops to make sense. */
export function parseTag(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let position = 0;
  while (position < tag.length) {
    while (tag.charAt(position) === ' ') position += 1;
    const colon = tag.indexOf(':"', position);
    if (colon < 0) break;
    const close = closingQuote(tag, colon + 2);
    if (close < 0) break;
    const key = tag.slice(position, colon);
    if (!found.has(key)) found.set(key, tag.slice(colon + 2, close).replaceAll('\\"', '"'));
    position = close + 1;
  }
  return found;
}

function closingQuote(tag: string, start: number): number {
  for (let position = start; position < tag.length; position += 1) {
    if (tag.charAt(position) === '\\') position += 1;
    else if (tag.charAt(position) === '"') return position;
  }
  return -1;
}

/** Whether a tag may name a variable or a time zone. */
export function tagMatters(tag: string | undefined): boolean {
  return tag !== undefined && (mayNameVariable(tag) || mayLoadZone(tag));
}

function mayNameVariable(tag: string): boolean {
  return tag.includes('env');
}

function mayLoadZone(tag: string): boolean {
  return tag.includes('time_location') || tag.includes('timezone');
}

/** Names of environment variables in a tag. */
export function tagVariables(tag: string): readonly string[] {
  if (!mayNameVariable(tag)) return [];
  const parsed = parseTag(tag);
  return ENVIRONMENT_KEYS.flatMap((key) => {
    const name = parsed.get(key)?.split(',')[0]?.trim() ?? '';
    return name === '' || name === '-' ? [] : [name];
  });
}

/** Keys of the rules that go-playground/validator checks; gin's is `binding`. */
const VALIDATION_KEYS = ['validate', 'binding'];

/**
 * Whether a zone is loaded when the field is filled or checked: one that the tag names
 * (https://github.com/gin-gonic/gin/blob/master/docs/doc.md, `time_location`), or one that a request names
 * (https://pkg.go.dev/github.com/go-playground/validator/v10#hdr-Timezone).
 */
export function tagLoadsZone(tag: string): boolean {
  if (!mayLoadZone(tag)) return false;
  const parsed = parseTag(tag);
  const rules = VALIDATION_KEYS.flatMap((key) => (parsed.get(key) ?? '').split(/[,|]/));
  return needsZoneData(parsed.get('time_location') ?? '') || rules.includes('timezone');
}

/** Keys by which files are decoded: with one of them a file may give the field any value. */
const FILE_KEYS = ['json', 'yaml', 'toml', 'mapstructure', 'ini', 'xml', 'hcl', 'koanf'];

/** Whether the tag says all about where the field's value comes from. */
export function tagSaysAll(tag: string): boolean {
  const parsed = parseTag(tag);
  return tagDefaults(tag).length > 0 && !FILE_KEYS.some((key) => parsed.has(key));
}

/** The default of a field and the variables or flags that replace it. */
export function tagDefaults(tag: string): Values {
  const parsed = parseTag(tag);
  const [variable] = tagVariables(tag);
  const value = DEFAULT_KEYS.map((key) => parsed.get(key)).find((candidate) => candidate !== undefined);
  const values: Value[] = [];
  const [flag, ...aliases] = ['long', 'short'].flatMap((key) => parsed.get(key) ?? []);
  if (value !== undefined)
    values.push(flag === undefined ? text(value) : text(value, flagOrigin(flag, aliases)));
  if (variable !== undefined) values.push(fromOrigin({ kind: 'environment', name: variable }));
  return values;
}
