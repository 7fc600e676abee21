import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { ReaderNeeds, RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Connection } from '#lib/db/pool.ts';

/** Who looks at events as they are written: the alert rules. Rooms that come later than this one make it. */
export type EventWatch = {
  /** For a batch of a source's objects in the transaction of `db`; null when nobody looks for anything. */
  begin(db: Connection, sourceId: number): Promise<BatchWatch | null>;
  /** What was written by now is made use of. Throws nothing: the next time does it too. */
  settle(): Promise<void>;
};

export type BatchWatch = {
  /** What the records must be read with. */
  readonly needs: ReaderNeeds;
  /** Looks at an event. A number under which it was noted, or null where nobody wants it. */
  see(event: NormalisedEvent, record: object, records: RecordReader): number | null;
  /** Writes what was noted of events that are really new, within the batch's transaction. */
  write(db: Connection, notes: readonly number[], nowMs: number): Promise<void>;
  /** Something that was written was taken back. */
  takeBack(): void;
  /** The transaction is committed. */
  committed(): Promise<void>;
};
