import type { Connection } from '#lib/db/pool.ts';
import type { ObjectOutcome } from './ledger.ts';

/**
 * Adds a batch to the sums that pages show of a source. The last writes of a batch: these rows are shared by all workers
 * of the source, and stay locked until the commit.
 */
export async function addSourceCounts(
  db: Connection,
  sourceId: number,
  outcomes: readonly ObjectOutcome[],
  accounts: AccountSums,
): Promise<void> {
  await addAccounts(db, sourceId, accounts);
  const sum = (value: (outcome: ObjectOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0);
  await db.query(
    `insert into source_count as c (source_id, ingested, records, new_events, duplicate_events, quarantined_records,
       last_event_at, last_ingested_at)
     values ($1, $2, $3, $4, $5, $6, $7, case when $8::boolean then now() end)
     on conflict (source_id) do update set ingested = c.ingested + excluded.ingested, records = c.records + excluded.records,
       new_events = c.new_events + excluded.new_events, duplicate_events = c.duplicate_events + excluded.duplicate_events,
       quarantined_records = c.quarantined_records + excluded.quarantined_records,
       last_event_at = greatest(c.last_event_at, excluded.last_event_at),
       last_ingested_at = greatest(c.last_ingested_at, excluded.last_ingested_at)`,
    [
      sourceId,
      sum(({ state }) => (state === 'ingested' ? 1 : 0)),
      sum(({ records }) => records),
      sum(({ newEvents }) => newEvents),
      sum(({ duplicateEvents }) => duplicateEvents),
      sum(({ quarantined }) => quarantined.length),
      accounts.newest(),
      outcomes.some(({ sha256 }) => sha256 !== null),
    ],
  );
}

/** Adds new events of accounts to what the source brought of each. */
export async function addAccounts(db: Connection, sourceId: number, sums: AccountSums): Promise<void> {
  const accounts = sums.sorted();
  if (accounts.length === 0) return;
  await db.query(
    `insert into source_account as a (source_id, account_id, events, last_event_at)
     select $1, n.account_id, n.events, n.last_event_at
     from unnest($2::bigint[], $3::bigint[], $4::timestamptz[]) as n (account_id, events, last_event_at)
     on conflict (source_id, account_id) do update set events = a.events + excluded.events,
       last_event_at = greatest(a.last_event_at, excluded.last_event_at)`,
    [
      sourceId,
      accounts.map(([accountId]) => accountId),
      accounts.map(([, { events }]) => events),
      accounts.map(([, { newestMs }]) => new Date(newestMs)),
    ],
  );
}

/** New events by account: how many, and the newest event's time. */
export class AccountSums {
  readonly #sums = new Map<string, { events: number; newestMs: number }>();

  add(accountId: string, events: number, newestMs: number): void {
    const sum = this.#sums.get(accountId);
    if (!sum) this.#sums.set(accountId, { events, newestMs });
    else {
      sum.events += events;
      if (newestMs > sum.newestMs) sum.newestMs = newestMs;
    }
  }

  copy(): AccountSums {
    const copy = new AccountSums();
    for (const [accountId, sum] of this.#sums) copy.#sums.set(accountId, { ...sum });
    return copy;
  }

  sorted(): [string, { events: number; newestMs: number }][] {
    return [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  newest(): Date | null {
    const newestMs = Math.max(...[...this.#sums.values()].map((sum) => sum.newestMs));
    return this.#sums.size === 0 ? null : new Date(newestMs);
  }
}
