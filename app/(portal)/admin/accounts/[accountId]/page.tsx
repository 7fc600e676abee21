import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccountDetailsPanel } from '#components/admin/account-details-panel.tsx';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { HoldersPanel } from '#components/admin/holders-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { findAccount } from '#lib/accounts/queries/find-account.ts';
import { prisma } from '#lib/db/prisma.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listHolders } from '#lib/users/queries/list-grants.ts';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  await requireAdminActor();
  const account = await findAccount(prisma(), (await params).accountId);
  if (!account) notFound();
  const [holders, zone] = await Promise.all([
    listHolders(prisma(), { account: account.id }),
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
      <HoldersPanel place={{ kind: 'account', id, name }} holders={holders} zone={zone.zone} />
    </AdminPage>
  );
}
