import type { DerivedMemo } from './derived-memo.ts';

/** What is known of a record beside its own text. */
export type RecordOrigin = {
  /** What the object's key says about the records inside; null where it says nothing. */
  keyAccountId: string | null;
  now: number;
  /** For records of RecordReader, whose values come again as the same objects. */
  derived?: DerivedMemo;
};
