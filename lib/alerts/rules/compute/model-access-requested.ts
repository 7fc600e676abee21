import type { BuiltInRule } from '../../rule-model.ts';
import { calls, doneOrDenied } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const agree = {
  service: 'bedrock',
  name: 'CreateFoundationModelAgreement',
  region: 'us-west-2',
  params: { modelId: 'anthropic.claude-3-sonnet-20240229-v1:0' },
};

export const modelAccessRequested: BuiltInRule = {
  id: 'model-access-requested',
  family: 'compute',
  name: 'Access to a Bedrock model asked for',
  severity: 'medium',
  description:
    'Somebody asked for access to a model of Bedrock, or agreed to its terms, for the account. It happens once for each model; whoever means to use models at your expense begins with it.',
  runbook: steps(
    'Ask the one who asked for access which program needs the model, and in which region.',
    'If nobody can say: disable the credentials, take the access back, and forbid Bedrock by policy.',
    'Look for calls of models since, in all regions.',
  ),
  techniques: ['T1496', 'T1578'],
  condition: {
    all: [
      calls(
        'bedrock',
        'PutUseCaseForModelAccess',
        'CreateFoundationModelAgreement',
        'PutFoundationModelEntitlement',
      ),
      doneOrDenied,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html'],
  fires: [
    [byUser(agree)],
    [byRole({ ...agree, name: 'PutUseCaseForModelAccess', error: 'AccessDeniedException' })],
  ],
  quiet: [
    [byUser({ ...agree, error: 'ValidationException' })],
    [byUser({ ...agree, name: 'ListFoundationModelAgreementOffers', readOnly: true })],
  ],
};
