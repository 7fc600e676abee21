import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export const keyDisabled: BuiltInRule = {
  id: 'cis-4.7',
  family: 'cis',
  name: 'KMS key disabled or to be deleted',
  severity: 'high',
  description:
    'A key was disabled or put up for deletion. Data encrypted with it cannot be read while it is disabled, and never again once it is gone.',
  runbook: steps(
    'Find what the key encrypts: the KMS page lists grants, and its recent Decrypt events name the users.',
    'If nobody planned this: `CancelKeyDeletion`, then `EnableKey`. A deletion takes 7 to 30 days, so there is time.',
    'See what else the same identity did, above all to backups and buckets.',
  ),
  techniques: ['T1485', 'T1486'],
  condition: { all: [calls('kms', 'DisableKey', 'ScheduleKeyDeletion'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-7',
  ],
  fires: [
    [byUser({ service: 'kms', name: 'DisableKey', params: { keyId: key } })],
    [byRole({ service: 'kms', name: 'ScheduleKeyDeletion', params: { keyId: key, pendingWindowInDays: 7 } })],
  ],
  quiet: [
    [byUser({ service: 'kms', name: 'EnableKey', params: { keyId: key } })],
    [byUser({ service: 'kms', name: 'ScheduleKeyDeletion', params: { keyId: key }, error: 'AccessDenied' })],
  ],
};
