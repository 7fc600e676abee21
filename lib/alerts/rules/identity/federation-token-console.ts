import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { calls, equals, succeeded } from '../conditions.ts';
import { byFederatedUser, byUser, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';

const issued: Condition = { all: [calls('sts', 'GetFederationToken'), succeeded] };
const atConsole: Condition = {
  all: [
    calls('signin', 'ConsoleLogin', 'GetSigninToken'),
    equals('@identityType', 'FederatedUser'),
    succeeded,
  ],
};

const issue = { service: 'sts', name: 'GetFederationToken', region: 'us-east-1', params: { name: 'broker' } };

export const federationTokenConsole: BuiltInRule = {
  id: 'federation-token-console',
  family: 'identity',
  name: 'Access key turned into a console session',
  severity: 'high',
  description:
    'An IAM user got a federation token, and a console session was opened with it within the hour. So a stolen access key becomes a person at the console, without password or MFA.',
  runbook: steps(
    'Ask the owner of the access key. A sign-in broker of your own does this all day: exclude its user, with the reason.',
    'If it was not them: deny the user everything by policy (disabling the key does not end such a session), then disable the key.',
    'Follow the console session’s events: the federated user stands in their identity.',
  ),
  techniques: ['T1550.001', 'T1078.004'],
  condition: { any: [issued, atConsole] },
  when: {
    kind: 'sequence',
    steps: [
      { name: 'Federation token issued', condition: issued, atLeast: 1 },
      { name: 'Console opened by the federated user', condition: atConsole, atLeast: 1 },
    ],
    ordered: true,
    withinMinutes: 60,
  },
  // Of a federated user this is the user who asked for the token.
  groupBy: ['@principalArn'],
  quietMinutes: 240,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html',
  ],
  fires: [
    [byUser(issue), byFederatedUser({ ...signIn(true), minute: 3 })],
    [byUser(issue), byFederatedUser({ service: 'signin', name: 'GetSigninToken', minute: 1 })],
  ],
  quiet: [
    [byUser(issue)],
    [byUser(issue), byFederatedUser({ ...signIn(true), minute: 90 })],
    [byFederatedUser(signIn(true)), byUser({ ...issue, minute: 3 })],
    [byUser({ ...issue, user: 'bob' }), byFederatedUser({ ...signIn(true), minute: 3 })],
    [byUser(issue), byUser({ ...signIn(true), minute: 3 })],
  ],
};
