import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Connection, Pool, Queryable } from '#lib/db/pool.ts';
import { countryLookup } from '#lib/geo/country.ts';
import type { BatchWatch, EventWatch } from '#lib/ingest/event-watch.ts';
import { log } from '#lib/log.ts';
import { type Announce, foldFindings } from './fold/fold-findings.ts';
import { KnownSpans } from './known-spans.ts';
import { loadActiveRules } from './queries/load-active-rules.ts';
import type { Look, NotedEvent, RuleSet } from './rule-set.ts';
import { SeenBatch, type SeenRow } from './seen-batch.ts';
import { writeHidden, writeMatches } from './write-matches.ts';
import { writeSeen } from './write-seen.ts';

/** Findings are made of what matched after a batch, but not more often. */
const FOLD_EVERY_MS = 2_000;

/**
 * Looks at events for the alert rules. Rules are read anew when one of them, or what their scopes hold, has changed. To be made once
 * for each thread; its pool is the worker's. `announce` is told of findings that are news.
 */
export function createAlertWatch(pool: Pool, announce: Announce | null = null): EventWatch {
  const known = new KnownSpans();
  let rules: { change: string; set: RuleSet } | null = null;
  let foldedAt = 0;

  const current = async (db: Queryable, change: string): Promise<RuleSet> => {
    if (rules?.change !== change) rules = { change, set: await loadActiveRules(db) };
    return rules.set;
  };
  const settle = async () => {
    foldedAt = Date.now();
    try {
      await foldFindings(pool, announce);
    } catch (error) {
      log.warn({ err: error }, 'findings could not be made; they are with the next batch');
    }
  };
  const settleSometimes = async () => {
    if (Date.now() - foldedAt >= FOLD_EVERY_MS) await settle();
  };

  return {
    begin: async (db, sourceId) => {
      const { change, viewId } = await stateFor(db, sourceId);
      const set = await current(db, change);
      if (set.isEmpty) return null;
      const country = set.readsCountry ? await countryLookup() : undefined;
      return new AlertBatch({ set, viewId, known, country, settle: settleSometimes });
    },
    settle,
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
  readonly #noted: (NotedEvent | undefined)[] = [];
  #seen: SeenRow[] = [];
  #wrote = false;

  constructor(parts: BatchParts) {
    this.#parts = parts;
    this.needs = parts.set.needs;
    this.#look = { viewId: parts.viewId, nowMs: Date.now(), seen: new SeenBatch() };
  }

  see(event: NormalisedEvent, record: object, records: RecordReader): number | null {
    const { set, country } = this.#parts;
    const noted = set.see(event, record, this.#look, {
      country,
      text: () => records.textOf(record),
    });
    if (noted === null) return null;
    return this.#noted.push(noted) - 1;
  }

  async write(db: Connection, notes: readonly number[], nowMs: number): Promise<void> {
    const events = notes.flatMap((note) => this.#noted[note] ?? []);
    for (const note of notes) this.#noted[note] = undefined;
    if (events.length === 0) return;
    this.#wrote = true;
    await writeMatches(db, events, nowMs);
    await writeHidden(db, events);
    for (const { seen, timeMs, eventId } of events)
      for (const value of seen) value.add(timeMs, eventId, nowMs);
    const seen = this.#parts.known.newOf(this.#look.seen.take());
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
