import { type ErrorCode, TrailkeepError } from '#lib/errors.ts';

/** A failed request with what a person needs to report it. */
export class AskFailed extends TrailkeepError {
  /** '' where no answer came at all. */
  readonly requestId: string;
  /** ISO, by this browser's clock. */
  readonly at: string;

  constructor(
    code: ErrorCode,
    message: string,
    details: { hint?: string; requestId: string; cause?: unknown },
  ) {
    super(code, message, details);
    this.requestId = details.requestId;
    this.at = new Date().toISOString();
  }
}

type ErrorBody = { error?: { code?: ErrorCode; message?: string; hint?: string; requestId?: string } };

/**
 * Asks the portal's own API; with `body` by POST, for a question that has no room in an address. Rejects with `AskFailed` when it
 * answers with an error or cannot be reached, and with an AbortError when `signal` was aborted.
 */
export async function askApi<T>(
  path: string,
  params: URLSearchParams,
  signal?: AbortSignal,
  body?: object,
): Promise<T> {
  const answer = await reach(`${path}?${params}`, { signal, ...(body && posted(body)) });
  const said: unknown = await answer.json().catch(() => null);
  signal?.throwIfAborted();
  if (answer.ok && said !== null) return said as T;
  throw failureOf(answer, said);
}

/** Asks the API for a file; resolves to its text, and rejects with `AskFailed` likewise. */
export async function askApiText(path: string, params: URLSearchParams): Promise<string> {
  const answer = await reach(`${path}?${params}`, {});
  if (answer.ok) return answer.text();
  throw failureOf(answer, await answer.json().catch(() => null));
}

/** Has the API change something, with `body` as JSON; rejects with `AskFailed` likewise. What it answers is not looked at. */
export async function tellApi(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  params: URLSearchParams,
  body?: object,
): Promise<void> {
  const answer = await reach(`${path}?${params}`, {
    method,
    body: body && JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  if (!answer.ok) throw failureOf(answer, await answer.json().catch(() => null));
}

function posted(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function failureOf(answer: Response, body: unknown): AskFailed {
  const error = (body as ErrorBody | null)?.error ?? tooLong(answer);
  return new AskFailed(error?.code ?? 'internal', error?.message ?? 'Trailkeep gave no readable answer.', {
    hint: error?.hint,
    requestId: error?.requestId ?? answer.headers.get('x-request-id') ?? '',
  });
}

/** What a server or a proxy says, in no words of ours, of an address that is longer than it reads. */
function tooLong({ status }: Response): ErrorBody['error'] {
  if (status !== 414 && status !== 431) return undefined;
  return {
    code: 'bad-request',
    message: 'The question is too long for an address: it has too many values, or too long ones.',
    hint: 'Take some of them away and ask in parts, or use a wildcard in the search box.',
  };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (cause) {
    init.signal?.throwIfAborted();
    throw new AskFailed('internal', 'Trailkeep cannot be reached.', {
      hint: 'Check that it is running and that this machine is on its network, then try again.',
      requestId: '',
      cause,
    });
  }
}

/** What a rejected `askApi` says, whatever was thrown. */
export function toAskFailed(thrown: unknown): AskFailed {
  if (thrown instanceof AskFailed) return thrown;
  return new AskFailed('internal', 'The answer could not be shown.', {
    hint: 'Load the page again.',
    requestId: '',
    cause: thrown,
  });
}
