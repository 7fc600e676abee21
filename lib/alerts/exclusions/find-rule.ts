import { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type ExclusionRight, rightOver } from './manages-place.ts';

const ruleRow = z.object({
  id: z.number(),
  viewId: z.number().nullable(),
  accountId: z.string().nullable(),
  name: z.string(),
});

export type ReachedRule = z.infer<typeof ruleRow> & {
  /** In an account it is about what holds in that account alone. */
  right: ExclusionRight;
};

/** Row-level security lets the transaction see and touch exclusions of the scope's accounts and no others. */
export async function keepToScope(tx: PrismaConnection, scope: Scope): Promise<void> {
  await tx.$queryRaw`select set_config('app.accounts', ${scope.accountIds.join(',')}, true)`;
}

/**
 * A rule whose findings the scope shows, with what the person may do about its exclusions. `not-found` for any other rule, `forbidden`
 * for who may only read.
 */
export async function findRule(
  tx: PrismaConnection,
  actor: Actor,
  scope: Scope,
  ruleId: number,
): Promise<ReachedRule> {
  const rows: unknown[] = await tx.$queryRaw`
    select r.id, r.view_id as "viewId", lpad(r.account_id::text, 12, '0') as "accountId",
      coalesce(r.definition ->> 'name', r.builtin_id) as name
    from alert_rule r
    where r.id = ${ruleId} and r.removed_at is null
      and (r.account_id in (select scope_accounts()) or r.view_id in (select views_of_scope()))
      and (${scope.kind} = 'account' or r.account_id is not null or r.view_id = (select id from view where slug = ${scope.id}))`;
  if (rows.length === 0)
    throw new TrailkeepError('not-found', `There is no rule ${ruleId} here.`, {
      hint: 'GET /api/v1/alerts/rules lists them, with their `ruleId`.',
    });
  const rule = ruleRow.parse(rows[0]);
  const right = rightOver(actor, scope, rule);
  if (right) return { ...rule, right };
  throw new TrailkeepError('forbidden', `You may not exclude anything from this rule.`, {
    hint:
      rule.viewId === null
        ? 'An owner of its account or a security admin can.'
        : 'A manager of its view or a security admin can; an owner of an account asks for it in that account.',
    refused: true,
  });
}
