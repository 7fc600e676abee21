import { z } from 'zod';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { definitionOf } from '../definition.ts';
import type { FindingFacts } from './finding-message.ts';

const row = z.object({
  builtinId: z.string().nullable(),
  definition: z.unknown(),
  groupBy: z.array(z.string()),
  groupValues: z.array(z.string()),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  accountId: z.string(),
  accountName: z.string(),
  firstAt: z.date(),
  lastAt: z.date(),
  events: z.number(),
  viewSlug: z.string().nullable(),
  scope: z.string(),
});

/** A finding as it is told; for the worker's role. `not-found` where late events took it away before it was told. */
export async function loadFindingFacts(db: Queryable, findingId: string): Promise<FindingFacts> {
  const { rows } = await db.query(
    `select r.builtin_id as "builtinId", r.definition, f.group_by as "groupBy", f.group_values as "groupValues", f.severity,
       lpad(f.account_id::text, 12, '0') as "accountId", coalesce(a.name, '') as "accountName", f.first_at as "firstAt",
       f.last_at as "lastAt", f.events, v.slug as "viewSlug", coalesce(v.name, own.name, '') as scope
     from finding f join alert_rule r on r.id = f.rule_id left join account a on a.id = f.account_id
       left join view v on v.id = r.view_id left join account own on own.id = r.account_id
     where f.id = $1`,
    [findingId],
  );
  if (!rows[0]) throw new TrailkeepError('not-found', 'The finding is no more.');
  const found = row.parse(rows[0]);
  const { name, description, runbook, techniques } = definitionOf(found);
  const place = found.viewSlug ? `/view/${found.viewSlug}` : `/account/${found.accountId}`;
  return {
    id: findingId,
    severity: found.severity,
    rule: name,
    description,
    runbook,
    techniques,
    scope: found.scope,
    accountId: found.accountId,
    accountName: found.accountName,
    group: Object.fromEntries(found.groupBy.map((field, at) => [field, found.groupValues[at] ?? ''])),
    firstAt: found.firstAt.toISOString(),
    lastAt: found.lastAt.toISOString(),
    events: found.events,
    url: `${portalOrigin()}${place}/alerts?finding=${findingId}`,
  };
}

/** What a test of a channel says. */
export async function testFacts(db: Queryable, channelId: number): Promise<FindingFacts> {
  const { rows } = await db.query<{ scope: string; place: string; accountId: string; at: Date }>(
    `select coalesce(v.name, a.name, '') as scope, now() as at, coalesce(lpad(a.id::text, 12, '0'), '000000000000') as "accountId",
       coalesce('/view/' || v.slug, '/account/' || lpad(a.id::text, 12, '0')) as place
     from alert_channel c left join view v on v.id = c.view_id left join account a on a.id = c.account_id where c.id = $1`,
    [channelId],
  );
  const { scope = '', place = '', accountId = '', at = new Date() } = rows[0] ?? {};
  return {
    id: '0',
    severity: 'info',
    rule: 'Test of this channel',
    description: 'Somebody pressed “Send test” in Trailkeep. Nothing has happened.',
    runbook: '',
    techniques: [],
    scope,
    accountId,
    accountName: '',
    group: {},
    firstAt: at.toISOString(),
    lastAt: at.toISOString(),
    events: 0,
    url: `${portalOrigin()}${place}/alerts`,
  };
}
