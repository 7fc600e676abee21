import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError, tooManyRequests } from '#lib/errors.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';
import type { PrismaClient, Source } from '#prisma/client.ts';
import { machineUseOf, refusePrivateEndpoints, requireOwnCredentials } from './rights.ts';
import { type NewSourceInput, newSource, type SourceChangeInput, sourceChange } from './schema.ts';
import { credentialColumns, findOwner, findOwnSource, secretAfterChange, secretOf } from './source-record.ts';
import type { TestSubject } from './test-probe.ts';

/** Tests that one person may have waiting or running. */
const MOST_OPEN = 5;
/** By then a worker has looked at the next one. */
const RETRY_AFTER_SECONDS = 10;

type Owner = { viewId: number | null; accountId: bigint | null };
/** `stored`: the secret of the source itself, which only the worker can open. */
type Asked = Owner & { sourceId: number; subject: TestSubject; secret: string | null | 'stored' };

/**
 * Asks a worker to test settings as they stand in the form, saved or not; returns the test's id. `sourceId` is the bucket whose form it
 * is: then an empty secret means the stored one. Throws as saving them would: ZodError, `not-found`, `forbidden`.
 */
export async function testNewSource(
  db: PrismaClient,
  actor: Actor,
  owner: { view: string } | { account: string },
  input: NewSourceInput,
): Promise<string> {
  const settings = newSource.parse(input);
  requireOwnCredentials(actor, machineUseOf(settings));
  if (settings.kind === 's3') refusePrivateEndpoints(settings);
  const secret = secretOf(settings);
  return db.$transaction(async (tx) => {
    const belongsTo = await findOwner(tx, actor, owner);
    const subject = subjectOf({ ...settings, ...belongsTo });
    return askForTest(tx, actor, { ...belongsTo, sourceId: 0, subject, secret });
  });
}

export async function testChangedSource(
  db: PrismaClient,
  actor: Actor,
  sourceId: number,
  input: SourceChangeInput,
): Promise<string> {
  const change = sourceChange.parse(input);
  refusePrivateEndpoints(change);
  return db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, actor, sourceId);
    if (source.kind !== 's3') throw new TrailkeepError('bad-request', 'A folder has no settings to change.');
    requireOwnCredentials(actor, change.credentials);
    const kept = secretAfterChange(source, change);
    const secret = kept === 'keep' ? 'stored' : kept;
    const subject = subjectOf({
      kind: 's3',
      bucket: source.bucket ?? '',
      ...change,
      accountId: source.accountId,
    });
    return askForTest(tx, actor, {
      viewId: source.viewId,
      accountId: source.accountId,
      sourceId,
      subject,
      secret,
    });
  });
}

/** Asks a worker to test a source as it is stored. */
export async function testSavedSource(db: PrismaClient, actor: Actor, sourceId: number): Promise<string> {
  return db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, actor, sourceId);
    const { viewId, accountId } = source;
    return askForTest(tx, actor, {
      viewId,
      accountId,
      sourceId,
      subject: savedSubject(source),
      secret: 'stored',
    });
  });
}

async function askForTest(tx: PrismaConnection, actor: Actor, asked: Asked): Promise<string> {
  const { viewId, accountId, subject, secret } = asked;
  const open = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) from source_test where user_id = ${actor.userId}::uuid and finished_at is null
      and created_at > now() - interval '10 minutes'`;
  if (Number(open[0]?.count ?? 0) >= MOST_OPEN) {
    throw tooManyRequests(`${MOST_OPEN} of your tests have not ended yet.`, {
      hint: 'Wait for them, then try again.',
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  const id = randomUUID();
  const sourceId = secret === 'stored' ? asked.sourceId : null;
  await tx.$executeRaw`
    insert into source_test (id, user_id, view_id, account_id, source_id, settings)
    values (${id}::uuid, ${actor.userId}::uuid, ${viewId}, ${accountId}, ${sourceId}, ${JSON.stringify(subject)}::jsonb)`;
  if (secret !== null && secret !== 'stored') {
    const sealed = await encryptSecret(tx, 'source test', id, secret);
    await tx.$executeRaw`insert into source_test_secret (test_id, ciphertext) values (${id}::uuid, ${sealed})`;
  }
  await recordAudit(tx, {
    by: auditName(actor),
    action: 'source.test',
    target: asked.sourceId ? `source:${asked.sourceId}` : ownerName(asked),
    detail: { from: subject.directory ?? `s3://${subject.bucket}/${subject.prefix}` },
  });
  await tx.$executeRaw`select pg_notify('trailkeep_test', ${id})`;
  return id;
}

function ownerName({ viewId, accountId }: Owner): string {
  return accountId === null ? `view:${viewId}` : `account:${formatAccountId(accountId)}`;
}

type Settings = z.output<typeof newSource> & { accountId: bigint | null };

function subjectOf(settings: Settings): TestSubject {
  const { kind, prefix, collectDays, regions, accountIds } = settings;
  const shared = {
    kind,
    prefix,
    collectDays,
    regions,
    accountIds,
    accountId: settings.accountId === null ? null : formatAccountId(settings.accountId),
  };
  const none = { bucket: null, region: null, endpoint: null, directory: null, queueUrl: null };
  if (settings.kind === 'directory')
    return { ...none, ...credentialColumns({ kind: 'default' }), ...shared, directory: settings.directory };
  const { bucket, region, endpoint, credentials, sqsQueueUrl: queueUrl } = settings;
  return { ...none, ...credentialColumns(credentials), ...shared, bucket, region, endpoint, queueUrl };
}

const credentialKind = z.enum(['access-key', 'role', 'default']);

function savedSubject(source: Source): TestSubject {
  const {
    bucket,
    prefix,
    region,
    endpoint,
    directory,
    accessKeyId,
    roleArn,
    externalId,
    collectDays,
    regions,
  } = source;
  return {
    kind: source.kind === 'directory' ? 'directory' : 's3',
    accountId: source.accountId === null ? null : formatAccountId(source.accountId),
    bucket,
    prefix,
    region,
    endpoint,
    directory,
    credentialKind: credentialKind.parse(source.credentialKind),
    accessKeyId,
    roleArn,
    externalId,
    collectDays,
    regions,
    accountIds: source.accountIds.map(formatAccountId),
    queueUrl: source.sqsQueueUrl,
  };
}
