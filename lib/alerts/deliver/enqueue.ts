import type { Queryable } from '#lib/db/pool.ts';

/**
 * Puts a message about each of these findings into the outbox for every channel of its rule, in the caller's transaction. Those of
 * silent rules and historic ones are left out, and those that were told of before. Workers hear of it at the commit.
 */
export async function enqueueFindings(db: Queryable, findingIds: readonly string[]): Promise<void> {
  if (findingIds.length === 0) return;
  const { rowCount } = await db.query(
    `with told as (
       update finding set notified_at = now()
       where id = any($1::bigint[]) and not silent and not historic and notified_at is null
         and exists (
           select from alert_rule_channel rc join alert_channel c on c.id = rc.channel_id
           where rc.rule_id = finding.rule_id and c.removed_at is null
         )
       returning id, rule_id, account_id, group_hash
     )
     insert into alert_delivery (channel_id, channel_name, channel_kind, finding_id, account_id, group_key)
     select c.id, c.name, c.settings ->> 'kind', told.id, told.account_id, told.rule_id || ':' || told.account_id || ':' || told.group_hash
     from told join alert_rule_channel rc on rc.rule_id = told.rule_id join alert_channel c on c.id = rc.channel_id
     where c.removed_at is null
     order by told.id, c.id`,
    [findingIds],
  );
  if (rowCount) await db.query(`notify trailkeep_deliver`);
}
