import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { exclusionDigest } from '../exclusion-digest.ts';
import { keepToScope } from '../exclusions/find-rule.ts';
import type { Exclusion } from '../rule-model.ts';

/**
 * What exclusions of a rule's own hid that it has no more, and that they were switched off, is forgotten: one that is written anew is on. To
 * be called last in its transaction, which keeps to the scope from then on.
 */
export async function forgetOwnExclusions(
  tx: PrismaConnection,
  scope: Scope,
  ruleId: number,
  kept: readonly Exclusion[],
): Promise<void> {
  await keepToScope(tx, scope);
  await tx.$executeRaw`
    update alert_exclusion set hid_events = 0, last_hid_at = null, removed_at = null, removed_by = null
    where rule_id = ${ruleId} and own_digest <> all(${kept.map(exclusionDigest)})`;
}
