'use server';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { changeInScope } from '../change-in-scope.ts';
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
  return changeInScope(typed.place ?? '', typed, async (doer, scope) => {
    const channel = channelFromForm({ ...typed, secret, 'settings.url': url });
    if (typed.id) await changeChannel(prisma(), doer, scope, Number(typed.id), channel);
    else await addChannel(prisma(), doer, scope, channel);
  });
}

export async function removeChannelAction(place: string, channelId: number): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => removeChannel(prisma(), doer, scope, channelId));
}

export async function testChannelAction(place: string, channelId: number): Promise<FormState> {
  return changeInScope(place, {}, async (doer, scope) => {
    await testChannel(prisma(), doer, scope, channelId);
  });
}

export async function replayDeliveryAction(place: string, deliveryId: string): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => replayDelivery(prisma(), doer, scope, deliveryId));
}

/** Has rules tell exactly these channels. `keys` are those of `RuleRow`. */
export async function setRuleChannelsAction(
  place: string,
  keys: readonly string[],
  channels: readonly number[],
): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => setRuleChannels(prisma(), doer, scope, keys, channels));
}
