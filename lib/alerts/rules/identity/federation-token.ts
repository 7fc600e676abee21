import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byFederatedUser, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const issue = {
  service: 'sts',
  name: 'GetFederationToken',
  region: 'us-east-1',
  params: { name: 'broker', durationSeconds: 129_600 },
};

export const federationToken: BuiltInRule = {
  id: 'federation-token',
  family: 'identity',
  name: 'Federation token issued',
  severity: 'medium',
  description:
    'An IAM user got credentials for a federated session. They live up to 36 hours and go on working when the user’s access key is disabled, which is why thieves of keys ask for them.',
  runbook: steps(
    'Does this user belong to a sign-in broker of your own? Then exclude it here, with the reason.',
    'Otherwise look at what the federated user did, and from where.',
    'To end such sessions deny the user everything by policy: disabling its access key does not.',
  ),
  techniques: ['T1550.001', 'T1078.004'],
  condition: { all: [calls('sts', 'GetFederationToken'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 720,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html'],
  fires: [[byUser(issue)]],
  quiet: [
    [byUser({ ...issue, error: 'AccessDenied' })],
    [byUser({ ...issue, name: 'GetSessionToken' })],
    [byFederatedUser({ service: 'sts', name: 'GetCallerIdentity', readOnly: true })],
  ],
};
