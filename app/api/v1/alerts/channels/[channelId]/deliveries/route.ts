import { listDeliveries } from '#lib/alerts/deliver/list-deliveries.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, scopeOf } from '../../../../handle.ts';
import { parseParameters } from '../../../../parameters.ts';
import { channelOf } from '../../channel-of.ts';
import { deliveryParams } from '../../delivery-params.ts';

type Params = { channelId: string };

/** Messages to a channel, the newest first. */
export const GET = endpoint<Params>(async (request) => {
  const { limit, before } = parseParameters(deliveryParams, request.query);
  const { id } = await channelOf(await scopeOf(request), request.params.channelId);
  return listDeliveries(prisma(), id, { limit, before });
});
