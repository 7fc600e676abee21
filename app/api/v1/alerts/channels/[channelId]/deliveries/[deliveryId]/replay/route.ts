import { replayDelivery } from '#lib/alerts/deliver/delivery-mutations.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, scopeOf } from '../../../../../../handle.ts';
import { channelOf } from '../../../../channel-of.ts';

type Params = { channelId: string; deliveryId: string };

/** Sends once more what was given up. */
export const POST = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const { channelId, deliveryId } = request.params;
  const { id } = await channelOf(scope, channelId);
  await replayDelivery(prisma(), request.actor, scope, deliveryId, id);
  return Response.json({ delivery: deliveryId }, { status: 202 });
});
