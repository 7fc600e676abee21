import { asObject } from '#lib/cloudtrail/json-value.ts';
import { parseJsonText } from './json-text.ts';

export type FieldPath = {
  /** Field of the record that the path begins with: all that a reader has to keep of it. */
  top: string;
  names: readonly string[];
};

/** `a.b[].c` as names. A name stands as it is spelled; only `.` and a final `[]` mean something. */
export function parseFieldPath(path: string): FieldPath {
  const names = path.split('.').map((name) => (name.endsWith('[]') ? name.slice(0, -2) : name));
  return { top: names[0] ?? '', names };
}

/**
 * Calls `visit` with each value that the path leads to until one call says true, and tells whether one did. Arrays on the way and at
 * its end are gone through, texts on the way that are JSON are entered. A value that is not there is not visited, JSON's null is.
 */
export function visitPath(record: unknown, path: FieldPath, visit: (leaf: unknown) => boolean): boolean {
  return visitFrom(record, path.names, 0, visit);
}

function visitFrom(
  value: unknown,
  names: readonly string[],
  at: number,
  visit: (leaf: unknown) => boolean,
): boolean {
  if (Array.isArray(value)) {
    for (const element of value) if (visitFrom(element, names, at, visit)) return true;
    return false;
  }
  const name = names[at];
  if (name === undefined) return value !== undefined && visit(value);
  if (typeof value === 'string') {
    const said = parseJsonText(value);
    return said !== undefined && visitFrom(said, names, at, visit);
  }
  const next = propertyOf(value, name);
  return next !== undefined && visitFrom(next, names, at + 1, visit);
}

/** Whether the path leads to something that is not null; an empty array is something. */
export function pathExists(record: unknown, { names }: FieldPath): boolean {
  const parent = names.slice(0, -1);
  const last = names.at(-1) ?? '';
  return visitFrom(record, parent, 0, (holder) => {
    const said = typeof holder === 'string' ? parseJsonText(holder) : holder;
    const holders: readonly unknown[] = Array.isArray(said) ? said : [said];
    return holders.some((one) => (propertyOf(one, last) ?? null) !== null);
  });
}

function propertyOf(value: unknown, name: string): unknown {
  const object = asObject(value);
  if (object === null) return undefined;
  const property = object[name];
  // What a prototype has is no value of a record.
  return property !== undefined && Object.hasOwn(object, name) ? property : undefined;
}
