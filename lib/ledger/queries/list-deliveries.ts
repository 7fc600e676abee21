import { z } from 'zod';
import { accountNumber, formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { FEWEST_GAPS, FRESHNESS_DAYS, type Freshness, judgeFreshness } from '#lib/sources/freshness.ts';
import { listLastEvents } from './last-events.ts';

/** What a source brings of one account, region and kind of log. Times are ISO, UTC. */
export type Delivery = {
  /** 12 digits; null where the keys name none. */
  accountId: string | null;
  region: string;
  /** As AWS names the folder: `CloudTrail`, `CloudTrail-Insight` … */
  kind: string;
  /** Where its objects lie: the beginning of their keys; null until the folder was listed. */
  prefix: string | null;
  objects: number;
  sizeBytes: number;
  lastObjectAt: string | null;
  /** Of the account in this region, whichever source brought it; null for none in the last 28 days. */
  lastEventAt: string | null;
  /** Objects of each of the last 28 days (UTC), oldest first. */
  perDay: number[];
  freshness: Freshness;
};

export type DeliveryQuery = {
  sourceId: number;
  limit: number;
  /** The position of the last one of the page before. */
  after?: string;
};
export type DeliveryPage = { deliveries: Delivery[]; next: string | null };

/** Only regular events come steadily; the other kinds come when something happens. */
const STEADY_KIND = 'CloudTrail';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const rows = z.array(
  z.object({
    accountId: z.string().nullable(),
    region: z.string(),
    kind: z.string(),
    prefix: z.string().nullable(),
    objects: z.coerce.number(),
    sizeBytes: z.coerce.number(),
    lastObjectAt: z.date().nullable(),
    listedAt: z.date().nullable(),
    days: z.array(z.object({ day: z.string(), objects: z.number(), hours: z.number() })),
  }),
);
type DeliveryRow = z.infer<typeof rows>[number];

/** The deliveries of one of the scope's sources by account, region and kind; nothing for a source of others. */
export async function listDeliveries(
  db: Queryable,
  scope: Scope,
  { sourceId, limit, after }: DeliveryQuery,
  now: Date,
): Promise<DeliveryPage> {
  const position = after === undefined ? null : readPosition(after);
  const found = await selectDeliveries(db, scope, sourceId, now, {
    where: position
      ? sql`(coalesce(d.account_id, -1), d.region, d.kind) > (${position.account}::bigint, ${position.region}, ${position.kind})`
      : sql`true`,
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return { deliveries: await toDeliveries(db, scope, page, now), next: last ? positionOf(last) : null };
}

/** Trails that delivered steadily and stopped: at most `limit` of them, the first to fall silent first, and how many there are. */
export async function listSilent(
  db: Queryable,
  scope: Scope,
  { sourceId, limit }: { sourceId: number; limit: number },
  now: Date,
): Promise<{ deliveries: Delivery[]; total: number }> {
  // Whoever delivered within the shortest silence cannot be silent, and what ended long ago is not any more. Objects that wait or
  // fail have arrived: then it is not the trail that stopped.
  const candidates = await selectDeliveries(db, scope, sourceId, now, {
    where: sql`d.kind = ${STEADY_KIND} and d.objects > ${FEWEST_GAPS}::int and d.last_object_at < least(f.listed_at, ${now}) - interval '6 hours'
      and d.last_object_at > ${now}::timestamptz - interval '28 days' and not exists (
        select from log_object o where o.source_id = d.source_id and o.state in ('pending', 'failed')
          and o.account_id = d.account_id and o.region = d.region
      )`,
    limit: null,
  });
  const silent = candidates
    .filter((row) => freshnessOf(row, now).state === 'silent')
    .sort((a, b) => (a.lastObjectAt?.getTime() ?? 0) - (b.lastObjectAt?.getTime() ?? 0));
  return { deliveries: await toDeliveries(db, scope, silent.slice(0, limit), now), total: silent.length };
}

async function selectDeliveries(
  db: Queryable,
  scope: Scope,
  sourceId: number,
  now: Date,
  { where, limit }: { where: Sql; limit: number | null },
): Promise<DeliveryRow[]> {
  const firstDay = new Date(firstDayMs(now)).toISOString().slice(0, 10);
  const sources = scope.sourceIds.filter((id) => id === sourceId);
  const result = await db.query(
    sql`
      with folder as (
        select account_id, region, kind, max(listed_at) as listed_at, min(prefix) as prefix
        from source_folder where source_id = any(${sources}::int[]) group by account_id, region, kind
      ), chosen as (
        select d.id, d.account_id, d.region, d.kind, d.objects, d.size_bytes, d.last_object_at, f.listed_at, f.prefix
        from source_delivery d
        left join folder f on f.account_id = d.account_id and f.region = d.region and f.kind = d.kind
        where d.source_id = any(${sources}::int[]) and ${where}
        order by coalesce(d.account_id, -1), d.region, d.kind
        limit ${limit}::int
      )
      select account_id as "accountId", region, kind, prefix, objects, size_bytes as "sizeBytes",
        last_object_at as "lastObjectAt", listed_at as "listedAt", coalesce(recent.days, '[]') as days
      from chosen
      left join lateral (
        select json_agg(json_build_object('day', day, 'objects', objects, 'hours', hours) order by day) as days
        from source_delivery_day where delivery_id = chosen.id and day >= ${firstDay}::date
      ) recent on true
      order by coalesce(account_id, -1), region, kind`.toQuery(),
  );
  return rows.parse(result.rows);
}

async function toDeliveries(
  db: Queryable,
  scope: Scope,
  found: readonly DeliveryRow[],
  now: Date,
): Promise<Delivery[]> {
  const lastEvents = await listLastEvents(db, scope, found, now);
  return found.map((row, index) => ({
    accountId: row.accountId === null ? null : formatAccountId(row.accountId),
    region: row.region,
    kind: row.kind,
    prefix: row.prefix,
    objects: row.objects,
    sizeBytes: row.sizeBytes,
    lastObjectAt: row.lastObjectAt?.toISOString() ?? null,
    lastEventAt: lastEvents[index]?.toISOString() ?? null,
    perDay: perDay(row, now),
    freshness: freshnessOf(row, now),
  }));
}

function freshnessOf({ kind, days, lastObjectAt, listedAt }: DeliveryRow, now: Date): Freshness {
  const known = listedAt !== null && listedAt < now ? listedAt : now;
  const freshness = judgeFreshness(days, lastObjectAt, known);
  return kind === STEADY_KIND || freshness.state === 'ended'
    ? freshness
    : { ...freshness, state: 'occasional' };
}

function perDay({ days }: DeliveryRow, now: Date): number[] {
  const counts = new Map(days.map(({ day, objects }) => [Date.parse(day), objects]));
  return Array.from({ length: FRESHNESS_DAYS }, (_, n) => counts.get(firstDayMs(now) + n * DAY_MS) ?? 0);
}

function firstDayMs(now: Date): number {
  return (Math.floor(now.getTime() / DAY_MS) - FRESHNESS_DAYS + 1) * DAY_MS;
}

const position = z
  .string()
  .regex(/^(\d{12})?~[\w-]*~[\w-]*$/)
  .transform((text) => {
    const [account = '', region = '', kind = ''] = text.split('~');
    return { account: account ? accountNumber(account) : -1n, region, kind };
  });

function positionOf({ accountId, region, kind }: DeliveryRow): string {
  return `${accountId === null ? '' : formatAccountId(accountId)}~${region}~${kind}`;
}

/** Null, which is the first page, for what is none: it stands in a page's URL. */
function readPosition(text: string): z.infer<typeof position> | null {
  return position.safeParse(text).data ?? null;
}
