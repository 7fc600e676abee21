import type { Actor } from './event.ts';

/**
 * What was made of values that RecordReader gives again, by the value itself: objects that nobody changes, and that stand
 * for the same bytes each time. Forgotten with them.
 */
export class DerivedMemo {
  /** By userIdentity. */
  readonly actors = new WeakMap<object, Actor>();
  /** By requestParameters, of records that name resources nowhere else. */
  readonly resources = new WeakMap<object, { service: string; values: readonly string[] }>();
}
