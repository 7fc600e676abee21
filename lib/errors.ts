/**
 * The one error class of the product. A code says what kind of failure it is; `httpStatus` is the only place
 * where codes meet HTTP. The message says what happened, the hint what to do about it. Neither may hold a secret.
 */
const STATUS = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many-requests': 429,
  'query-timeout': 503,
  'source-unreachable': 502,
  'source-credentials': 502,
  'source-denied': 502,
  'source-missing': 502,
  'source-region': 502,
  'source-kms': 502,
  'object-missing': 404,
  'object-too-large': 413,
  'object-archived': 409,
  'database-unreachable': 503,
  'database-outdated': 503,
  configuration: 500,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

export class TrailkeepError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  /** Somebody asked for what they have no right to, whatever the code says of it to them. */
  readonly refused: boolean;
  /** When asking again can succeed; absent where nobody can say. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; cause?: unknown; refused?: boolean; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'TrailkeepError';
    this.code = code;
    this.hint = options.hint;
    this.refused = options.refused ?? code === 'forbidden';
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Somebody asks too often: `hint` says in words what `retryAfterSeconds` tells programs, in the answer's Retry-After. */
export function tooManyRequests(
  message: string,
  options: { hint: string; retryAfterSeconds: number },
): TrailkeepError {
  return new TrailkeepError('too-many-requests', message, options);
}

export function httpStatus(code: ErrorCode): number {
  return STATUS[code];
}

/** Any thrown value as a TrailkeepError; what is not one of ours becomes `internal` and keeps its cause for the log. */
export function toTrailkeepError(thrown: unknown): TrailkeepError {
  if (thrown instanceof TrailkeepError) return thrown;
  return new TrailkeepError('internal', 'Something went wrong inside Trailkeep.', {
    hint: 'The server log has the details under this request id.',
    cause: thrown,
  });
}

/** The text of any thrown value, for logs and reasons kept in the ledger. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
