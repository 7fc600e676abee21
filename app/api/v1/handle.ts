import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '#lib/auth/actor.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { type Queryable, webPool } from '#lib/db/pool.ts';
import { httpStatus, toTrailkeepError } from '#lib/errors.ts';
import { wrongParameter } from '#lib/events/wrong-parameter.ts';
import { log } from '#lib/log.ts';

export type ApiRequest<Params> = { actor: Actor; query: URLSearchParams; params: Params; now: Date };
type Route<Params> = { params: Promise<Params> };

/**
 * An endpoint: finds out who asks, and turns what `answer` returns into JSON and what it throws into
 * `{error: {code, message, hint?, requestId}}` with the status of its code. Nothing is cached.
 */
export function endpoint<Params = object>(answer: (request: ApiRequest<Params>) => Promise<unknown>) {
  return async (request: Request, route: Route<Params>): Promise<Response> => {
    const requestId = randomUUID();
    const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
    try {
      const actor = await actorOfRequest();
      const query = new URL(request.url).searchParams;
      return Response.json(await answer({ actor, query, params: await route.params, now: new Date() }), {
        headers,
      });
    } catch (thrown) {
      const error = toTrailkeepError(thrown);
      if (httpStatus(error.code) >= 500) log.error({ err: thrown, requestId }, 'a request failed');
      const body = { code: error.code, message: error.message, hint: error.hint, requestId };
      return Response.json({ error: body }, { status: httpStatus(error.code), headers });
    }
  };
}

/** An endpoint about the scope that its `scope` parameter names: `view:<slug>` or `account:<12 digits>`. */
export function scopedEndpoint<Params = object>(
  answer: (db: Queryable, scope: Scope, request: ApiRequest<Params>) => Promise<unknown>,
) {
  return endpoint<Params>(async (request) => {
    const scope = await scopeOf(request);
    return readScope(webPool(), scope, (db) => answer(db, scope, request));
  });
}

function scopeOf({ actor, query }: Pick<ApiRequest<unknown>, 'actor' | 'query'>): Promise<Scope> {
  const [, kind, id] = /^(view|account):(.+)$/.exec(query.get('scope') ?? '') ?? [];
  if (id === undefined) throw wrongParameter('scope', 'expected view:<slug> or account:<12 digits>');
  return resolveScope(actor, kind === 'view' ? 'view' : 'account', id);
}
