import { RECORD_FIELDS } from '#lib/cloudtrail/record-fields.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { firstPlace, readKeyPage } from '#lib/events/key-pages.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import { type CompiledRule, compileRule } from '../compile-rule.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { openRecords } from './open-records.ts';
import { STORED_COLUMNS, StoredEvents, storedRows } from './stored-events.ts';

/** What a walk may cost: time, events that are looked at, and events in a page. */
export type WalkLimits = { ms: number; events: number; page: { least: number; most: number } };

/** `signal`: aborted when nobody waits any more. */
export type Walk = {
  definition: RuleDefinition;
  rule: CompiledRule;
  country: (address: string) => string;
  limits: WalkLimits;
  signal?: AbortSignal;
};

/** A page should take about so long, so that the end of the time is kept. */
const PAGE_MS = 500;

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
  const stored = new StoredEvents();
  const mayMatch = storedTest(definition, rule);
  const reader = recordReader(rule);
  const walked: Walked = { events: 0, missing: 0, since: null, stopped: null };
  let size = page.least;
  for (let place = firstPlace(filters); ; ) {
    signal?.throwIfAborted();
    const pageStarted = performance.now();
    const { rows, next } = await readKeyPage(db, filters, place, {
      columns: STORED_COLUMNS,
      rows: storedRows,
      size,
    });
    walked.events += rows.length;
    const events = await stored.read(db, rows);
    const wanted = events.flatMap((event, at) => {
      const subject = subjectOf(event, {}, { country });
      const { object_id: objectId = '', ordinal = 0 } = rows[at] ?? {};
      return mayMatch(subject) ? [{ subject, event, objectId, ordinal }] : [];
    });
    if (reader === null) for (const { subject } of wanted) take(subject);
    else
      for await (const subject of openRecords(db, wanted, { reader, country }, (events) => {
        walked.missing += events;
      }))
        take(subject);
    if (next === null) return walked;
    const now = performance.now();
    walked.stopped = now - started > ms ? 'time' : walked.events >= mostEvents ? 'events' : null;
    if (walked.stopped) return { ...walked, since: next.after ? new Date(next.after.timeMs) : next.to };
    size = nextSize(size, now - pageStarted, page);
    place = next;
  }
}

function nextSize(size: number, tookMs: number, { least, most }: WalkLimits['page']): number {
  const fitting = (size * PAGE_MS) / Math.max(1, tookMs);
  return Math.round(Math.min(most, Math.max(least, Math.min(fitting, size * 4))));
}

/** False where what is stored of an event says that the rule does not match it. */
function storedTest(definition: RuleDefinition, rule: CompiledRule): (subject: Subject) => boolean {
  const { condition, when } = definition;
  const bare = compileRule({ condition, when, groupBy: [], exclusions: [] });
  if (bare.paths.size === 0 && !bare.readsText) return bare.matches;
  const sources = [...rule.sources].filter((source) => source.startsWith('@'));
  return (subject) => sources.every((source) => rule.settle(subject, source) !== false);
}

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
