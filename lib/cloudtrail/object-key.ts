/** Stub until the room is written: see ObjectKey for the contract. */
export const OBJECT_KINDS = [
  'CloudTrail',
  'CloudTrail-Insight',
  'CloudTrail-NetworkActivity',
  'CloudTrail-Aggregated',
  'CloudTrail-Digest',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];
