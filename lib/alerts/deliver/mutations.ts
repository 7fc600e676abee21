import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { type AlertPlace, alertPlace } from '../scope-rules/place.ts';
import {
  type ChannelChangeInput,
  channelChange,
  nextSecret,
  refusePrivateTarget,
  requireRole,
} from './channel-change.ts';
import type { ChannelSettings } from './channel-model.ts';
import { lockChannel } from './lock-channel.ts';

/**
 * Adds a channel to a scope, or changes one of it; for who manages the scope. A kept secret is only kept for the same place. Throws a
 * ZodError for wrong fields, `not-found` for a channel that is not the scope's. Resolves to its id.
 */
export async function saveChannel(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  input: ChannelChangeInput,
): Promise<number> {
  const { id: asked, name, secret: typed, settings: named } = channelChange.parse(input);
  const settings = withExternalId(named, scope);
  return db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'channels');
    requireRole(doer, settings);
    refusePrivateTarget(settings);
    const before = asked === undefined ? null : await lockChannel(tx, place, asked);
    const secret = nextSecret(settings, typed, before);
    await refuseNameTwice(tx, place, name, asked ?? 0);
    const id =
      asked === undefined
        ? await insertChannel(tx, doer, place, name, settings)
        : await updateChannel(tx, asked, name, settings);
    if (secret !== 'kept') await storeSecret(tx, id, secret);
    await recordAudit(tx, {
      by: auditName(doer),
      action: asked === undefined ? 'channel.create' : 'channel.update',
      target: scopeKey(scope),
      detail: { channel: id, name, kind: settings.kind },
    });
    return id;
  });
}

/**
 * Takes a channel away: rules tell it nothing more, its secret is deleted, and what waits for it is given up. What it was told stays
 * in the history of findings. For who manages the scope.
 */
export async function removeChannel(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  channelId: number,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { name, settings } = await lockChannel(tx, await alertPlace(tx, scope, 'channels'), channelId);
    await tx.$executeRaw`update alert_channel set removed_at = now() where id = ${channelId}`;
    await tx.$executeRaw`delete from alert_rule_channel where channel_id = ${channelId}`;
    await storeSecret(tx, channelId, null);
    await tx.$executeRaw`
      update alert_delivery set state = 'failed' where channel_id = ${channelId} and state = 'waiting'`;
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'channel.remove',
      target: scopeKey(scope),
      detail: { channel: channelId, name, kind: settings.kind },
    });
  });
}

/** The external ID is the scope's, whatever was sent: a role that trusts another scope is of no use here. */
function withExternalId(settings: ChannelSettings, scope: Scope): ChannelSettings {
  if (settings.kind !== 'sns' && settings.kind !== 'lambda') return settings;
  return { ...settings, externalId: settings.roleArn ? externalIdOf(scopeKey(scope)) : '' };
}

async function refuseNameTwice(
  tx: PrismaConnection,
  { viewId, accountId }: AlertPlace,
  name: string,
  but: number,
): Promise<void> {
  const taken: unknown[] = await tx.$queryRaw`
    select from alert_channel where view_id is not distinct from ${viewId}::int and removed_at is null
      and account_id is not distinct from ${accountId}::bigint and lower(name) = lower(${name}) and id <> ${but}`;
  if (taken.length > 0) throw fieldFault(['name'], 'There is a channel of this name already.');
}

const withId = z.tuple([z.object({ id: z.int() })]);

async function insertChannel(
  tx: PrismaConnection,
  doer: Actor,
  { viewId, accountId }: AlertPlace,
  name: string,
  settings: ChannelSettings,
): Promise<number> {
  const rows = await tx.$queryRaw`
    insert into alert_channel (view_id, account_id, name, settings, created_by)
    values (${viewId}::int, ${accountId}::bigint, ${name}, ${JSON.stringify(settings)}::jsonb, ${doer.userId}::uuid)
    returning id`;
  return withId.parse(rows)[0].id;
}

async function updateChannel(
  tx: PrismaConnection,
  id: number,
  name: string,
  settings: ChannelSettings,
): Promise<number> {
  await tx.$executeRaw`
    update alert_channel set name = ${name}, settings = ${JSON.stringify(settings)}::jsonb, updated_at = now()
    where id = ${id}`;
  return id;
}

/** The web's role can write a secret and never read it back. */
async function storeSecret(tx: PrismaConnection, channelId: number, secret: string | null): Promise<void> {
  await tx.$executeRaw`delete from alert_channel_secret where channel_id = ${channelId}`;
  if (secret === null) return;
  const sealed = await encryptSecret(tx, 'alert channel', String(channelId), secret);
  await tx.$executeRaw`
    insert into alert_channel_secret (channel_id, ciphertext) values (${channelId}, ${sealed})`;
}
