import type { BuiltInRule } from '../../rule-model.ts';
import { equals } from '../conditions.ts';
import { byUser, DAY_MINUTES, OTHER_ACCOUNT, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const call = { service: 'sts', name: 'GetCallerIdentity', readOnly: true };
/** A call every two hours for fifteen days, and then none; the other account shows that time goes on. */
const steady = repeated(181, 120, (minute) => byUser({ ...call, minute }));
const later = (minutes: number) =>
  byUser({ ...call, account: OTHER_ACCOUNT, minute: 15 * DAY_MINUTES + minutes });

/** Names no event: any one shows that the account’s trail is alive. */
export const trailSilent: BuiltInRule = {
  id: 'trail-silent',
  family: 'logging',
  name: 'Trail silent longer than usual',
  severity: 'high',
  description:
    'No management event has come from the account for six hours, which did not happen once in the two weeks before. Its trail may be stopped, its bucket’s policy changed, or its delivery broken.',
  runbook: steps(
    'See on the account’s page whether its trails are on, and when they last delivered.',
    'See on the page of its source whether objects arrive and can be read.',
    'Look at the last events before the silence: StopLogging, DeleteTrail, a changed bucket policy or key.',
  ),
  techniques: ['T1562.008'],
  condition: equals('@category', 'management'),
  when: { kind: 'absence', silentMinutes: 360, lookbackDays: 14 },
  groupBy: [],
  quietMinutes: DAY_MINUTES,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-troubleshooting.html'],
  fires: [[...steady, later(400)]],
  quiet: [
    [...steady, later(300)],
    // An account that is silent at night is known to be.
    [...steady.filter((_, i) => i < 40 || i > 45), later(400)],
    // Known for two days only.
    [...steady.slice(-24), later(400)],
  ],
};
