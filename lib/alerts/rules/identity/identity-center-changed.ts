import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, equals, succeeded } from '../conditions.ts';
import { byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const create = { service: 'sso', name: 'CreatePermissionSet', params: { name: 'PowerUser' } };
const ofSet = (name: string, params: Record<string, unknown>) => ({
  service: 'sso',
  name,
  params: {
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-abcdef1234567890',
    ...params,
  },
});

export const identityCenterChanged: BuiltInRule = {
  id: 'identity-center-changed',
  family: 'identity',
  name: 'Identity Center: permission set or identity source changed',
  severity: 'medium',
  description:
    'What people may do in the organisation’s accounts, or the directory that says who they are, was changed in IAM Identity Center. One change there reaches every account at once.',
  runbook: steps(
    'See whether it is a permission set (what people may do), an assignment (who may do it where) or the identity source (who people are). The last is the gravest.',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: undo it, end the sessions of those who got in by it, and look at the caller’s other events.',
  ),
  techniques: ['T1098.003', 'T1556.007'],
  condition: {
    all: [
      equals('@service', 'sso', 'sso-directory'),
      equals(
        '@event',
        'CreatePermissionSet',
        'UpdatePermissionSet',
        'DeletePermissionSet',
        'PutInlinePolicyToPermissionSet',
        'DeleteInlinePolicyFromPermissionSet',
        'PutPermissionsPolicy',
        'AttachManagedPolicyToPermissionSet',
        'DetachManagedPolicyFromPermissionSet',
        'AttachCustomerManagedPolicyReferenceToPermissionSet',
        'DetachCustomerManagedPolicyReferenceFromPermissionSet',
        'PutPermissionsBoundaryToPermissionSet',
        'DeletePermissionsBoundaryFromPermissionSet',
        'CreateAccountAssignment',
        'AssociateDirectory',
        'DisassociateDirectory',
        'CreateExternalIdPConfigurationForDirectory',
        'UpdateExternalIdPConfigurationForDirectory',
        'DeleteExternalIdPConfigurationForDirectory',
        'EnableExternalIdPConfigurationForDirectory',
        'DisableExternalIdPConfigurationForDirectory',
        'ImportExternalIdPCertificate',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html'],
  fires: [
    [byUser(create)],
    [
      byUser(
        ofSet('PutPermissionsBoundaryToPermissionSet', {
          permissionsBoundary: { managedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        }),
      ),
    ],
    [byUser(ofSet('DeleteInlinePolicyFromPermissionSet', {}))],
    [
      byUser(
        ofSet('DetachManagedPolicyFromPermissionSet', {
          managedPolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll',
        }),
      ),
    ],
    [
      byUser(
        ofSet('DetachCustomerManagedPolicyReferenceFromPermissionSet', {
          customerManagedPolicyReference: { name: 'guard-rails', path: '/' },
        }),
      ),
    ],
    [byRole({ service: 'sso-directory', name: 'EnableExternalIdPConfigurationForDirectory' })],
  ],
  quiet: [
    [byUser({ ...create, error: 'AccessDeniedException' })],
    [byUser({ ...create, name: 'ListPermissionSets', readOnly: true })],
    [byUser({ ...ofSet('GetPermissionsBoundaryForPermissionSet', {}), readOnly: true })],
    [byServiceRole({ ...create, role: 'AWSServiceRoleForSSO', owner: 'sso' })],
  ],
};
