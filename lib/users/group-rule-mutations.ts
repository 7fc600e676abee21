import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { applyGroupRules } from '#lib/auth/oidc/apply-rules.ts';
import { isUniqueViolation } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { findAccount, findViewId } from './grant-mutations.ts';
import type { NewGroupRule } from './schema.ts';

/**
 * Adds rules, all of them or none. They count at once for everybody who had the group at their last sign-in. `conflict` where the
 * group has a rule for the same place.
 */
export async function addGroupRules(
  db: PrismaClient,
  doer: Doer,
  rules: readonly NewGroupRule[],
): Promise<void> {
  requireAdmin(doer, 'change group rules');
  try {
    await db.$transaction(async (tx) => {
      for (const { group, view, account, level } of rules) {
        const viewId = view === undefined ? null : await findViewId(tx, view);
        const accountId = account === undefined ? null : await findAccount(tx, account);
        await tx.groupRule.create({ data: { groupName: group, viewId, accountId, level } });
        const detail = {
          level,
          ...(view !== undefined && { view }),
          ...(account !== undefined && { account }),
        };
        await recordAudit(tx, {
          by: auditName(doer),
          action: 'group-rule.add',
          target: `group:${group}`,
          detail,
        });
      }
      await applyGroupRules(tx, auditName(doer));
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TrailkeepError('conflict', 'This group has a rule for the same place already.', {
      hint: 'Remove that one first.',
      cause: error,
    });
  }
}

/** What only this rule gave is gone from the next request of each person on. */
export async function removeGroupRule(db: PrismaClient, doer: Doer, id: number): Promise<void> {
  requireAdmin(doer, 'change group rules');
  await db.$transaction(async (tx) => {
    const rule = await tx.groupRule.findUnique({ where: { id } });
    if (!rule) throw new TrailkeepError('not-found', 'This rule is not there any more.');
    await tx.groupRule.delete({ where: { id } });
    const audit = {
      action: 'group-rule.remove',
      target: `group:${rule.groupName}`,
      detail: { level: rule.level },
    };
    await recordAudit(tx, { by: auditName(doer), ...audit });
    await applyGroupRules(tx, auditName(doer));
  });
}
