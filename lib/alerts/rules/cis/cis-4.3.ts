import type { BuiltInRule } from '../../rule-model.ts';
import { equals, isPresent } from '../conditions.ts';
import { byRoot, byUser, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';

/** Names no event: everything that root does counts. */
export const rootUse: BuiltInRule = {
  id: 'cis-4.3',
  family: 'cis',
  name: 'Root user used',
  severity: 'high',
  description:
    'The root user of an account did something. Root cannot be limited by the account’s own policies, and almost nothing needs it.',
  runbook: steps(
    'Find out who has the root credentials of this account and ask whether and why they used them.',
    'Look at every event of the session: new keys, changed contacts, closed accounts and payment settings first.',
    'If nobody admits to it: reset the root password and MFA by way of the account’s e-mail address, delete root’s access keys and call AWS Support.',
  ),
  techniques: ['T1078.004'],
  condition: equals('@identityType', 'Root'),
  when: { kind: 'every' },
  groupBy: [],
  quietMinutes: 240,
  exclusions: [
    {
      reason: 'AWS used the account’s own identity for a service, for example Support or a subscription.',
      condition: isPresent('userIdentity.invokedBy'),
    },
    {
      reason: 'Something that happened at AWS, not a call.',
      condition: equals('eventType', 'AwsServiceEvent'),
    },
  ],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1',
  ],
  fires: [
    [byRoot(signIn(true))],
    [byRoot({ service: 'iam', name: 'ListUsers', readOnly: true })],
    [byRoot({ service: 'iam', name: 'CreateAccessKey', error: 'AccessDenied' })],
  ],
  quiet: [
    [byRoot({ service: 'trustedadvisor', name: 'RefreshCheck', invokedBy: 'support.amazonaws.com' })],
    [byRoot({ service: 'kms', name: 'RotateKey', eventType: 'AwsServiceEvent' })],
    [byUser({ service: 'iam', name: 'ListUsers', readOnly: true })],
  ],
};
