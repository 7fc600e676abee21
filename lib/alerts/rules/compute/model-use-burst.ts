import type { BuiltInRule } from '../../rule-model.ts';
import { byPerson, calls, doneOrDenied } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const invoke = (minute: number) => ({
  service: 'bedrock',
  name: 'InvokeModel',
  readOnly: true,
  region: 'us-west-2',
  minute,
  params: { modelId: 'anthropic.claude-3-sonnet-20240229-v1:0' },
});

export const modelUseBurst: BuiltInRule = {
  id: 'model-use-burst',
  family: 'compute',
  name: 'Burst of Bedrock calls by a person’s credentials',
  severity: 'high',
  description:
    'The credentials of a user called models of Bedrock fifty times or more within ten minutes, whether it was allowed to or not. Programs of yours call by roles; keys of users that call so often have often been stolen and sold on, and the bill is yours.',
  runbook: steps(
    'Ask the owner of the credentials; see the region and the address of the calls.',
    'If it was not them: disable the access key, and forbid Bedrock by policy where nobody uses it.',
    'Look at the cost of Bedrock in all regions, and for other calls of the same key.',
  ),
  techniques: ['T1496', 'T1078.004'],
  condition: {
    all: [
      calls('bedrock', 'InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'),
      byPerson,
      doneOrDenied,
    ],
  },
  when: { kind: 'threshold', atLeast: 50, withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html'],
  fires: [repeated(50, 0.1, (minute) => byUser(invoke(minute)))],
  quiet: [
    repeated(49, 0.1, (minute) => byUser(invoke(minute))),
    repeated(60, 0.1, (minute) => byRole(invoke(minute))),
    repeated(60, 0.1, (minute) => byUser({ ...invoke(minute), error: 'ThrottlingException' })),
  ],
};
