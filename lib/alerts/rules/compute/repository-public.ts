import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { opensToEveryone } from '../open-statement.ts';
import { ACCOUNT, allowing, byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const put = (statement: Record<string, unknown>) => ({
  service: 'ecr',
  name: 'SetRepositoryPolicy',
  params: {
    repositoryName: 'orders',
    policyText: allowing({ Action: 'ecr:BatchGetImage', ...statement }),
    force: false,
  },
});

export const repositoryPublic: BuiltInRule = {
  id: 'repository-public',
  family: 'compute',
  name: 'Container images opened to everyone',
  severity: 'high',
  description:
    'A repository of ECR now lets every AWS account in, or a repository was made in the public gallery. Images hold programs and often keys; who may write to one decides what runs in your clusters.',
  runbook: steps(
    'Is the image meant to be public? Then exclude this repository here, with the reason.',
    'If not: put the earlier policy back, or delete the public repository.',
    'Look for keys and passwords in the image, and change them; see whether images were pushed by strangers.',
  ),
  techniques: ['T1537', 'T1525'],
  condition: {
    all: [
      {
        any: [
          {
            all: [
              calls('ecr', 'SetRepositoryPolicy'),
              {
                within: 'requestParameters.policyText.Statement[]',
                has: opensToEveryone,
              },
            ],
          },
          calls('ecr-public', 'CreateRepository'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.repositoryName'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html'],
  fires: [
    [byUser(put({ Principal: '*' }))],
    [byUser(put({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))],
    [byUser(put({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }))],
    [byRole({ service: 'ecr-public', name: 'CreateRepository', region: 'us-east-1' })],
  ],
  quiet: [
    [byUser(put({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }))],
    [
      byUser(
        put({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } }),
      ),
    ],
    [byUser(put({ Principal: '*', Condition: { StringEquals: { 'aws:sourcevpce': 'vpce-0123456789' } } }))],
    [byUser({ ...put({ Principal: '*' }), error: 'AccessDeniedException' })],
    [byRole({ service: 'ecr', name: 'CreateRepository' })],
  ],
};
