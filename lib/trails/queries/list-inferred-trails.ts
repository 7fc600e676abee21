import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import type { TrailFacts } from '../trail.ts';
import { timeOrNull } from './row-values.ts';
import { scopeAccounts, unexplainedLogs } from './unexplained-logs.ts';

const placeRow = z.object({
  bucket: z.string().nullable(),
  keyPrefix: z.string(),
  organizationId: z.string().nullable(),
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  lastEventAt: timeOrNull,
  digests: z.boolean(),
});

/**
 * What the log folders show of trails that AWS did not describe to us: one for each account and place, and one for all
 * accounts under an organisation's folder. Run it inside `readScope`.
 */
export async function listInferredTrails(db: Queryable, scope: Scope): Promise<TrailFacts[]> {
  const { rows } = await db.query(
    sql`
      select bucket, key_prefix as "keyPrefix", organization_id as "organizationId",
        array_agg(distinct lpad(logs.account_id::text, 12, '0')) as accounts,
        array_agg(distinct region) as regions, max(last_event_at) as "lastEventAt", bool_or(digests) as digests
      from (${unexplainedLogs(scopeAccounts(scope))}) logs
      cross join unnest(logs.regions) as region
      group by bucket, key_prefix, organization_id, case when organization_id is null then logs.account_id end
      order by bucket, key_prefix, organization_id, accounts`.toQuery(),
  );
  return z.array(placeRow).parse(rows).map(toFacts);
}

function toFacts(place: z.infer<typeof placeRow>): TrailFacts {
  const { organizationId, accounts, bucket, keyPrefix } = place;
  const owner = organizationId === null ? (accounts[0] ?? null) : null;
  return {
    id: ['inferred', bucket ?? '', keyPrefix, organizationId ?? owner].join(':'),
    inferred: true,
    arn: null,
    name: null,
    accountId: owner,
    accounts,
    homeRegion: null,
    regions: place.regions,
    bucket,
    keyPrefix,
    logging: null,
    globalEvents: null,
    multiRegion: null,
    organization: organizationId !== null,
    organizationId,
    // Digests may begin later than the logs that are here; that there are none is as much as a folder can say.
    logValidation: place.digests,
    kmsKey: null,
    loggingStartedAt: null,
    loggingEndedAt: null,
    deliveredAt: place.lastEventAt,
    deliveryError: null,
    notifiedAt: null,
    notificationError: null,
    digestDeliveredAt: null,
    digestError: null,
    snsTopic: null,
    logGroup: null,
    insights: null,
    managementEvents: null,
    dataEvents: [],
    askedAt: null,
    fault: null,
    statusError: null,
    collected: true,
  };
}
