import { testChannel } from '#lib/alerts/deliver/delivery-mutations.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, scopeOf } from '../../../../handle.ts';
import { channelOf } from '../../channel-of.ts';

type Params = { channelId: string };

/** Puts a test message into the outbox; what becomes of it is among the channel's deliveries. */
export const POST = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const { id } = await channelOf(scope, request.params.channelId);
  const delivery = await testChannel(prisma(), request.actor, scope, id);
  return Response.json({ delivery }, { status: 202 });
});
