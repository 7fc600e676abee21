import type { Metadata } from 'next';
import { AccountsPanel } from '#components/admin/accounts-panel.tsx';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { ImportAccounts } from '#components/admin/import-accounts.tsx';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { AddAccount } from '#components/home/add-account.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { ACCOUNT_LIST } from '#lib/accounts/account-list.ts';
import { listAccounts } from '#lib/accounts/queries/list-accounts.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';

export const metadata: Metadata = { title: 'Accounts' };

const FILTERS = [
  { value: 'no-owner', label: 'Without an owner' },
  { value: 'no-view', label: 'In no view' },
];

export default async function AccountsPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const actor = await requireAdminActor();
  const params = parseListParams(ACCOUNT_LIST, await searchParams);
  const [shown, reach, zone] = await Promise.all([
    listAccounts(prisma(), params),
    resolveReach(actor),
    loadViewerZone(),
  ]);
  const added = new Set(reach.accounts.map(({ id }) => id));
  const discovered = reach.scope.accountIds.filter((id) => !added.has(id));
  const views = reach.views.map(({ slug, name }) => ({ slug, name }));
  return (
    <AdminPage title="Accounts" tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}>
      <ListToolbar
        spec={ACCOUNT_LIST}
        params={params}
        label="Search accounts"
        placeholder="Name, number or owner"
        filters={FILTERS}
      >
        <ImportAccounts discovered={discovered} />
        <AddAccount choices={{ discovered: discovered.slice(0, 200), views }} />
      </ListToolbar>
      <AccountsPanel shown={shown} params={params} zone={zone.zone} />
    </AdminPage>
  );
}
