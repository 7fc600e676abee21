import { accountNumber } from '#lib/accounts/account-id.ts';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, isAdmin, requireAdmin } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, Source } from '#prisma/client.ts';
import type { SourceChange } from './schema.ts';

/**
 * Whether this change points a bucket that an admin entered at logs that the admin did not mean: another folder, another server or
 * partition of AWS, other accounts. Whoever may write there could put any account's logs into it.
 */
export function losesVouch(doer: Doer, source: Source, change: SourceChange): boolean {
  if (isAdmin(doer) || !source.vouched) return false;
  const accounts = new Set(change.accountIds.map(accountNumber));
  const sameAccounts =
    accounts.size === source.accountIds.length && source.accountIds.every((id) => accounts.has(id));
  const samePlace =
    change.prefix === source.prefix && change.endpoint === source.endpoint && change.region === source.region;
  return !samePlace || !sameAccounts;
}

/** From now on what is found in the source waits for an admin; what was found before stays its view's. */
export async function stopVouching(tx: PrismaConnection, sourceId: number): Promise<void> {
  await confirmFound(tx, sourceId);
  await tx.source.update({ where: { id: sourceId }, data: { vouched: false } });
}

/**
 * The accounts found in a view's source up to now belong to the view. For admins: `forbidden` for everybody else. `not-found` where
 * there is no such source; resolves to how many accounts were waiting.
 */
export async function confirmAccounts(db: PrismaClient, doer: Doer, sourceId: number): Promise<number> {
  requireAdmin(doer, 'confirm the accounts found in a bucket');
  return db.$transaction(async (tx) => {
    const source = await tx.source.findUnique({ where: { id: sourceId, removedAt: null } });
    if (!source) throw new TrailkeepError('not-found', `There is no log source ${sourceId}.`);
    const accounts = await confirmFound(tx, sourceId);
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'source.confirm-accounts',
      target: `source:${sourceId}`,
      detail: { accounts },
    });
    return accounts;
  });
}

async function confirmFound(tx: PrismaConnection, sourceId: number): Promise<number> {
  await tx.$queryRaw`select set_config('app.sources', ${String(sourceId)}, true)`;
  const rows = await tx.$queryRaw<{ accounts: number }[]>`
    select confirm_accounts(${sourceId}::int) as accounts`;
  return rows[0]?.accounts ?? 0;
}
