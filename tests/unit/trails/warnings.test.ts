import { describe, expect, test } from 'vitest';
import type { TrailFacts } from '#lib/trails/trail.ts';
import { addWarnings } from '#lib/trails/warnings.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const ONE = '048213975106';
const TWO = '231094857712';

/** A trail that is all right. */
function trail(more: Partial<TrailFacts> = {}): TrailFacts {
  const name = more.name ?? 'good';
  return {
    id: `arn:${name}`,
    inferred: false,
    arn: `arn:${name}`,
    name,
    accountId: ONE,
    accounts: [ONE],
    homeRegion: 'eu-central-1',
    regions: [],
    bucket: 'audit',
    keyPrefix: '',
    logging: true,
    globalEvents: true,
    multiRegion: true,
    organization: false,
    organizationId: null,
    logValidation: true,
    kmsKey: null,
    loggingStartedAt: '2026-01-01T00:00:00.000Z',
    loggingEndedAt: null,
    deliveredAt: '2026-11-20T11:55:00.000Z',
    deliveryError: null,
    notifiedAt: null,
    notificationError: null,
    digestDeliveredAt: null,
    digestError: null,
    snsTopic: null,
    logGroup: null,
    insights: false,
    managementEvents: 'all',
    dataEvents: [],
    askedAt: '2026-11-20T11:30:00.000Z',
    fault: null,
    statusError: null,
    collected: true,
    ...more,
  };
}

const INFERRED = {
  inferred: true,
  arn: null,
  name: null,
  logging: null,
  globalEvents: null,
  managementEvents: null,
} as const;
const FAULT = { code: 'source-denied', message: 'No.', hint: 'Allow it.', at: '2026-11-20T11:31:00.000Z' };

const codesOf = (facts: TrailFacts, others: TrailFacts[] = []) =>
  addWarnings([facts, ...others], NOW)[0]?.warnings.map(({ code }) => code);

test('a trail that is all right has no warning', () => {
  expect(codesOf(trail())).toEqual([]);
});

test.each<[string, Partial<TrailFacts>, string[]]>([
  ['logging is off', { logging: false }, ['logging-off']],
  [
    'it is off and has not delivered since',
    { logging: false, deliveredAt: '2026-11-01T00:00:00Z' },
    ['logging-off'],
  ],
  ['a delivery failed', { deliveryError: 'AccessDenied' }, ['delivery-error']],
  ['nothing came for six hours', { deliveredAt: '2026-11-20T06:00:00Z' }, ['nothing-delivered']],
  ['nothing came for a minute less', { deliveredAt: '2026-11-20T06:01:00Z' }, []],
  ['nothing ever came since it started', { deliveredAt: null }, ['nothing-delivered']],
  ['it has only just started', { deliveredAt: null, loggingStartedAt: '2026-11-20T11:00:00Z' }, []],
  ['whether it delivers is not known', { logging: null, deliveredAt: null, loggingStartedAt: null }, []],
  ['validation is off', { logValidation: false }, ['validation-off']],
  ['a digest failed', { digestError: 'AccessDenied' }, ['digest-error']],
  [
    'a digest failed before validation was switched off',
    { digestError: 'x', logValidation: false },
    ['validation-off'],
  ],
  ['its bucket is no source', { collected: false }, ['not-collected']],
  ['only writes are recorded', { managementEvents: 'write' }, ['management-events-partial']],
  ['no management events are recorded', { managementEvents: 'none' }, ['management-events-partial']],
  ['what it records is not known', { managementEvents: null }, []],
  ['a notification failed', { notificationError: 'TopicNotFound' }, ['notification-error']],
  ['its status may not be read', { statusError: 'No.', logging: null }, ['status-unknown']],
  ['the credentials are refused', { fault: FAULT }, ['answer-old']],
  ['it is inferred and fresh', { ...INFERRED }, []],
  ['it is inferred and silent', { ...INFERRED, deliveredAt: '2026-11-19T00:00:00Z' }, ['nothing-delivered']],
  ['it is inferred and has no digests', { ...INFERRED, logValidation: false }, ['validation-off']],
])('where %s it is said', (_, more, codes) => {
  expect(codesOf(trail(more))).toEqual(codes);
});

describe('global events recorded twice', () => {
  const other = (more: Partial<TrailFacts> = {}) => trail({ name: 'other', ...more });
  const organisation = (accounts: string[]) =>
    other({ name: 'organisation', organization: true, accountId: TWO, accounts });

  test.each<[string, TrailFacts, boolean]>([
    ['another trail of the account', other(), true],
    ['another trail without them', other({ globalEvents: false }), false],
    ['another trail that is stopped', other({ logging: false }), false],
    ['a trail of another account', other({ accountId: TWO, accounts: [TWO] }), false],
    ['a trail of another account that this one sees', other({ accountId: TWO, accounts: [ONE] }), false],
    ["the account's organisation", organisation([ONE, TWO]), true],
    ['an organisation of others', organisation([TWO]), false],
  ])('%s', (_, twin, twice) => {
    expect(codesOf(trail(), [twin])).toEqual(twice ? ['global-events-twice'] : []);
  });

  test('are not said of the trail that has none, and name at most three others', () => {
    const others = ['a', 'b', 'c', 'd', 'e'].map((name) => trail({ name }));
    expect(codesOf(trail({ globalEvents: false }), others)).toEqual([]);
    const [found] = addWarnings([trail(), ...others], NOW);
    expect(found?.warnings[0]?.message).toContain('a, b, c and 2 more');
  });

  test('of four thousand trails are found in moments', () => {
    const many = Array.from({ length: 4000 }, (_, n) =>
      trail({ name: `t${n}`, accountId: String(Math.floor(n / 2)).padStart(12, '0') }),
    );
    const startedAt = performance.now();
    expect(addWarnings(many, NOW).every(({ warnings }) => warnings.length === 1)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

test('the worst stands first, and the age of an old answer is said', () => {
  const [found] = addWarnings(
    [trail({ logValidation: false, fault: FAULT, deliveryError: 'AccessDenied' })],
    NOW,
  );
  expect(found?.warnings.map(({ severity }) => severity)).toEqual(['bad', 'warn', 'warn']);
  expect(found?.warnings[1]?.message).toBe(
    'AWS does not answer any more: No. What stands here is 30 min old.',
  );
});
