import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { countUse } from '#lib/auth/throttle.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { alertPlace } from '../scope-rules/place.ts';
import { lockChannel } from './lock-channel.ts';

/**
 * Puts a test message of a channel into the outbox, in place of one that still waits; for who manages the scope, five times in ten
 * minutes: then `too-many-requests`. Resolves to the delivery's id.
 */
export async function testChannel(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  channelId: number,
): Promise<string> {
  return db.$transaction(async (tx) => {
    const { name, settings } = await lockChannel(tx, await alertPlace(tx, scope, 'channels'), channelId);
    await countTest(tx, doer, channelId);
    const id = randomUUID();
    await tx.$executeRaw`
      update alert_delivery set state = 'failed'
      where channel_id = ${channelId} and finding_id is null and state = 'waiting'`;
    // A group of its own: it does not wait behind an earlier one that is to be tried again.
    await tx.$executeRaw`
      insert into alert_delivery (id, channel_id, channel_name, channel_kind, group_key, asked_by)
      values (${id}::uuid, ${channelId}, ${name}, ${settings.kind}, ${`test:${id}`}, ${doer.userId}::uuid)`;
    await wakeWorker(tx);
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'channel.test',
      target: scopeKey(scope),
      detail: { channel: channelId, name, kind: settings.kind },
    });
    return id;
  });
}

/** In ten minutes: a test is a message to somebody who may not want it. */
const TESTS_OF_CHANNEL = 5;
const TESTS_OF_PERSON = 20;

async function countTest(tx: PrismaConnection, { userId }: Actor, channelId: number): Promise<void> {
  const now = new Date();
  const ofChannel = { key: `test-of-channel:${channelId}`, limit: TESTS_OF_CHANNEL };
  await countUse(tx, { ...ofChannel, what: 'tests of this channel', now });
  const ofPerson = { key: `tests-by:${userId}`, limit: TESTS_OF_PERSON };
  await countUse(tx, { ...ofPerson, what: 'tests of channels', now });
}

const deliveryRow = z.object({ channelId: z.int(), state: z.string() });
const isUuid = (text: string) => z.uuid().safeParse(text).success;

/**
 * Sends once more what was given up, as often as a new message is tried; for who manages the scope of its channel. `not-found` where
 * the channel is not the scope's (or not `ofChannel`) or was removed, `bad-request` where the message is under way or was taken.
 */
export async function replayDelivery(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  id: string,
  ofChannel?: number,
): Promise<void> {
  const missing = new TrailkeepError('not-found', 'There is no such message here.');
  await db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'channels');
    if (!isUuid(id)) throw missing;
    const rows: unknown[] = await tx.$queryRaw`
      select channel_id as "channelId", state from alert_delivery where id = ${id}::uuid for update`;
    if (rows.length === 0) throw missing;
    const { channelId, state } = deliveryRow.parse(rows[0]);
    if (ofChannel !== undefined && channelId !== ofChannel) throw missing;
    const { name } = await lockChannel(tx, place, channelId);
    if (state !== 'failed')
      throw new TrailkeepError('bad-request', 'This message was taken, or is under way again.', {
        hint: 'Load the page anew to see what became of it.',
      });
    await tx.$executeRaw`
      update alert_delivery set state = 'waiting', attempts = 0, next_attempt_at = now(), asked_by = ${doer.userId}::uuid
      where id = ${id}::uuid`;
    await wakeWorker(tx);
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'delivery.replay',
      target: scopeKey(scope),
      detail: { delivery: id, channel: channelId, name },
    });
  });
}

/** Has a worker look at the outbox once the transaction is committed. */
export async function wakeWorker(tx: PrismaConnection): Promise<void> {
  await tx.$executeRaw`select pg_notify('trailkeep_deliver', '')`;
}
