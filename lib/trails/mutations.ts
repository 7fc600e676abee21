import { accountNumber } from '#lib/accounts/account-id.ts';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';
import { refusePrivateEndpoints, requireOwnCredentials } from '#lib/sources/rights.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import { credentialColumns } from '#lib/sources/source-record.ts';
import type { AccountCredential, PrismaClient } from '#prisma/client.ts';
import { requireCredentialsRight } from './rights.ts';
import { type AccountCredentials, type AccountCredentialsInput, accountCredentials } from './schema.ts';

/** Two presses of Refresh within this time are one. */
const PATIENCE = '10 seconds';

/**
 * Stores how an account (12 digits, added) is asked for its trails, and asks at once. An empty secret keeps the stored one,
 * but not for another access key, role or endpoint. Throws a ZodError for wrong fields, `not-found` for an account that is not there
 * or not the doer's, `forbidden` where a member would use the machine's own credentials.
 */
export async function setAccountCredentials(
  db: PrismaClient,
  doer: Doer,
  accountId: string,
  input: AccountCredentialsInput,
): Promise<void> {
  const settings = accountCredentials.parse(input);
  requireCredentialsRight(doer, accountId);
  requireOwnCredentials(doer, settings.credentials);
  refusePrivateEndpoints(settings);
  await db.$transaction(async (tx) => {
    await openAccounts(tx, [accountId]);
    const id = accountNumber(accountId);
    if (!(await tx.account.findUnique({ where: { id } })))
      throw new TrailkeepError('not-found', `There is no account ${accountId}.`, { hint: 'Add it first.' });
    const before = await tx.accountCredential.findUnique({ where: { accountId: id } });
    const secret = newSecret(settings, before);
    const columns = {
      ...credentialColumns(settings.credentials),
      endpoint: settings.endpoint,
      requestedAt: new Date(),
      ...NO_FAULT,
    };
    await tx.accountCredential.upsert({
      where: { accountId: id },
      create: { accountId: id, ...columns },
      update: columns,
    });
    if (secret !== 'kept') await storeSecret(tx, accountId, secret);
    await notifyWorker(tx, accountId);
    await audit(tx, doer, 'set', accountId, { kind: settings.credentials.kind });
  });
}

/** Forgets an account's credentials, and with them what they showed: its trails are inferred again. */
export async function removeAccountCredentials(
  db: PrismaClient,
  doer: Doer,
  accountId: string,
): Promise<void> {
  requireCredentialsRight(doer, accountId);
  await db.$transaction(async (tx) => {
    await openAccounts(tx, [accountId]);
    const { count } = await tx.accountCredential.deleteMany({
      where: { accountId: accountNumber(accountId) },
    });
    if (count === 0) throw new TrailkeepError('not-found', `Account ${accountId} has no credentials.`);
    await audit(tx, doer, 'remove', accountId);
  });
}

/**
 * Asks AWS anew for the trails of those of the scope's accounts that have credentials; for who manages the scope. Resolves to
 * how many are asked.
 */
export async function refreshTrails(db: PrismaClient, doer: Doer, scope: Scope): Promise<number> {
  if (!scope.canManage)
    throw new TrailkeepError('forbidden', 'Only who manages this place may ask AWS anew.', {
      hint: 'It is asked every hour by itself.',
    });
  return db.$transaction(async (tx) => {
    await openAccounts(tx, scope.accountIds);
    const asked: { account_id: bigint }[] = await tx.$queryRaw`
      update account_credential set requested_at = now()
      where account_id in (select scope_accounts())
        and coalesce(greatest(asked_at, requested_at), '-infinity') < now() - ${PATIENCE}::interval
      returning account_id`;
    for (const { account_id } of asked) await notifyWorker(tx, String(account_id).padStart(12, '0'));
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'trails.refresh',
      target: `${scope.kind}:${scope.id}`,
      detail: { accounts: asked.length },
    });
    return asked.length;
  });
}

/** Where an account's API answers now. For the sample organisation, whose server takes the port that is free. */
export async function setAccountEndpoint(
  db: PrismaClient,
  accountId: string,
  endpoint: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await openAccounts(tx, [accountId]);
    await tx.accountCredential.updateMany({
      where: { accountId: accountNumber(accountId) },
      data: { endpoint, requestedAt: new Date() },
    });
  });
}

const NO_FAULT = { errorCode: null, errorMessage: null, errorHint: null, errorAt: null };

/** Row-level security lets the rest of the transaction touch these accounts and no others. */
async function openAccounts(tx: PrismaConnection, accountIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`select set_config('app.accounts', ${accountIds.join(',')}, true)`;
}

function newSecret(
  { credentials, endpoint }: AccountCredentials,
  before: AccountCredential | null,
): string | null | 'kept' {
  if (credentials.kind === 'default' || !credentials.accessKeyId) return null;
  if (credentials.secretAccessKey) return credentials.secretAccessKey;
  const fault = (message: string) => fieldFault(['credentials', 'secretAccessKey'], message);
  if (!before?.accessKeyId) throw fault('Enter the secret key.');
  if (before.accessKeyId !== credentials.accessKeyId) throw fault('Enter the secret key of this access key.');
  const roleArn = credentials.kind === 'role' ? credentials.roleArn : null;
  if (before.roleArn !== roleArn) throw fault('Enter the secret key again: the role is another one.');
  if (before.endpoint !== endpoint) throw fault('Enter the secret key again: the endpoint is another one.');
  return 'kept';
}

/** The web's role can write a secret and never read it back. */
async function storeSecret(tx: PrismaConnection, accountId: string, secret: string | null): Promise<void> {
  const id = accountNumber(accountId);
  if (secret === null) {
    await tx.$executeRaw`delete from account_secret where account_id = ${id}`;
    return;
  }
  const sealed = await encryptSecret(tx, 'account', accountId, secret);
  await tx.$executeRaw`
    insert into account_secret (account_id, ciphertext) values (${id}, ${sealed})
    on conflict (account_id) do update set ciphertext = ${sealed}, updated_at = now()`;
}

async function notifyWorker(tx: PrismaConnection, accountId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify('trailkeep_trails', ${accountId})`;
}

async function audit(
  tx: PrismaConnection,
  doer: Doer,
  verb: 'set' | 'remove',
  accountId: string,
  detail?: { kind: string },
): Promise<void> {
  await recordAudit(tx, {
    by: auditName(doer),
    action: `account-credentials.${verb}`,
    target: `account:${accountId}`,
    detail,
  });
}
