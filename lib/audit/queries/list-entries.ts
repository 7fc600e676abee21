import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { Prisma } from '#prisma/client.ts';
import { type AuditPosition, encodeAuditCursor } from '../cursor.ts';
import type { AuditFilters, AuditPage } from '../schema.ts';

const rows = z.array(
  z.object({
    id: z.bigint(),
    at: z.date(),
    actor: z.string(),
    userId: z.string().nullable(),
    action: z.string(),
    target: z.string(),
    result: z.enum(['ok', 'denied']),
    ipAddress: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()).nullable(),
  }),
);

/** Lines of the audit log, the newest first: at most `limit`, after a position. For admins: the caller checks the right. */
export async function listAuditEntries(
  db: PrismaConnection,
  filters: AuditFilters,
  { limit, after }: { limit: number; after: AuditPosition | null },
): Promise<AuditPage> {
  const older = after
    ? Prisma.sql`(at, id) < (${after.at}::timestamptz, ${after.id}::bigint)`
    : Prisma.sql`true`;
  const found = rows.parse(
    await db.$queryRaw`
      select id, at, actor, user_id as "userId", action, target, result, ip_address as "ipAddress", detail
      from audit_entry
      where ${conditionOf(filters)} and ${older}
      order by at desc, id desc
      limit ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() })),
    next: found.length > limit && last ? encodeAuditCursor(last) : null,
  };
}

/** The actions of which there are lines in the period, by name. */
export async function listAuditActions(
  db: PrismaConnection,
  { from, to }: Pick<AuditFilters, 'from' | 'to'>,
): Promise<string[]> {
  const found = await db.$queryRaw`
    select distinct action from audit_entry
    where ${conditionOf({ from, to, person: '', action: '', target: '', result: null })}
    order by action`;
  return z
    .array(z.object({ action: z.string() }))
    .parse(found)
    .map(({ action }) => action);
}

function conditionOf({ from, to, person, action, target, result }: AuditFilters): Prisma.Sql {
  const conditions = [
    from && Prisma.sql`at >= ${from}`,
    to && Prisma.sql`at < ${to}`,
    person && Prisma.sql`position(lower(${person}) in lower(actor)) > 0`,
    action && Prisma.sql`action = ${action}`,
    target && Prisma.sql`position(lower(${target}) in lower(target)) > 0`,
    result && Prisma.sql`result = ${result}`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  return conditions.length > 0 ? Prisma.join(conditions, ' and ') : Prisma.sql`true`;
}
