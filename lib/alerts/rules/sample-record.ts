import type { Sample } from '../rule-model.ts';

/** The account of AWS's own examples, and another one. Addresses are those kept for documentation. */
export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

export type SampleCall = {
  /** eventSource without `.amazonaws.com`. */
  service: string;
  name: string;
  params?: Sample | null;
  response?: Sample | null;
  extra?: Sample;
  error?: string;
  message?: string;
  /** Minutes after 2 March 2026, 09:00 UTC. */
  minute?: number;
  region?: string;
  ip?: string;
  account?: string;
  readOnly?: boolean;
  isData?: boolean;
  eventType?: string;
  /** Further fields of the record, or other values of those above. */
  fields?: Sample;
};

const START_MS = Date.UTC(2026, 2, 2, 9);
export const DAY_MINUTES = 24 * 60;

let made = 0;

/** A record as CloudTrail writes it, without the fields that no rule reads (tlsDetails, apiVersion …). */
function recordOf(userIdentity: Sample, call: SampleCall): Sample {
  made += 1;
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: new Date(START_MS + (call.minute ?? 0) * 60_000).toISOString().replace('.000Z', 'Z'),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: call.region ?? 'eu-central-1',
    sourceIPAddress: call.ip ?? '203.0.113.10',
    userAgent: 'aws-cli/2.27.0 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0',
    ...(call.error === undefined ? {} : { errorCode: call.error }),
    ...(call.message === undefined ? {} : { errorMessage: call.message }),
    requestParameters: call.params ?? null,
    responseElements: call.response ?? null,
    ...(call.extra === undefined ? {} : { additionalEventData: call.extra }),
    eventID: `6d2f4b1e-0000-4000-8000-${String(made).padStart(12, '0')}`,
    readOnly: call.readOnly ?? false,
    eventType: call.eventType ?? 'AwsApiCall',
    managementEvent: call.isData !== true,
    recipientAccountId: call.account ?? ACCOUNT,
    eventCategory: call.isData === true ? 'Data' : 'Management',
    ...call.fields,
  };
}

/** A call of an IAM user with an access key. */
export function byUser(call: SampleCall & { user?: string }): Sample {
  const { user = 'alice', account = ACCOUNT } = call;
  const identity = {
    type: 'IAMUser',
    principalId: `AIDAEXAMPLE${user.toUpperCase()}`,
    arn: `arn:aws:iam::${account}:user/${user}`,
    accountId: account,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: user,
  };
  return recordOf(identity, call);
}

/** A call of the root user. */
export function byRoot(call: SampleCall & { invokedBy?: string }): Sample {
  const { account = ACCOUNT, invokedBy } = call;
  const identity = {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    ...(invokedBy === undefined ? {} : { invokedBy }),
  };
  return recordOf(identity, call);
}

/** A call of a role's session; `role` with its path. */
export function byRole(
  call: SampleCall & { role?: string; session?: string; invokedBy?: string; context?: Sample },
): Sample {
  const { role = 'deploy', session = 'run-4711', account = ACCOUNT, invokedBy, context } = call;
  const name = role.slice(role.lastIndexOf('/') + 1);
  const identity = {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLE',
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: name,
      },
      attributes: { creationDate: '2026-03-02T08:55:00Z', mfaAuthenticated: 'false' },
      ...context,
    },
    ...(invokedBy === undefined ? {} : { invokedBy }),
  };
  return recordOf(identity, call);
}

/** A person's session of Identity Center. */
export function bySsoPerson(call: SampleCall & { person?: string }): Sample {
  return byRole({
    ...call,
    role: 'aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_PowerUser_0123456789abcdef',
    session: call.person ?? 'bob@example.com',
  });
}

/** A service-linked role at work, e.g. `AWSServiceRoleForAutoScaling` of `autoscaling`. */
export function byServiceRole(call: SampleCall & { role: string; owner: string }): Sample {
  const owner = `${call.owner}.amazonaws.com`;
  return byRole({
    ...call,
    role: `aws-service-role/${owner}/${call.role}`,
    session: call.owner,
    invokedBy: owner,
    ip: owner,
  });
}

/** A call by the name of an AWS service. */
export function byService(call: SampleCall & { owner: string }): Sample {
  const invokedBy = `${call.owner}.amazonaws.com`;
  return recordOf({ type: 'AWSService', invokedBy }, { ...call, ip: invokedBy });
}

/** A session of sts:GetFederationToken that an IAM user made. */
export function byFederatedUser(call: SampleCall & { user?: string }): Sample {
  const { user = 'alice' } = call;
  const identity = {
    type: 'FederatedUser',
    principalId: `${ACCOUNT}:broker`,
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/broker`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: `AIDAEXAMPLE${user.toUpperCase()}`,
        arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
        accountId: ACCOUNT,
        userName: user,
      },
      attributes: { creationDate: '2026-03-02T08:55:00Z', mfaAuthenticated: 'false' },
    },
  };
  return recordOf(identity, call);
}

/** The same call `count` times, `everyMinutes` apart. */
export function repeated(
  count: number,
  everyMinutes: number,
  make: (minute: number, i: number) => Sample,
): Sample[] {
  return Array.from({ length: count }, (_, i) => make(i * everyMinutes, i));
}

/** A policy of one statement that allows. */
export function allowing(statement: Sample): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

/** What every console sign-in has in common. */
export function signIn(isSuccess: boolean, mfa: 'Yes' | 'No' = 'Yes'): SampleCall {
  return {
    service: 'signin',
    name: 'ConsoleLogin',
    region: 'us-east-1',
    eventType: 'AwsConsoleSignIn',
    response: { ConsoleLogin: isSuccess ? 'Success' : 'Failure' },
    ...(isSuccess ? {} : { message: 'Failed authentication' }),
    extra: { LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: mfa },
  };
}
