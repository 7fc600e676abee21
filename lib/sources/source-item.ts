import type { SourceState } from './source-status.ts';

/** How a source's queue is. */
export type SourceQueue = {
  lastNoticeAt: string | null;
  /** Why it cannot be read and what to do about it; null while it can. */
  reason: string | null;
  hint: string | null;
  /** Messages in it that no known sender writes, when it was last read. */
  unread: number;
};

/** A log source as pages and the API show it; never a credential. Times are ISO, UTC. */
export type SourceItem = {
  id: number;
  kind: 's3' | 'directory';
  /** `s3://bucket/prefix`, or the folder's path. */
  place: string;
  bucket: string | null;
  /** Ends with a slash; '' for the whole bucket. */
  prefix: string;
  directory: string | null;
  region: string | null;
  endpoint: string | null;
  collectDays: number;
  state: SourceState;
  /** Why it stopped, what to do about it, and since when; null while it works. */
  reason: string | null;
  hint: string | null;
  errorCode: string | null;
  errorAt: string | null;
  lastListedAt: string | null;
  lastEventAt: string | null;
  /** Age of the newest event; null before the first, and while older ones are still on their way. */
  lagMs: number | null;
  /** How long the waiting objects take at the pace of the last minutes; null while that is not known. */
  timeLeftMs: number | null;
  objects: { found: number; ingested: number; pending: number; failed: number; quarantined: number };
  /** Events that it brought first. */
  events: number;
  duplicateEvents: number;
  /** Unreadable records in objects that could be read otherwise. */
  quarantinedRecords: number;
  /** Objects in it that are no CloudTrail logs, as far as they were looked at. */
  ignoredObjects: number;
  /** The queue that tells of its new objects; null where it has none. */
  queue: SourceQueue | null;
  /** Accounts found in it: 12 digits each, sorted. */
  accounts: string[];
};
