import { describe, expect, it } from 'vitest';
import { prepareNav, preparePerson, prepareScopes } from '#components/views/prepare-nav.ts';

describe('the navigation', () => {
  it('has no report without a scope', () => {
    expect(prepareNav(null)).toEqual({ homeHref: '/', reports: [] });
  });

  it('offers to configure buckets in a view, to those who may manage it', () => {
    const labels = (scope: Parameters<typeof prepareNav>[0]) =>
      prepareNav(scope).reports.map(({ label }) => label);
    expect(labels({ kind: 'view', id: 'prod', canManage: true })).toEqual([
      'Events',
      'Aggregated S3 Buckets',
    ]);
    expect(labels({ kind: 'view', id: 'prod', canManage: false })).toEqual(['Events']);
    expect(labels({ kind: 'account', id: '012345678901', canManage: true })).toEqual(['Events']);
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
