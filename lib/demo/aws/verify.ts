import { AwsError, accessDenied } from './aws-error.ts';
import type { Credentials, LocalCredentials } from './credentials.ts';
import { queryPairs, type Scope, sameSignature, signatureOf } from './signature.ts';

const LARGEST_SKEW_MS = 15 * 60_000;

/** A request as far as its signature goes. */
export type SignedRequest = {
  method: string;
  rawPath: string;
  rawQuery: string;
  /** Names in lower case. */
  headers: Record<string, string>;
};

export type Verified = {
  credentials: LocalCredentials;
  service: string;
  region: string;
  payloadHash: string;
};

type Claim = {
  accessKeyId: string;
  scope: Scope;
  signedHeaders: string[];
  signature: string;
  amzDate: string;
  token: string;
  /** Presigned requests say how long they are good for; others hold within the allowed skew. */
  validSeconds: number | null;
};

function malformed(message: string): AwsError {
  return new AwsError(
    400,
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; ${message}`,
  );
}

function parseCredential(text: string): { accessKeyId: string; scope: Scope } {
  const [accessKeyId, date, region, service, end] = text.split('/');
  if (!accessKeyId || !date || !region || !service || end !== 'aws4_request')
    throw malformed(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  return { accessKeyId, scope: { date, region, service } };
}

function headerClaim(request: SignedRequest): Claim {
  const header = request.headers.authorization ?? '';
  const found =
    /^AWS4-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(header);
  if (!found?.[1] || !found[2] || !found[3]) throw malformed('it could not be read.');
  return {
    ...parseCredential(found[1]),
    signedHeaders: found[2].split(';'),
    signature: found[3],
    amzDate: request.headers['x-amz-date'] ?? '',
    token: request.headers['x-amz-security-token'] ?? '',
    validSeconds: null,
  };
}

function queryClaim(query: Map<string, string>): Claim {
  return {
    ...parseCredential(query.get('X-Amz-Credential') ?? ''),
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    amzDate: query.get('X-Amz-Date') ?? '',
    token: query.get('X-Amz-Security-Token') ?? '',
    validSeconds: Number(query.get('X-Amz-Expires') ?? 0),
  };
}

function checkTime(claim: Claim, nowMs: number): void {
  const at = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(claim.amzDate);
  if (!at) throw accessDenied('AWS authentication requires a valid Date or x-amz-date header');
  const [, year, month, day, hour, minute, second] = at.map(Number);
  const signedMs = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  if (claim.validSeconds !== null) {
    if (nowMs > signedMs + claim.validSeconds * 1000) throw accessDenied('Request has expired');
  } else if (Math.abs(nowMs - signedMs) > LARGEST_SKEW_MS)
    throw new AwsError(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      {
        RequestTime: claim.amzDate,
        ServerTime: new Date(nowMs).toISOString(),
      },
    );
}

function checkToken(claim: Claim, credentials: LocalCredentials, nowMs: number): void {
  if ((credentials.sessionToken ?? '') !== claim.token)
    throw new AwsError(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  if (credentials.expiresMs !== undefined && credentials.expiresMs <= nowMs)
    throw new AwsError(400, 'ExpiredToken', 'The provided token has expired.');
}

/** S3 names the key; STS and the services of JSON have words of their own for it. */
function unknownKey({ scope, accessKeyId }: Claim): AwsError {
  if (scope.service === 's3') {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return new AwsError(403, 'InvalidAccessKeyId', message, { AWSAccessKeyId: accessKeyId });
  }
  const message = 'The security token included in the request is invalid.';
  return scope.service === 'sts'
    ? new AwsError(403, 'InvalidClientTokenId', message)
    : new AwsError(400, 'UnrecognizedClientException', message);
}

/**
 * Who signed the request. Throws what AWS answers: AccessDenied without a signature, InvalidAccessKeyId (or its like) for an unknown
 * key, SignatureDoesNotMatch for a wrong secret or a changed request, RequestTimeTooSkewed, InvalidToken, ExpiredToken.
 * `bodyHash` is the SHA-256 that services other than S3 sign; S3 signs its `x-amz-content-sha256` header.
 */
export function verify(
  request: SignedRequest,
  known: Credentials,
  nowMs: number,
  bodyHash: () => string,
): Verified {
  const query = new Map(queryPairs(request.rawQuery));
  const presigned = query.has('X-Amz-Signature');
  if (!presigned && !request.headers.authorization) throw accessDenied();
  const claim = presigned ? queryClaim(query) : headerClaim(request);
  checkTime(claim, nowMs);
  const credentials = known.get(claim.accessKeyId);
  if (!credentials) throw unknownKey(claim);
  const payloadHash = presigned
    ? 'UNSIGNED-PAYLOAD'
    : (request.headers['x-amz-content-sha256'] ?? bodyHash());
  const signature = signatureOf(credentials.secretAccessKey, { ...request, ...claim, payloadHash });
  if (!sameSignature(signature, claim.signature))
    throw new AwsError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  checkToken(claim, credentials, nowMs);
  return { credentials, service: claim.scope.service, region: claim.scope.region, payloadHash };
}
