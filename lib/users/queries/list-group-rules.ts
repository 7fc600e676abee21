import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';

const rules = z.array(
  z.object({
    id: z.number(),
    group: z.string(),
    level: z.enum(['admin', 'manager', 'owner', 'viewer']),
    /** Null for the admin role. */
    kind: z.enum(['view', 'account']).nullable(),
    /** The view's slug or the account's 12 digits. */
    place: z.string().nullable(),
    name: z.string().nullable(),
    /** Who had the group at their last sign-in. */
    people: z.number(),
    createdAt: z.date(),
  }),
);
export type ListedGroupRule = z.infer<typeof rules>[number];

/** All rules, by group. For admins: the caller checks the right. */
export async function listGroupRules(db: PrismaConnection): Promise<ListedGroupRule[]> {
  const found = await db.$queryRaw`
    select r.id, r.group_name as "group", r.level, r.created_at as "createdAt",
      case when r.view_id is not null then 'view' when r.account_id is not null then 'account' end as kind,
      coalesce(view.slug, lpad(r.account_id::text, 12, '0')) as place, coalesce(view.name, account.name) as name,
      (select count(*)::int from oidc_identity i where r.group_name = any(i.groups)) as people
    from group_rule r
    left join view on view.id = r.view_id
    left join account on account.id = r.account_id
    order by lower(r.group_name), r.level <> 'admin', lower(coalesce(view.name, account.name)), r.id`;
  return rules.parse(found);
}
