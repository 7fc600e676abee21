import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { definitionOf } from '../definition.ts';
import { exclusionDigest } from '../exclusion-digest.ts';
import { findRule } from './find-rule.ts';

/**
 * Switches an exclusion that came with its rule on or off, where the rule is, for who decides about it there. To be called in a
 * transaction that keeps to the scope. `not-found` for one that the rule has not.
 */
export async function setOwnExclusion(
  tx: PrismaConnection,
  doer: Actor,
  scope: Scope,
  { ruleId, digest }: { ruleId: number; digest: string },
  on: boolean,
): Promise<void> {
  const rule = await findRule(tx, doer, scope, ruleId);
  if (rule.right !== 'decide' || (rule.viewId !== null && scope.kind === 'account'))
    throw new TrailkeepError('forbidden', 'This holds in all accounts of the rule’s view.', {
      hint: 'A manager of the view or a security admin changes it there.',
      refused: true,
    });
  const stored = await tx.alertRule.findUniqueOrThrow({ where: { id: ruleId } });
  const own = definitionOf(stored).exclusions.find((exclusion) => exclusionDigest(exclusion) === digest);
  if (!own) throw new TrailkeepError('not-found', 'The rule has no such exclusion of its own.');
  await tx.$executeRaw`
    insert into alert_exclusion (rule_id, own_digest, reason, removed_at, removed_by)
    values (${ruleId}, ${digest}, ${own.reason}, case when ${on} then null else now() end, case when ${on} then null else ${doer.userId}::uuid end)
    on conflict (rule_id, own_digest) do update set reason = excluded.reason, removed_at = excluded.removed_at,
      removed_by = excluded.removed_by`;
  await recordAudit(tx, {
    by: auditName(doer),
    action: on ? 'exclusion.on' : 'exclusion.off',
    target: scopeKey(scope),
    detail: { rule: ruleId, name: rule.name, reason: own.reason },
  });
}
