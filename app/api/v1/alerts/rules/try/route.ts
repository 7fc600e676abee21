import { loadTrial } from '#lib/alerts/try-rule/loaders.ts';
import { trialRequest } from '#lib/alerts/try-rule/request.ts';
import { endpoint, readBody, scopeOf } from '../../../handle.ts';

/** Tries a rule; nothing is stored. */
export const POST = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const { actor, signal } = request;
  return loadTrial(actor, scope, await readBody(request, trialRequest), signal);
});
