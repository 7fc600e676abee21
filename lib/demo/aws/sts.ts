import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError, accessDenied } from './aws-error.ts';
import type { Credentials, LocalCredentials } from './credentials.ts';
import { document, element } from './xml.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A role that may be assumed by any known key. */
export type LocalRole = {
  arn: string;
  /** Where set, AssumeRole must bring the same. */
  externalId?: string;
  /** The only buckets that the role may touch; all where absent. */
  buckets?: string[];
};

function answer(action: string, inner: string): string {
  const metadata = `<ResponseMetadata>${element('RequestId', randomUUID())}</ResponseMetadata>`;
  return document(`${action}Response`, `<${action}Result>${inner}</${action}Result>${metadata}`, NAMESPACE);
}

function assumeRole(
  form: URLSearchParams,
  caller: LocalCredentials,
  roles: LocalRole[],
  known: Credentials,
  nowMs: number,
): string {
  const arn = form.get('RoleArn') ?? '';
  const session = form.get('RoleSessionName') ?? '';
  const role = roles.find((one) => one.arn === arn);
  // AWS does not tell a missing role from a trust policy that says no.
  if (!role || (role.externalId !== undefined && form.get('ExternalId') !== role.externalId))
    throw accessDenied(
      `User: ${caller.arn ?? caller.accessKeyId} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  const assumedArn = `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`;
  const made = {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(60).toString('base64'),
    expiresMs: nowMs + seconds * 1000,
    buckets: role.buckets,
    arn: assumedArn,
  };
  known.add(made);
  const credentials =
    element('AccessKeyId', made.accessKeyId) +
    element('SecretAccessKey', made.secretAccessKey) +
    element('SessionToken', made.sessionToken) +
    element('Expiration', new Date(made.expiresMs).toISOString());
  const user = element('AssumedRoleId', `AROAEXAMPLE:${session}`) + element('Arn', assumedArn);
  return answer(
    'AssumeRole',
    `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`,
  );
}

function callerIdentity(caller: LocalCredentials): string {
  const arn = caller.arn ?? 'arn:aws:iam::000000000000:user/local';
  const account = element('Account', arn.split(':')[4] ?? '');
  return answer('GetCallerIdentity', element('Arn', arn) + element('UserId', caller.accessKeyId) + account);
}

/** The part of STS that a log source needs: a signed form in, XML out. Throws AccessDenied, InvalidAction. */
export function stsAnswer(
  form: URLSearchParams,
  caller: LocalCredentials,
  roles: LocalRole[],
  known: Credentials,
  nowMs: number,
): string {
  const action = form.get('Action');
  if (action === 'AssumeRole') return assumeRole(form, caller, roles, known, nowMs);
  if (action === 'GetCallerIdentity') return callerIdentity(caller);
  throw new AwsError(400, 'InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
}

export function stsErrorXml(error: AwsError): string {
  const inner = element('Type', 'Sender') + element('Code', error.code) + element('Message', error.message);
  return document('ErrorResponse', `<Error>${inner}</Error>${element('RequestId', randomUUID())}`, NAMESPACE);
}
