import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { BUILT_IN_RULES } from './built-in-rules.ts';
import { builtinDigests } from './builtin-digests.ts';

/**
 * Begins a new revision of each built-in rule that looks for another thing in this version of Trailkeep than in the one before, wherever
 * it is switched on or off, with a line in the audit log: what matched it until then counts no more towards what it finds. To be called
 * once before rules are put to events. A rule that no version has noted yet is noted. Resolves to how many began anew.
 */
export async function noteChangedRules(
  pool: Pool,
  digests: ReadonlyMap<string, string> = builtinDigests(),
): Promise<number> {
  const current = [[...digests.keys()], [...digests.values()]];
  // Without a difference nothing is written: each update of rules has all workers read them anew.
  const { rows } = await pool.query<{ differs: boolean }>(
    `select exists (select from alert_rule r join ${CURRENT} on r.builtin_id = d.id
       where r.builtin_digest is distinct from d.digest) as differs`,
    current,
  );
  return rows[0]?.differs ? inTransaction(pool, (db) => note(db, current)) : 0;
}

const CURRENT = 'unnest($1::text[], $2::text[]) as d (id, digest)';

async function note(db: Queryable, current: readonly string[][]): Promise<number> {
  // Several workers start at once: who comes second finds all noted.
  await db.query(`select pg_advisory_xact_lock(hashtext('trailkeep.changed-rules'))`);
  await db.query(
    `update alert_rule r set builtin_digest = d.digest from ${CURRENT} where r.builtin_id = d.id and r.builtin_digest is null`,
    [...current],
  );
  const names = new Map(BUILT_IN_RULES.map(({ id, name }) => [id, name]));
  const { rows } = await db.query<{ id: number; builtin_id: string; target: string }>(
    `update alert_rule r set builtin_digest = d.digest, revision = revision + 1, updated_at = now()
     from ${CURRENT} where r.builtin_id = d.id and r.builtin_digest <> d.digest
     returning r.id, r.builtin_id,
       coalesce((select 'view:' || slug from view where id = r.view_id), 'account:' || lpad(r.account_id::text, 12, '0')) as target`,
    [...current],
  );
  for (const { id, builtin_id: builtin, target } of rows)
    await db.query(
      `insert into audit_entry (actor, action, target, detail) values ('system', 'rule.change', $1, $2)`,
      [target, { rule: id, name: names.get(builtin) ?? builtin, builtin }],
    );
  if (rows.length > 0)
    log.info({ rules: rows.length }, 'built-in rules look for another thing in this version');
  return rows.length;
}
