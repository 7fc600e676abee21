import { z } from 'zod';
import { channelChange } from '#lib/alerts/deliver/channel-change.ts';
import { changeChannel, removeChannel } from '#lib/alerts/deliver/mutations.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf, throwBodyFault } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';
import { channelOf } from '../channel-of.ts';

type Params = { channelId: string };

export const GET = endpoint<Params>(async (request) => {
  parseParameters(z.object({}), request.query);
  return channelOf(await scopeOf(request), request.params.channelId);
});

export const PATCH = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const change = await readBody(request, channelChange);
  const { id } = await channelOf(scope, request.params.channelId);
  await changeChannel(prisma(), request.actor, scope, id, change).catch(throwBodyFault);
  return channelOf(scope, String(id));
});

export const DELETE = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const { id } = await channelOf(scope, request.params.channelId);
  await removeChannel(prisma(), request.actor, scope, id);
  return new Response(null, { status: 204 });
});
