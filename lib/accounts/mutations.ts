import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { insertGrant } from '#lib/users/grant-mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { accountNumber } from './account-id.ts';
import type { NewAccount } from './schema.ts';

/** `created` is false where the account was there and only got its view or owner. */
export type AddedAccount = { id: string; name: string; created: boolean };

/**
 * Adds an account, to a view and with an owner where they are named. Its events need nothing more: what was collected before is
 * visible at once. An account that is there keeps its name; `conflict` if nothing about it is new.
 */
export async function addAccount(db: PrismaClient, doer: Doer, account: NewAccount): Promise<AddedAccount> {
  requireAdmin(doer, 'add accounts');
  return db.$transaction(async (tx) => {
    const added = await insertAccount(tx, doer, account);
    const joined = account.view !== undefined && (await joinView(tx, doer, account.id, account.view));
    if (account.owner !== undefined) {
      await insertGrant(tx, doer, { email: account.owner, account: account.id, level: 'owner' });
    }
    if (!added.created && !joined && account.owner === undefined) {
      throw new TrailkeepError('conflict', `The account ${account.id} is there already, as ${added.name}.`, {
        hint: 'Nothing was changed.',
      });
    }
    return added;
  });
}

/** What people call the account. Its number stays. */
export async function renameAccount(
  db: PrismaClient,
  doer: Doer,
  accountId: string,
  name: string,
): Promise<void> {
  requireAdmin(doer, 'rename accounts');
  await db.$transaction(async (tx) => {
    const id = accountNumber(accountId);
    const account = await tx.account.findUnique({ where: { id } });
    if (!account) throw new TrailkeepError('not-found', `There is no account ${accountId}.`);
    if (account.name === name) return;
    await tx.account.update({ where: { id }, data: { name } });
    const detail = { from: account.name, to: name };
    const target = `account:${accountId}`;
    await recordAudit(tx, { by: auditName(doer), action: 'account.rename', target, detail });
  });
}

async function insertAccount(tx: PrismaConnection, doer: Doer, account: NewAccount): Promise<AddedAccount> {
  const id = accountNumber(account.id);
  // In one statement: two who add it at once get one account and no error.
  const inserted = await tx.account.createMany({ data: [{ id, name: account.name }], skipDuplicates: true });
  if (inserted.count > 0) {
    const detail = { name: account.name };
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'account.add',
      target: `account:${account.id}`,
      detail,
    });
    return { id: account.id, name: account.name, created: true };
  }
  const { name } = await tx.account.findUniqueOrThrow({ where: { id } });
  return { id: account.id, name, created: false };
}

/** False if the account was in the view already. */
async function joinView(tx: PrismaConnection, doer: Doer, accountId: string, slug: string): Promise<boolean> {
  const view = await tx.view.findUnique({ where: { slug } });
  if (!view) {
    throw new TrailkeepError('not-found', `There is no view ${slug}.`, {
      hint: 'Create it with: trailkeep view create.',
    });
  }
  const row = { viewId: view.id, accountId: accountNumber(accountId) };
  const joined = await tx.viewAccount.createMany({ data: [row], skipDuplicates: true });
  if (joined.count === 0) return false;
  const detail = { account: accountId };
  await recordAudit(tx, { by: auditName(doer), action: 'view.add-account', target: `view:${slug}`, detail });
  return true;
}
