import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const disable = { service: 'events', name: 'DisableRule', params: { name: 'guardduty-findings' } };

export const eventRuleDisabled: BuiltInRule = {
  id: 'event-rule-disabled',
  family: 'logging',
  name: 'EventBridge rule disabled or deleted',
  severity: 'medium',
  description:
    'A rule of EventBridge was switched off, deleted, or lost its targets. Warnings and automatic answers to incidents often hang on such rules.',
  runbook: steps(
    'Read the rule’s name: does it pass on findings, changes or alarms to somebody?',
    'Enable it again, or recreate it with its targets.',
    'Ask the one who changed it, and look at their other calls in that hour.',
  ),
  techniques: ['T1562.001'],
  condition: { all: [calls('events', 'DisableRule', 'DeleteRule', 'RemoveTargets'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html'],
  fires: [[byUser(disable)], [byUser({ ...disable, name: 'DeleteRule' })]],
  quiet: [
    [byUser({ ...disable, error: 'AccessDeniedException' })],
    [byUser({ ...disable, name: 'EnableRule' })],
    [
      byServiceRole({
        ...disable,
        name: 'RemoveTargets',
        role: 'AWSServiceRoleForAutoScaling',
        owner: 'autoscaling',
      }),
    ],
  ],
};
