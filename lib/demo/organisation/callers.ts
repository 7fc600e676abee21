import type { Estate } from './estate.ts';
import type { Caller } from './record.ts';
import { isoSeconds } from './times.ts';

type From = { ip: string; agent: string; vpcEndpointId?: string };

/** A session of a role. `role` may hold a path (`aws-reserved/…/Name`): the sts ARN drops it, as AWS does. */
export type RoleSession = From & {
  estate: Estate;
  role: string;
  session: string;
  accessKeyId: string;
  issuedMs: number;
  mfa?: boolean;
  console?: boolean;
  /** An AWS service that calls with the role's rights; its name then stands for address and agent. */
  invokedBy?: string;
  /** The credentials came from an instance's metadata service. */
  ec2?: boolean;
  /** An OIDC provider's URL without scheme, where the session began with a token. */
  webIdentityProvider?: string;
};

export function roleSession(made: RoleSession): Caller {
  const { id } = made.estate.account;
  const name = made.role.slice(made.role.lastIndexOf('/') + 1);
  const role = made.estate.principal('AROA', name);
  const arn = `arn:aws:sts::${id}:assumed-role/${name}/${made.session}`;
  const web = made.webIdentityProvider
    ? `{"federatedProvider":"arn:aws:iam::${id}:oidc-provider/${made.webIdentityProvider}","attributes":{}}`
    : '{}';
  const issuer = `{"type":"Role","principalId":"${role}","arn":"arn:aws:iam::${id}:role/${made.role}","accountId":"${id}","userName":"${name}"}`;
  const attributes = `{"creationDate":"${isoSeconds(made.issuedMs)}","mfaAuthenticated":"${made.mfa ?? false}"}`;
  const delivery = made.ec2 ? ',"ec2RoleDelivery":"2.0"' : '';
  const scope = made.ec2
    ? `,"inScopeOf":{"sourceArn":"arn:aws:ec2:${made.estate.home}:${id}:instance/${made.session}","sourceAccount":"${id}","issuerType":"AWS::EC2::Instance","credentialsIssuedTo":"arn:aws:ec2:${made.estate.home}:${id}:instance/${made.session}"}`
    : '';
  const invokedBy = made.invokedBy ? `,"invokedBy":"${made.invokedBy}"` : '';
  return {
    identity: `{"type":"AssumedRole","principalId":"${role}:${made.session}","arn":"${arn}","accountId":"${id}","accessKeyId":"${made.accessKeyId}","sessionContext":{"sessionIssuer":${issuer},"webIdFederationData":${web},"attributes":${attributes}${delivery}}${scope}${invokedBy}}`,
    arn,
    ip: made.invokedBy ?? made.ip,
    agent: made.invokedBy ?? made.agent,
    tls: made.invokedBy === undefined,
    console: made.console ?? false,
    vpcEndpointId: made.vpcEndpointId,
  };
}

export type IamUser = From & {
  estate: Estate;
  user: string;
  /** '' for a console sign-in. */
  accessKeyId: string;
  /** A console session has a context, a plain access key has none. */
  console?: { issuedMs: number; mfa: boolean };
};

export function iamUser(made: IamUser): Caller {
  const { id } = made.estate.account;
  const arn = `arn:aws:iam::${id}:user/${made.user}`;
  const key = made.accessKeyId ? `,"accessKeyId":"${made.accessKeyId}"` : '';
  const context = made.console
    ? `,"sessionContext":{"attributes":{"creationDate":"${isoSeconds(made.console.issuedMs)}","mfaAuthenticated":"${made.console.mfa}"}}`
    : '';
  return {
    identity: `{"type":"IAMUser","principalId":"${made.estate.principal('AIDA', made.user)}","arn":"${arn}","accountId":"${id}"${key},"userName":"${made.user}"${context}}`,
    arn,
    ip: made.ip,
    agent: made.agent,
    tls: true,
    console: made.console !== undefined && made.accessKeyId !== '',
    vpcEndpointId: made.vpcEndpointId,
  };
}

export function rootUser(made: From & { estate: Estate; accessKeyId: string; issuedMs: number }): Caller {
  const { id } = made.estate.account;
  const arn = `arn:aws:iam::${id}:root`;
  const session = made.accessKeyId
    ? `,"sessionContext":{"attributes":{"creationDate":"${isoSeconds(made.issuedMs)}","mfaAuthenticated":"true"}}`
    : '';
  return {
    identity: `{"type":"Root","principalId":"${id}","arn":"${arn}","accountId":"${id}","accessKeyId":"${made.accessKeyId}"${session}}`,
    arn,
    ip: made.ip,
    agent: made.agent,
    tls: true,
    console: made.accessKeyId !== '',
  };
}

/** An AWS service acting for itself, e.g. `config.amazonaws.com`. */
export function awsService(name: string): Caller {
  return {
    identity: `{"type":"AWSService","invokedBy":"${name}"}`,
    arn: '',
    ip: name,
    agent: name,
    tls: false,
    console: false,
  };
}

/** The identity of an AwsServiceEvent: no type, only the account and who caused it. */
export function serviceEvent(accountId: string, name: string): Caller {
  return { ...awsService(name), identity: `{"accountId":"${accountId}","invokedBy":"${name}"}` };
}

/** Someone at the identity centre's portal: no name since July 2025, only the id in the directory. */
export function identityCenterUser(accountId: string, userId: string, from: From): Caller {
  const store = `arn:aws:identitystore::${accountId}:identitystore/d-9967e1c2b4`;
  return {
    identity: `{"type":"IdentityCenterUser","accountId":"${accountId}","onBehalfOf":{"userId":"${userId}","identityStoreArn":"${store}"},"credentialId":"VKEBcCm0${userId.slice(-12)}"}`,
    arn: '',
    ip: from.ip,
    agent: from.agent,
    tls: false,
    console: false,
  };
}

/** A caller that signed in at a SAML provider, before it has a session. */
export function samlUser(nameQualifier: string, user: string, from: From): Caller {
  return {
    identity: `{"type":"SAMLUser","principalId":"${nameQualifier}:${user}","userName":"${user}","identityProvider":"${nameQualifier}"}`,
    arn: '',
    ip: from.ip,
    agent: from.agent,
    tls: false,
    console: false,
  };
}

/** How a role's own account sees a caller from another account. */
export function otherAccount(accountId: string, principal: string, from: From): Caller {
  return {
    identity: `{"type":"AWSAccount","principalId":"${principal}","accountId":"${accountId}"}`,
    arn: '',
    ip: from.ip,
    agent: from.agent,
    tls: true,
    console: false,
  };
}

/** A caller that signed with a token of an OIDC provider, before it has a session. */
export function webIdentity(provider: string, providerArn: string, subject: string, from: From): Caller {
  return {
    identity: `{"type":"WebIdentityUser","principalId":"${providerArn}:sts.amazonaws.com:${subject}","userName":"${subject}","identityProvider":"${provider}"}`,
    arn: '',
    ip: from.ip,
    agent: from.agent,
    tls: true,
    console: false,
  };
}
