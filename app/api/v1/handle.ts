import 'server-only';
import { randomUUID } from 'node:crypto';
import { ZodError, type z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import { isRefusal, recordRefusal } from '#lib/auth/failed-action.ts';
import { actorOfApiRequest } from '#lib/auth/loaders.ts';
import { noteVisit } from '#lib/auth/note-visit.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey, type Scope } from '#lib/auth/scope.ts';
import { type Queryable, webPool } from '#lib/db/pool.ts';
import { httpStatus, TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import { wrongParameter } from '#lib/events/wrong-parameter.ts';
import { log } from '#lib/log.ts';

export type ApiRequest<Params> = {
  actor: Actor;
  query: URLSearchParams;
  params: Params;
  now: Date;
  /** Aborted when the asker is gone. */
  signal: AbortSignal;
  /** The body as text; '' where there is none. */
  body: () => Promise<string>;
  contentType: string;
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
      const actor = await actorOfApiRequest(request.method);
      const query = new URL(request.url).searchParams;
      const params = await route.params;
      refuseNul([...query.values(), ...Object.values(params ?? {})]);
      const contentType = request.headers.get('content-type') ?? '';
      const body = () => request.text();
      const asked = { actor, query, params, now: new Date(), signal, body, contentType };
      const answered = await answer(asked).catch((error: unknown) => throwNoted(error, actor, request));
      return answered instanceof Response
        ? withHeaders(answered, headers)
        : Response.json(answered, { headers });
    } catch (thrown) {
      if (signal.aborted) return new Response(null, { status: NOBODY_WAITS });
      const error = toTrailkeepError(thrown);
      if (httpStatus(error.code) >= 500) log.error({ err: thrown, requestId }, 'a request failed');
      const body = { code: error.code, message: error.message, hint: error.hint, requestId };
      const retry = error.retryAfterSeconds !== undefined && { 'retry-after': `${error.retryAfterSeconds}` };
      return Response.json(
        { error: body },
        { status: httpStatus(error.code), headers: { ...headers, ...retry } },
      );
    }
  };
}

/** Throws on what an endpoint threw; an attempt to change what is not the person's stands in the audit log first. */
async function throwNoted(error: unknown, actor: Actor, { method, url }: Request): Promise<never> {
  if (method !== 'GET' && isRefusal(error))
    await recordRefusal(actor, error, `${method} ${new URL(url).pathname}`);
  throw error;
}

/** Postgres has no text with NUL in it, and no name in AWS has either. */
function refuseNul(texts: readonly unknown[]): void {
  if (!texts.some((text) => typeof text === 'string' && text.includes('\0'))) return;
  throw new TrailkeepError('bad-request', 'The request has a NUL character in it.');
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

/**
 * The JSON body of a request that changes something. It must say that it is JSON: a form of another site could not, so that a
 * person's session cannot be used from there.
 */
export async function readBody<Shape extends z.ZodType>(
  { body, contentType }: Pick<ApiRequest<unknown>, 'body' | 'contentType'>,
  schema: Shape,
): Promise<z.infer<Shape>> {
  if (!/^application\/json\b/i.test(contentType)) throw wrongBody('expected content-type application/json');
  const given = toJson(await body());
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw wrongField(result.error);
}

/** Throws what a change said of a field of the body as `bad-request`, anything else as it is. */
export function throwBodyFault(error: unknown): never {
  throw error instanceof ZodError && error.issues.every(({ code }) => code === 'custom')
    ? wrongField(error)
    : error;
}

function wrongField({ issues: [issue] }: ZodError): TrailkeepError {
  const place = issue?.path.join('.');
  return wrongBody(`${place ? `${place}: ` : ''}${issue?.message ?? 'not understood'}`);
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => {
      refuseNul([value]);
      return value;
    });
  } catch (error) {
    if (error instanceof TrailkeepError) throw error;
    throw wrongBody('expected JSON');
  }
}

function wrongBody(what: string): TrailkeepError {
  return new TrailkeepError('bad-request', `The request's body is wrong: ${what.replace(/\.$/, '')}.`, {
    hint: 'GET /api/v1/openapi.json describes every request.',
  });
}

/** The scope that a request names, if its person may see it. The visit is noted. */
export async function scopeOf({
  actor,
  query,
}: Pick<ApiRequest<unknown>, 'actor' | 'query'>): Promise<Scope> {
  const named = parseScopeKey(query.get('scope') ?? '');
  if (!named) throw wrongParameter('scope', 'expected view:<slug> or account:<12 digits>');
  const scope = await resolveScope(actor, named.kind, named.id);
  await noteVisit(actor, scope);
  return scope;
}
