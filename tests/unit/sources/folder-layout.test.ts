import { expect, test } from 'vitest';
import {
  dayOfKey,
  dayPosition,
  minutePosition,
  normalisePrefix,
  placeOf,
} from '#lib/sources/folder-layout.ts';

test.each([
  ['', 'above'],
  ['logs/security/', 'above'],
  ['o-acme4k7q2x/', 'above'],
  ['AWSLogs/', 'accounts'],
  ['AWSLogs/o-acme4k7q2x/', 'accounts'],
  ['o-acme4k7q2x/AWSLogs/o-acme4k7q2x/', 'accounts'],
  ['logs/AWSLogs/012345678901/', 'kinds'],
  ['AWSLogs/012345678901/CloudTrail/', 'regions'],
  ['AWSLogs/012345678901/CloudTrail-Insight/eu-west-1/', 'days'],
  ['AWSLogs/012345678901/CloudTrail/eu-west-1/2026/', 'days'],
  ['AWSLogs/012345678901/CloudTrail/eu-west-1/2026/11/21/', 'days'],
  ['AWSLogs/012345678901/Config/', 'above'],
  ['AWSLogs/0123/', 'above'],
])('the place of %j in the layout is known from its path alone: %s', (prefix, level) => {
  expect(placeOf(prefix).level).toBe(level);
});

test('a prefix that goes below the region still gives positions of whole days', () => {
  const folder = {
    prefix: 'AWSLogs/012345678901/CloudTrail/eu-west-1/2026/11/',
    accountId: '012345678901',
    kind: 'CloudTrail',
    region: 'eu-west-1',
  };
  expect(dayPosition(folder, '2026-11-21')).toBe('AWSLogs/012345678901/CloudTrail/eu-west-1/2026/11/21/');
  const position = minutePosition(folder, Date.UTC(2026, 10, 21, 23, 55));
  expect(position).toBe(
    'AWSLogs/012345678901/CloudTrail/eu-west-1/2026/11/21/012345678901_CloudTrail_eu-west-1_20261121T2355Z',
  );
});

test.each([
  ['2026/11/21/x.json.gz', '2026-11-21'],
  ['2026/11/21/deeper/x', '2026-11-21'],
  ['2026/13/45/x.json.gz', null],
  ['2026/11/x.json.gz', null],
  ['x.json.gz', null],
])('the day of a key that ends in %s is %s', (rest, day) => {
  const root = 'AWSLogs/012345678901/CloudTrail/eu-west-1/';
  const folder = { accountId: '012345678901', region: 'eu-west-1', kind: 'CloudTrail' };
  expect(dayOfKey({ ...folder, prefix: root }, root + rest)).toBe(day);
  expect(dayOfKey({ ...folder, prefix: `${root}2026/11/` }, root + rest)).toBe(day);
});

test.each([
  ['', ''],
  ['/', ''],
  ['/logs/', 'logs/'],
  ['logs', 'logs/'],
  [' logs/AWSLogs ', 'logs/AWSLogs/'],
])('a prefix typed as %j means %j', (typed, meant) => {
  expect(normalisePrefix(typed)).toBe(meant);
});
