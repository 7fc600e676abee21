import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(
  z.object({ id: z.number(), name: z.string(), total: z.number().nullable(), done: z.number().nullable() }),
);

/** A removed source whose data is being deleted, and how many of its accounts are done; nulls until a worker is at it. */
export type Erasure = z.infer<typeof rows>[number];

/** Those of the scope, for whoever manages it. */
export async function listErasures(db: Queryable, scope: Scope): Promise<Erasure[]> {
  if (!scope.canManage) return [];
  const result = await db.query(
    `select s.id, coalesce(s.bucket, s.directory) as name, s.erase_total as total, s.erase_done as done
     from source s left join view v on v.id = s.view_id
     where s.erase_requested_at is not null and s.erased_at is null
       and case when $1 = 'view' then v.slug = $2 else lpad(s.account_id::text, 12, '0') = $2 end
     order by s.erase_requested_at`,
    [scope.kind, scope.id],
  );
  return rows.parse(result.rows);
}
