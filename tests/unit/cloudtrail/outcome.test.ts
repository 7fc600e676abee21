import { describe, expect, test } from 'vitest';
import type { Outcome } from '#lib/cloudtrail/event.ts';
import { eventOf, type Fields, recordWith } from './records.ts';

const BY_CODE: [Outcome, string[]][] = [
  [
    'denied',
    [
      'AccessDenied',
      'AccessDeniedException',
      'accessdenied',
      'KMSAccessDeniedException',
      'UnauthorizedOperation',
      'Client.UnauthorizedOperation',
      'client.unauthorizedoperation',
      'Server.UnauthorizedOperation',
      'VpceAccessDenied',
      'UnauthorizedAccess',
      'UnauthorizedException',
      'NotAuthorized',
      'NotAuthorizedException',
      'AuthorizationError',
      'AuthorizationErrorException',
      'ForbiddenException',
    ],
  ],
  [
    'auth-failed',
    [
      'AuthFailure',
      'Client.AuthFailure',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
      'ExpiredToken',
      'ExpiredTokenException',
      'UnrecognizedClientException',
    ],
  ],
  [
    'error',
    [
      'ThrottlingException',
      'NoSuchBucketPolicy',
      'NoSuchTagSet',
      'ReplicationConfigurationNotFoundError',
      'Client.InvalidInstanceID.NotFound',
      'OperationNotPermitted',
      'EntityAlreadyExists',
    ],
  ],
  ['success', ['DryRunOperation', 'Client.DryRunOperation', '']],
];

const BY_RECORD: [name: string, fields: Fields, outcome: Outcome][] = [
  ['nothing wrong', {}, 'success'],
  ['errorCode null', { errorCode: null, errorMessage: null }, 'success'],
  ['errorCode without message', { errorCode: 'Boom' }, 'error'],
  [
    'an unknown code whose message says not authorized',
    { errorCode: 'InvalidRequest', errorMessage: 'User: x is not authorized to perform: s3:Get' },
    'denied',
  ],
  ['a message alone', { errorMessage: 'Something broke' }, 'error'],
  [
    'a message alone that says not authorized',
    { errorMessage: 'You are not authorized to do this' },
    'denied',
  ],
  [
    'a dry run that would have worked',
    {
      errorCode: 'Client.DryRunOperation',
      errorMessage: 'Request would have succeeded, but DryRun flag is set.',
    },
    'success',
  ],
  [
    'a failed console sign-in has a message and no code',
    {
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
      errorMessage: 'Failed authentication',
      responseElements: { ConsoleLogin: 'Failure' },
    },
    'auth-failed',
  ],
  [
    'a failed console sign-in without even a message',
    { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } },
    'auth-failed',
  ],
  [
    'a console sign-in',
    { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } },
    'success',
  ],
  [
    'a failed switch of role',
    { eventName: 'SwitchRole', responseElements: { SwitchRole: 'Failure' } },
    'auth-failed',
  ],
  [
    'a failed Identity Center sign-in',
    { eventName: 'UserAuthentication', serviceEventDetails: { UserAuthentication: 'Failure' } },
    'auth-failed',
  ],
  ['an error that only the response tells', { responseElements: { errorCode: 'AccessDenied' } }, 'denied'],
  [
    'a message that only the response tells',
    { responseElements: { errorMessage: 'Out of cheese' } },
    'error',
  ],
];

describe('outcome', () => {
  test.each(BY_CODE)('%s by its code', (outcome, codes) => {
    for (const errorCode of codes)
      expect(eventOf(recordWith({ errorCode })).outcome, errorCode).toBe(outcome);
  });

  test.each(BY_RECORD)('%s', (_name, fields, outcome) => {
    expect(eventOf(recordWith(fields)).outcome).toBe(outcome);
  });

  test('code and message are kept as delivered', () => {
    const event = eventOf(
      recordWith({ errorCode: 'Client.UnauthorizedOperation', errorMessage: 'You are not authorized.' }),
    );
    expect(event).toMatchObject({
      errorCode: 'Client.UnauthorizedOperation',
      errorMessage: 'You are not authorized.',
    });
  });
});
