import type { BuiltInRule } from '../../rule-model.ts';
import { byPerson } from '../conditions.ts';
import { byRole, byUser, DAY_MINUTES, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const call = { service: 's3', name: 'ListBuckets', readOnly: true };
const habit = repeated(16, DAY_MINUTES, (minute) => byUser({ ...call, minute }));
const abroad = { ...call, minute: 16 * DAY_MINUTES, ip: '198.51.100.7' };

/** Names no event: any call may be the first from a country. */
export const firstCountry: BuiltInRule = {
  id: 'first-country',
  family: 'behaviour',
  name: 'First use from a country by a person',
  severity: 'medium',
  description:
    'The credentials of a person who has been known for two weeks were used from a country where they were not used in the last 90 days. They travel, use another network, or somebody else has their credentials.',
  runbook: steps(
    'Ask the person whether they are there; a VPN may say another country than the one they are in.',
    'Look at what was done from that address, and whether MFA was used.',
    'If it was not them: disable the access key, set a new password and end the sessions.',
  ),
  techniques: ['T1078.004'],
  condition: byPerson,
  when: { kind: 'first-seen', field: '@country', lookbackDays: 90, learningDays: 14 },
  groupBy: ['@user'],
  quietMinutes: DAY_MINUTES,
  exclusions: [],
  references: ['https://attack.mitre.org/techniques/T1078/004/'],
  fires: [[...habit, byUser(abroad)]],
  quiet: [
    [...habit, byUser({ ...abroad, ip: '203.0.113.200' })],
    // An address without a country, such as that of a service.
    [...habit, byUser({ ...abroad, ip: 'cloudformation.amazonaws.com' })],
    [...habit.slice(-10), byUser(abroad)],
    repeated(17, DAY_MINUTES, (minute, i) =>
      byRole({ ...call, minute, ip: i === 16 ? '198.51.100.7' : '203.0.113.10' }),
    ),
  ],
};
