import { accountNumber } from '#lib/accounts/account-id.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { candidateHours, newestCandidateHours } from './candidates.ts';
import { matchesEvent } from './conditions.ts';
import type { EventPosition } from './cursor.ts';
import { needsEvents, type ResolvedFilters } from './resolved-filters.ts';

const HOUR_MS = 3_600_000;

/**
 * A period as ranges from the newest back to the oldest, from `after` on: the first `firstMs` long (to the whole hour from one
 * hour on), then four times as far each time, so that a page of frequent events reads little and a page of rare ones asks few
 * questions.
 */
export function* stepsBack(
  { from, to }: TimeRange,
  after: EventPosition | null,
  firstMs: number = HOUR_MS,
): Generator<TimeRange> {
  // The page before may have ended amid a second: its last one is asked again.
  let end = after ? Math.min(to.getTime(), after.timeMs + 1) : to.getTime();
  for (let lengthMs = firstMs; end > from.getTime(); lengthMs *= 4) {
    const cut = lengthMs < HOUR_MS ? end : Math.floor(end / HOUR_MS) * HOUR_MS;
    const start = Math.max(from.getTime(), cut - lengthMs);
    yield { from: new Date(start), to: new Date(end) };
    end = start;
  }
}

/** The newest `wanted` events of a step that match and lie after the position: `picked` reads the CTEs, in `order`. */
export type StepQuery = { ctes: Sql; picked: Sql; order: Sql };

export function selectStep(
  filters: ResolvedFilters,
  range: TimeRange,
  after: EventPosition | null,
  wanted: number,
): StepQuery {
  const order = sql`order by e.event_time desc, e.account_id desc, e.event_id desc`;
  return {
    ctes: needsEvents(filters)
      ? candidateHours(filters, range)
      : newestCandidateHours(filters, range, wanted),
    picked: sql`
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
  };
}

function isAfter({ timeMs, accountId, eventId }: EventPosition): Sql {
  return sql`(event_time, account_id, event_id) < (${new Date(timeMs)}::timestamptz, ${accountNumber(accountId)}::bigint, ${eventId}::uuid)`;
}
