import { accountNumber } from '#lib/accounts/account-id.ts';
import { type Doer, isAdmin } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, Source } from '#prisma/client.ts';
import { machineUseOf, refusePrivateEndpoints, requireOwnCredentials } from './rights.ts';
import {
  type NewSource,
  type NewSourceInput,
  newSource,
  type SourceChange,
  type SourceChangeInput,
  sourceChange,
} from './schema.ts';
import {
  askToCollect,
  askToErase,
  auditSource,
  credentialColumns,
  findOwner,
  findOwnSource,
  secretAfterChange,
  secretOf,
  storeSecret,
} from './source-record.ts';
import { losesVouch, stopVouching } from './vouching.ts';

/**
 * Adds a log source to a view (by slug) or an account (12 digits); collection starts at once. Throws a ZodError for wrong
 * fields, `not-found` for an owner that is not there or not the doer's, `conflict` where the same place is there already.
 */
export async function createSource(
  db: PrismaClient,
  doer: Doer,
  owner: { view: string } | { account: string },
  input: NewSourceInput,
): Promise<{ id: number }> {
  const settings = newSource.parse(input);
  requireOwnCredentials(doer, machineUseOf(settings));
  if (settings.kind === 's3') refusePrivateEndpoints(settings);
  const secret = secretOf(settings);
  return db.$transaction(async (tx) => {
    const belongsTo = await findOwner(tx, doer, owner);
    await refuseTwice(tx, belongsTo, settings);
    const source = await tx.source.create({
      data: { ...belongsTo, ...columnsOf(settings), vouched: isAdmin(doer) },
    });
    if (secret !== null) await storeSecret(tx, source.id, secret);
    await askToCollect(tx, source.id);
    await auditSource(tx, doer, 'add', source);
    return { id: source.id };
  });
}

/**
 * Changes a bucket's settings; collection starts at once. An empty secret keeps the stored one, but not for another access key
 * or endpoint: a key that one person entered must not be carried elsewhere by another.
 */
export async function updateSource(
  db: PrismaClient,
  doer: Doer,
  sourceId: number,
  input: SourceChangeInput,
): Promise<void> {
  const change = sourceChange.parse(input);
  refusePrivateEndpoints(change);
  await db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, doer, sourceId);
    if (source.kind !== 's3') throw new TrailkeepError('bad-request', 'A folder has no settings to change.');
    requireOwnCredentials(doer, change.credentials);
    await changeSecret(tx, source, change);
    const data = columnsOf({ kind: 's3', bucket: source.bucket ?? '', ...change });
    if (losesVouch(doer, source, change)) await stopVouching(tx, sourceId);
    await tx.source.update({ where: { id: sourceId }, data });
    await askToCollect(tx, sourceId);
    await auditSource(tx, doer, 'update', { ...source, prefix: change.prefix });
  });
}

/** Where a source's S3 answers now. For the sample organisation, whose server takes the port that is free. */
export async function setSourceEndpoint(db: PrismaClient, sourceId: number, endpoint: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.source.update({ where: { id: sourceId }, data: { endpoint } });
    await askToCollect(tx, sourceId);
  });
}

/**
 * Removes a source and forgets its secret. With `keep` its events stay, and so does its ledger: with it each of them still leads
 * back to the object that it came from. With `delete` a worker erases both afterwards (lib/ingest/erase-source.ts). The same place
 * may be added anew either way.
 */
export async function removeSource(
  db: PrismaClient,
  doer: Doer,
  sourceId: number,
  data: 'keep' | 'delete' = 'keep',
): Promise<void> {
  await db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, doer, sourceId);
    await storeSecret(tx, sourceId, null);
    const nothing = {
      requestedAt: null,
      errorCode: null,
      errorMessage: null,
      errorHint: null,
      errorAt: null,
    };
    await tx.source.update({ where: { id: sourceId }, data: { ...nothing, removedAt: new Date() } });
    await auditSource(tx, doer, data === 'delete' ? 'remove-with-data' : 'remove', source);
    if (data === 'delete') await askToErase(tx, sourceId);
  });
}

export async function pauseSource(db: PrismaClient, doer: Doer, sourceId: number): Promise<void> {
  await db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, doer, sourceId);
    await tx.source.update({ where: { id: sourceId }, data: { pausedAt: new Date() } });
    await auditSource(tx, doer, 'pause', source);
  });
}

export async function resumeSource(db: PrismaClient, doer: Doer, sourceId: number): Promise<void> {
  await db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, doer, sourceId);
    await tx.source.update({ where: { id: sourceId }, data: { pausedAt: null } });
    await askToCollect(tx, sourceId);
    await auditSource(tx, doer, 'resume', source);
  });
}

/** Lists the source now, whenever its next turn would be. */
export async function requestCollect(db: PrismaClient, doer: Doer, sourceId: number): Promise<void> {
  await db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, doer, sourceId);
    await askToCollect(tx, sourceId);
    await auditSource(tx, doer, 'collect', source);
  });
}

async function changeSecret(tx: PrismaConnection, source: Source, change: SourceChange): Promise<void> {
  const secret = secretAfterChange(source, change);
  if (secret !== 'keep') await storeSecret(tx, source.id, secret);
}

async function refuseTwice(
  tx: PrismaConnection,
  owner: { viewId: number | null; accountId: bigint | null },
  settings: NewSource,
): Promise<void> {
  const place =
    settings.kind === 's3'
      ? { bucket: settings.bucket, endpoint: settings.endpoint }
      : { directory: settings.directory };
  const same = await tx.source.findFirst({
    where: { ...owner, ...place, prefix: settings.prefix, removedAt: null },
  });
  if (!same) return;
  throw new TrailkeepError(
    'conflict',
    `This ${settings.kind === 's3' ? 'bucket' : 'folder'} is there already.`,
    {
      hint: 'Change its settings instead, or give another prefix.',
    },
  );
}

function columnsOf(settings: NewSource) {
  const { kind, prefix, collectDays, regions } = settings;
  const columns = { kind, prefix, collectDays, regions, accountIds: settings.accountIds.map(accountNumber) };
  if (settings.kind === 'directory') return { ...columns, directory: settings.directory };
  const { bucket, region, endpoint, sqsQueueUrl } = settings;
  return { ...columns, bucket, region, endpoint, sqsQueueUrl, ...credentialColumns(settings.credentials) };
}
