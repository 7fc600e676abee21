import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, isPresent, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const permit = (params: Record<string, unknown>) => ({
  service: 'lambda',
  name: 'AddPermission20150331v2',
  params: { functionName: 'orders', statementId: 'web', action: 'lambda:InvokeFunction', ...params },
});

export const functionOpen: BuiltInRule = {
  id: 'function-open',
  family: 'compute',
  name: 'Lambda function or layer opened to everyone',
  severity: 'high',
  description:
    'Anyone may now call a Lambda function or take a layer, without being of your organisation and, by a function URL, without any credentials. What the function can do, strangers can make it do.',
  runbook: steps(
    'Is it meant to be public (a web hook)? Then exclude this function here, with the reason.',
    'If not: remove the permission (its `statementId` stands in the event) or set the URL to AWS_IAM.',
    'Look at the function’s invocations since, and at what its role did.',
  ),
  techniques: ['T1648', 'T1190'],
  condition: {
    all: [
      {
        any: [
          {
            all: [
              calls('lambda', 'AddPermission20150331v2', 'AddPermission20150331'),
              equals('requestParameters.principal', '*'),
              {
                not: {
                  any: [
                    isPresent('requestParameters.sourceArn'),
                    isPresent('requestParameters.sourceAccount'),
                    isPresent('requestParameters.principalOrgID'),
                  ],
                },
              },
            ],
          },
          {
            all: [
              calls('lambda', 'AddLayerVersionPermission20181031'),
              equals('requestParameters.principal', '*'),
              { not: isPresent('requestParameters.organizationId') },
            ],
          },
          {
            all: [
              calls(
                'lambda',
                'CreateFunctionUrlConfig',
                'CreateFunctionUrlConfig20211031',
                'UpdateFunctionUrlConfig',
                'UpdateFunctionUrlConfig20211031',
              ),
              equals('requestParameters.authType', 'NONE'),
            ],
          },
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.functionName'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html'],
  fires: [
    [byUser(permit({ principal: '*' }))],
    [byRole({ ...permit({}), name: 'CreateFunctionUrlConfig', params: { authType: 'NONE' } })],
    [byUser({ ...permit({ principal: '*' }), name: 'AddLayerVersionPermission20181031' })],
  ],
  quiet: [
    [byUser(permit({ principal: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::amzn-s3-demo-bucket' }))],
    [byUser(permit({ principal: '*', principalOrgID: 'o-exampleorgid' }))],
    [byUser({ ...permit({ principal: '*' }), error: 'ResourceConflictException' })],
    [byRole({ ...permit({}), name: 'CreateFunctionUrlConfig', params: { authType: 'AWS_IAM' } })],
  ],
};
