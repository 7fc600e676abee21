import type { Metadata } from 'next';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { InviteUser } from '#components/admin/invite-user.tsx';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { UsersPanel } from '#components/admin/users-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listUsers } from '#lib/users/queries/list-users.ts';
import { USER_LIST } from '#lib/users/user-list.ts';

export const metadata: Metadata = { title: 'Users' };

const FILTERS = [
  { value: 'active', label: 'Active' },
  { value: 'admins', label: 'Security admins' },
  { value: 'invited', label: 'Invited' },
  { value: 'disabled', label: 'Disabled' },
];

export default async function UsersPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  await requireAdminActor();
  const params = parseListParams(USER_LIST, await searchParams);
  const [shown, zone] = await Promise.all([listUsers(prisma(), params), loadViewerZone()]);
  return (
    <AdminPage title="Users" tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}>
      <ListToolbar
        spec={USER_LIST}
        params={params}
        label="Search users"
        placeholder="Name or e-mail address"
        filters={FILTERS}
      >
        <InviteUser />
      </ListToolbar>
      <UsersPanel shown={shown} params={params} zone={zone.zone} />
    </AdminPage>
  );
}
