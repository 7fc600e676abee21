import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';

const rows = z.array(
  z.object({
    id: z.int(),
    builtin_id: z.string().nullable(),
    definition: z.unknown(),
    mode: z.enum(['live', 'silent', 'off']),
    view: z.string().nullable(),
    findings: z.int(),
    last_at: z.date().nullable(),
  }),
);

/** A stored rule that looks at events of the scope, and what it found there since `from`. `view` is whose it is; null for the place's own. */
export type CoveringRule = {
  id: number;
  builtinId: string | null;
  definition: unknown;
  mode: 'live' | 'silent' | 'off';
  view: string | null;
  findings: number;
  lastAt: Date | null;
};

/** The rules of a view; those of an account with those of the views that hold it. Row-level security knows which these are. */
export async function listCoveringRules(
  db: Queryable,
  scope: Pick<Scope, 'kind' | 'id'>,
  from: Date,
): Promise<CoveringRule[]> {
  const ofScope =
    scope.kind === 'view'
      ? sql`v.slug = ${scope.id}`
      : sql`(r.view_id is not null or r.account_id = ${scope.id}::bigint)`;
  const found = await db.query(
    sql`select r.id, r.builtin_id, r.definition, r.mode, case when ${scope.kind} = 'account' then v.name end as view, coalesce(f.findings, 0) as findings, f.last_at
      from alert_rule r left join view v on v.id = r.view_id
      left join (
        select rule_id, count(*)::int as findings, max(last_at) as last_at from finding
        where last_at >= ${from.toISOString()}::timestamptz group by rule_id
      ) f on f.rule_id = r.id
      where r.removed_at is null and ${ofScope}
      order by r.id`.toQuery(),
  );
  return rows
    .parse(found.rows)
    .map(({ builtin_id, last_at, ...rule }) => ({ ...rule, builtinId: builtin_id, lastAt: last_at }));
}
