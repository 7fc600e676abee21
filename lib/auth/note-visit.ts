import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import type { Actor } from './actor.ts';
import type { Scope } from './scope.ts';

/** A page asks for its scope several times, and its figures again and again. */
const NOTED_EVERY_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** When this process last noted a person's visit to a scope, in ms. */
const noted = new Map<string, number>();

/** Notes that a person opened a view or an account, to the minute: its owner may ask who reads it. */
export async function noteVisit(
  actor: Pick<Actor, 'userId'>,
  scope: Pick<Scope, 'kind' | 'id'>,
  db: PrismaConnection = prisma(),
  now: Date = new Date(),
): Promise<void> {
  const key = `${actor.userId} ${scope.kind} ${scope.id}`;
  if (now.getTime() - (noted.get(key) ?? 0) < NOTED_EVERY_MS) return;
  if (noted.size >= MOST_REMEMBERED) noted.clear();
  noted.set(key, now.getTime());
  const view = scope.kind === 'view' ? scope.id : null;
  const account = scope.kind === 'account' ? scope.id : null;
  // Whoever or whatever was deleted this moment is left out.
  await db.$executeRaw`
    insert into scope_visit as v (user_id, view_id, account_id, at)
    select u.id, view.id, account.id, ${now}
    from app_user u
    left join view on view.slug = ${view}
    left join account on account.id = ${account}::bigint
    where u.id = ${actor.userId}::uuid and (view.id is null) <> (account.id is null)
    on conflict (user_id, view_id, account_id) do update set at = greatest(v.at, excluded.at)`;
}
