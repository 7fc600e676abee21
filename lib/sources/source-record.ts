import { accountNumber, formatAccountId } from '#lib/accounts/account-id.ts';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';
import type { Source } from '#prisma/client.ts';
import { requireSourceRight } from './rights.ts';
import { fieldFault, type NewSource, type SourceChange, type SourceCredentials } from './schema.ts';

/** The source, if the doer may change it; `not-found` otherwise. */
export async function findOwnSource(tx: PrismaConnection, doer: Doer, sourceId: number): Promise<Source> {
  const source = await tx.source.findUnique({ where: { id: sourceId, removedAt: null } });
  if (!source) throw new TrailkeepError('not-found', `There is no log source ${sourceId}.`);
  const accountId = source.accountId === null ? null : formatAccountId(source.accountId);
  requireSourceRight(doer, { viewId: source.viewId, accountId }, `log source ${sourceId}`);
  return source;
}

/** The view (by slug) or account (12 digits) that a new source is for, if the doer may configure it. */
export async function findOwner(
  tx: PrismaConnection,
  doer: Doer,
  owner: { view: string } | { account: string },
) {
  if ('view' in owner) {
    const view = await tx.view.findUnique({ where: { slug: owner.view } });
    if (!view) throw new TrailkeepError('not-found', `There is no view ${owner.view}.`);
    requireSourceRight(doer, { viewId: view.id, accountId: null }, `view ${owner.view}`);
    return { viewId: view.id, accountId: null };
  }
  const account = await tx.account.findUnique({ where: { id: accountNumber(owner.account) } });
  if (!account) throw new TrailkeepError('not-found', `There is no account ${owner.account}.`);
  requireSourceRight(doer, { viewId: null, accountId: owner.account }, `account ${owner.account}`);
  return { viewId: null, accountId: account.id };
}

/** The columns of a source's credentials, without the secret. */
export function credentialColumns(credentials: SourceCredentials) {
  const none = { accessKeyId: null, roleArn: null, externalId: null };
  if (credentials.kind === 'default') return { credentialKind: credentials.kind, ...none };
  const { kind, secretAccessKey: _, ...columns } = credentials;
  return { credentialKind: kind, ...none, ...columns };
}

/** The secret of a new source; null where its credentials have none. Throws a ZodError where a key comes without one. */
export function secretOf(settings: NewSource): string | null {
  if (settings.kind !== 's3' || settings.credentials.kind === 'default') return null;
  const { accessKeyId, secretAccessKey } = settings.credentials;
  if (accessKeyId && !secretAccessKey) throw missingSecret('Enter the secret key.');
  return accessKeyId ? secretAccessKey : null;
}

/**
 * The secret that goes with changed settings: the typed one, null for none, or `keep` for the one that is stored. Throws a ZodError
 * where the stored one would be carried to another key or endpoint.
 */
export function secretAfterChange(
  source: Pick<Source, 'accessKeyId' | 'endpoint'>,
  { credentials, endpoint }: SourceChange,
): string | null | 'keep' {
  if (credentials.kind === 'default' || !credentials.accessKeyId) return null;
  if (credentials.secretAccessKey) return credentials.secretAccessKey;
  if (credentials.accessKeyId !== source.accessKeyId)
    throw missingSecret('Enter the secret key of this access key.');
  if (endpoint !== source.endpoint)
    throw missingSecret('Enter the secret key again: the endpoint is another one.');
  return 'keep';
}

function missingSecret(message: string): Error {
  return fieldFault(['credentials', 'secretAccessKey'], message);
}

/** Stores a secret, sealed; null forgets the one that is there. The web's role can write it and never read it back. */
export async function storeSecret(
  tx: PrismaConnection,
  sourceId: number,
  secret: string | null,
): Promise<void> {
  if (secret === null) {
    await tx.$executeRaw`delete from source_secret where source_id = ${sourceId}`;
    return;
  }
  const sealed = await encryptSecret(tx, 'source', String(sourceId), secret);
  await tx.$executeRaw`
    insert into source_secret (source_id, ciphertext) values (${sourceId}, ${sealed})
    on conflict (source_id) do update set ciphertext = ${sealed}, updated_at = now()`;
}

/** The worker lists the source at once, from its prefix down. What stopped it before is forgotten until that fails again. */
export async function askToCollect(tx: PrismaConnection, sourceId: number): Promise<void> {
  await tx.$executeRaw`
    update source set requested_at = now(), next_list_at = now(), surveyed_at = null,
      error_code = null, error_message = null, error_hint = null, error_at = null
    where id = ${sourceId}`;
  await tx.$executeRaw`select pg_notify('trailkeep_collect', ${String(sourceId)})`;
}

/** A worker deletes all that a removed source brought. */
export async function askToErase(tx: PrismaConnection, sourceId: number): Promise<void> {
  await tx.$executeRaw`update source set erase_requested_at = now() where id = ${sourceId}`;
  await tx.$executeRaw`select pg_notify('trailkeep_erase', ${String(sourceId)})`;
}

export async function auditSource(
  tx: PrismaConnection,
  doer: Doer,
  action: 'add' | 'update' | 'remove' | 'remove-with-data' | 'pause' | 'resume' | 'collect',
  source: Pick<Source, 'id' | 'bucket' | 'directory' | 'prefix'>,
): Promise<void> {
  await recordAudit(tx, {
    by: auditName(doer),
    action: `source.${action}`,
    target: `source:${source.id}`,
    detail: { from: source.directory ?? `s3://${source.bucket}/${source.prefix}` },
  });
}
