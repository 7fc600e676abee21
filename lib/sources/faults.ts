import { type AwsFault, toAwsFault } from '#lib/aws/fault.ts';
import { type ErrorCode, errorMessage, TrailkeepError } from '#lib/errors.ts';

/** What was being done when it failed: enough to say it in words. Holds no secret. */
export type SourcePlace = {
  bucket: string;
  action: 's3:ListBucket' | 's3:GetObject' | 's3:GetBucketPolicy';
  key?: string;
  /** The access key's id, where the source has one. */
  accessKeyId: string | null;
  /** The region as entered, or null. */
  region: string | null;
  /** The endpoint as entered, or null for AWS. */
  endpoint: string | null;
};

type Sentence = (place: SourcePlace, fault: AwsFault) => string;
type Rule = { code: ErrorCode; names: readonly string[]; message: Sentence; hint: Sentence };

const keyOf: Sentence = (place) =>
  place.accessKeyId ? `the access key ${place.accessKeyId}` : 'the access key';
const where: Sentence = (place) => place.endpoint ?? `S3${place.region ? ` in ${place.region}` : ''}`;

const RULES: readonly Rule[] = [
  {
    code: 'source-credentials',
    names: ['InvalidAccessKeyId', 'InvalidClientTokenId', 'UnrecognizedClientException'],
    message: (place, fault) => `${keyOf(place, fault)} does not exist`,
    hint: () => 'It was deleted, or mistyped. Enter a new key; collection goes on where it stopped.',
  },
  {
    code: 'source-credentials',
    names: ['SignatureDoesNotMatch', 'InvalidSignatureException'],
    message: (place, fault) => `the secret key does not belong to ${keyOf(place, fault)}`,
    hint: () => 'Enter the access key and its secret key again.',
  },
  {
    code: 'source-credentials',
    names: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidToken'],
    message: () => 'the temporary credentials have expired or are not valid',
    hint: () => 'Use the key of an IAM user, a role to assume, or renew the credentials of this machine.',
  },
  {
    code: 'source-credentials',
    names: ['RequestTimeTooSkewed', 'RequestExpired'],
    message: () => "the clock of Trailkeep's machine differs from AWS's by more than 15 minutes",
    hint: () => 'Set the clock of the machine (NTP).',
  },
  {
    code: 'source-credentials',
    names: ['CredentialsProviderError', 'TokenProviderError'],
    message: () => 'this machine has no AWS credentials',
    hint: () =>
      'Give the machine a role or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or enter an access key here.',
  },
  {
    code: 'source-missing',
    names: ['NoSuchBucket', 'InvalidBucketName'],
    message: (place, fault) => `there is no bucket named ${place.bucket} at ${where(place, fault)}`,
    hint: () => "Check the bucket's name and the endpoint.",
  },
  {
    code: 'source-region',
    names: [
      'PermanentRedirect',
      'AuthorizationHeaderMalformed',
      'IllegalLocationConstraintException',
      'TemporaryRedirect',
    ],
    message: (place, fault) =>
      `the bucket ${place.bucket} is ${fault.region ? `in ${fault.region}` : 'in another region'}, not in ${place.region ?? 'the region asked'}`,
    hint: (_place, fault) =>
      fault.region
        ? `Choose ${fault.region} as the region, or leave it empty.`
        : 'Leave the region empty: it is found then.',
  },
  {
    code: 'source-unreachable',
    names: ['ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL'],
    message: (place, fault) => `the host name of ${where(place, fault)} is not known`,
    hint: () => 'Check the endpoint and region, and that this machine can resolve names (DNS).',
  },
  {
    code: 'source-unreachable',
    names: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'],
    message: (place, fault) => `${where(place, fault)} refuses the connection`,
    hint: () =>
      'Check the endpoint and its port, the firewall and the proxy. Trailkeep tries again by itself.',
  },
  {
    code: 'source-unreachable',
    names: [
      'TimeoutError',
      'ETIMEDOUT',
      'RequestTimeout',
      'ECONNRESET',
      'ECONNABORTED',
      'EPIPE',
      'IncompleteBody',
    ],
    message: (place, fault) => `the connection to ${where(place, fault)} was cut or timed out`,
    hint: () =>
      'Trailkeep tries again by itself. If it stays so, check the network between this machine and the bucket.',
  },
];

const TLS = /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;
const KMS = /\bkms[:.]/i;

/** Any failure of a bucket as one of the closed `source-…` codes, in words, with what to do. */
export function toSourceFault(thrown: unknown, place: SourcePlace): TrailkeepError {
  if (thrown instanceof TrailkeepError) return thrown;
  const fault = toAwsFault(thrown);
  if (fault.name === 'NoSuchKey' || (fault.status === 404 && place.key && fault.name !== 'NoSuchBucket')) {
    return objectMissing(place.key ?? '', thrown);
  }
  if (fault.name === 'InvalidObjectState' && place.key) return objectArchived(place.key, thrown);
  const rule = ruleFor(fault);
  const text = rule.message(place, fault);
  return new TrailkeepError(rule.code, fault.name ? `${fault.name}: ${text}.` : `${capital(text)}.`, {
    hint: rule.hint(place, fault),
    cause: thrown,
  });
}

/** Any failure of a folder, in the same words as a bucket's. */
export function toDirectoryFault(thrown: unknown, directory: string): TrailkeepError {
  if (thrown instanceof TrailkeepError) return thrown;
  const { name, transient } = toAwsFault(thrown);
  if (name === 'ENOENT' || name === 'ENOTDIR') {
    return new TrailkeepError('source-missing', `${name}: there is no folder ${directory}.`, {
      hint: "Check the path: it is one on the worker's machine.",
      cause: thrown,
    });
  }
  if (name === 'EACCES' || name === 'EPERM') {
    return new TrailkeepError('source-denied', `${name}: ${directory} or something in it may not be read.`, {
      hint: "Give the worker's user the right to read the folder and everything in it.",
      cause: thrown,
    });
  }
  return new TrailkeepError('source-unreachable', `${name || 'Error'}: ${directory} could not be read.`, {
    hint: transient
      ? 'Trailkeep tries again by itself.'
      : "Check the disk; the worker's log has the details.",
    cause: thrown,
  });
}

export function objectMissing(key: string, cause?: unknown): TrailkeepError {
  return new TrailkeepError('object-missing', `The object ${key} is no longer there.`, {
    hint: 'It was deleted or moved after it was listed, by a lifecycle rule for example.',
    cause,
  });
}

function objectArchived(key: string, cause: unknown): TrailkeepError {
  return new TrailkeepError(
    'object-archived',
    `The object ${key} is archived (S3 Glacier): restore it and retry, or leave it.`,
    {
      hint: 'A lifecycle rule moved it to a storage class that is not read at once. The others go in.',
      cause,
    },
  );
}

export function objectTooLarge(key: string, sizeBytes: number, maxBytes: number): TrailkeepError {
  return new TrailkeepError(
    'object-too-large',
    `The object ${key} has ${sizeBytes} bytes; at most ${maxBytes} are read.`,
    {
      hint: 'CloudTrail does not write such objects: look at what put it there.',
    },
  );
}

/** True when the same request may succeed a moment later (throttled, 5xx, timed out, cut off): retry, do not stop the source. */
export function isTransient(thrown: unknown): boolean {
  if (thrown instanceof TrailkeepError)
    return thrown.code === 'source-unreachable' && isTransient(thrown.cause);
  return toAwsFault(thrown).transient;
}

function ruleFor(fault: AwsFault): Rule {
  const named = RULES.find((rule) => rule.names.includes(fault.name));
  if (named) return named;
  if (
    KMS.test(fault.name) ||
    (fault.status === 403 && KMS.test(fault.message)) ||
    fault.name.startsWith('KMS')
  )
    return KMS_RULE;
  if (/sts:AssumeRole/.test(fault.message)) return ROLE_RULE;
  if (fault.status === 403 || fault.name === 'AccessDenied') return DENIED_RULE;
  if (TLS.test(fault.name)) return TLS_RULE;
  return fault.transient ? BUSY_RULE : UNKNOWN_RULE;
}

const KMS_RULE: Rule = {
  code: 'source-kms',
  names: [],
  message: (place) => `the objects of ${place.bucket} are encrypted with a KMS key that may not be used`,
  hint: (_place, fault) =>
    `Allow kms:Decrypt on the key, in its key policy and for the user or role${keyArn(fault)}. Collection goes on by itself then.`,
};

const ROLE_RULE: Rule = {
  code: 'source-credentials',
  names: [],
  message: () => 'the role may not be assumed',
  hint: () =>
    "The role's trust policy must name who asks for it (sts:AssumeRole), with the same external ID as entered here.",
};

const DENIED_RULE: Rule = {
  code: 'source-denied',
  names: [],
  message: (place) => `${place.action} is not allowed on ${place.bucket}`,
  hint: (place) =>
    `Allow ${place.action} on arn:aws:s3:::${place.bucket}${place.action === 's3:GetObject' ? '/*' : ''} in the IAM policy and the bucket policy.`,
};

const TLS_RULE: Rule = {
  code: 'source-unreachable',
  names: [],
  message: (place, fault) => `the certificate of ${where(place, fault)} is not accepted`,
  hint: () => 'Check the endpoint; a certificate of your own authority goes into NODE_EXTRA_CA_CERTS.',
};

const BUSY_RULE: Rule = {
  code: 'source-unreachable',
  names: [],
  message: (place, fault) => `${where(place, fault)} is busy or failing (HTTP ${fault.status})`,
  hint: () => 'Trailkeep tries again by itself.',
};

const UNKNOWN_RULE: Rule = {
  code: 'source-unreachable',
  names: [],
  message: (place, fault) => `${where(place, fault)} answered ${place.action} with ${saidBy(fault)}`,
  hint: () => 'Check the endpoint, the region and the bucket; the log of the worker has the whole answer.',
};

function saidBy(fault: AwsFault): string {
  return fault.status ? `HTTP ${fault.status}` : `an error: ${errorMessage(fault.message).slice(0, 200)}`;
}

function keyArn(fault: AwsFault): string {
  const arn = /arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+/.exec(fault.message)?.[0];
  return arn ? ` (${arn})` : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
