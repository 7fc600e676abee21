import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const stop = {
  service: 'config',
  name: 'StopConfigurationRecorder',
  params: { configurationRecorderName: 'default' },
};

export const configChange: BuiltInRule = {
  id: 'cis-4.9',
  family: 'cis',
  name: 'AWS Config changed',
  severity: 'medium',
  description:
    'The recorder of AWS Config was stopped, deleted or set anew, or where it delivers was changed. Without it nobody sees how resources were before and what changed in them.',
  runbook: steps(
    'See in AWS Config whether the recorder runs and what it records, in every region of the account.',
    'Start it again, or put its delivery channel back.',
    'List what the same identity changed while the recorder was off.',
  ),
  techniques: ['T1562.001'],
  condition: {
    all: [
      calls(
        'config',
        'StopConfigurationRecorder',
        'DeleteConfigurationRecorder',
        'PutConfigurationRecorder',
        'PutDeliveryChannel',
        'DeleteDeliveryChannel',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-9',
  ],
  fires: [[byUser(stop)], [byUser({ ...stop, name: 'DeleteDeliveryChannel' })]],
  quiet: [
    [byUser({ ...stop, error: 'NoSuchConfigurationRecorderException' })],
    [byUser({ ...stop, name: 'StartConfigurationRecorder' })],
    [
      byServiceRole({
        ...stop,
        name: 'PutConfigurationRecorder',
        role: 'AWSServiceRoleForConfig',
        owner: 'config',
      }),
    ],
  ],
};
