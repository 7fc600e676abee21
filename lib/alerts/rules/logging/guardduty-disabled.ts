import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = {
  service: 'guardduty',
  name: 'DeleteDetector',
  params: { detectorId: '12abc34d567e8fa901bc2d34e56789f0' },
};

export const guarddutyDisabled: BuiltInRule = {
  id: 'guardduty-disabled',
  family: 'logging',
  name: 'GuardDuty switched off or made blind',
  severity: 'high',
  description:
    'GuardDuty was disabled, lost members, or was told to trust addresses or to archive findings unseen. AWS’s own detection of attacks no longer sees this account or these findings.',
  runbook: steps(
    'Enable the detector again, in every region; re-invite members that were removed.',
    'For a trusted list or an archiving filter: read whose addresses and which findings it lets pass.',
    'Look at what the same identity did before and after.',
  ),
  techniques: ['T1562.001'],
  condition: {
    all: [
      {
        any: [
          calls(
            'guardduty',
            'DeleteDetector',
            'DeleteMembers',
            'DisassociateMembers',
            'StopMonitoringMembers',
            'DisassociateFromAdministratorAccount',
            'DisassociateFromMasterAccount',
            'DisableOrganizationAdminAccount',
            'DeletePublishingDestination',
            'CreateIPSet',
            'UpdateIPSet',
          ),
          {
            all: [
              calls('guardduty', 'UpdateDetector'),
              {
                any: [
                  equals('requestParameters.enable', false),
                  equals('requestParameters.features[].status', 'DISABLED'),
                ],
              },
            ],
          },
          {
            all: [
              calls('guardduty', 'CreateFilter', 'UpdateFilter'),
              equals('requestParameters.action', 'ARCHIVE'),
            ],
          },
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html'],
  fires: [
    [byUser(remove)],
    [byUser({ ...remove, name: 'UpdateDetector', params: { enable: false } })],
    [byUser({ ...remove, name: 'CreateFilter', params: { action: 'ARCHIVE', name: 'hide' } })],
  ],
  quiet: [
    [byUser({ ...remove, name: 'UpdateDetector', params: { enable: true } })],
    [byUser({ ...remove, name: 'CreateFilter', params: { action: 'NOOP' } })],
    [byUser({ ...remove, error: 'AccessDeniedException' })],
    [
      byServiceRole({
        ...remove,
        name: 'DeleteMembers',
        role: 'AWSServiceRoleForAmazonGuardDuty',
        owner: 'guardduty',
      }),
    ],
  ],
};
