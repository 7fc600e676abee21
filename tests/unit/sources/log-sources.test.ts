import { expect, test } from 'vitest';
import { parseListParams } from '#lib/lists/list-params.ts';
import {
  accountPartOf,
  LOG_SOURCE_LIST,
  type LogSource,
  protocolWord,
  toLogSourcePage,
} from '#lib/sources/log-sources.ts';

function source(id: number, more: Partial<LogSource> = {}): LogSource {
  return {
    id,
    kind: 's3',
    name: `bucket-${String(id).padStart(3, '0')}`,
    prefix: '',
    compatible: false,
    notified: false,
    owner: { kind: 'view', id: 'prod', name: 'Production' },
    state: 'online',
    reason: null,
    lastEventAt: '2026-11-20T10:00:00.000Z',
    lagMs: 1000,
    holdsAsked: false,
    ...more,
  };
}
const params = (query: Record<string, string> = {}) => parseListParams(LOG_SOURCE_LIST, query);
const idsOf = (all: LogSource[], query: Record<string, string>) =>
  toLogSourcePage(all, params(query)).rows.map(({ id }) => id);

test.each(LOG_SOURCE_LIST.sorts)('sorted by %s, either way, every source is on exactly one page', (sort) => {
  const all = Array.from({ length: 120 }, (_, n) =>
    source(n + 1, {
      lagMs: n % 3 === 0 ? null : n,
      lastEventAt: n % 4 === 0 ? null : `2026-11-20T10:00:${String(n % 60).padStart(2, '0')}.000Z`,
      state: n % 5 === 0 ? 'error' : 'online',
    }),
  );
  for (const down of ['', '1']) {
    const pages = ['1', '2', '3'].map((page) => idsOf(all, { sort, down, page }));
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat()).size).toBe(120);
  }
});

test('what most needs a look stands first', () => {
  const all = (['paused', 'online', 'collecting', 'error'] as const).map((state, n) => source(n, { state }));
  expect(idsOf(all, {})).toEqual([3, 2, 1, 0]);
});

test('every word of a search is found in name, prefix, owner, type, protocol or reason, in any case', () => {
  const all = [
    source(1, { prefix: 'o-a1b2/' }),
    source(2, { owner: { kind: 'account', id: '012345678901', name: 'Payments' } }),
    source(3, { kind: 'directory', name: '/srv/Logs' }),
    source(4, { state: 'error', reason: 'AccessDenied: s3:ListBucket is not allowed' }),
    source(5, { holdsAsked: true }),
  ];
  for (const [q, ids] of [
    ['o-A1', [1, 5]],
    ['payments account', [2, 5]],
    ['0123', [2, 5]],
    ['folder logs', [3, 5]],
    ['accessdenied', [4, 5]],
    ['payments folder', [5]],
  ] as const)
    expect(idsOf(all, { q }).sort(), q).toEqual(ids);
});

test('a page beyond the last is the last, and states are counted before the filter', () => {
  const shown = toLogSourcePage(
    [source(1), source(2, { state: 'error' })],
    params({ page: '9', show: 'error' }),
  );
  expect(shown).toMatchObject({ page: 1, pages: 1, total: 1, states: { error: 1, online: 1, paused: 0 } });
});

test.each([
  ['0123-4567-8901', '012345678901'],
  ['123', '123'],
  ['12', null],
  ['bucket-123', null],
])('%s searched for is the account number %s', (q, part) => {
  expect(accountPartOf(q)).toBe(part);
});

test.each([
  [{ kind: 's3', compatible: false, notified: false }, 'S3'],
  [{ kind: 's3', compatible: false, notified: true }, 'S3, SQS'],
  [{ kind: 's3', compatible: true, notified: false }, 'S3-compatible'],
  [{ kind: 'directory', compatible: false, notified: false }, 'Folder'],
] as const)('the protocol of %o is %s', (what, word) => {
  expect(protocolWord(what)).toBe(word);
});
