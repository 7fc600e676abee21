import { z } from 'zod';
import { newChannel } from '#lib/alerts/deliver/channel-change.ts';
import { addChannel } from '#lib/alerts/deliver/mutations.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf, throwBodyFault } from '../../handle.ts';
import { parseParameters } from '../../parameters.ts';
import { channelOf, channelsOf } from './channel-of.ts';

export const GET = endpoint(async (request) => {
  parseParameters(z.object({}), request.query);
  return { channels: await channelsOf(await scopeOf(request)) };
});

export const POST = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const channel = await readBody(request, newChannel);
  const id = await addChannel(prisma(), request.actor, scope, channel).catch(throwBodyFault);
  return Response.json(await channelOf(scope, String(id)), { status: 201 });
});
