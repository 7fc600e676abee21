import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import { shownIn } from '../../findings/queries/finding-rows.ts';
import { condition } from '../../rule-model.ts';
import type { ExclusionList } from '../schema.ts';
import { ruleColumns, ruleFields, ruleTables } from './list-rules.ts';

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
  /** `refused`: in the last 30 days. `not-over`: current, or refused whenever that was. */
  show: ExclusionList | 'refused' | 'not-over';
  /** Ids of rules; none for all. */
  ruleIds: readonly string[];
  /** Only what holds in this account, by its 12 digits. */
  accountId?: string;
  /** One alone. */
  id?: number;
  /** Cursor; '' for the first page. */
  after?: string;
};

export const EXCLUSIONS_SHOWN = 50;

/**
 * One page of the exclusions that people made or asked for, of the rules whose findings the scope shows: what waits for an answer, then
 * the others, the newest first; and the cursor of the next page.
 */
export async function listAddedExclusions(
  db: Queryable,
  scope: Scope,
  question: ExclusionQuestion,
): Promise<{ rows: StoredExclusion[]; next: string | null }> {
  const { rows } = await db.query(
    sql`select ${ruleColumns}, x.id, lpad(x.account_id::text, 12, '0') as account_id, coalesce(a.name, '') as account_name,
        x.condition, x.reason, x.owner_id, x.until, x.state, x.created_at, x.decided_by, x.decided_at, x.decision,
        x.removed_at, x.removed_by, x.hid_events, x.last_hid_at
      from alert_exclusion x join (${ruleTables}) on r.id = x.rule_id left join account a on a.id = x.account_id
      where x.condition is not null and r.removed_at is null and ${shownIn(scope)} and ${wanted(question)}
      order by ${waits} desc, x.id desc limit ${EXCLUSIONS_SHOWN + 1}`.toQuery(),
  );
  const found = z.array(exclusionRow).parse(rows);
  const shown = found.slice(0, EXCLUSIONS_SHOWN);
  const last = found.length > shown.length ? shown.at(-1) : undefined;
  return { rows: shown, next: last ? cursorOf(last) : null };
}

const waits = sql`(x.state = 'asked' and x.removed_at is null)`;
const current = sql`(x.removed_at is null and x.state <> 'refused' and (x.until is null or x.until > now() or x.state = 'asked'))`;
const LISTS: Record<ExclusionQuestion['show'], Sql> = {
  current,
  past: sql`not ${current}`,
  all: sql`true`,
  refused: sql`(x.state = 'refused' and x.decided_at > now() - interval '30 days')`,
  'not-over': sql`(${current} or x.state = 'refused')`,
};

function wanted({ show, ruleIds, accountId, id, after }: ExclusionQuestion): Sql {
  const conditions = [LISTS[show]];
  if (ruleIds.length > 0) conditions.push(sql`r.id = any(${ruleIds}::int[])`);
  if (accountId !== undefined)
    conditions.push(sql`(x.account_id is null or x.account_id = ${accountId}::bigint)`);
  if (id !== undefined) conditions.push(sql`x.id = ${id}`);
  if (after) {
    const [waited, last] = after.split('-');
    conditions.push(sql`(${waits}, x.id) < (${waited === '1'}::boolean, ${Number(last)}::int)`);
  }
  return joinSql(conditions, sql` and `);
}

/** As `exclusionListParams` takes it. */
function cursorOf({ state, removed_at, id }: StoredExclusion): string {
  return `${state === 'asked' && removed_at === null ? 1 : 0}-${id}`;
}

/** Requests about the scope's accounts that nobody has answered. */
export async function countAsked(db: Queryable, scope: Scope): Promise<number> {
  const { rows } = await db.query<{ asked: number }>(
    sql`select count(*)::int as asked from alert_exclusion x join alert_rule r on r.id = x.rule_id
      where x.state = 'asked' and x.removed_at is null and r.removed_at is null and ${shownIn(scope)}`.toQuery(),
  );
  return rows[0]?.asked ?? 0;
}
