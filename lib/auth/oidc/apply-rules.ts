import { z } from 'zod';
import { type AuditRecord, recordAudits } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';

const changes = z.array(
  z.object({ action: z.string(), email: z.string(), place: z.string(), level: z.string() }),
);

/**
 * Brings what the rules give in line with the groups that people had at their last sign-in: of one person, or of all after a rule
 * changed. What was given by hand stays as it is, and a rule gives nothing beside it. Of several rules for one place the one that
 * gives most counts. Each change is a line of the audit log, as done by `by`.
 */
export async function applyGroupRules(
  tx: PrismaConnection,
  by: AuditRecord['by'],
  userId: string | null = null,
): Promise<void> {
  const grants = changes.parse(await changeGrants(tx, userId));
  const roles = changes.parse(await changeRoles(tx, userId));
  await recordAudits(
    tx,
    [...grants, ...roles].map(({ action, email, place, level }): AuditRecord => {
      if (action === 'user.role') return { by, action, target: email, detail: { role: level, rule: true } };
      const whom = action === 'access.revoke' ? { from: email } : { to: email };
      return { by, action, target: place, detail: { ...whom, level, rule: true } };
    }),
  );
}

function changeGrants(tx: PrismaConnection, userId: string | null): Promise<unknown> {
  return tx.$queryRaw`
    with wanted as (
      select distinct on (i.user_id, r.view_id, r.account_id) i.user_id, r.view_id, r.account_id, r.level
      from oidc_identity i join group_rule r on r.group_name = any(i.groups)
      where r.level <> 'admin' and (${userId}::uuid is null or i.user_id = ${userId}::uuid)
      order by i.user_id, r.view_id, r.account_id, r.level = 'viewer'
    ), revoked as (
      delete from access_grant g
      where g.from_rule and (${userId}::uuid is null or g.user_id = ${userId}::uuid) and not exists (
        select from wanted w where w.user_id = g.user_id
          and w.view_id is not distinct from g.view_id and w.account_id is not distinct from g.account_id)
      returning 'access.revoke' as action, g.user_id, g.view_id, g.account_id, g.level
    ), changed as (
      update access_grant g set level = w.level from wanted w
      where g.from_rule and g.user_id = w.user_id and g.level <> w.level
        and w.view_id is not distinct from g.view_id and w.account_id is not distinct from g.account_id
      returning 'access.grant' as action, g.user_id, g.view_id, g.account_id, g.level
    ), granted as (
      insert into access_grant (user_id, view_id, account_id, level, from_rule)
      select w.user_id, w.view_id, w.account_id, w.level, true from wanted w
      where not exists (
        select from access_grant g where g.user_id = w.user_id
          and w.view_id is not distinct from g.view_id and w.account_id is not distinct from g.account_id)
      on conflict do nothing
      returning 'access.grant' as action, user_id, view_id, account_id, level
    ), every as (select * from revoked union all select * from changed union all select * from granted)
    select every.action, app_user.email, every.level,
      coalesce('view:' || view.slug, 'account:' || lpad(every.account_id::text, 12, '0')) as place
    from every
    join app_user on app_user.id = every.user_id
    left join view on view.id = every.view_id
    order by app_user.email, place`;
}

// An admin by hand stays one. That no admin may be left is no reason to keep somebody who is out of the group: the commands on the
// server make another.
function changeRoles(tx: PrismaConnection, userId: string | null): Promise<unknown> {
  return tx.$queryRaw`
    with wanted as (
      select distinct i.user_id
      from oidc_identity i join group_rule r on r.group_name = any(i.groups)
      where r.level = 'admin'
    )
    update app_user u
    set role = case when u.role = 'member' then 'admin' else 'member' end, role_from_rule = (u.role = 'member')
    where (${userId}::uuid is null or u.id = ${userId}::uuid)
      and case when u.id in (select user_id from wanted) then u.role = 'member' else u.role_from_rule end
    returning 'user.role' as action, u.email, '' as place, u.role as level`;
}
