import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { Retention } from '../schema.ts';

const rows = z.tuple([z.object({ eventDays: z.number().nullable(), auditDays: z.number().nullable() })]);

/** How long things are kept. */
export async function getRetention(db: PrismaConnection): Promise<Retention> {
  const [row] = rows.parse(
    await db.$queryRaw`select event_days as "eventDays", audit_days as "auditDays" from retention`,
  );
  return row;
}
