import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = { service: 'bedrock', name: 'DeleteModelInvocationLoggingConfiguration', region: 'us-west-2' };

export const modelLoggingOff: BuiltInRule = {
  id: 'model-logging-off',
  family: 'compute',
  name: 'Logging of Bedrock calls switched off',
  severity: 'high',
  description:
    'What is asked of Bedrock’s models in a region, and what they answer, is logged no longer. Whoever uses models with stolen credentials switches it off first.',
  runbook: steps(
    'Ask the one who switched it off, and set the logging up again.',
    'Look for calls of models in that region since, and by whom.',
    'If nobody planned it: disable the credentials, and look at their other calls.',
  ),
  techniques: ['T1562.008'],
  condition: { all: [calls('bedrock', 'DeleteModelInvocationLoggingConfiguration'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html'],
  fires: [[byUser(remove)], [byRole(remove)]],
  quiet: [
    [byUser({ ...remove, error: 'AccessDeniedException' })],
    [byUser({ ...remove, name: 'PutModelInvocationLoggingConfiguration' })],
  ],
};
