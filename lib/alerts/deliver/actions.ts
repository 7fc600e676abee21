'use server';
import { revalidatePath } from 'next/cache';
import type { Actor } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey, type Scope } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { channelFromForm } from './channel-form.ts';
import { replayDelivery, testChannel } from './delivery-mutations.ts';
import { addChannel, changeChannel, removeChannel } from './mutations.ts';
import { setRuleChannels } from './rule-channels.ts';

/**
 * The form of a channel, a new one or that of its field `id`; its field `place` is the scope, `view:acme`. Neither a secret nor an
 * address goes back to the form.
 */
export async function saveChannelAction(_: FormState, form: FormData): Promise<FormState> {
  const { secret, 'settings.url': url, ...typed } = formValues(form);
  return change(typed.place ?? '', typed, async (doer, scope) => {
    const channel = channelFromForm({ ...typed, secret, 'settings.url': url });
    if (typed.id) await changeChannel(prisma(), doer, scope, Number(typed.id), channel);
    else await addChannel(prisma(), doer, scope, channel);
  });
}

export async function removeChannelAction(place: string, channelId: number): Promise<FormState> {
  return change(place, {}, (doer, scope) => removeChannel(prisma(), doer, scope, channelId));
}

export async function testChannelAction(place: string, channelId: number): Promise<FormState> {
  return change(place, {}, async (doer, scope) => {
    await testChannel(prisma(), doer, scope, channelId);
  });
}

export async function replayDeliveryAction(place: string, deliveryId: string): Promise<FormState> {
  return change(place, {}, (doer, scope) => replayDelivery(prisma(), doer, scope, deliveryId));
}

/** Has rules tell exactly these channels. `keys` are those of `RuleRow`. */
export async function setRuleChannelsAction(
  place: string,
  keys: readonly string[],
  channels: readonly number[],
): Promise<FormState> {
  return change(place, {}, (doer, scope) => setRuleChannels(prisma(), doer, scope, keys, channels));
}

/** What comes from a browser is checked by the mutation. `typed` goes back to the form, so no secret is in it. */
async function change(
  place: string,
  typed: Record<string, string>,
  work: (doer: Actor, scope: Scope) => Promise<void>,
): Promise<FormState> {
  try {
    const doer = await actorOfRequest();
    const asked = parseScopeKey(place);
    if (!asked) throw new TrailkeepError('not-found', 'There is no such view or account.');
    await work(doer, await resolveScope(doer, asked.kind, asked.id));
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
