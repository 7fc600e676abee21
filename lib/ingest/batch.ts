import { hash } from 'node:crypto';
import { ObjectUnreadableError } from '#lib/cloudtrail/object-unreadable.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Connection, Pool } from '#lib/db/pool.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import { blameOf, type Doubt, isOfSource } from './blame.ts';
import { addDeliveries } from './delivery-counts.ts';
import type { Dimensions } from './dimensions.ts';
import { EventColumns } from './event-columns.ts';
import type { BatchWatch, EventWatch } from './event-watch.ts';
import { type FetchedObject, fetchObjects } from './fetch-objects.ts';
import { type ClaimedObject, claimObjects, type ObjectOutcome, settleObjects } from './ledger.ts';
import { readEvents } from './object-records.ts';
import { AccountSums, addSourceCounts } from './source-counts.ts';
import { type Weeks, weekStart } from './weeks.ts';
import { writeEvents } from './write-events.ts';

/**
 * Bounds of a batch. Together they bound the memory of a lane: the compressed bytes of a batch (or one object of at most
 * `objectBytes`), the events waiting to be written, and what the reader holds of one object.
 */
export const BATCH_LIMITS = {
  compressedBytes: 8 << 20,
  events: 50_000,
  /** Larger objects are quarantined unread: 512 MiB of records are 20 to 60 MiB of gzip. */
  objectBytes: 256 << 20,
  concurrentFetches: 48,
};

export type IngestContext = {
  pool: Pool;
  /** Made anew when those who look at events need other fields. */
  records: RecordReader;
  watch: EventWatch | null;
  dimensions: Dimensions;
  weeks: Weeks;
  now: () => number;
  /** Most objects of one batch. */
  batchObjects: number;
};

/** An account's own source may speak of that account alone; a view's sources of any. */
export type IngestSource = { id: number; accountId: string | null };

export type BatchTotals = {
  objects: number;
  ingested: number;
  failed: number;
  quarantined: number;
  records: number;
  events: number;
  duplicates: number;
  quarantinedRecords: number;
};

/**
 * Takes objects of a source from the ledger and stores their events, rollups, bytes and states, within the transaction of
 * `db`: all or nothing. Throws the source's own fault (wrong key, no such bucket …) when nothing of the source can be read; what
 * ails single objects stands on them. Objects that are not fetched yet when `signal` is aborted, or the source falls silent, go on
 * waiting. Returns null when there is nothing to do.
 */
export async function runBatch(
  context: IngestContext,
  db: Connection,
  source: IngestSource,
  store: ObjectStore,
  watch: BatchWatch | null = null,
  signal?: AbortSignal,
): Promise<BatchTotals | null> {
  const claimed = await claimObjects(db, source.id, {
    maxBytes: BATCH_LIMITS.compressedBytes,
    maxObjects: context.batchObjects,
  });
  if (claimed.length === 0) return null;
  if (watch && !context.records.meets(watch.needs)) context.records = new RecordReader(watch.needs);
  const batch = new Batch(context, db, source, watch);
  const doubts: Doubt[] = [];
  let tried = 0;
  for await (const fetched of fetchObjects(store, claimed, {
    concurrency: BATCH_LIMITS.concurrentFetches,
    maxBytes: BATCH_LIMITS.objectBytes,
    signal,
  })) {
    const fault = await batch.take(fetched);
    tried += 1;
    if (fault) doubts.push({ object: fetched.object, fault });
  }
  if (doubts[0] && doubts.length === tried && (await isOfSource(db, source.id, doubts)))
    throw doubts[0].fault;
  return batch.finish();
}

class Batch {
  readonly #context: IngestContext;
  readonly #db: Connection;
  readonly #source: IngestSource;
  readonly #watch: BatchWatch | null;
  readonly #outcomes: ObjectOutcome[] = [];
  /** By the outcome's index, which is the slot of its events. */
  readonly #newEvents: number[] = [];
  #accounts = new AccountSums();
  #waiting = new EventColumns();

  constructor(context: IngestContext, db: Connection, source: IngestSource, watch: BatchWatch | null) {
    this.#context = context;
    this.#db = db;
    this.#source = source;
    this.#watch = watch;
  }

  /** Takes one fetched object in. Returns its fault when it could not be fetched, which may be the source's too. */
  async take(fetched: FetchedObject): Promise<TrailkeepError | null> {
    const { object } = fetched;
    if ('error' in fetched) return this.#couldNotFetch(object, fetched.error);
    const sha256 = hash('sha256', fetched.body, 'buffer');
    const outcome: ObjectOutcome = {
      object,
      state: 'ingested',
      reason: null,
      records: 0,
      newEvents: 0,
      duplicateEvents: 0,
      quarantined: [],
      sha256,
      body: fetched.body,
    };
    const slot = this.#outcomes.push(outcome) - 1;
    await this.#read(outcome, slot, fetched.body);
    return null;
  }

  async finish(): Promise<BatchTotals> {
    await this.#write();
    for (const [slot, outcome] of this.#outcomes.entries()) {
      const events = outcome.records - outcome.quarantined.length;
      const known = outcome.state === 'ingested' ? outcome.object.broughtBefore : 0;
      outcome.newEvents = this.#newEvents[slot] ?? 0;
      outcome.duplicateEvents = events - outcome.newEvents - known;
      // An object that brought nothing new is kept once already, with the object that was first; taken anew, it may be that one.
      const worthKeeping =
        outcome.newEvents > 0 ||
        outcome.quarantined.length > 0 ||
        outcome.state === 'quarantined' ||
        outcome.object.kept;
      if (!worthKeeping) outcome.body = null;
    }
    await this.#context.weeks.ensure(
      new Set(this.#outcomes.map(({ object }) => weekStart(object.logDateMs))),
    );
    await settleObjects(this.#db, this.#outcomes);
    await addDeliveries(this.#db, this.#source.id, this.#outcomes);
    await addSourceCounts(this.#db, this.#source.id, this.#outcomes, this.#accounts);
    return totalsOf(this.#outcomes);
  }

  #couldNotFetch(object: ClaimedObject, error: unknown): TrailkeepError | null {
    const known = error instanceof TrailkeepError ? error : null;
    const blame = blameOf(error);
    if (known && blame === 'source') throw known;
    this.#outcomes.push({
      object,
      state: blame === 'object' ? 'quarantined' : 'failed',
      reason: errorMessage(error),
      records: 0,
      newEvents: 0,
      duplicateEvents: 0,
      quarantined: [],
      sha256: null,
      body: null,
    });
    return blame === 'either' ? known : null;
  }

  async #read(outcome: ObjectOutcome, slot: number, body: Uint8Array): Promise<void> {
    const { dimensions, now, records } = this.#context;
    let own = this.#waiting.length;
    let before: AccountSums | null = null;
    const writeIfMany = async () => {
      // What came before is written apart, so that this object can still be taken back whole.
      if (own > 0) await this.#write(own);
      own = 0;
      if (this.#waiting.length < BATCH_LIMITS.events) return;
      if (!before) await this.#db.query('savepoint object');
      before ??= this.#accounts.copy();
      await this.#write();
    };
    try {
      const content = await readEvents(outcome.object, body, {
        records,
        now: now(),
        onlyAccountId: this.#source.accountId,
        take: (event, ordinal, record) => {
          this.#waiting.append(event, dimensions, slot, ordinal);
          const note = this.#watch?.see(event, record, records) ?? null;
          if (note !== null) this.#waiting.note(note);
        },
        pause: () => (this.#waiting.length < BATCH_LIMITS.events ? undefined : writeIfMany()),
      });
      Object.assign(outcome, content);
      if (before) await this.#db.query('release savepoint object');
    } catch (error) {
      if (!(error instanceof ObjectUnreadableError)) throw error;
      this.#waiting.truncate(own);
      if (before) await this.#takeBack(slot, before);
      outcome.state = 'quarantined';
      outcome.reason = error.reason;
    }
  }

  async #takeBack(slot: number, accounts: AccountSums): Promise<void> {
    await this.#db.query('rollback to savepoint object');
    this.#newEvents[slot] = 0;
    this.#accounts = accounts;
    this.#watch?.takeBack();
  }

  /** Writes the first `count` waiting events, all of them by default; the others go on waiting. */
  async #write(count = this.#waiting.length): Promise<void> {
    const columns = this.#waiting;
    this.#waiting = columns.splitAt(count);
    await this.#context.dimensions.resolve();
    await this.#context.weeks.ensure(columns.weeks());
    const objectIds = this.#outcomes.map(({ object }) => object.id);
    const rows = await writeEvents(this.#db, columns, objectIds);
    for (const row of rows) {
      const slot = columns.slots[row] as number;
      this.#newEvents[slot] = (this.#newEvents[slot] ?? 0) + 1;
    }
    await this.#watch?.write(this.#db, columns.notesOf(rows), this.#context.now());
    for (const { accountId, events, newestMs } of columns.countByAccount(rows))
      this.#accounts.add(accountId, events, newestMs);
  }
}

function totalsOf(outcomes: readonly ObjectOutcome[]): BatchTotals {
  const totals = noTotals();
  for (const outcome of outcomes) {
    totals.objects += 1;
    totals[outcome.state] += 1;
    totals.records += outcome.records;
    totals.events += outcome.newEvents;
    totals.duplicates += outcome.duplicateEvents;
    totals.quarantinedRecords += outcome.quarantined.length;
  }
  return totals;
}

export function addTotals(a: BatchTotals, b: BatchTotals): BatchTotals {
  const sum = noTotals();
  for (const name of Object.keys(sum) as (keyof BatchTotals)[]) sum[name] = a[name] + b[name];
  return sum;
}

export function noTotals(): BatchTotals {
  return {
    objects: 0,
    ingested: 0,
    failed: 0,
    quarantined: 0,
    records: 0,
    events: 0,
    duplicates: 0,
    quarantinedRecords: 0,
  };
}
