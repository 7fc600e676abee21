import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { AlertPlace } from '../scope-rules/place.ts';
import { storedSettings } from './channel-model.ts';

const row = z.object({ name: z.string(), settings: storedSettings, hasSecret: z.boolean() });
export type StoredChannel = z.infer<typeof row>;

/** A channel of a scope, locked to be changed. `not-found` where it is another scope's, or was removed. */
export async function lockChannel(
  tx: PrismaConnection,
  { viewId, accountId }: AlertPlace,
  id: number,
): Promise<StoredChannel> {
  const rows: unknown[] = await tx.$queryRaw`
    select c.name, c.settings, exists (select from alert_channel_secret s where s.channel_id = c.id) as "hasSecret"
    from alert_channel c
    where c.id = ${z.int().parse(id)} and c.removed_at is null and c.view_id is not distinct from ${viewId}::int
      and c.account_id is not distinct from ${accountId}::bigint
    for update of c`;
  if (rows.length > 0) return row.parse(rows[0]);
  throw new TrailkeepError('not-found', `There is no channel ${id} here.`, {
    hint: 'Somebody may have removed it: load the page anew.',
  });
}
