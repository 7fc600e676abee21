import type { BuiltInRule } from '../../rule-model.ts';
import { byPerson, calls, isPresent, succeeded, test } from '../conditions.ts';
import { byRole, bySsoPerson, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const update = {
  service: 'lambda',
  name: 'UpdateFunctionCode20150331v2',
  params: { functionName: 'orders', publish: true, dryRun: false },
};
const configure = (params: Record<string, unknown>) => ({
  service: 'lambda',
  name: 'UpdateFunctionConfiguration20150331v2',
  params: { functionName: 'orders', ...params },
});

export const functionChangedByPerson: BuiltInRule = {
  id: 'function-changed-by-person',
  family: 'compute',
  name: 'Lambda code, layer or function URL changed by a person',
  severity: 'medium',
  description:
    'A person, not a pipeline, changed what a Lambda function runs or gave it a URL. Code that is put into a function runs with its role each time it is called, and is seldom looked at again.',
  runbook: steps(
    'Compare the function’s code and layers with what the pipeline last deployed (`codeSha256` in the response).',
    'Ask the person. Changes by hand belong in development accounts: exclude those, with the reason.',
    'If nobody planned it: deploy again from the pipeline, and look at what the function’s role did since.',
  ),
  techniques: ['T1648', 'T1525'],
  condition: {
    all: [
      {
        any: [
          calls(
            'lambda',
            'UpdateFunctionCode20150331v2',
            'UpdateFunctionCode20150331',
            'PublishLayerVersion20181031',
            'CreateFunctionUrlConfig',
            'CreateFunctionUrlConfig20211031',
            'UpdateFunctionUrlConfig',
            'UpdateFunctionUrlConfig20211031',
          ),
          {
            all: [
              calls('lambda', 'UpdateFunctionConfiguration20150331v2', 'UpdateFunctionConfiguration20150331'),
              isPresent('requestParameters.layers'),
            ],
          },
        ],
      },
      byPerson,
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.functionName'],
  quietMinutes: 240,
  exclusions: [
    {
      reason: 'CloudFormation deploys with the credentials of whoever started it; the template says what.',
      condition: test('userIdentity.invokedBy', 'equals', 'cloudformation.amazonaws.com'),
    },
  ],
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html'],
  fires: [
    [byUser(update)],
    [bySsoPerson(configure({ layers: ['arn:aws:lambda:eu-central-1:444455556666:layer:extension:1'] }))],
    [bySsoPerson({ service: 'lambda', name: 'CreateFunctionUrlConfig', params: { authType: 'AWS_IAM' } })],
  ],
  quiet: [
    [byRole(update)],
    [byUser(configure({ memorySize: 512 }))],
    [byUser({ ...update, error: 'ResourceConflictException' })],
    [
      byUser({
        ...update,
        fields: {
          userIdentity: { type: 'IAMUser', userName: 'alice', invokedBy: 'cloudformation.amazonaws.com' },
        },
      }),
    ],
  ],
};
