import { z } from 'zod';
import { escapeLike } from '#lib/db/like.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { Prisma } from '#prisma/client.ts';
import { type AuditPosition, encodeAuditCursor } from '../cursor.ts';
import type { AuditFilters, AuditPage } from '../schema.ts';

/** So many lines are looked through one by one. A text that fills no page with them is rare enough to be worth its index. */
const LOOKED_THROUGH = 20_000;

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
type Rows = z.output<typeof rows>;

/** Lines of the audit log, the newest first: at most `limit`, after a position. For admins: the caller checks the right. */
export async function listAuditEntries(
  db: PrismaConnection,
  filters: AuditFilters,
  { limit, after }: { limit: number; after: AuditPosition | null },
): Promise<AuditPage> {
  const older = after
    ? Prisma.sql`(at, id) < (${after.at}::timestamptz, ${after.id}::bigint)`
    : Prisma.sql`true`;
  const lines = Prisma.sql`audit_log where ${conditionOf(filters)} and ${older}`;
  const texts = textsOf(filters);
  const found = texts ? await findTexts(db, lines, texts, limit + 1) : await select(db, lines, limit + 1);
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
    select distinct action from audit_log
    where ${conditionOf({ from, to, action: '', result: null })}
    order by action`;
  return z
    .array(z.object({ action: z.string() }))
    .parse(found)
    .map(({ action }) => action);
}

// The database cannot know beforehand how many lines hold a text: by the index a frequent one costs all of its lines, and a rare
// one costs the whole log where that is walked through.
async function findTexts(
  db: PrismaConnection,
  lines: Prisma.Sql,
  texts: Prisma.Sql,
  limit: number,
): Promise<Rows> {
  const newest = Prisma.sql`(select * from ${lines} order by at desc, id desc limit ${LOOKED_THROUGH}) newest`;
  const found = await select(db, Prisma.sql`${newest} where ${texts}`, limit);
  return found.length < limit ? select(db, Prisma.sql`${lines} and ${texts}`, limit) : found;
}

async function select(db: PrismaConnection, lines: Prisma.Sql, limit: number): Promise<Rows> {
  return rows.parse(
    await db.$queryRaw`
      select id, at, actor, user_id as "userId", action, target, result, ip_address as "ipAddress", detail
      from ${lines} order by at desc, id desc limit ${limit}`,
  );
}

type Plain = Pick<AuditFilters, 'from' | 'to' | 'action' | 'result'>;

function conditionOf({ from, to, action, result }: Plain): Prisma.Sql {
  return (
    allOf([
      from && Prisma.sql`at >= ${from}`,
      to && Prisma.sql`at < ${to}`,
      action && Prisma.sql`action = ${action}`,
      result && Prisma.sql`result = ${result}`,
    ]) ?? Prisma.sql`true`
  );
}

/** Null where no text is asked for. */
function textsOf({ person, target }: AuditFilters): Prisma.Sql | null {
  return allOf([
    person && Prisma.sql`actor ilike ${`%${escapeLike(person)}%`}`,
    target && Prisma.sql`target ilike ${`%${escapeLike(target)}%`}`,
  ]);
}

function allOf(given: readonly (Prisma.Sql | '' | null)[]): Prisma.Sql | null {
  const conditions = given.filter((condition) => condition instanceof Prisma.Sql);
  return conditions.length > 0 ? Prisma.join(conditions, ' and ') : null;
}
