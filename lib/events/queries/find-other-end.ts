import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { isoTime } from '../event-row.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing } from '../resolved-filters.ts';
import { type EventDetail, eventFilters } from '../schema.ts';
import { selectStep } from '../step-back.ts';
import type { FoundEvent } from './find-event.ts';

/** AWS ends an Insight within hours; one that lasts longer than this is looked for in vain. */
const LONGEST_MS = 7 * 86_400_000;
/** Insights of one call of one account in a week: many more than there are. */
const MOST = 1_000;

const rows = z.array(z.object({ account_id: z.string(), event_id: z.guid(), event_time: z.date() }));

/** The start of an Insight that ended, or the end of one that started: the two records share their `sharedEventID`. */
export async function findOtherEnd(
  db: Queryable,
  scope: Scope,
  event: FoundEvent,
): Promise<EventDetail['otherEnd']> {
  if (event.shared_event_id === null) return null;
  const timeMs = event.event_time.getTime();
  const filters = eventFilters.parse({
    from: new Date(timeMs - LONGEST_MS),
    to: new Date(timeMs + LONGEST_MS),
    category: ['insight'],
    account: [formatAccountId(event.account_id)],
    service: [event.service],
    event: [event.event_name],
  });
  const resolved = await resolveFilters(db, scope, filters);
  if (matchesNothing(resolved)) return null;
  const { ctes, picked } = selectStep(resolved, resolved, null, MOST);
  const result = await db.query(
    sql`
      ${ctes}
      select e.account_id, e.event_id, e.event_time from (${picked}) e
      where e.shared_event_id = ${event.shared_event_id}::uuid and e.event_id <> ${event.event_id}::uuid
      limit 1`.toQuery(),
  );
  const [found] = rows.parse(result.rows);
  return found
    ? {
        accountId: formatAccountId(found.account_id),
        eventId: found.event_id,
        eventTime: isoTime(found.event_time),
      }
    : null;
}
