import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, succeeded } from '../conditions.ts';
import { byRoot, byUser, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';

export const rootSignIn: BuiltInRule = {
  id: 'root-sign-in',
  family: 'identity',
  name: 'Root user signed in to the console',
  severity: 'high',
  description:
    'Somebody signed in to the console as the root user, the one identity that no policy of the account can limit. Few tasks need it, and each of them is planned.',
  runbook: steps(
    'Ask whoever keeps the root credentials of this account whether it was them, and for which task.',
    'Look at the address, the country and whether MFA was used.',
    'If nobody admits to it: reset the root password and MFA by way of the account’s e-mail address, and look at every event of root since.',
  ),
  techniques: ['T1078.004'],
  condition: { all: [calls('signin', 'ConsoleLogin'), equals('@identityType', 'Root'), succeeded] },
  when: { kind: 'every' },
  groupBy: [],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  fires: [[byRoot(signIn(true))], [byRoot(signIn(true, 'No'))]],
  quiet: [[byRoot(signIn(false))], [byUser(signIn(true))], [byRoot({ service: 'iam', name: 'ListUsers' })]],
};
