import type { PrismaConnection } from '#lib/db/prisma.ts';
import { accountNumber, isAccountId } from '../account-id.ts';

export type AccountDetails = {
  /** 12 digits. */
  id: string;
  name: string;
  createdAt: Date;
  /** That it was put into, by name. Views in whose buckets it was merely found are not among them. */
  views: { slug: string; name: string }[];
};

/** An added account by its 12 digits; null where there is none. For admins. */
export async function findAccount(db: PrismaConnection, id: string): Promise<AccountDetails | null> {
  if (!isAccountId(id)) return null;
  const account = await db.account.findUnique({
    where: { id: accountNumber(id) },
    include: { views: { include: { view: { select: { slug: true, name: true } } } } },
  });
  if (!account) return null;
  const views = account.views.map(({ view }) => view).sort((a, b) => a.name.localeCompare(b.name));
  return { id, name: account.name, createdAt: account.createdAt, views };
}
