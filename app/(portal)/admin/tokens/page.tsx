import type { Metadata } from 'next';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { TokensPanel } from '#components/admin/tokens-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listTokens } from '#lib/users/queries/list-tokens.ts';
import { TOKEN_LIST } from '#lib/users/token-list.ts';

export const metadata: Metadata = { title: 'API tokens' };

const FILTERS = [
  { value: 'active', label: 'Active' },
  { value: 'unused', label: 'Never used' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
];

export default async function TokensPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  await requireAdminActor();
  const params = parseListParams(TOKEN_LIST, await searchParams);
  const [shown, zone] = await Promise.all([listTokens(prisma(), params), loadViewerZone()]);
  return (
    <AdminPage title="API tokens" tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}>
      <ListToolbar
        spec={TOKEN_LIST}
        params={params}
        label="Search API tokens"
        placeholder="Token or person"
        filters={FILTERS}
      />
      <TokensPanel shown={shown} params={params} zone={zone.zone} />
    </AdminPage>
  );
}
