import { z } from 'zod';
import { accountNumber, formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { candidateHours, newestCandidateHours } from '../candidates.ts';
import { matchesEvent } from '../conditions.ts';
import { decodeCursor, type EventPosition, encodeCursor } from '../cursor.ts';
import { type DescribedEvent, describedEvent, describeEvents, toEventRow } from '../event-row.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing, needsEvents, type ResolvedFilters } from '../resolved-filters.ts';
import type { EventFilters, EventPage } from '../schema.ts';

export type PageRequest = { limit: number; cursor?: string };

const HOUR_MS = 3_600_000;
const rows = z.array(describedEvent);

/**
 * Events that match, newest first, `limit` of them, from `cursor` on. Looks back one hour, then four times as
 * far each time, so that a page of frequent events reads little and a page of rare ones asks few questions.
 */
export async function listEvents(
  db: Queryable,
  scope: Scope,
  filters: EventFilters,
  { limit, cursor }: PageRequest,
): Promise<EventPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const resolved = await resolveFilters(db, scope, filters);
  if (matchesNothing(resolved)) return { events: [], next: null };
  const found: DescribedEvent[] = [];
  for (const step of stepsBack(resolved, after)) {
    const wanted = limit + 1 - found.length;
    const result = await db.query(selectStep(resolved, step, after, wanted).toQuery());
    found.push(...rows.parse(result.rows));
    if (found.length > limit) break;
  }
  const events = found.slice(0, limit);
  const last = found.length > limit ? events.at(-1) : undefined;
  return { events: events.map(toEventRow), next: last ? encodeCursor(positionOf(last)) : null };
}

function positionOf(row: DescribedEvent): EventPosition {
  return {
    timeMs: row.event_time.getTime(),
    accountId: formatAccountId(row.account_id),
    eventId: row.event_id,
  };
}

/** Ranges from the newest back to the oldest, cut at whole hours. */
function* stepsBack({ from, to }: TimeRange, after: EventPosition | null): Generator<TimeRange> {
  // The page before may have ended amid a second: its last one is asked again.
  let end = after ? Math.min(to.getTime(), after.timeMs + 1) : to.getTime();
  for (let hours = 1; end > from.getTime(); hours *= 4) {
    const start = Math.max(from.getTime(), Math.floor(end / HOUR_MS) * HOUR_MS - hours * HOUR_MS);
    yield { from: new Date(start), to: new Date(end) };
    end = start;
  }
}

function selectStep(
  filters: ResolvedFilters,
  range: TimeRange,
  after: EventPosition | null,
  wanted: number,
): Sql {
  const candidates = needsEvents(filters)
    ? candidateHours(filters, range)
    : newestCandidateHours(filters, range, wanted);
  const order = sql`order by e.event_time desc, e.account_id desc, e.event_id desc`;
  return sql`
    ${candidates}
    ${describeEvents(
      sql`
        select e.*
        from candidate
        cross join lateral (
          select * from event
          where account_id = candidate.account_id
            and event_time >= greatest(candidate.starts, ${range.from}::timestamptz)
            and event_time < least(candidate.ends, ${range.to}::timestamptz)
            and ${after ? isAfter(after) : sql`true`} and ${matchesEvent(filters)}
          order by event_time desc, event_id desc
          limit ${wanted}::int
        ) e
        ${order}
        limit ${wanted}::int`,
      order,
    )}`;
}

function isAfter({ timeMs, accountId, eventId }: EventPosition): Sql {
  return sql`(event_time, account_id, event_id) < (${new Date(timeMs)}::timestamptz, ${accountNumber(accountId)}::bigint, ${eventId}::uuid)`;
}
