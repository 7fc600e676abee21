import type { AuditRecord } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** One grant: exactly one of view and account is set. */
export type ActorGrant = {
  viewId: number | null;
  /** 12 digits. */
  accountId: string | null;
  level: 'manager' | 'owner' | 'viewer';
};

/** The person behind a request, with what they were granted, as the database had it when the request came. */
export type Actor = {
  userId: string;
  name: string;
  email: string;
  role: 'admin' | 'member';
  grants: readonly ActorGrant[];
  /** Where the request comes from, for the audit log. */
  ipAddress?: string;
  /** Comes with an API token for some views and accounts: what is the person's own and of no scope is out of reach. */
  limited?: boolean;
};

/** Who changes something: a person, or the commands that whoever runs the server types. */
export type Doer = Actor | 'system';

/** Null for a user who is not there, is disabled, or whose sessions of this version were ended. */
export async function findActor(
  db: PrismaConnection,
  userId: string,
  sessionVersion?: number,
): Promise<Actor | null> {
  const user = await db.user.findUnique({ where: { id: userId }, include: { grants: true } });
  if (!user || user.disabledAt) return null;
  if (sessionVersion !== undefined && user.sessionVersion !== sessionVersion) return null;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    role: user.role === 'admin' ? 'admin' : 'member',
    grants: user.grants.map((grant) => ({
      viewId: grant.viewId,
      accountId: grant.accountId === null ? null : grant.accountId.toString().padStart(12, '0'),
      level: toLevel(grant.level),
    })),
  };
}

// The least of the three for a level that this version does not know.
function toLevel(level: string): ActorGrant['level'] {
  return level === 'manager' || level === 'owner' ? level : 'viewer';
}

/** The views and accounts that a person was granted by name, for queries; `managedViews` are among `views`. */
export function grantedIds({ grants }: Pick<Actor, 'grants'>): {
  views: number[];
  managedViews: number[];
  accounts: bigint[];
} {
  const ofViews = grants.flatMap(({ viewId, level }) => (viewId === null ? [] : [{ viewId, level }]));
  return {
    views: ofViews.map(({ viewId }) => viewId),
    managedViews: ofViews.flatMap(({ viewId, level }) => (level === 'manager' ? [viewId] : [])),
    accounts: grants.flatMap(({ accountId }) => (accountId === null ? [] : [BigInt(accountId)])),
  };
}

export function isAdmin(doer: Doer): boolean {
  return doer === 'system' || doer.role === 'admin';
}

/** Throws `forbidden` unless the doer may administer the portal. */
export function requireAdmin(doer: Doer, what: string): void {
  if (isAdmin(doer)) return;
  throw new TrailkeepError('forbidden', `Only a security admin may ${what}.`, {
    hint: 'Ask one of them to do it.',
  });
}

/** The doer as the audit log names them. */
export function auditName(doer: Doer | 'anonymous'): AuditRecord['by'] {
  if (typeof doer === 'string') return doer;
  return { userId: doer.userId, email: doer.email, ipAddress: doer.ipAddress };
}
