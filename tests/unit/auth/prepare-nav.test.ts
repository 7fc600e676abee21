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

it('marks the scope of the page in the switcher', () => {
  const scopes = {
    views: [{ slug: 'prod', name: 'Prod', accounts: 3 }],
    accounts: [{ id: '012345678901', name: 'Alpha' }],
  };
  const model = prepareScopes(scopes, { kind: 'account', id: '012345678901' });
  expect(model.current).toMatchObject({ name: 'Alpha', base: '/account/012345678901' });
  expect(prepareScopes(scopes, { kind: 'account', id: 'prod' }).current).toBeNull();
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
