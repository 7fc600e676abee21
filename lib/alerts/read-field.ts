import { type FieldPath, parseFieldPath, pathExists, visitPath } from './field-path.ts';
import { DERIVED_FIELDS, type DerivedField } from './rule-model.ts';
import { DERIVED_VALUES, type Subject } from './subject.ts';

/** A field of a rule, made ready to be read from many events. */
export type FieldReader = {
  /** Calls `visit` with each of the field's values until one call says true, and tells whether one did. */
  visit: (subject: Subject, visit: (leaf: unknown) => boolean) => boolean;
  exists: (subject: Subject) => boolean;
  /** The record's field that it reads; null for those that Trailkeep makes. */
  path: FieldPath | null;
};

/** Throws nothing: a field that no record has is one that is absent everywhere. */
export function fieldReader(field: string): FieldReader {
  const derived = DERIVED_FIELDS.find((name) => name === field);
  return derived ? derivedReader(derived) : pathReader(parseFieldPath(field));
}

function derivedReader(field: DerivedField): FieldReader {
  const read = DERIVED_VALUES[field];
  const visit: FieldReader['visit'] = (subject, take) => {
    const value = read(subject);
    if (value === null || value === '') return false;
    return typeof value === 'object' ? value.some(take) : take(value);
  };
  return { visit, exists: (subject) => visit(subject, () => true), path: null };
}

function pathReader(path: FieldPath): FieldReader {
  return {
    visit: (subject, take) => visitPath(subject.record, path, take),
    exists: (subject) => pathExists(subject.record, path),
    path,
  };
}

/** A value as text to compare: JSON for objects, null for JSON's null. */
export function leafText(leaf: unknown): string | null {
  if (typeof leaf === 'string') return leaf;
  if (leaf === null || leaf === undefined) return null;
  return typeof leaf === 'object' ? JSON.stringify(leaf) : String(leaf);
}
