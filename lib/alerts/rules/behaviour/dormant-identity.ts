import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself } from '../conditions.ts';
import { byRole, byUser, DAY_MINUTES } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { withHabits } from './identities.ts';

const call = { service: 'sts', name: 'GetCallerIdentity', readOnly: true };
const serviceRole = 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';

/** Names no event: any call shows that the identity is back. */
export const dormantIdentity: BuiltInRule = {
  id: 'dormant-identity',
  family: 'behaviour',
  name: 'Dormant identity active again',
  severity: 'medium',
  description:
    'A user or role that had not called AWS for 60 days did so again. Forgotten users and keys are found in old files and images, and nobody misses them.',
  runbook: steps(
    'Ask the owner. Is there one? A user or role without an owner should not exist.',
    'Compare address, user agent and calls with those of its last use.',
    'If nobody knows it: disable its keys or revoke its sessions, then delete it.',
  ),
  techniques: ['T1078.004'],
  condition: withHabits,
  when: { kind: 'returning', afterDays: 60 },
  groupBy: ['@user'],
  quietMinutes: DAY_MINUTES,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html'],
  fires: [
    [byUser(call), byUser({ ...call, minute: 61 * DAY_MINUTES })],
    [byRole(call), byRole({ ...call, minute: 75 * DAY_MINUTES, error: 'AccessDenied' })],
  ],
  quiet: [
    [byUser(call), byUser({ ...call, minute: 59 * DAY_MINUTES })],
    [byUser(call), byUser({ ...call, minute: 61 * DAY_MINUTES, user: 'bob' })],
    [byUser(call)],
    [
      byRole({ ...call, role: serviceRole }),
      byRole({ ...call, role: serviceRole, minute: 61 * DAY_MINUTES }),
    ],
  ],
};
