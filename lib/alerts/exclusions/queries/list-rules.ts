import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { shownIn } from '../../findings/queries/finding-rows.ts';

/** A rule and the place that it belongs to. */
export const ruleColumns = sql`
  r.id as rule_id, r.builtin_id, r.definition, r.view_id, lpad(r.account_id::text, 12, '0') as rule_account_id,
  v.slug as view_slug, coalesce(v.name, own.name, '') as scope_name`;
export const ruleTables = sql`
  alert_rule r left join view v on v.id = r.view_id left join account own on own.id = r.account_id`;

export const ruleFields = {
  rule_id: z.number(),
  builtin_id: z.string().nullable(),
  definition: z.unknown(),
  view_id: z.number().nullable(),
  rule_account_id: z.string().nullable(),
  view_slug: z.string().nullable(),
  scope_name: z.string(),
};
export type RuleColumns = z.infer<z.ZodObject<typeof ruleFields>>;

const ownRow = z.object({
  ...ruleFields,
  counts: z.array(
    z.object({
      digest: z.string(),
      hid: z.number(),
      lastAt: z.string().nullable(),
      offAt: z.string().nullable(),
      offBy: z.string().nullable(),
    }),
  ),
});
export type RuleWithOwn = z.infer<typeof ownRow>;

/** Rules that are on, or whose own exclusions have hidden something, with what each of those hid; `ruleIds` or, without any, all. */
export async function listRulesWithOwn(
  db: Queryable,
  scope: Scope,
  ruleIds: readonly string[],
): Promise<RuleWithOwn[]> {
  const { rows } = await db.query(
    sql`select ${ruleColumns}, counted.counts
      from ${ruleTables} cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('digest', x.own_digest, 'hid', x.hid_events, 'lastAt', x.last_hid_at,
          'offAt', x.removed_at, 'offBy', x.removed_by)), '[]') as counts
        from alert_exclusion x where x.rule_id = r.id and x.own_digest is not null
      ) counted
      where r.removed_at is null and (r.mode <> 'off' or counted.counts <> '[]') and ${shownIn(scope)}
        and ${ruleIds.length === 0 ? sql`true` : sql`r.id = any(${ruleIds}::int[])`}
      order by r.id`.toQuery(),
  );
  return z.array(ownRow).parse(rows);
}

const choiceRow = z.object(ruleFields);

/** Rules whose findings the scope shows and that are on, or of which something is or was excluded. */
export async function listRuleChoices(db: Queryable, scope: Scope): Promise<RuleColumns[]> {
  const { rows } = await db.query(
    sql`select ${ruleColumns} from ${ruleTables}
      where r.removed_at is null and ${shownIn(scope)}
        and (r.mode <> 'off' or exists (select from alert_exclusion x where x.rule_id = r.id))`.toQuery(),
  );
  return z.array(choiceRow).parse(rows);
}
