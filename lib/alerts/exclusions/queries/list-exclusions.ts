import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { shownIn } from '../../findings/queries/finding-rows.ts';
import { condition } from '../../rule-model.ts';
import type { ExclusionList } from '../schema.ts';

/** More than people of one scope make; a list that has more says so. */
export const MOST_EXCLUSIONS = 500;

const ruleColumns = sql`
  r.id as rule_id, r.builtin_id, r.definition, r.view_id, lpad(r.account_id::text, 12, '0') as rule_account_id,
  v.slug as view_slug, coalesce(v.name, own.name, '') as scope_name`;
const ruleTables = sql`
  alert_rule r left join view v on v.id = r.view_id left join account own on own.id = r.account_id`;

const ruleFields = {
  rule_id: z.number(),
  builtin_id: z.string().nullable(),
  definition: z.unknown(),
  view_id: z.number().nullable(),
  rule_account_id: z.string().nullable(),
  view_slug: z.string().nullable(),
  scope_name: z.string(),
};
export type RuleColumns = z.infer<z.ZodObject<typeof ruleFields>>;

const countFields = { hid_events: z.coerce.number(), last_hid_at: z.date().nullable() };

const exclusionRow = z.object({
  ...ruleFields,
  ...countFields,
  id: z.number(),
  account_id: z.string().nullable(),
  account_name: z.string(),
  condition,
  reason: z.string(),
  owner_id: z.string().nullable(),
  until: z.date().nullable(),
  state: z.enum(['asked', 'granted', 'refused']),
  created_at: z.date(),
  decided_by: z.string().nullable(),
  decided_at: z.date().nullable(),
  decision: z.string().nullable(),
  removed_at: z.date().nullable(),
  removed_by: z.string().nullable(),
});
export type StoredExclusion = z.infer<typeof exclusionRow>;

export type ExclusionQuestion = {
  show: ExclusionList;
  /** A rule's id; null for all. */
  ruleId: number | null;
  /** One alone. */
  id?: number;
};

/** Exclusions that people made or asked for, of the rules whose findings the scope shows, the newest first. */
export async function listAddedExclusions(
  db: Queryable,
  scope: Scope,
  { show, ruleId, id }: ExclusionQuestion,
): Promise<StoredExclusion[]> {
  const { rows } = await db.query(
    sql`select ${ruleColumns}, x.id, lpad(x.account_id::text, 12, '0') as account_id, coalesce(a.name, '') as account_name,
        x.condition, x.reason, x.owner_id, x.until, x.state, x.created_at, x.decided_by, x.decided_at, x.decision,
        x.removed_at, x.removed_by, x.hid_events, x.last_hid_at
      from alert_exclusion x join (${ruleTables}) on r.id = x.rule_id left join account a on a.id = x.account_id
      where x.condition is not null and r.removed_at is null and ${shownIn(scope)} and ${shown(show)}
        and ${ruleId === null ? sql`true` : sql`r.id = ${ruleId}`} and ${id === undefined ? sql`true` : sql`x.id = ${id}`}
      order by x.id desc limit ${MOST_EXCLUSIONS + 1}`.toQuery(),
  );
  return z.array(exclusionRow).parse(rows);
}

function shown(list: ExclusionList): Sql {
  const current = sql`(x.removed_at is null and x.state <> 'refused' and (x.until is null or x.until > now() or x.state = 'asked'))`;
  if (list === 'all') return sql`true`;
  return list === 'current' ? current : sql`not ${current}`;
}

const ownRow = z.object({
  ...ruleFields,
  counts: z.array(
    z.object({
      index: z.number(),
      hid: z.number(),
      lastAt: z.string().nullable(),
      offAt: z.string().nullable(),
      offBy: z.string().nullable(),
    }),
  ),
});
export type RuleWithOwn = z.infer<typeof ownRow>;

/** Rules that are on, or whose own exclusions have hidden something, with what each of those hid. */
export async function listRulesWithOwn(
  db: Queryable,
  scope: Scope,
  ruleId: number | null,
): Promise<RuleWithOwn[]> {
  const { rows } = await db.query(
    sql`select ${ruleColumns}, counted.counts
      from ${ruleTables} cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('index', x.own_index, 'hid', x.hid_events, 'lastAt', x.last_hid_at,
          'offAt', x.removed_at, 'offBy', x.removed_by)), '[]') as counts
        from alert_exclusion x where x.rule_id = r.id and x.own_index is not null
      ) counted
      where r.removed_at is null and (r.mode <> 'off' or counted.counts <> '[]') and ${shownIn(scope)}
        and ${ruleId === null ? sql`true` : sql`r.id = ${ruleId}`}
      order by r.id`.toQuery(),
  );
  return z.array(ownRow).parse(rows);
}

/** Requests about the scope's accounts that nobody has answered. */
export async function countAsked(db: Queryable, scope: Scope): Promise<number> {
  const { rows } = await db.query<{ asked: number }>(
    sql`select count(*)::int as asked from alert_exclusion x join alert_rule r on r.id = x.rule_id
      where x.state = 'asked' and x.removed_at is null and r.removed_at is null and ${shownIn(scope)}`.toQuery(),
  );
  return rows[0]?.asked ?? 0;
}
