import type { Queryable } from '#lib/db/pool.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import type { Subject } from '../subject.ts';
import { ahead } from './ahead.ts';
import { type Asked, type PageSize, readLots } from './read-lots.ts';

/** What a walk may cost: time, events that are looked at, and events in a page. */
export type WalkLimits = { ms: number; events: number; page: PageSize };

/** `signal`: aborted when nobody waits any more. */
export type Walk = Asked & { limits: WalkLimits; signal?: AbortSignal };

/** Lots that are read, or being read, while the one before them is looked at. */
const LOTS_AHEAD = 2;

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
 * Puts the events that may match to `take`, newest first by pages. Those that their columns rule out are left out; records are opened
 * only where the rule reads fields of them.
 */
export async function walkCandidates(
  db: Queryable,
  filters: ResolvedFilters,
  { limits, signal, ...asked }: Walk,
  take: (subject: Subject) => void,
): Promise<Walked> {
  const started = performance.now();
  const walked: Walked = { events: 0, missing: 0, since: null, stopped: null };
  for await (const lot of ahead(readLots(db, filters, asked, limits.page), LOTS_AHEAD)) {
    signal?.throwIfAborted();
    const { subjects, missing } = await lot.read();
    for (const subject of subjects) take(subject);
    walked.missing += missing;
    if (!lot.page) continue;
    const { events, next } = lot.page;
    walked.events += events;
    if (next === null) return walked;
    walked.stopped =
      performance.now() - started > limits.ms ? 'time' : walked.events >= limits.events ? 'events' : null;
    if (walked.stopped) return { ...walked, since: next.after ? new Date(next.after.timeMs) : next.to };
  }
  return walked;
}
