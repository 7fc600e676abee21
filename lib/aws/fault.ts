/**
 * What a thrown value says about AWS: the error's name (S3's `Code`), the HTTP status, the system's error code, and whether
 * the same request may succeed a moment later. The SDK, its credential providers and node:http all throw differently.
 */
export type AwsFault = {
  /** AWS's own spelling (`SlowDown`, `NoSuchBucket`) or the system's (`ECONNREFUSED`); '' where there is neither. */
  name: string;
  /** 0 when no answer came. */
  status: number;
  message: string;
  /** The bucket's real region, where the answer names it. */
  region: string | null;
  transient: boolean;
};

const THROTTLED = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'TooManyRequests',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
]);

const TRY_AGAIN = new Set([
  'RequestTimeout',
  'RequestTimeoutException',
  'TimeoutError',
  'InternalError',
  'ServiceUnavailable',
  'IncompleteBody',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'EMFILE',
  'ENFILE',
  'EBUSY',
  'EAGAIN',
  'EIO',
  'ESTALE',
]);

const STATUSES_TO_TRY_AGAIN = new Set([408, 429, 500, 502, 503, 504]);

export function toAwsFault(thrown: unknown): AwsFault {
  const error = firstTelling(thrown);
  const name = nameOf(error);
  const status = numberAt(recordAt(error, '$metadata'), 'httpStatusCode') ?? numberAt(error, 'status') ?? 0;
  return {
    name,
    status,
    message: textAt(error, 'message') ?? '',
    region: regionOf(error),
    transient: THROTTLED.has(name) || TRY_AGAIN.has(name) || STATUSES_TO_TRY_AGAIN.has(status),
  };
}

/** Several attempts to connect (IPv6, IPv4) come as one AggregateError: its first part says what happened. */
function firstTelling(thrown: unknown): unknown {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return firstTelling(thrown.errors[0]);
  return thrown;
}

function nameOf(error: unknown): string {
  const code = textAt(error, 'Code') ?? textAt(error, 'code');
  const name = textAt(error, 'name');
  if (code && code !== name) return code;
  return name && name !== 'Error' ? name : '';
}

function regionOf(error: unknown): string | null {
  const named = textAt(error, 'Region') ?? textAt(error, 'region');
  if (named) return named;
  return textAt(recordAt(recordAt(error, '$response'), 'headers'), 'x-amz-bucket-region') ?? null;
}

function recordAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = recordAt(value, key);
  return typeof found === 'string' ? found : undefined;
}

function numberAt(value: unknown, key: string): number | undefined {
  const found = recordAt(value, key);
  return typeof found === 'number' ? found : undefined;
}
