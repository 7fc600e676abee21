import { describe, expect, test } from 'vitest';
import type { Actor } from '#lib/cloudtrail/event.ts';
import { eventOf, type Fields, recordWith } from './records.ts';

const ACCOUNT = '222222222222';
const SSO_ROLE = 'AWSReservedSSO_SecurityAudit_9f3c1b2a7d4e5f60';

function assumedRole(role: string, session: string, issuer: Fields | null = {}): Fields {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: issuer && {
        type: 'Role',
        principalId: 'AROAEXAMPLE',
        arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
        accountId: ACCOUNT,
        userName: role,
        ...issuer,
      },
      attributes: { creationDate: '2026-11-20T13:58:07Z', mfaAuthenticated: 'false' },
    },
  };
}

type Expected = [label: string, source: Actor['labelSource'], more?: Partial<Actor>];

const IDENTITIES: [name: string, userIdentity: unknown, expected: Expected][] = [
  [
    'an IAM user is its user name',
    { type: 'IAMUser', userName: 'svc-legacy-ftp', arn: `arn:aws:iam::${ACCOUNT}:user/a/b/svc-legacy-ftp` },
    ['svc-legacy-ftp', 'user-name'],
  ],
  [
    'an IAM user without userName is the last part of its ARN, whatever the path',
    { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/team/ops/anna` },
    ['anna', 'user-name'],
  ],
  [
    'an IAM user of whom only an id is known is that id, as a fallback',
    { type: 'IAMUser', principalId: 'AIDAEXAMPLE' },
    ['AIDAEXAMPLE', 'fallback'],
  ],
  [
    'a hidden user name is said to be hidden',
    { type: 'IAMUser', accountId: ACCOUNT, accessKeyId: '', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    ['hidden user name', 'fallback', { accessKeyId: '' }],
  ],
  [
    'root is root, not the alias of its account',
    {
      type: 'Root',
      userName: 'acme-prod',
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      principalId: ACCOUNT,
      accountId: ACCOUNT,
    },
    ['root', 'root'],
  ],
  [
    'root that a service used is still root',
    { type: 'Root', accountId: ACCOUNT, invokedBy: 'support.amazonaws.com' },
    ['root', 'root'],
  ],
  [
    'an assumed role is the role, with the session beside it',
    assumedRole('deploy', 'i-0abc'),
    ['deploy', 'role', { sessionName: 'i-0abc', principalArn: `arn:aws:iam::${ACCOUNT}:role/deploy` }],
  ],
  [
    'a role path stays out of the label',
    assumedRole('deploy', 'ci', { arn: `arn:aws:iam::${ACCOUNT}:role/team/x/deploy` }),
    ['deploy', 'role', { principalArn: `arn:aws:iam::${ACCOUNT}:role/team/x/deploy` }],
  ],
  [
    'a role without an issuer name is read from the issuer ARN past its path',
    {
      ...assumedRole('deploy', 'ci', {
        userName: undefined,
        arn: `arn:aws:iam::${ACCOUNT}:role/team/x/deploy`,
      }),
      arn: undefined,
    },
    ['deploy', 'role'],
  ],
  [
    'a role without an issuer is read from the session ARN',
    assumedRole('deploy', 'ci', null),
    ['deploy', 'role', { principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci` }],
  ],
  [
    'the session is read from the ARN where principalId is missing',
    { ...assumedRole('deploy', 'ci-7'), principalId: undefined },
    ['deploy', 'role', { sessionName: 'ci-7' }],
  ],
  [
    'a role of which only the session is known is a fallback',
    { type: 'AssumedRole', principalId: 'AROAEXAMPLE:ci-7' },
    ['ci-7', 'fallback', { sessionName: 'ci-7' }],
  ],
  [
    'an AWS SSO role is the person, without a claim about MFA',
    assumedRole(SSO_ROLE, 'maria.keller'),
    ['maria.keller', 'sso-session', { sessionName: 'maria.keller', mfa: null }],
  ],
  [
    'type Role is treated as an assumed role',
    { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/path/batch` },
    ['batch', 'role'],
  ],
  [
    'a federated user is the federated name, with its issuer beside it',
    {
      type: 'FederatedUser',
      principalId: `${ACCOUNT}:alice`,
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/alice`,
      sessionContext: {
        sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/broker`, userName: 'broker' },
      },
    },
    ['alice', 'federated', { sessionName: 'alice', principalArn: `arn:aws:iam::${ACCOUNT}:user/broker` }],
  ],
  [
    'a SAML user is its user name',
    {
      type: 'SAMLUser',
      principalId: 'Zu0eEXAMPLE=:bob@example.com',
      userName: 'bob@example.com',
      identityProvider: 'Zu0eEXAMPLE=',
    },
    ['bob@example.com', 'federated'],
  ],
  [
    'a web identity without a name is the last part of its principal, as a fallback',
    { type: 'WebIdentityUser', principalId: 'accounts.example.com:app:user-17' },
    ['user-17', 'fallback'],
  ],
  [
    'an Identity Center user is the user id',
    {
      type: 'IdentityCenterUser',
      accountId: ACCOUNT,
      onBehalfOf: { userId: '94e5-user', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-9' },
      credentialId: 'cred',
    },
    ['94e5-user', 'identity-center'],
  ],
  [
    'an Identity Center user of the time before July 2025 (type Unknown) keeps the name',
    { type: 'Unknown', userName: 'Maria Keller', onBehalfOf: { userId: '94e5-user' } },
    ['Maria Keller', 'identity-center', { identityType: 'Unknown' }],
  ],
  [
    'a caller from another account is that account',
    { type: 'AWSAccount', accountId: '333333333333', principalId: 'AROAEXAMPLE:their-session' },
    ['333333333333', 'account', { sessionName: 'their-session' }],
  ],
  [
    'an AWS service is invokedBy',
    { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
    ['lambda.amazonaws.com', 'service', { accessKeyId: '' }],
  ],
  [
    'an AWS service without invokedBy is its address, as a fallback',
    { type: 'AWSService' },
    ['203.0.113.47', 'fallback'],
  ],
  [
    'a service event has no type: invokedBy',
    { accountId: ACCOUNT, invokedBy: 'kms.amazonaws.com' },
    ['kms.amazonaws.com', 'service', { identityType: 'Unknown' }],
  ],
  [
    'nobody at all is unknown, as a fallback',
    undefined,
    ['unknown', 'fallback', { identityType: 'Unknown', arn: '', principalArn: '' }],
  ],
  ['an identity that is no object is unknown', 'root', ['unknown', 'fallback']],
  [
    'an identity full of the wrong types is unknown',
    { type: 7, userName: {}, arn: [], principalId: null, sessionContext: 'x' },
    ['unknown', 'fallback'],
  ],
];

describe('who acted, as one label', () => {
  test.each(IDENTITIES)('%s', (_name, userIdentity, [label, labelSource, more]) => {
    expect(eventOf(recordWith({ userIdentity })).actor).toMatchObject({ label, labelSource, ...more });
  });

  test.each([
    [
      'mfaAuthenticated "true" of a session',
      assumedRole('deploy', 'x'),
      { mfaAuthenticated: 'true' },
      {},
      true,
    ],
    [
      'mfaAuthenticated "false" of a session',
      assumedRole('deploy', 'x'),
      { mfaAuthenticated: 'false' },
      {},
      false,
    ],
    [
      'MFAUsed of a console sign-in before the session',
      { type: 'IAMUser', userName: 'a' },
      {},
      { MFAUsed: 'Yes' },
      true,
    ],
    ['MFAUsed No', { type: 'IAMUser', userName: 'a' }, {}, { MFAUsed: 'No' }, false],
    ['nothing said', { type: 'IAMUser', userName: 'a' }, {}, {}, null],
    ['an SSO session that does say so', assumedRole(SSO_ROLE, 'x'), { mfaAuthenticated: 'true' }, {}, true],
  ])('MFA: %s', (_name, identity: Fields, attributes, additionalEventData, expected) => {
    const userIdentity = { ...identity, sessionContext: { ...Object(identity.sessionContext), attributes } };
    expect(eventOf(recordWith({ userIdentity, additionalEventData })).actor.mfa).toBe(expected);
  });
});
