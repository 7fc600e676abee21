import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const update = {
  service: 'iam',
  name: 'UpdateSAMLProvider',
  region: 'us-east-1',
  params: { sAMLProviderArn: 'arn:aws:iam::111122223333:saml-provider/corporate' },
};

export const identityProviderChanged: BuiltInRule = {
  id: 'identity-provider-changed',
  family: 'identity',
  name: 'SAML or OIDC provider changed',
  severity: 'high',
  description:
    'A provider whose word the account believes about who somebody is was made, changed or deleted. Whoever controls a trusted provider can sign in as anyone whose role trusts it.',
  runbook: steps(
    'Compare the metadata, certificate or URL with that of your own provider.',
    'List the roles whose trust policy names the provider, and their sessions since the change.',
    'If it is not yours: delete the provider, revoke the sessions of those roles.',
  ),
  techniques: ['T1484.002', 'T1556.007'],
  condition: {
    all: [
      calls(
        'iam',
        'CreateSAMLProvider',
        'UpdateSAMLProvider',
        'DeleteSAMLProvider',
        'CreateOpenIDConnectProvider',
        'DeleteOpenIDConnectProvider',
        'UpdateOpenIDConnectProviderThumbprint',
        'AddClientIDToOpenIDConnectProvider',
        'RemoveClientIDFromOpenIDConnectProvider',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html'],
  fires: [[byUser(update)], [byUser({ ...update, name: 'CreateOpenIDConnectProvider' })]],
  quiet: [
    [byUser({ ...update, error: 'AccessDenied' })],
    [byUser({ ...update, name: 'GetSAMLProvider', readOnly: true })],
    [byServiceRole({ ...update, role: 'AWSServiceRoleForSSO', owner: 'sso' })],
  ],
};
