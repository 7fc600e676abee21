import { z } from 'zod';
import { sql } from '#lib/db/sql.ts';

const id = z.number().int();
/** What tells an event from all others. */
export const eventKey = z.object({ account_id: z.string(), event_ms: z.number(), event_id: z.string() });
export type EventKey = z.infer<typeof eventKey>;
export const EVENT_KEY = sql`e.account_id, (extract(epoch from e.event_time) * 1000)::float8 as event_ms, e.event_id`;

export const keyRow = eventKey.extend({
  region_id: id,
  action_id: id,
  principal_id: id,
  session_id: id,
  access_key_id: id,
  address_id: id,
  user_agent_id: id,
  error_id: id,
  resource_ids: z.array(id).nullable(),
  error_message: z.string().nullable(),
});
/** An event as it is stored: ids in place of texts. */
export type KeyRow = z.infer<typeof keyRow>;
export const keyRows = z.array(keyRow);
export const KEY_COLUMNS = sql`${EVENT_KEY}, e.region_id, e.action_id, e.principal_id, e.session_id, e.access_key_id, e.address_id, e.user_agent_id, e.error_id, e.resource_ids, e.error_message`;
