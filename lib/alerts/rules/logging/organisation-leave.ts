import type { BuiltInRule } from '../../rule-model.ts';
import { calls } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const leave = { service: 'organizations', name: 'LeaveOrganization', region: 'us-east-1' };

/** Tried is enough: nobody calls this by accident, whatever AWS answers. */
export const organisationLeave: BuiltInRule = {
  id: 'organisation-leave',
  family: 'logging',
  name: 'Account tried to leave the organisation',
  severity: 'critical',
  description:
    'Somebody called LeaveOrganization in a member account. Outside the organisation its policies, its trail and its security services no longer hold, and the account can be kept from its owner.',
  runbook: steps(
    'See from the event’s outcome whether it worked. If it did, call AWS Support at once and invite the account again.',
    'Disable the credentials that were used, and revoke the role’s sessions.',
    'Forbid the call by a service control policy (`organizations:LeaveOrganization`), then look at what else the identity did.',
  ),
  techniques: ['T1666'],
  condition: calls('organizations', 'LeaveOrganization'),
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_leave-as-member.html',
  ],
  fires: [[byUser(leave)], [byRole({ ...leave, error: 'AccessDenied' })]],
  quiet: [[byUser({ ...leave, name: 'DescribeOrganization', readOnly: true })]],
};
