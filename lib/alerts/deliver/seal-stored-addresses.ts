import { z } from 'zod';
import type { Pool } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { storeSealed } from './store-sealed.ts';

const rows = z.array(z.object({ id: z.int(), url: z.url() }));

/**
 * Seals the addresses of webhooks and of PagerDuty that were stored in the open, as they were at first; as the database's owner, at each
 * start.
 */
export async function sealStoredAddresses(owner: Pool): Promise<void> {
  await createPrisma(owner).$transaction(async (tx) => {
    const found: unknown = await tx.$queryRaw`
      select id, settings ->> 'url' as url from alert_channel where settings ? 'url' for update`;
    for (const { id, url } of rows.parse(found)) {
      await storeSealed(tx, id, { secret: 'kept', address: url });
      await tx.$executeRaw`
        update alert_channel set settings = settings - 'url' || jsonb_build_object('host', ${new URL(url).host}::text)
        where id = ${id}`;
    }
  });
}
