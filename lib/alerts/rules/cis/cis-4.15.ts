import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, equals, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const change = { service: 'organizations', name: 'AttachPolicy', params: { policyId: 'p-examplepolicyid1' } };

export const organisationChange: BuiltInRule = {
  id: 'cis-4.15',
  family: 'cis',
  name: 'AWS Organizations changed',
  severity: 'medium',
  description:
    'The organisation, its units, its accounts or its policies were changed. Such a change can lift limits from many accounts at once, or take an account out of all of them.',
  runbook: steps(
    'Read the event: which account, unit or policy, and who did it from where.',
    'Check that the change belongs to a deployment or a ticket; few people should ever do this.',
    'If not: undo it from the management account (attach the policy again, move the account back), then look at that identity’s other calls.',
  ),
  techniques: ['T1666', 'T1484'],
  condition: {
    all: [
      equals('@service', 'organizations'),
      // AWS adds calls: a list of names would miss the new ones.
      equals('@readOnly', false),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://www.cisecurity.org/benchmark/amazon_web_services'],
  fires: [
    [byUser(change)],
    [byUser({ ...change, name: 'DetachPolicy' })],
    [byUser({ ...change, name: 'MoveAccount' })],
    [byUser({ ...change, name: 'TerminateResponsibilityTransfer', params: { id: 'rt-exampletransfer1' } })],
  ],
  quiet: [
    [byUser({ ...change, error: 'AccessDeniedException' })],
    [byUser({ ...change, name: 'DescribePolicy', readOnly: true })],
    [byUser({ ...change, service: 'iot' })],
    [byServiceRole({ ...change, role: 'AWSServiceRoleForSSO', owner: 'sso' })],
  ],
};
