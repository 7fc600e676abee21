import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { BUILT_IN_RULES } from '../rules/built-in-rules.ts';
import { ruleKeys } from '../scope-rules/mutations.ts';
import { type AlertPlace, alertPlace } from '../scope-rules/place.ts';
import { lockChannel } from './lock-channel.ts';

const MOST_CHANNELS = 50;
export const channelIds = z.array(z.int().positive()).max(MOST_CHANNELS);

/**
 * Has rules tell exactly these channels of the scope, and no others; none for nobody. `keys` are those of `RuleRow`. All or none. For
 * who manages the scope; `not-found` for a rule or channel that is not the scope's.
 */
export async function setRuleChannels(
  db: PrismaClient,
  doer: Actor,
  scope: Scope,
  keys: readonly string[],
  channels: readonly number[],
): Promise<void> {
  const rules = [...new Set(ruleKeys.parse(keys))];
  const told = channelIds.parse(channels);
  await db.$transaction(async (tx) => {
    const place = await alertPlace(tx, scope, 'channels');
    await tellChannels(tx, doer, { ...place, target: scopeKey(scope) }, rules, told);
  });
}

/** The same for whoever has the right already. `target` is the place as the audit log calls it. */
export async function tellChannels(
  tx: PrismaConnection,
  doer: Actor,
  { target, ...place }: AlertPlace & { target: string },
  keys: readonly string[],
  channels: readonly number[],
): Promise<void> {
  const told = [...new Set(channels)];
  for (const id of told.toSorted((a, b) => a - b)) await lockChannel(tx, place, id);
  const ids: number[] = [];
  for (const key of keys) ids.push(await ruleId(tx, doer, place, key));
  await tx.$executeRaw`delete from alert_rule_channel where rule_id = any(${ids}::int[])`;
  await tx.$executeRaw`
    insert into alert_rule_channel (rule_id, channel_id)
    select r, c from unnest(${ids}::int[]) r cross join unnest(${told}::int[]) c`;
  await recordAudit(tx, {
    by: auditName(doer),
    action: 'rule.channels',
    target,
    detail: { rules: keys, channels: told },
  });
}

/** A built-in rule that was never switched on is stored as off: whom it tells is known before it is on. */
async function ruleId(tx: PrismaConnection, doer: Actor, place: AlertPlace, key: string): Promise<number> {
  const builtinId = /^builtin:(.+)$/.exec(key)?.[1];
  const stored = await tx.alertRule.findFirst({
    where: builtinId ? { ...place, builtinId } : { ...place, id: Number(key), removedAt: null },
    select: { id: true },
  });
  if (stored) return stored.id;
  if (!builtinId || !BUILT_IN_RULES.some(({ id }) => id === builtinId))
    throw new TrailkeepError('not-found', `There is no rule ${builtinId ?? key} here.`, {
      hint: 'Nothing was changed.',
    });
  const { id } = await tx.alertRule.create({
    data: { ...place, builtinId, mode: 'off', createdBy: doer.userId },
  });
  return id;
}
