import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded, test } from '../conditions.ts';
import { byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = { service: 'logs', name: 'DeleteLogGroup', params: { logGroupName: '/acme/orders' } };

export const alarmOrLogDeleted: BuiltInRule = {
  id: 'alarm-or-log-deleted',
  family: 'logging',
  name: 'CloudWatch alarm or log deleted',
  severity: 'low',
  description:
    'An alarm was deleted or silenced, or a log group, a log stream or a filter that alarms depend on was deleted. It is often the end of a test; it is also how traces and warnings are removed.',
  runbook: steps(
    'See what the alarm or log was for: of a service that is gone, or of one that still runs?',
    'Ask the one who deleted it. Deleted log groups cannot be brought back, exports and subscriptions may still have their content.',
    'If nobody planned it: look at what the log would have shown, by the same identity’s events here.',
  ),
  techniques: ['T1562.008', 'T1070'],
  condition: {
    all: [
      {
        any: [
          calls('monitoring', 'DeleteAlarms', 'DisableAlarmActions'),
          calls(
            'logs',
            'DeleteLogGroup',
            'DeleteLogStream',
            'DeleteMetricFilter',
            'DeleteSubscriptionFilter',
          ),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [
    byAwsItself,
    {
      reason: 'Autoscaling and deployments delete the alarms that they made for themselves.',
      condition: test(
        'userIdentity.invokedBy',
        'equals',
        'autoscaling.amazonaws.com',
        'cloudformation.amazonaws.com',
      ),
    },
  ],
  references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html'],
  fires: [
    [byUser(remove)],
    [byUser({ service: 'monitoring', name: 'DeleteAlarms', params: { alarmNames: ['root-used'] } })],
  ],
  quiet: [
    [byUser({ ...remove, error: 'ResourceNotFoundException' })],
    [byServiceRole({ ...remove, role: 'AWSServiceRoleForECS', owner: 'ecs' })],
    [byRole({ ...remove, invokedBy: 'cloudformation.amazonaws.com' })],
  ],
};
