import fc from 'fast-check';
import { CATEGORIES, IDENTITY_TYPES } from '#lib/cloudtrail/event.ts';
import { type EventFilters, eventFilters, NONE, OUTCOME_FILTERS } from '#lib/events/schema.ts';
import { IN_SCOPE, OUTSIDE, START, WORDS } from './random-events.ts';

const HOUR = 3_600_000;

/** Searches that need dimensions, sessions, keys, resources, accounts, and some that mean nothing. */
export const SEARCHES = [
  'alice',
  'ALICE',
  '*maria*',
  'maria.keller',
  '*/ci-1?',
  'i-0*',
  '50%_off',
  'AKIA*',
  '*12345678*',
  '203.0.113.?',
  's3',
  'Run*',
  '*',
  '\\',
  "'; drop table event; --",
  'nothing-at-all',
  'arn:aws:s3:::prod',
  'o%k_ay',
  'assumed-role',
] as const;

function some<T extends string>(values: readonly T[], weight = 1): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant<T[]>([]) },
    { weight, arbitrary: fc.subarray([...values], { minLength: 1, maxLength: 2 }) },
  );
}

const texts = (values: readonly string[]) =>
  some([...values.map((value) => value || NONE), 'unknown', "' or true --", '%']);

/** Periods at odd seconds, at whole hours and at whole days, short and long. */
const period = fc
  .tuple(
    fc.constantFrom(1000, HOUR, 24 * HOUR),
    fc.integer({ min: -12, max: 5 * 24 }),
    fc.integer({ min: 0, max: 3599 }),
    fc.constantFrom(0.3, 2, 20, 60, 120),
  )
  .map(([unit, hours, seconds, length]) => {
    const floor = (ms: number) => Math.floor(ms / unit) * unit;
    const from = floor(START + hours * HOUR + seconds * 1000);
    return {
      from: new Date(from),
      to: new Date(Math.max(from + unit, floor(from + length * HOUR + seconds * 777))),
    };
  });

export const anyFilters: fc.Arbitrary<EventFilters> = fc
  .record({
    period,
    user: texts(WORDS.user),
    ip: texts(WORDS.ip),
    service: texts(WORDS.service),
    event: texts(WORDS.event),
    region: texts(WORDS.region),
    account: some([...IN_SCOPE, OUTSIDE, '000000000000']),
    resource: texts(WORDS.resource),
    errorCode: texts(WORDS.errorCode),
    accessKey: texts(WORDS.accessKey.filter((key) => key !== '')),
    identityType: some(IDENTITY_TYPES.slice(0, 4)),
    outcome: fc.constantFrom(...OUTCOME_FILTERS, 'all', 'all', 'all', 'all'),
    readOnly: fc.constantFrom(undefined, undefined, undefined, true, false),
    mfa: fc.constantFrom(undefined, undefined, undefined, undefined, true, false),
    category: fc.oneof(fc.constant(['management'] as const), fc.subarray([...CATEGORIES], { minLength: 1 })),
    q: fc.oneof(
      { weight: 2, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom(...SEARCHES) },
    ),
  })
  .map(({ period: range, ...rest }) => eventFilters.parse({ ...range, ...rest }));
