import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { keepToScope } from '../exclusions/find-rule.ts';
import type { Exclusion } from '../rule-model.ts';

const row = z.object({
  index: z.number(),
  hid: z.number(),
  lastAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  removedBy: z.string().nullable(),
});
const NEW = { hid: 0, lastAt: null, removedAt: null, removedBy: null };

/**
 * What a rule's own exclusions hid, and whether they were switched off, is stored by their places in the rule: where a change moves them,
 * it moves along, and one that leaves out something else begins anew. To be called last in its transaction, which keeps to the scope
 * from then on.
 */
export async function carryOwnExclusions(
  tx: PrismaConnection,
  scope: Scope,
  ruleId: number,
  { before, after }: { before: readonly Exclusion[]; after: readonly Exclusion[] },
): Promise<void> {
  const moved = !isDeepStrictEqual(before.map(conditionOf), after.map(conditionOf));
  if (!moved) return;
  await keepToScope(tx, scope);
  const stored: unknown[] = await tx.$queryRaw`
    select own_index::int as index, hid_events::float8 as hid, last_hid_at as "lastAt", removed_at as "removedAt",
      removed_by::text as "removedBy"
    from alert_exclusion where rule_id = ${ruleId} and own_index is not null for update`;
  const rows = new Map(stored.map((one) => row.parse(one)).map((one) => [one.index, one]));
  for (const place of new Set([...rows.keys(), ...after.keys()])) {
    const wanted = after[place];
    const from = before.findIndex((old) => isDeepStrictEqual(old.condition, wanted?.condition));
    const carried = rows.get(from);
    if (!carried && !rows.has(place)) continue;
    const { hid, lastAt, removedAt, removedBy } = carried ?? NEW;
    await tx.$executeRaw`
      insert into alert_exclusion (rule_id, own_index, hid_events, last_hid_at, removed_at, removed_by)
      values (${ruleId}, ${place}, ${hid}::bigint, ${lastAt}::timestamptz, ${removedAt}::timestamptz, ${removedBy}::uuid)
      on conflict (rule_id, own_index) do update set hid_events = excluded.hid_events, last_hid_at = excluded.last_hid_at,
        removed_at = excluded.removed_at, removed_by = excluded.removed_by`;
  }
}

function conditionOf({ condition }: Exclusion): Exclusion['condition'] {
  return condition;
}
