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

export type ApiRequest<Params> = {
  actor: Actor;
  query: URLSearchParams;
  params: Params;
  now: Date;
  /** Aborted when the asker is gone. */
  signal: AbortSignal;
};
type Route<Params> = { params: Promise<Params> };

/**
 * An endpoint: finds out who asks, and turns what `answer` returns into JSON (a Response goes as it is) and what it throws
 * into `{error: {code, message, hint?, requestId}}` with the status of its code. Nothing is cached.
 */
export function endpoint<Params = object>(answer: (request: ApiRequest<Params>) => Promise<unknown>) {
  return async (request: Request, route: Route<Params>): Promise<Response> => {
    const requestId = randomUUID();
    const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
    const { signal } = request;
    try {
      const actor = await actorOfRequest();
      const query = new URL(request.url).searchParams;
      const params = await route.params;
      const answered = await answer({ actor, query, params, now: new Date(), signal });
      return answered instanceof Response
        ? withHeaders(answered, headers)
        : Response.json(answered, { headers });
    } catch (thrown) {
      if (signal.aborted) return new Response(null, { status: NOBODY_WAITS });
      const error = toTrailkeepError(thrown);
      if (httpStatus(error.code) >= 500) log.error({ err: thrown, requestId }, 'a request failed');
      const body = { code: error.code, message: error.message, hint: error.hint, requestId };
      return Response.json({ error: body }, { status: httpStatus(error.code), headers });
    }
  };
}

/** What proxies note for a request whose asker has gone; nobody gets it. */
const NOBODY_WAITS = 499;

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** An endpoint about the scope that its `scope` parameter names: `view:<slug>` or `account:<12 digits>`. */
export function scopedEndpoint<Params = object>(
  answer: (db: Queryable, scope: Scope, request: ApiRequest<Params>) => Promise<unknown>,
) {
  return endpoint<Params>(async (request) => {
    const scope = await scopeOf(request);
    const { signal } = request;
    return readScope(webPool(), scope, (db) => answer(db, scope, request), { signal });
  });
}

/** The scope that a request names, if its person may see it. */
export function scopeOf({ actor, query }: Pick<ApiRequest<unknown>, 'actor' | 'query'>): Promise<Scope> {
  const [, kind, id] = /^(view|account):(.+)$/.exec(query.get('scope') ?? '') ?? [];
  if (id === undefined) throw wrongParameter('scope', 'expected view:<slug> or account:<12 digits>');
  return resolveScope(actor, kind === 'view' ? 'view' : 'account', id);
}
