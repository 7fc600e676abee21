import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded, test } from '../conditions.ts';
import { byRoot, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const attach = (policy: string) => ({
  service: 'iam',
  name: 'AttachUserPolicy',
  region: 'us-east-1',
  params: { userName: 'ci', policyArn: `arn:aws:iam::aws:policy/${policy}` },
});

export const compromisedKeyQuarantine: BuiltInRule = {
  id: 'compromised-key-quarantine',
  family: 'identity',
  name: 'AWS found an access key in public and put its user in quarantine',
  severity: 'critical',
  description:
    'AWS found an access key of the account published, in a repository for example, and attached its quarantine policy to the user. The key still works for much else: take it as stolen.',
  runbook: steps(
    'Make the access key inactive at once; the case that AWS opened names it.',
    'Look at all events of the key, back to the day it was published.',
    'Take back what was done with it, give the job a role in place of a key, and then remove the quarantine policy.',
  ),
  techniques: ['T1552.001', 'T1078.004'],
  condition: {
    all: [
      calls('iam', 'AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy'),
      test('requestParameters.policyArn', 'contains', ':policy/AWSCompromisedKeyQuarantine'),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['requestParameters.userName'],
  quietMinutes: 60,
  // AWS is who attaches it, so what AWS does for itself is not left out.
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html',
  ],
  fires: [
    [byRoot({ ...attach('AWSCompromisedKeyQuarantineV3'), invokedBy: 'AWS Internal' })],
    [byUser(attach('AWSCompromisedKeyQuarantine'))],
  ],
  quiet: [
    [byUser(attach('ReadOnlyAccess'))],
    [byUser({ ...attach('AWSCompromisedKeyQuarantineV3'), name: 'DetachUserPolicy' })],
  ],
};
