import { describe, expect, test } from 'vitest';
import { identitySentence } from '#lib/cloudtrail/identity-sentence.ts';
import { eventOf, type Fields, recordWith } from './records.ts';

const ACCOUNT = '222222222222';

/** The sentence of a record's event, strong pieces between asterisks. */
function sentenceOf(fields: Fields, accountName: string | null = null): string {
  const record = recordWith(fields);
  const { actor, accountId } = eventOf(record);
  const segments = identitySentence({
    record,
    actor,
    accountId,
    accountName,
    formatTime: (ms) => new Date(ms).toISOString().slice(11, 19),
  });
  return segments.map(({ text, strong }) => (strong ? `*${text}*` : text)).join('');
}

function ssoSession(path: string): Fields {
  const role = 'AWSReservedSSO_SecurityAudit_9f3c1b2a7d4e5f60';
  return {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:maria.keller',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/maria.keller`,
    accountId: ACCOUNT,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${path}${role}`, userName: role },
      attributes: { creationDate: '2026-11-20T13:58:07Z', mfaAuthenticated: 'false' },
    },
  };
}

describe('who acted, in a sentence', () => {
  test('a person over AWS SSO', () => {
    const userIdentity = ssoSession('aws-reserved/sso.amazonaws.com/eu-central-1/');
    expect(sentenceOf({ userIdentity }, 'prod-web')).toBe(
      '*maria.keller* signed in through AWS SSO and acted as the role *AWSReservedSSO_SecurityAudit_9f3c1b2a7d4e5f60* in *222222222222* (prod-web). ' +
        'The session began at 13:58:07. CloudTrail does not record MFA for SSO sessions.',
    );
  });

  test('a role that only looks like one of AWS SSO is pointed out', () => {
    expect(sentenceOf({ userIdentity: ssoSession('') })).toContain('whoever assumed it chose this name');
  });

  test('a role, its session, and the service that used it', () => {
    const userIdentity = {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:deploy-42',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ci/deploy-42`,
      accountId: ACCOUNT,
      invokedBy: 'cloudformation.amazonaws.com',
      sessionContext: {
        sessionIssuer: { userName: 'ci' },
        sourceIdentity: 'maria',
        attributes: { creationDate: '20261120T135807Z' },
      },
    };
    expect(sentenceOf({ userIdentity })).toBe(
      'The role *ci* in *222222222222* acted, in a session named *deploy-42*. The call was made by cloudformation.amazonaws.com on its behalf, not directly. ' +
        'The session began at 13:58:07. Its source identity is *maria*.',
    );
  });

  test.each<[name: string, userIdentity: unknown, sentence: string]>([
    [
      'an IAM user with MFA',
      {
        type: 'IAMUser',
        userName: 'anna',
        accountId: ACCOUNT,
        sessionContext: { attributes: { mfaAuthenticated: 'true' } },
      },
      'The IAM user *anna* in *222222222222* acted. MFA was used.',
    ],
    ['root', { type: 'Root', accountId: ACCOUNT }, 'The *root* user of account *222222222222* acted.'],
    [
      'a service',
      { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
      'The AWS service *lambda.amazonaws.com* acted.',
    ],
    [
      'another account',
      { type: 'AWSAccount', accountId: '333333333333' },
      'Somebody in account *333333333333* acted on this account.',
    ],
    [
      'a hidden name',
      { type: 'IAMUser', accountId: ACCOUNT, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      'Somebody tried to act as a user in *222222222222*. AWS hid the name because there is no such user.',
    ],
    [
      'a fallback says that it is one',
      { type: 'IAMUser', accountId: ACCOUNT, principalId: 'AIDAEXAMPLE' },
      '*AIDAEXAMPLE* in *222222222222* acted. CloudTrail gives no name: this is the nearest that it says.',
    ],
    ['nobody', undefined, 'CloudTrail does not say who acted.'],
  ])('%s', (_name, userIdentity, sentence) => {
    expect(sentenceOf({ userIdentity })).toBe(sentence);
  });

  test('a record whose object is gone is still explained by what is stored', () => {
    const { actor } = eventOf(recordWith({}));
    const segments = identitySentence({ record: null, actor, accountId: ACCOUNT });
    expect(segments.map(({ text }) => text).join('')).toBe('The IAM user svc-deploy in 222222222222 acted.');
  });
});
