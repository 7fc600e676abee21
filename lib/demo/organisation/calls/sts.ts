import type { Estate } from '../estate.ts';
import type { Call } from '../record.ts';
import { awsDate, HOUR_MS } from '../times.ts';
import { read, resource } from './call.ts';

export type Assumed = {
  estate: Estate;
  /** With its path, if it has one. */
  role: string;
  session: string;
  /** The key that later calls of the session carry. */
  accessKeyId: string;
  timeMs: number;
  externalId?: string;
};

function credentials(assumed: Assumed): string {
  return `"credentials":{"accessKeyId":"${assumed.accessKeyId}","sessionToken":"<redacted>","expiration":"${awsDate(assumed.timeMs + HOUR_MS)}"}`;
}

function roleArn(assumed: Assumed): string {
  return `arn:aws:iam::${assumed.estate.account.id}:role/${assumed.role}`;
}

function assumedUser(assumed: Assumed): string {
  const name = assumed.role.slice(assumed.role.lastIndexOf('/') + 1);
  const { estate, session } = assumed;
  return `"assumedRoleUser":{"assumedRoleId":"${estate.principal('AROA', name)}:${session}","arn":"arn:aws:sts::${estate.account.id}:assumed-role/${name}/${session}"}`;
}

function roleResource(assumed: Assumed): string {
  return resource(roleArn(assumed), assumed.estate.account.id, 'AWS::IAM::Role');
}

export function assumeRole(assumed: Assumed): Call {
  const external = assumed.externalId ? `,"externalId":"${assumed.externalId}"` : '';
  return read(
    'sts',
    'AssumeRole',
    `{"roleArn":"${roleArn(assumed)}","roleSessionName":"${assumed.session}","durationSeconds":3600${external}}`,
    { response: `{${credentials(assumed)},${assumedUser(assumed)}}`, resources: roleResource(assumed) },
  );
}

export function assumeRoleWithWebIdentity(assumed: Assumed, provider: string, subject: string): Call {
  const providerArn = `arn:aws:iam::${assumed.estate.account.id}:oidc-provider/${provider}`;
  return read(
    'sts',
    'AssumeRoleWithWebIdentity',
    `{"roleArn":"${roleArn(assumed)}","roleSessionName":"${assumed.session}","durationSeconds":3600}`,
    {
      response: `{${credentials(assumed)},"subjectFromWebIdentityToken":"${subject}",${assumedUser(assumed)},"provider":"${providerArn}","audience":"sts.amazonaws.com"}`,
      resources: roleResource(assumed),
    },
  );
}

export const SAML_NAME_QUALIFIER = 'Zr0kT3mQ9w=';

export function samlProviderArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:saml-provider/AWSSSO_5f3c1d2e9a7b6c48_DO_NOT_DELETE`;
}

export function assumeRoleWithSaml(assumed: Assumed): Call {
  const saml = samlProviderArn(assumed.estate.account.id);
  return read(
    'sts',
    'AssumeRoleWithSAML',
    `{"sAMLAssertionID":"_${assumed.accessKeyId.toLowerCase()}","roleArn":"${roleArn(assumed)}","roleSessionName":"${assumed.session}","principalArn":"${saml}","durationSeconds":3600}`,
    {
      response: `{"subjectType":"persistent","issuer":"https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/YWNtZQ","nameQualifier":"${SAML_NAME_QUALIFIER}","subject":"${assumed.session}","audience":"https://signin.aws.amazon.com/saml",${credentials(assumed)},${assumedUser(assumed)}}`,
      resources: roleResource(assumed),
    },
  );
}

export const getCallerIdentity: Call = read('sts', 'GetCallerIdentity');
