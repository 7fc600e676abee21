import type { Queryable } from '#lib/db/pool.ts';

/** Adds up what exclusions hid since the last time. A definition's own exclusion has its row from the first event on that it hid. */
export async function foldHidden(db: Queryable): Promise<void> {
  await db.query(
    `with taken as (
       delete from alert_hidden returning rule_id, own_digest, exclusion_id, events, last_at
     ), added as (
       update alert_exclusion x set hid_events = x.hid_events + n.events, last_hid_at = greatest(x.last_hid_at, n.last_at)
       from (select exclusion_id, sum(events) as events, max(last_at) as last_at from taken where exclusion_id is not null
             group by exclusion_id) n
       where x.id = n.exclusion_id
     )
     insert into alert_exclusion as x (rule_id, own_digest, hid_events, last_hid_at)
     select rule_id, own_digest, sum(events), max(last_at) from taken where own_digest is not null group by rule_id, own_digest
     on conflict (rule_id, own_digest) do update set hid_events = x.hid_events + excluded.hid_events,
       last_hid_at = greatest(x.last_hid_at, excluded.last_hid_at)`,
  );
}
