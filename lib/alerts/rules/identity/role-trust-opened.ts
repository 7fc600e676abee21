import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, calls, equals, isPresent, succeeded } from '../conditions.ts';
import { ACCOUNT, allowing, byRole, byServiceRole, byUser, OTHER_ACCOUNT } from '../sample-record.ts';
import { steps } from '../steps.ts';

/** One statement trusts everyone, or some principal of another account than the role's own. */
const trustsOthers: Condition = {
  all: [
    equals('Effect', 'Allow'),
    {
      any: [
        equals('Principal', '*'),
        {
          all: [
            isPresent('Principal.AWS'),
            { not: { field: 'Principal.AWS', op: 'belongsToField', values: ['@account'], elements: 'all' } },
          ],
        },
      ],
    },
  ],
};

const update = (statement: Record<string, unknown>) => ({
  service: 'iam',
  name: 'UpdateAssumeRolePolicy',
  region: 'us-east-1',
  params: { roleName: 'reports', policyDocument: allowing({ Action: 'sts:AssumeRole', ...statement }) },
});

export const roleTrustOpened: BuiltInRule = {
  id: 'role-trust-opened',
  family: 'identity',
  name: 'Role may be assumed from another account',
  severity: 'medium',
  description:
    'The trust policy of a role now names another account, or everyone. Whoever is there can take on the role and its permissions without any credentials of this account.',
  runbook: steps(
    'Read the trust policy in the event: whose is the account it names, and is there an `sts:ExternalId` or an organisation condition?',
    'Look for AssumeRole calls from that account since.',
    'If nobody knows the account: put the earlier trust policy back and revoke the role’s sessions.',
  ),
  techniques: ['T1098.003', 'T1199'],
  condition: {
    all: [
      {
        any: [
          {
            all: [
              calls('iam', 'UpdateAssumeRolePolicy'),
              { within: 'requestParameters.policyDocument.Statement[]', has: trustsOthers },
            ],
          },
          {
            all: [
              calls('iam', 'CreateRole'),
              { within: 'requestParameters.assumeRolePolicyDocument.Statement[]', has: trustsOthers },
            ],
          },
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.roleName'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html'],
  fires: [
    [byUser(update({ Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } }))],
    [byUser(update({ Principal: '*' }))],
    [byUser(update({ Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`, OTHER_ACCOUNT] } }))],
    [byUser(update({ Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/${ACCOUNT}` } }))],
    [byUser(update({ Principal: { AWS: `arn:aws-us-gov:iam::${OTHER_ACCOUNT}:user/${ACCOUNT}/ci` } }))],
    [
      byRole({
        service: 'iam',
        name: 'CreateRole',
        params: {
          roleName: 'support',
          assumeRolePolicyDocument: encodeURIComponent(allowing({ Principal: { AWS: '*' } })),
        },
      }),
    ],
  ],
  quiet: [
    [byUser(update({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/ci` } }))],
    [byUser(update({ Principal: { AWS: [ACCOUNT, `arn:aws-cn:sts::${ACCOUNT}:assumed-role/ci/run`] } }))],
    [byUser(update({ Principal: { Service: 'ec2.amazonaws.com' } }))],
    [byUser({ ...update({ Principal: '*' }), error: 'MalformedPolicyDocumentException' })],
    [
      byServiceRole({
        ...update({ Principal: { AWS: OTHER_ACCOUNT } }),
        role: 'AWSServiceRoleForSSO',
        owner: 'sso',
      }),
    ],
  ],
};
