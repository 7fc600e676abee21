import { inTransaction, type Pool } from '#lib/db/pool.ts';
import { exclusionDigest } from '../exclusion-digest.ts';
import { BUILT_IN_RULES } from './built-in-rules.ts';

type BuiltInExclusions = Pick<(typeof BUILT_IN_RULES)[number], 'id' | 'name' | 'exclusions'>;

/**
 * Notes where an exclusion of a built-in rule's own was switched off that this version of Trailkeep changed or took away, with a line in
 * the audit log: what stands in its place is on. To be called once before rules are put to events. Resolves to how many there were.
 */
export async function noteChangedExclusions(
  pool: Pool,
  rules: readonly BuiltInExclusions[] = BUILT_IN_RULES,
): Promise<number> {
  const known = rules.flatMap(({ id, exclusions }) => exclusions.map((own) => [id, exclusionDigest(own)]));
  const names = new Map(rules.map(({ id, name }) => [id, name]));
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ id: number; builtin_id: string; reason: string; target: string }>(
      `update alert_exclusion x set removed_at = null, removed_by = null from alert_rule r
       where x.rule_id = r.id and x.own_digest is not null and x.removed_at is not null and r.builtin_id = any($1::text[])
         and (r.builtin_id, x.own_digest) not in (select * from unnest($2::text[], $3::text[]))
       returning r.id, r.builtin_id, x.reason,
         coalesce((select 'view:' || slug from view where id = r.view_id), 'account:' || lpad(r.account_id::text, 12, '0')) as target`,
      [[...names.keys()], known.map(([id]) => id), known.map(([, digest]) => digest)],
    );
    for (const { id, builtin_id: builtin, reason, target } of rows)
      await db.query(
        `insert into audit_entry (actor, action, target, detail) values ('system', 'exclusion.on', $1, $2)`,
        [target, { rule: id, name: names.get(builtin), builtin, reason, why: 'changed in this version' }],
      );
    return rows.length;
  });
}
