import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, throughAwsService } from '../conditions.ts';
import { byRole, byUser, DAY_MINUTES, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { withHabits } from './identities.ts';

const call = { service: 's3', name: 'ListBuckets', readOnly: true };
const habit = repeated(32, DAY_MINUTES, (minute) => byUser({ ...call, minute }));
const other = { service: 'ses', name: 'GetSendQuota', readOnly: true, minute: 32 * DAY_MINUTES };
const mixed = (i: number) => (i === 32 ? other : call);

/** Names no event: any call may be the first to a service. */
export const firstService: BuiltInRule = {
  id: 'first-service',
  family: 'behaviour',
  name: 'First use of a service by an identity',
  severity: 'info',
  description:
    'An identity that has been known for a month called a service that it did not call in the last 90 days. It is a clue rather than an alarm: machines have fixed habits, people try new things.',
  runbook: steps(
    'For a machine’s role: was a new version deployed? Otherwise somebody else may use its credentials.',
    'For a person: does the service belong to their work?',
    'Look at the identity’s other events of that day, their addresses and their errors.',
  ),
  techniques: ['T1078.004', 'T1526'],
  condition: withHabits,
  when: { kind: 'first-seen', field: '@service', lookbackDays: 90, learningDays: 30 },
  groupBy: ['@user'],
  quietMinutes: DAY_MINUTES,
  exclusions: [byAwsItself, throughAwsService],
  references: ['https://attack.mitre.org/techniques/T1526/'],
  fires: [[...habit, byUser(other)]],
  quiet: [
    [...habit, byUser({ ...call, minute: 32 * DAY_MINUTES })],
    [...habit.slice(-20), byUser(other)],
    repeated(33, DAY_MINUTES, (minute, i) =>
      byRole({ ...mixed(i), minute, invokedBy: 'cloudformation.amazonaws.com' }),
    ),
    repeated(33, DAY_MINUTES, (minute, i) =>
      byRole({ ...mixed(i), minute, role: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig' }),
    ),
  ],
};
