import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import { CATEGORIES, OUTCOMES } from '#lib/cloudtrail/event.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { EventRow } from './schema.ts';

/** Rows of `event` with the ids that `describeEvents` turns into texts. */
const eventColumns = sql`
  e.account_id, e.event_time, e.event_id, coalesce(e.error_message, '') as error_message,
  region.name as region, action.service, action.event_name, action.read_only, action.category,
  principal.label, principal.identity_type, principal.mfa, coalesce(nullif(session.arn, ''), principal.arn) as user_arn,
  coalesce(session.name, '') as session_name, coalesce(access_key.value, '') as access_key,
  coalesce(address.value, '') as address, coalesce(user_agent.value, '') as user_agent,
  error.code as error_code, error.outcome,
  coalesce((
    select array_agg(resource.value order by named.place)
    from unnest(e.resource_ids) with ordinality named (id, place) join resource on resource.id = named.id
  ), '{}') as resources`;

/** The events of `picked` (a select from `event`, few rows) with their dimensions as texts, in its order or none. */
export function describeEvents(picked: Sql, order: Sql, columns: Sql = sql``): Sql {
  return sql`
    select ${eventColumns}${columns}
    from (${picked}) e
    join region on region.id = e.region_id
    join action on action.id = e.action_id
    join principal on principal.id = e.principal_id
    join error on error.id = e.error_id
    left join session on session.id = e.session_id
    left join access_key on access_key.id = e.access_key_id
    left join address on address.id = e.address_id
    left join user_agent on user_agent.id = e.user_agent_id
    ${order}`;
}

export const describedEvent = z.object({
  account_id: z.string(),
  event_time: z.date(),
  event_id: z.guid(),
  error_message: z.string(),
  region: z.string(),
  service: z.string(),
  event_name: z.string(),
  read_only: z.boolean(),
  category: z.enum(CATEGORIES),
  label: z.string(),
  identity_type: z.string(),
  mfa: z.boolean().nullable(),
  user_arn: z.string(),
  session_name: z.string(),
  access_key: z.string(),
  address: z.string(),
  user_agent: z.string(),
  error_code: z.string(),
  outcome: z.enum(OUTCOMES),
  resources: z.array(z.string()),
});
export type DescribedEvent = z.infer<typeof describedEvent>;

export function toEventRow(row: DescribedEvent): EventRow {
  return {
    eventId: row.event_id,
    eventTime: isoTime(row.event_time),
    accountId: formatAccountId(row.account_id),
    region: row.region,
    service: row.service,
    eventName: row.event_name,
    user: row.label,
    userType: row.identity_type,
    sessionName: row.session_name,
    userArn: row.user_arn,
    accessKeyId: row.access_key,
    sourceIp: row.address,
    userAgent: row.user_agent,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    outcome: row.outcome,
    readOnly: row.read_only,
    mfa: row.mfa,
    category: row.category,
    resources: row.resources,
  };
}

/** As CloudTrail writes times: ISO, UTC, without a fraction where there is none. */
export function isoTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}
