import type { BuiltInRule } from '../../rule-model.ts';
import { calls, isPresent, succeeded } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const read = (minute: number) => ({
  service: 'secretsmanager',
  name: 'BatchGetSecretValue',
  readOnly: true,
  minute,
  params: { filters: [{ key: 'tag-key', values: ['team'] }] },
});

export const secretBatchRead: BuiltInRule = {
  id: 'secret-batch-read',
  family: 'data',
  name: 'Secrets read in batches by a filter',
  severity: 'high',
  description:
    'An identity asked three times or more within ten minutes for all secrets that fit a filter, up to twenty at a time. Whoever reads so does not know the names of the secrets, which a program of yours would.',
  runbook: steps(
    'Read the filter in the event. Is it a tool of yours? Then exclude it here, with the reason.',
    'If not: disable the credentials, and take every secret that fits the filter as known.',
    'Change those secrets, the most powerful first, and look for their use from elsewhere.',
  ),
  techniques: ['T1555.006'],
  condition: {
    all: [calls('secretsmanager', 'BatchGetSecretValue'), isPresent('requestParameters.filters'), succeeded],
  },
  when: { kind: 'threshold', atLeast: 3, withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html'],
  fires: [repeated(3, 1, (minute) => byUser(read(minute)))],
  quiet: [
    repeated(2, 1, (minute) => byUser(read(minute))),
    repeated(5, 1, (minute) => byRole({ ...read(minute), params: { secretIdList: ['orders/database'] } })),
    repeated(5, 1, (minute) => byUser({ ...read(minute), error: 'AccessDeniedException' })),
  ],
};
