/** The ledger of log objects as pages and the API show it. Times are ISO, UTC. */
export const OBJECT_STATES = ['pending', 'ingested', 'failed', 'quarantined'] as const;
export type ObjectState = (typeof OBJECT_STATES)[number];

/** The states that somebody may want to try again. */
export const RETRY_STATES = ['failed', 'quarantined'] as const satisfies readonly ObjectState[];
export type RetryState = (typeof RETRY_STATES)[number];

/** `records = newEvents + duplicateEvents + quarantinedRecords` once it is ingested. */
export type LogObject = {
  /** Digits. */
  id: string;
  sourceId: number;
  key: string;
  etag: string;
  state: ObjectState;
  /** Why it failed or cannot be read. */
  reason: string | null;
  attempts: number;
  /** When a failed one is tried again by itself. */
  nextAttemptAt: string | null;
  sizeBytes: number;
  /** 12 digits; null where the key names none. */
  accountId: string | null;
  region: string;
  kind: string;
  records: number;
  newEvents: number;
  duplicateEvents: number;
  /** Records that could not be read in an object that could. */
  quarantinedRecords: number;
  sha256: string | null;
  /** Its bytes were stored when it was taken: they can be downloaded, and its records read. */
  kept: boolean;
  foundAt: string;
  ingestedAt: string | null;
};

export type ObjectPage = {
  objects: LogObject[];
  /** Cursor of the following page; null at the end. */
  next: string | null;
};

/** One record that could not be read, by its place in the object's `Records`, from 0. */
export type UnreadRecord = {
  ordinal: number;
  reason: string;
  /** As it was delivered, cut after 64 KB; null where the object's bytes are not kept. It may be anything: never HTML. */
  text: string | null;
  cut: boolean;
};
export type UnreadRecordPage = { records: UnreadRecord[]; next: number | null };

/** Objects that failed, objects that are unreadable, or records that are, which have one reason in common. */
export type FaultGroup = {
  of: 'failed' | 'quarantined' | 'records';
  reason: string;
  count: number;
  /** When the latest of them was met. */
  lastAt: string | null;
};

/** How far a source's ledger is. `found = pending + ingested + failed + quarantined`. */
export type ObjectCounts = {
  found: number;
  pending: number;
  ingested: number;
  failed: number;
  quarantined: number;
  /** Ingested objects of which some records could not be read, and how many records. */
  partlyRead: number;
  quarantinedRecords: number;
  records: number;
  newEvents: number;
  duplicateEvents: number;
  /** Compressed bytes of what was taken. */
  sizeBytes: number;
  lastEventAt: string | null;
  lastIngestedAt: string | null;
};

export type LedgerSummary = {
  counts: ObjectCounts;
  faults: FaultGroup[];
  /** Only the newest so many of each kind were looked at for their reasons; null when all were. */
  faultsOfNewest: number | null;
};
