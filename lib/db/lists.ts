import { z } from 'zod';

/**
 * Thousands of rows as one JSON text of lists, a list a column: to take rows apart costs the driver more than it costs the database to
 * find them, and an object for each row costs the database as much as all the rest.
 */
const oneText = z.tuple([z.object({ list: z.string().transform((text): unknown => JSON.parse(text)) })]);

/** What a query whose one row has one column, `list`, a JSON text, says. Throws a ZodError for anything else. */
export function readList<T>(rows: unknown, schema: z.ZodType<T>): T {
  return schema.parse(oneText.parse(rows)[0].list);
}

// One look at each element: a schema for each takes as long as the query.
export const numberList = z.custom<number[]>((value) => isListOf('number', value));
export const textList = z.custom<string[]>((value) => isListOf('string', value));

function isListOf(type: 'number' | 'string', value: unknown): boolean {
  return Array.isArray(value) && value.every((element) => typeof element === type);
}

/** What stands in `values` beside each of `keys`. */
export function indexPairs(keys: readonly number[], values: readonly number[]): Map<number, number[]> {
  const index = new Map<number, number[]>();
  keys.forEach((key, place) => {
    const value = values[place];
    if (value === undefined) return;
    const found = index.get(key);
    if (found) found.push(value);
    else index.set(key, [value]);
  });
  return index;
}
