import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const disable = { service: 'securityhub', name: 'DisableSecurityHub' };

export const securityServiceDisabled: BuiltInRule = {
  id: 'security-service-disabled',
  family: 'logging',
  name: 'Security Hub, Macie, Detective, Inspector or Access Analyzer switched off',
  severity: 'high',
  description:
    'A service that watches the account was disabled, or accounts were taken out of its sight. What it would have found from now on will not be found.',
  runbook: steps(
    'Enable the service again, in the same region, and add the members that were removed.',
    'Check that it was not part of a planned change (another tool, an account that is being closed).',
    'Look at what the same identity did before and after.',
  ),
  techniques: ['T1562.001'],
  condition: {
    all: [
      {
        any: [
          calls(
            'securityhub',
            'DisableSecurityHub',
            'DisableSecurityHubV2',
            'BatchDisableStandards',
            'DeleteMembers',
            'DisassociateMembers',
            'DisassociateFromAdministratorAccount',
            'DisassociateFromMasterAccount',
            'DisableOrganizationAdminAccount',
          ),
          calls(
            'macie2',
            'DisableMacie',
            'DeleteMember',
            'DisassociateMember',
            'DisassociateFromAdministratorAccount',
            'DisassociateFromMasterAccount',
            'DisableOrganizationAdminAccount',
          ),
          { all: [calls('macie2', 'UpdateMacieSession'), equals('requestParameters.status', 'PAUSED')] },
          calls(
            'detective',
            'DeleteGraph',
            'DeleteMembers',
            'DisassociateMembership',
            'DisableOrganizationAdminAccount',
          ),
          calls('inspector2', 'Disable', 'DisassociateMember', 'DisableDelegatedAdminAccount'),
          calls('access-analyzer', 'DeleteAnalyzer'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', '@service'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-disable.html'],
  fires: [
    [byUser(disable)],
    [
      byUser({
        service: 'access-analyzer',
        name: 'DeleteAnalyzer',
        params: { analyzerName: 'organisation' },
      }),
    ],
    [byUser({ service: 'macie2', name: 'UpdateMacieSession', params: { status: 'PAUSED' } })],
  ],
  quiet: [
    [byUser({ ...disable, error: 'InvalidAccessException' })],
    [byUser({ service: 'macie2', name: 'UpdateMacieSession', params: { status: 'ENABLED' } })],
    [
      byServiceRole({
        ...disable,
        name: 'DeleteMembers',
        role: 'AWSServiceRoleForSecurityHub',
        owner: 'securityhub',
      }),
    ],
  ],
};
