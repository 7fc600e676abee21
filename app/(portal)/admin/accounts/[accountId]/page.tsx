import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccountDetailsPanel } from '#components/admin/account-details-panel.tsx';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { HoldersPanel } from '#components/admin/holders-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { findAccount } from '#lib/accounts/queries/find-account.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { grantListOf } from '#lib/users/grant-list.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listHolders } from '#lib/users/queries/list-grants.ts';

export const metadata: Metadata = { title: 'Account' };

type Props = { params: Promise<{ accountId: string }>; searchParams: Promise<PageParams> };

export default async function AccountPage({ params, searchParams }: Props) {
  await requireAdminActor();
  const account = await findAccount(prisma(), (await params).accountId);
  if (!account) notFound();
  const asked = parseListParams(grantListOf(`/admin/accounts/${account.id}`), await searchParams);
  const [holders, zone] = await Promise.all([
    listHolders(prisma(), { account: account.id }, asked),
    loadViewerZone(),
  ]);
  const { id, name } = account;
  return (
    <AdminPage
      title={name}
      crumbs={[{ label: 'Accounts', href: '/admin/accounts' }]}
      tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}
    >
      <AccountDetailsPanel account={account} zone={zone.zone} />
      <HoldersPanel place={{ kind: 'account', id, name }} shown={holders} params={asked} zone={zone.zone} />
    </AdminPage>
  );
}
