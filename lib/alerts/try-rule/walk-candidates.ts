import { formatAccountId } from '#lib/accounts/account-id.ts';
import { RECORD_FIELDS } from '#lib/cloudtrail/record-fields.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { firstPlace, readKeyPage } from '#lib/events/key-pages.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import { type CompiledRule, compileRule } from '../compile-rule.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { type Subject, subjectOf } from '../subject.ts';
import type { Country } from './dimensions.ts';
import { openRecords, type Wanted } from './open-records.ts';
import { STORED_COLUMNS, StoredEvents, type StoredRow, storedRows } from './stored-events.ts';

/** What a walk may cost: time, events that are looked at, and events in a page. */
export type WalkLimits = { ms: number; events: number; page: { least: number; most: number } };

/** `signal`: aborted when nobody waits any more. */
export type Walk = {
  definition: RuleDefinition;
  rule: CompiledRule;
  country: Country;
  limits: WalkLimits;
  signal?: AbortSignal;
};

/** A page should take about so long, so that the end of the time is kept. */
const PAGE_MS = 1_500;

/** How far a walk came. */
export type Walked = {
  /** Events that the rule was put to, or that were ruled out by what is stored of them. */
  events: number;
  /** Of these, events whose records could not be read. */
  missing: number;
  /** Null where all of them were looked at; else everything from this moment on was, and nothing before. */
  since: Date | null;
  stopped: 'time' | 'events' | null;
};

/**
 * Puts the events that may match to `take`, newest first by pages. Those whose `@` fields rule them out are left out; records are
 * opened only where the rule reads fields of them.
 */
export async function walkCandidates(
  db: Queryable,
  filters: ResolvedFilters,
  { definition, rule, country, limits: { ms, events: mostEvents, page }, signal }: Walk,
  take: (subject: Subject) => void,
): Promise<Walked> {
  const started = performance.now();
  const look = lookAt(db, { definition, rule, country }, take);
  const walked: Walked = { events: 0, missing: 0, since: null, stopped: null };
  let size = page.least;
  for (let place = firstPlace(filters); ; ) {
    signal?.throwIfAborted();
    const pageStarted = performance.now();
    const read = { columns: STORED_COLUMNS, rows: storedRows, size };
    const { rows, next } = await readKeyPage(db, filters, place, read);
    walked.events += rows.length;
    walked.missing += await look(rows);
    if (next === null) return walked;
    const now = performance.now();
    walked.stopped = now - started > ms ? 'time' : walked.events >= mostEvents ? 'events' : null;
    if (walked.stopped) return { ...walked, since: next.after ? new Date(next.after.timeMs) : next.to };
    size = nextSize(size, now - pageStarted, page);
    place = next;
  }
}

/** Gives those of a page's events that may match to `take`; resolves to the number of those whose records could not be read. */
function lookAt(
  db: Queryable,
  walk: Pick<Walk, 'definition' | 'rule' | 'country'>,
  take: (subject: Subject) => void,
): (rows: readonly StoredRow[]) => Promise<number> {
  const { country } = walk;
  const stored = new StoredEvents();
  const mayMatch = storedTest(walk);
  const reader = recordReader(walk.rule);
  const subjectsOf = async (rows: readonly StoredRow[]) => {
    const events = await stored.read(db, rows);
    return events.map((event) => subjectOf(event, {}, { country }));
  };
  return async (rows) => {
    if (reader === null) {
      for (const subject of await subjectsOf(rows)) if (mayMatch(subject)) take(subject);
      return 0;
    }
    const possible =
      mayMatch === ANY
        ? rows
        : (await subjectsOf(rows)).flatMap((subject, at) => (mayMatch(subject) ? (rows[at] ?? []) : []));
    let missing = 0;
    const records = openRecords(db, possible.map(wantedOf), { reader, country }, (events) => {
      missing += events;
    });
    for await (const subject of records) take(subject);
    return missing;
  };
}

function wantedOf({ account_id, event_ms, event_id, object_id, ordinal }: StoredRow): Wanted {
  const event = { accountId: formatAccountId(account_id), eventTimeMs: event_ms, eventId: event_id };
  return { event, objectId: object_id, ordinal };
}

function nextSize(size: number, tookMs: number, { least, most }: WalkLimits['page']): number {
  const fitting = (size * PAGE_MS) / Math.max(1, tookMs);
  return Math.round(Math.min(most, Math.max(least, Math.min(fitting, size * 4))));
}

/** False where what is stored of an event says that the rule does not match it; `ANY` where that decides nothing. */
function storedTest({ definition, rule }: Pick<Walk, 'definition' | 'rule'>): (subject: Subject) => boolean {
  const { condition, when } = definition;
  const bare = compileRule({ condition, when, groupBy: [], exclusions: [] });
  if (bare.paths.size === 0 && !bare.readsText) return bare.matches;
  const sources = [...rule.sources].filter((source) => source.startsWith('@'));
  if (sources.length === 0) return ANY;
  return (subject) => sources.every((source) => rule.settle(subject, source) !== false);
}

const ANY = (): boolean => true;

/** Reads what a rule or condition asks of records; null where that is nothing. */
export function recordReader({
  paths,
  readsText,
}: Pick<CompiledRule, 'paths' | 'readsText'>): RecordReader | null {
  if (paths.size === 0 && !readsText) return null;
  const known = new Set<string>(RECORD_FIELDS);
  return new RecordReader({
    alsoRead: [...paths].filter((path) => !known.has(path)).sort(),
    texts: readsText,
  });
}
