import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Connection, Pool, Queryable } from '#lib/db/pool.ts';
import { countryLookup } from '#lib/geo/country.ts';
import type { BatchWatch, EventWatch } from '#lib/ingest/event-watch.ts';
import { log } from '#lib/log.ts';
import { type Announce, foldFindings } from './fold/fold-findings.ts';
import { KnownSpans } from './known-spans.ts';
import type { NotedEvent } from './noted-event.ts';
import { loadActiveRules } from './queries/load-active-rules.ts';
import type { Look, RuleSet } from './rule-set.ts';
import { SeenBatch, type SeenRow } from './seen-batch.ts';
import type { SubjectSources } from './subject.ts';
import { writeHidden, writeMatches } from './write-matches.ts';
import { writeSeen } from './write-seen.ts';

/** While there is more to read, findings are made of what matched after a batch, but not more often. At its end they are made at once. */
const FOLD_EVERY_MS = 10_000;
/** Nor does it take more than a twentieth of the time, so that findings of the past do not hold up its reading. */
const REST_SHARE = 19;

/**
 * Looks at events for the alert rules. Rules are read anew when one of them, or what their scopes hold, has changed. To be made once
 * for each thread; its pool is the worker's. `announce` is told of findings that are news.
 */
export function createAlertWatch(pool: Pool, announce: Announce | null = null): EventWatch {
  const known = new KnownSpans();
  let rules: { change: string; set: RuleSet } | null = null;
  let foldAgainAt = 0;

  const current = async (db: Queryable, change: string): Promise<RuleSet> => {
    if (rules?.change !== change) rules = { change, set: await loadActiveRules(db) };
    return rules.set;
  };
  const fold = async (wait: boolean) => {
    const startedAt = Date.now();
    try {
      await foldFindings(pool, announce, { wait });
    } catch (error) {
      log.warn({ err: error }, 'findings could not be made; they are with the next batch');
    }
    foldAgainAt = Date.now() + Math.max(FOLD_EVERY_MS, (Date.now() - startedAt) * REST_SHARE);
  };
  const settleSometimes = async () => {
    if (Date.now() >= foldAgainAt) await fold(false);
  };

  return {
    begin: async (db, sourceId) => {
      const { change, viewId } = await stateFor(db, sourceId);
      const set = await current(db, change);
      if (set.isEmpty) return null;
      const country = set.readsCountry ? await countryLookup() : undefined;
      return new AlertBatch({ set, viewId, known, country, settle: settleSometimes });
    },
    settle: () => fold(true),
  };
}

type BatchParts = {
  set: RuleSet;
  viewId: number | null;
  known: KnownSpans;
  country: ((address: string) => string) | undefined;
  settle: () => Promise<void>;
};

class AlertBatch implements BatchWatch {
  readonly needs: BatchWatch['needs'];
  readonly #parts: BatchParts;
  readonly #look: Look;
  readonly #seenBatch = new SeenBatch();
  readonly #noted: (NotedEvent | undefined)[] = [];
  #seen: SeenRow[] = [];
  #records: RecordReader | null = null;
  #sources: SubjectSources = {};
  #wrote = false;

  constructor(parts: BatchParts) {
    this.#parts = parts;
    this.needs = parts.set.needs;
    this.#look = { viewId: parts.viewId, nowMs: Date.now() };
  }

  see(event: NormalisedEvent, record: object, records: RecordReader): number | null {
    if (records !== this.#records) this.#readFrom(records);
    const noted = this.#parts.set.see(event, record, this.#look, this.#sources);
    if (noted === null) return null;
    return this.#noted.push(noted) - 1;
  }

  #readFrom(records: RecordReader): void {
    this.#records = records;
    this.#sources = { country: this.#parts.country, text: (record) => records.textOf(record) };
  }

  async write(db: Connection, notes: readonly number[], nowMs: number): Promise<void> {
    const events = notes.flatMap((note) => this.#noted[note] ?? []);
    for (const note of notes) this.#noted[note] = undefined;
    if (events.length === 0) return;
    this.#wrote = true;
    await writeMatches(db, events, nowMs);
    await writeHidden(db, events);
    for (const { seen, timeMs, eventId } of events)
      for (const habit of seen) this.#seenBatch.add(habit, timeMs, eventId, nowMs);
    const seen = this.#parts.known.newOf(this.#seenBatch.take());
    await writeSeen(db, seen);
    this.#seen.push(...seen);
  }

  takeBack(): void {
    this.#seen = [];
  }

  async committed(): Promise<void> {
    this.#parts.known.add(this.#seen);
    if (this.#wrote) await this.#parts.settle();
  }
}

async function stateFor(db: Queryable, sourceId: number): Promise<{ change: string; viewId: number | null }> {
  // By number and count: a change that got its number first may be committed last.
  const { rows } = await db.query<{ change: string; view_id: number | null }>(
    `select (select count(*) || ' ' || coalesce(max(id), 0) from alert_rules_change) as change,
       (select view_id from source where id = $1 and vouched) as view_id`,
    [sourceId],
  );
  return { change: rows[0]?.change ?? '', viewId: rows[0]?.view_id ?? null };
}
