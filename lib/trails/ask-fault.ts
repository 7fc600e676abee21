import type { CloudTrailAccess } from '#lib/aws/cloudtrail-client.ts';
import { type AwsFault, toAwsFault } from '#lib/aws/fault.ts';
import { type ErrorCode, TrailkeepError } from '#lib/errors.ts';

type Rule = {
  code: ErrorCode;
  names: RegExp;
  message: (access: CloudTrailAccess, fault: AwsFault) => string;
  hint: string;
};

const ENTER_KEY = 'Enter the access key and its secret key again.';

const RULES: readonly Rule[] = [
  {
    code: 'source-credentials',
    names: /^(InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException)$/,
    message: (access) => `${keyOf(access)} does not exist or is switched off`,
    hint: 'Enter a key that works.',
  },
  {
    code: 'source-credentials',
    names: /^(SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature)/,
    message: (access) => `the secret key does not belong to ${keyOf(access)}`,
    hint: ENTER_KEY,
  },
  {
    code: 'source-credentials',
    names: /^(ExpiredToken|TokenRefreshRequired|InvalidToken)/,
    message: () => 'the temporary credentials have expired or are not valid',
    hint: 'Use the key of an IAM user, a role to assume, or renew the credentials of this machine.',
  },
  {
    code: 'source-credentials',
    names: /^(RequestTimeTooSkewed|RequestExpired)$/,
    message: () => "the clock of Trailkeep's machine differs from AWS's by more than 15 minutes",
    hint: 'Set the clock of the machine (NTP).',
  },
  {
    code: 'source-credentials',
    names: /^(CredentialsProviderError|TokenProviderError)$/,
    message: () => 'this machine has no AWS credentials',
    hint: 'Give the machine a role or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or enter an access key.',
  },
  {
    code: 'source-denied',
    names: /^(AccessDenied|UnauthorizedOperation|NotAuthorized|InsufficientDependency)/,
    message: (_access, fault) => `${whoOf(fault)} may not call cloudtrail:${actionOf(fault)}`,
    hint: 'Allow cloudtrail:DescribeTrails, cloudtrail:GetTrailStatus and cloudtrail:GetEventSelectors on all resources in the IAM policy.',
  },
];

const ROLE_RULE: Rule = {
  code: 'source-credentials',
  names: /^/,
  message: (access) =>
    `the role ${access.credentials.kind === 'role' ? access.credentials.roleArn : ''} may not be assumed`,
  hint: "The role's trust policy must name who asks for it (sts:AssumeRole), with the same external ID as entered here.",
};

const UNREACHABLE: Rule = {
  code: 'source-unreachable',
  names: /^/,
  message: (access, fault) =>
    `the CloudTrail API${access.endpoint ? ` at ${access.endpoint}` : ''} gave no answer (${fault.name || `HTTP ${fault.status}`})`,
  hint: 'Trailkeep asks again by itself. If it stays so, check the network, the proxy and the endpoint.',
};

/** Why AWS did not describe an account's trails, in words, with what to do. Holds no secret. */
export function toAskFault(thrown: unknown, access: CloudTrailAccess): TrailkeepError {
  if (thrown instanceof TrailkeepError) return thrown;
  const fault = toAwsFault(thrown);
  const rule = ruleFor(fault);
  const text = rule.message(access, fault);
  const message = fault.name ? `${fault.name}: ${text}.` : `${text}.`;
  return new TrailkeepError(rule.code, message, { hint: rule.hint, cause: thrown });
}

function ruleFor(fault: AwsFault): Rule {
  if (/sts:AssumeRole/.test(fault.message)) return ROLE_RULE;
  return RULES.find((rule) => rule.names.test(fault.name)) ?? UNREACHABLE;
}

function keyOf({ credentials }: CloudTrailAccess): string {
  if (credentials.kind === 'access-key') return `the access key ${credentials.accessKeyId}`;
  if (credentials.kind === 'role' && credentials.base)
    return `the access key ${credentials.base.accessKeyId}`;
  return 'the access key';
}

function whoOf(fault: AwsFault): string {
  return (
    /arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+/.exec(fault.message)?.[0] ??
    'whoever these credentials are'
  );
}

function actionOf(fault: AwsFault): string {
  return /cloudtrail:(\w+)/.exec(fault.message)?.[1] ?? 'DescribeTrails';
}
