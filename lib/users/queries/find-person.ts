import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { type ListedUser, USER_STATES } from '../user-list.ts';
import { USER_STATE } from './list-users.ts';

const people = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['admin', 'member']),
    state: z.enum(USER_STATES),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    /** Comes from the OpenID Connect provider. */
    isLinked: z.boolean(),
    lastSignInAt: z.date().nullable(),
    createdAt: z.date(),
    linkExpiresAt: z.date().nullable(),
  }),
);

export type Person = Omit<ListedUser, 'views' | 'accounts'> & {
  hasPassword: boolean;
  hasSecondFactor: boolean;
  isLinked: boolean;
  /** Until when the newest link to set a password is good; null where none is open. */
  linkExpiresAt: Date | null;
};

/** A user by their id; null where there is none. For admins, and for the person. */
export async function findPerson(db: PrismaConnection, userId: string): Promise<Person | null> {
  if (!z.uuid().safeParse(userId).success) return null;
  const rows = await db.$queryRaw`
    select id, name, email, role, ${USER_STATE} as state, password_hash is not null as "hasPassword",
      exists (select from second_factor where user_id = app_user.id) as "hasSecondFactor",
      exists (select from oidc_identity where user_id = app_user.id) as "isLinked",
      last_sign_in_at as "lastSignInAt", created_at as "createdAt",
      (select max(expires_at) from invitation
        where user_id = app_user.id and used_at is null and expires_at > now()) as "linkExpiresAt"
    from app_user where id = ${userId}::uuid`;
  return people.parse(rows)[0] ?? null;
}
