import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { decodeCursor, type EventPosition, encodeCursor } from '../cursor.ts';
import { type DescribedEvent, describedEvent, describeEvents, toEventRow } from '../event-row.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing } from '../resolved-filters.ts';
import type { EventFilters, EventPage } from '../schema.ts';
import { selectStep, stepsBack } from '../step-back.ts';

export type PageRequest = { limit: number; cursor?: string };

const rows = z.array(describedEvent);

/** Events that match, newest first, `limit` of them, from `cursor` on. */
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
    const { ctes, picked, order } = selectStep(resolved, step, after, limit + 1 - found.length);
    const result = await db.query(sql`${ctes} ${describeEvents(picked, order)}`.toQuery());
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
