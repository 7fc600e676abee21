import { expect, test } from 'vitest';
import { describeLayout } from '#lib/sources/describe-layout.ts';
import type { LogFolder } from '#lib/sources/folder-layout.ts';

const NEWEST = Date.parse('2026-11-21T05:56:00Z');
const sample = {
  newest: null,
  oldestDay: '2024-03-01',
  newestAtMs: NEWEST,
  objects: 1,
  sizeBytes: 1,
  exact: true,
};

function folder(root: string, accountId = '111111111111', region = 'eu-west-1'): LogFolder {
  return { prefix: `${root}${accountId}/CloudTrail/${region}/`, accountId, kind: 'CloudTrail', region };
}

test('accounts, regions, place and age are said', () => {
  const folders = [folder('AWSLogs/'), folder('AWSLogs/', '222222222222', 'us-east-1')];
  expect(describeLayout(folders, [sample], 2)).toBe(
    'CloudTrail of 2 accounts in 2 regions, under AWSLogs/. Newest object 2026-11-21 05:56 UTC, oldest 2024-03-01. 2 of the accounts are not added yet.',
  );
});

test.each([
  ['AWSLogs/o-a1b2c3d4e5/', 'under AWSLogs/ (organisation o-a1b2c3d4e5).'],
  [
    'o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5/',
    'under o-a1b2c3d4e5/AWSLogs/ (organisation o-a1b2c3d4e5, laid out by Control Tower).',
  ],
  ['team/one/AWSLogs/', 'under team/one/AWSLogs/.'],
])('the layout %s is recognised', (root, words) => {
  expect(describeLayout([folder(root)], [], 0)).toBe(`CloudTrail of 1 account in 1 region, ${words}`);
});

test('of many roots the first are named and the rest counted', () => {
  const folders = ['a', 'b', 'c', 'd', 'e'].map((name) => folder(`${name}/AWSLogs/`));
  expect(describeLayout(folders, [], 0)).toContain('a/AWSLogs/, b/AWSLogs/, c/AWSLogs/ and 2 more');
});
