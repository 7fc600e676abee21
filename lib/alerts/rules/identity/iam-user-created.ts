import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const create = {
  service: 'iam',
  name: 'CreateUser',
  region: 'us-east-1',
  params: { userName: 'backup-sync' },
};

export const iamUserCreated: BuiltInRule = {
  id: 'iam-user-created',
  family: 'identity',
  name: 'IAM user made',
  severity: 'medium',
  description:
    'A new IAM user was made. Where people sign in through Identity Center and machines use roles, a new user is rare, and a favourite way to stay in an account.',
  runbook: steps(
    'Ask whoever made it what it is for, and whether a role would do.',
    'Look at what it was given next: access keys, a console password, policies and groups.',
    'If nobody knows it: delete its keys and login profile first, then the user; then look at who made it.',
  ),
  techniques: ['T1136.003'],
  condition: { all: [calls('iam', 'CreateUser'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  fires: [[byUser(create)], [byRole(create)]],
  quiet: [
    [byUser({ ...create, error: 'EntityAlreadyExistsException' })],
    [byUser({ ...create, name: 'CreateRole' })],
  ],
};
