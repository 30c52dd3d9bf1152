/** The JSON schema of a configuration, made from the declaration that checks configurations. For editors. */
import { configurationSchema } from './schema.ts';

/** The parts of a valibot schema that a configuration is declared with. */
type Part = { readonly pipe?: readonly PipeItem[] } & (
  | { readonly type: 'strict_object'; readonly entries: Readonly<Record<string, Part>> }
  | { readonly type: 'optional'; readonly wrapped: Part }
  | { readonly type: 'array'; readonly item: Part }
  | { readonly type: 'record'; readonly key: Part; readonly value: Part }
  | { readonly type: 'picklist'; readonly options: readonly string[] }
  | { readonly type: 'string' }
  | { readonly type: 'boolean' }
  | { readonly type: 'number' }
  | { readonly type: 'literal'; readonly literal: unknown }
  | { readonly type: 'union'; readonly options: readonly Part[] }
);

interface PipeItem {
  readonly kind: string;
  readonly type: string;
  readonly description?: string;
  readonly requirement?: number;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** As of JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/json-schema-core). */
export function configurationJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of dfopt: .dfoptrc, .dfoptrc.json, .dfoptrc.yaml, or the key dfopt in package.json',
    ...schemaOf(configurationSchema),
  };
}

function schemaOf(part: Part): JsonSchema {
  const notes = (part.pipe ?? []).flatMap((item) =>
    item.description === undefined ? [] : [{ description: item.description }],
  );
  return Object.assign({}, ...notes, shapeOf(part));
}

function shapeOf(part: Part): JsonSchema {
  switch (part.type) {
    case 'strict_object': {
      const entries = Object.entries(part.entries);
      const required = entries.filter(([, value]) => value.type !== 'optional').map(([key]) => key);
      return {
        type: 'object',
        properties: Object.fromEntries(entries.map(([key, value]) => [key, schemaOf(value)])),
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      };
    }
    case 'optional':
      return schemaOf(part.wrapped);
    case 'array':
      return { type: 'array', items: schemaOf(part.item), ...least(part, 'minItems') };
    case 'record':
      return {
        type: 'object',
        ...(part.key.type === 'picklist' ? { propertyNames: schemaOf(part.key) } : {}),
        additionalProperties: schemaOf(part.value),
      };
    case 'picklist':
      return { enum: part.options };
    case 'string':
      return { type: 'string', ...least(part, 'minLength') };
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: 'number' };
    case 'literal':
      return { const: part.literal };
    case 'union':
      return { anyOf: part.options.map(schemaOf) };
  }
}

function least(part: Part, keyword: 'minItems' | 'minLength'): JsonSchema {
  const requirement = part.pipe?.find((item) => item.type === 'min_length')?.requirement;
  return requirement === undefined ? {} : { [keyword]: requirement };
}
