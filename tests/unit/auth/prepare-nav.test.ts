import { describe, expect, it } from 'vitest';
import { managesAny, prepareNav, preparePerson, prepareScopes } from '#components/views/prepare-nav.ts';

const ORDER = [
  'Summary',
  'List of Trails',
  'Common Searches',
  'Events',
  'Alerts',
  'Aggregated S3 Buckets',
  'Log Sources',
  'Setup',
  'Access',
];

const labelsOf = (scope: Parameters<typeof prepareNav>[0]) =>
  prepareNav(scope).reports.map(({ label }) => label);

describe('the navigation', () => {
  it('has no report without a scope', () => {
    expect(prepareNav(null)).toEqual({ homeHref: '/', reports: [] });
  });

  it('leads admins to the administration, with a scope and without', () => {
    const scope = { kind: 'view', id: 'prod', canManage: true } as const;
    for (const here of [null, scope]) {
      expect(prepareNav(here, true, true).administrationHref).toBe('/admin');
      expect(prepareNav(here, true, false).administrationHref).toBeUndefined();
    }
  });

  it('leads to the log sources of all scopes, beside Home where there is no scope, for those who manage any', () => {
    expect(prepareNav(null, true).logSourcesHref).toBe('/log-sources');
    expect(prepareNav(null, false).logSourcesHref).toBeUndefined();
    expect(labelsOf({ kind: 'account', id: '012345678901', canManage: true })).toContain('Log Sources');
    expect(labelsOf({ kind: 'view', id: 'prod', canManage: false })).not.toContain('Log Sources');
    expect(managesAny({ role: 'admin', grants: [] })).toBe(true);
    const grantOf = (level: 'manager' | 'owner' | 'viewer') => ({ viewId: 1, accountId: null, level });
    expect(managesAny({ role: 'member', grants: [grantOf('viewer'), grantOf('manager')] })).toBe(true);
    expect(managesAny({ role: 'member', grants: [grantOf('viewer')] })).toBe(false);
  });

  it('offers to configure buckets in a view, to those who may manage it', () => {
    expect(labelsOf({ kind: 'view', id: 'prod', canManage: true })).toContain('Aggregated S3 Buckets');
    expect(labelsOf({ kind: 'view', id: 'prod', canManage: false })).not.toContain('Aggregated S3 Buckets');
    expect(labelsOf({ kind: 'account', id: '012345678901', canManage: true })).not.toContain(
      'Aggregated S3 Buckets',
    );
  });

  it('leads to who may read an account for its owner, and to who may read a view for admins alone', () => {
    const leads = (kind: 'view' | 'account', canManage: boolean, administers: boolean) =>
      prepareNav({ kind, id: 'x', canManage }, true, administers).reports.some(
        ({ label }) => label === 'Access',
      );
    expect([leads('account', true, false), leads('account', false, false)]).toEqual([true, false]);
    expect([leads('view', true, true), leads('view', true, false)]).toEqual([true, false]);
  });

  it.each([
    { kind: 'view', id: 'prod', canManage: true },
    { kind: 'account', id: '012345678901', canManage: false },
  ] as const)('begins with Summary and has the reports in the order of their use: $kind', (scope) => {
    const labels = labelsOf(scope);
    expect(labels[0]).toBe('Summary');
    expect(labels).toContain('Events');
    expect(labels).toEqual(ORDER.filter((label) => labels.includes(label)));
  });
});

describe('the scope switcher', () => {
  const accounts = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ id: String(100_000_000_000 + i), name: `A${i}` }));
  const alpha = { kind: 'account', id: '012345678901', name: 'Alpha', accountIds: ['012345678901'] } as const;

  it('marks the scope of the page, also where it is not among those offered', () => {
    const model = prepareScopes({ views: [], accounts: accounts(3) }, alpha);
    expect(model.current).toMatchObject({ name: 'Alpha', base: '/account/012345678901' });
    expect(prepareScopes({ views: [], accounts: [] }, null).current).toBeNull();
  });

  it('is given fifty accounts of thousands, and told that there are more', () => {
    expect(prepareScopes({ views: [], accounts: accounts(51) }, alpha)).toMatchObject({ more: true });
    expect(prepareScopes({ views: [], accounts: accounts(51) }, alpha).accounts).toHaveLength(50);
    expect(prepareScopes({ views: [], accounts: accounts(50) }, alpha)).toMatchObject({ more: false });
  });
});

it.each([
  [{ role: 'admin', grants: [] }, 'Security admin'],
  [{ role: 'member', grants: ['viewer', 'manager'] }, 'View manager'],
  [{ role: 'member', grants: ['viewer', 'owner'] }, 'Account owner'],
  [{ role: 'member', grants: ['viewer'] }, 'Viewer'],
  [{ role: 'member', grants: [] }, 'No access yet'],
] as const)('calls %j %s', ({ role, grants }, word) => {
  const actor = {
    name: 'Lena',
    role,
    grants: grants.map((level) => ({ viewId: 1, accountId: null, level })),
  };
  expect(preparePerson(actor).role).toBe(word);
});
