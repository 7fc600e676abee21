import type { Metadata } from 'next';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { RetentionReport } from '#components/retention/retention-report.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { getRetention } from '#lib/retention/queries/get-retention.ts';
import { listStoredWeeks } from '#lib/retention/queries/list-stored-weeks.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';

export const metadata: Metadata = { title: 'Retention' };

export default async function RetentionPage() {
  await requireAdminActor();
  const [retention, weeks] = await Promise.all([getRetention(prisma()), listStoredWeeks(prisma())]);
  return (
    <AdminPage title="Retention">
      <RetentionReport retention={retention} weeks={weeks} now={new Date().toISOString()} />
    </AdminPage>
  );
}
