import fc from 'fast-check';
import { z } from 'zod';

/** As much of JSON Schema as the OpenAPI document uses. */
export type JsonSchema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
};
export const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(jsonSchema).optional(),
    items: jsonSchema.optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
  }),
);

/** Text that has broken parsers, encodings and queries before. */
const NASTY = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\uffff',
    '💥',
    'İ',
    '%',
    '_',
    '*',
    '?',
    '**',
    '\\',
    '\\*',
    "'",
    "' or 1=1 --",
    '"',
    '$1',
  ],
  ...[
    'null',
    'undefined',
    'NaN',
    '-0',
    '1e309',
    '-1',
    '9223372036854775808',
    '99999999999999999999',
    '0x10',
    '१२',
  ],
  ...[
    '[]',
    '{}',
    '../..',
    'constructor',
    '__proto__',
    '<script>',
    '(none)',
    '{1,2}',
    'x'.repeat(2_049),
    '*'.repeat(300),
  ],
  ...[
    '2026-02-31',
    '0000-01-01',
    '9999-12-31T23:59:60Z',
    '-271821-04-20T00:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T10:00:00+14:00',
  ],
];
export const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }));

/** Values of a schema: mostly ones that it allows, at its edges too, some that it does not, and `known` ones where it takes text. */
export function schemaValue(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: rightValue(schema, known) }, { weight: 1, arbitrary: nastyText });
}

function rightValue(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => rightValue(one, known)));
  if (schema.type === 'array') return fc.array(schemaValue(schema.items ?? {}, known), { maxLength: 4 });
  if (schema.type === 'object') return objectOf(schema, known);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = -1_000, maximum = 1_000 } = schema;
    return fc.oneof(
      fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1, 1.5),
      fc.integer({ min: 0, max: 300 }),
    );
  }
  if (schema.format === 'date-time') {
    const near = fc.integer({ min: -40, max: 2 }).map((days) => new Date(Date.now() + days * 86_400_000));
    const any = fc.date({ noInvalidDate: true });
    return fc.oneof({ weight: 3, arbitrary: near }, any).map((date) => date.toISOString());
  }
  return knownText(known, schema.pattern);
}

/** Text of the data, of the form that is asked for where there is any; seldom another. */
export function knownText(known: readonly string[], pattern?: string): fc.Arbitrary<string> {
  const fitting = known.filter((text) => !pattern || new RegExp(pattern).test(text));
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(fitting.length > 0 ? fitting : known)) },
    nastyText,
  );
}

function objectOf(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  const entries = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => [name, schemaValue(one, known)] as const,
  );
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] });
}
