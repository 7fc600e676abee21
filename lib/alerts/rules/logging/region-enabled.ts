import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const enable = {
  service: 'account',
  name: 'EnableRegion',
  region: 'us-east-1',
  params: { RegionName: 'ap-east-1' },
};

export const regionEnabled: BuiltInRule = {
  id: 'region-enabled',
  family: 'logging',
  name: 'Region enabled',
  severity: 'medium',
  description:
    'A region that is off until somebody asks for it was enabled in the account. Security services and limits are often not set up there, which makes it a good place to hide machines.',
  runbook: steps(
    'Ask the one who enabled it what will run there.',
    'If nothing will: disable the region again, and look for events in it since.',
    'Otherwise set up there what your other regions have: GuardDuty, Config, limits.',
  ),
  techniques: ['T1535'],
  condition: { all: [calls('account', 'EnableRegion'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html'],
  fires: [[byUser(enable)]],
  quiet: [
    [byUser({ ...enable, error: 'AccessDeniedException' })],
    [byUser({ ...enable, name: 'DisableRegion' })],
  ],
};
