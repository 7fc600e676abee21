import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { type AlertPlace, alertPlace } from '../scope-rules/place.ts';
import { asTyped, sealAway } from './channel-address.ts';
import {
  type ChannelChange,
  channelChange,
  type NewChannel,
  newChannel,
  nextSecret,
  refusePrivateTarget,
  requireRole,
} from './channel-change.ts';
import type { ChannelSettings, StoredSettings } from './channel-model.ts';
import { wakeWorker } from './delivery-mutations.ts';
import { lockChannel, type StoredChannel } from './lock-channel.ts';
import { type SealedParts, storeSealed } from './store-sealed.ts';

/**
 * Adds a channel to a scope; for who manages it. Throws a ZodError for wrong fields. Resolves to its id.
 */
export async function addChannel(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  input: NewChannel,
): Promise<number> {
  const typed = newChannel.parse(input);
  return db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'channels');
    const { settings, ...sealed } = await check(tx, doer, scope, place, typed);
    const id = await insertChannel(tx, doer, place, typed.name, settings);
    await storeSealed(tx, id, sealed);
    await recordChange(tx, doer, scope, 'create', { channel: id, name: typed.name, kind: settings.kind });
    return id;
  });
}

/**
 * Changes what is named of a channel; for who manages the scope. A secret is only kept for the place it was typed for. Throws a ZodError
 * for wrong fields, `not-found` for a channel that is not the scope's.
 */
export async function changeChannel(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  id: number,
  input: ChannelChange,
): Promise<void> {
  const change = channelChange.parse(input);
  await db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'channels');
    const before = { id, ...(await lockChannel(tx, place, id)) };
    const typed = {
      name: change.name ?? before.name,
      settings: change.settings ?? asTyped(before.settings),
      secret: change.secret,
    };
    const { settings, ...sealed } = await check(tx, doer, scope, place, typed, before);
    await tx.$executeRaw`
      update alert_channel set name = ${typed.name}, settings = ${JSON.stringify(settings)}::jsonb, updated_at = now()
      where id = ${id}`;
    await storeSealed(tx, id, sealed);
    await recordChange(tx, doer, scope, 'update', { channel: id, name: typed.name, kind: settings.kind });
  });
}

/**
 * Takes a channel away: rules tell it nothing more, its secret is deleted, and workers give up what waits for it. What it was told
 * stays in the history of findings. For who manages the scope.
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
    await storeSealed(tx, channelId, { secret: null, address: null });
    // It gives up what waits for the channel, and writes down why.
    await wakeWorker(tx);
    await recordChange(tx, doer, scope, 'remove', { channel: channelId, name, kind: settings.kind });
  });
}

/** What is to be stored of a typed channel, if it may be; `before` is the stored one that it takes the place of. */
async function check(
  tx: PrismaConnection,
  doer: Actor,
  scope: Scope,
  place: AlertPlace,
  typed: z.output<typeof newChannel>,
  before: (StoredChannel & { id: number }) | null = null,
): Promise<SealedParts & { settings: StoredSettings }> {
  const settings = withExternalId(typed.settings, scope);
  requireRole(doer, settings);
  refusePrivateTarget(settings);
  await refuseNameTwice(tx, place, typed.name, before?.id ?? 0);
  const sealed = sealAway(settings, before?.settings ?? null);
  return { ...sealed, secret: nextSecret(settings, typed.secret, before) };
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
  settings: StoredSettings,
): Promise<number> {
  const rows = await tx.$queryRaw`
    insert into alert_channel (view_id, account_id, name, settings, created_by)
    values (${viewId}::int, ${accountId}::bigint, ${name}, ${JSON.stringify(settings)}::jsonb, ${doer.userId}::uuid)
    returning id`;
  return withId.parse(rows)[0].id;
}

async function recordChange(
  tx: PrismaConnection,
  doer: Actor,
  scope: Scope,
  what: 'create' | 'update' | 'remove',
  detail: { channel: number; name: string; kind: string },
): Promise<void> {
  await recordAudit(tx, {
    by: auditName(doer),
    action: `channel.${what}`,
    target: scopeKey(scope),
    detail,
  });
}
