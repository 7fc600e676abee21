import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { definitionOf } from '../definition.ts';
import { exclusionDigest } from '../exclusion-digest.ts';
import type { ActiveRule } from '../rule-entry.ts';
import { condition } from '../rule-model.ts';
import { RuleSet } from '../rule-set.ts';

const accountId = z.string().regex(/^\d{12}$/);
const exclusionRow = z.object({
  id: z.number(),
  accountId: accountId.nullable(),
  untilMs: z.number().nullable(),
  condition,
});
const ruleRow = z.object({
  id: z.number(),
  revision: z.number(),
  viewId: z.number().nullable(),
  accountId: accountId.nullable(),
  builtinId: z.string().nullable(),
  definition: z.unknown(),
  exclusions: z.array(exclusionRow),
  ownOff: z.array(z.string()),
});
const viewRow = z.object({ viewId: z.number(), accountIds: z.array(accountId) });

/** Fields that one line of the log names. */
const MOST_NAMED = 100;

/** All rules that are not off, ready to be put to events. One that cannot be read or compiled is logged and left out. */
export async function loadActiveRules(db: Queryable): Promise<RuleSet> {
  const { rows } = await db.query(
    `select r.id, r.revision, r.view_id as "viewId", lpad(r.account_id::text, 12, '0') as "accountId",
       r.builtin_id as "builtinId", r.definition,
       coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'accountId', lpad(x.account_id::text, 12, '0'),
           'untilMs', extract(epoch from x.until)::float8 * 1000, 'condition', x.condition) order by x.id)
         from alert_exclusion x
         where x.rule_id = r.id and x.state = 'granted' and x.removed_at is null and x.condition is not null), '[]') as exclusions,
       array(select x.own_digest from alert_exclusion x
         where x.rule_id = r.id and x.own_digest is not null and x.removed_at is not null) as "ownOff"
     from alert_rule r
     where r.mode <> 'off' and r.removed_at is null order by r.id`,
  );
  const views = await db.query(
    `select view_id as "viewId", array_agg(lpad(account_id::text, 12, '0')) as "accountIds" from (
       select view_id, account_id from view_account
       union
       select s.view_id, sa.account_id from source_account sa join source s on s.id = sa.source_id
       where s.view_id is not null and s.removed_at is null and (s.vouched or sa.confirmed_at is not null)
     ) held group by view_id`,
  );
  const accounts = new Map(
    z
      .array(viewRow)
      .parse(views.rows)
      .map(({ viewId, accountIds }) => [viewId, new Set(accountIds)]),
  );
  const set = new RuleSet(rows.flatMap(readRule), accounts);
  for (const { ruleId, error } of set.broken)
    log.error({ err: error, ruleId }, 'an alert rule cannot be used');
  if (set.unread.length > 0)
    log.warn(
      { cut: set.unread.length, fields: set.unread.slice(0, MOST_NAMED) },
      'alert rules name more fields than are read, none of them CloudTrail’s: to these rules they are absent',
    );
  return set;
}

function readRule(row: unknown): ActiveRule[] {
  try {
    const { builtinId, definition: stored, ownOff, ...rule } = ruleRow.parse(row);
    const definition = definitionOf({ builtinId, definition: stored });
    const off = definition.exclusions.flatMap((own, at) =>
      ownOff.includes(exclusionDigest(own)) ? [at] : [],
    );
    return [{ ...rule, definition, ownOff: off }];
  } catch (error) {
    log.error({ err: error }, 'an alert rule cannot be read');
    return [];
  }
}
