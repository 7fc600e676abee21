import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const write = (params: Record<string, unknown>) => ({
  service: 'iam',
  name: 'PutUserPolicy',
  region: 'us-east-1',
  params,
});
const omitted = { reason: 'requestParameters too large', omitted: 'true', originalSize: '149893' };

export const omittedRequest: BuiltInRule = {
  id: 'omitted-request',
  family: 'logging',
  name: 'IAM call too large for the log',
  severity: 'high',
  description:
    'CloudTrail left the request of an IAM call out of the log because it was larger than 100 KB. Honest policies are far smaller; blanks put into one hide from the log what it allows.',
  runbook: steps(
    'Look up in IAM what the call wrote: the user’s, group’s or role’s policies, the policy’s versions, the trust policy.',
    'Ask the one who called why it was so large.',
    'If it allows what nobody wanted: delete it and follow what was done with it.',
  ),
  techniques: ['T1562.008', 'T1098.003'],
  condition: {
    all: [
      calls(
        'iam',
        'PutUserPolicy',
        'PutGroupPolicy',
        'PutRolePolicy',
        'CreatePolicy',
        'CreatePolicyVersion',
        'CreateRole',
        'UpdateAssumeRolePolicy',
        'CreateSAMLProvider',
        'UpdateSAMLProvider',
        'UploadServerCertificate',
        'UploadSigningCertificate',
      ),
      equals('requestParameters.omitted', 'true', true),
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  ],
  fires: [[byUser(write(omitted))], [byUser({ ...write(omitted), error: 'LimitExceededException' })]],
  quiet: [
    [byUser(write({ userName: 'bob', policyName: 'inline', policyDocument: '{}' }))],
    [byUser({ ...write({ userName: 'bob' }), response: omitted })],
  ],
};
