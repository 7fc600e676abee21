import { SETUP_FIELDS, type SetupFields } from '#lib/policies/setup-fields.ts';

/** What a check is about: a bucket that is configured, by its source, and the boxes that its policies are judged by. */
export type CheckTarget = { sourceId: number; fields: SetupFields };

/** Whether the verdict on one is the verdict on the other: the same bucket, by the same boxes. */
export function isSameTarget(one: CheckTarget, other: CheckTarget): boolean {
  return (
    one.sourceId === other.sourceId &&
    SETUP_FIELDS.every((field) => one.fields[field].trim() === other.fields[field].trim())
  );
}
