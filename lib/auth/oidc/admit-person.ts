import { recordAudit } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { PrismaClient, User } from '#prisma/client.ts';
import { recordSignIn, type SignedIn } from '../authenticate.ts';
import { applyGroupRules } from './apply-rules.ts';
import type { OidcPerson } from './claims.ts';

/** Why a person whom the provider knows does not come in. The sign-in page has the words. */
export type Refusal = 'oidc-unverified' | 'oidc-other-person' | 'oidc-disabled';

export type Admission = { user: SignedIn } | { refused: Refusal };

/**
 * The user that a person from the provider is: the one of this subject, else the one of their e-mail address, which must be
 * verified and not be another subject's already, else a new one, who may see nothing but what the group rules give. The rights
 * that rules give are brought in line with the person's groups.
 */
export async function admitPerson(
  db: PrismaClient,
  person: OidcPerson,
  from: { ipAddress: string; now: Date },
): Promise<Admission> {
  return db.$transaction(async (tx) => {
    const found = await findOrLink(tx, person, from.ipAddress);
    if (typeof found === 'string') {
      await recordAudit(tx, {
        by: 'anonymous',
        action: 'user.sign-in',
        target: person.email ?? `subject ${person.subject}`,
        result: 'denied',
        ipAddress: from.ipAddress,
        detail: { method: 'oidc', reason: found },
      });
      return { refused: found };
    }
    await tx.oidcIdentity.update({
      where: { issuer_subject: { issuer: person.issuer, subject: person.subject } },
      data: { groups: person.groups, lastSignInAt: from.now },
    });
    const by = { userId: found.id, email: found.email, ipAddress: from.ipAddress };
    await applyGroupRules(tx, by, found.id);
    await recordSignIn(tx, found, from, 'oidc');
    return { user: found };
  });
}

async function findOrLink(
  tx: PrismaConnection,
  person: OidcPerson,
  ipAddress: string,
): Promise<User | Refusal> {
  const user = (await findBySubject(tx, person)) ?? (await linkByEmail(tx, person, ipAddress));
  return typeof user !== 'string' && user.disabledAt ? 'oidc-disabled' : user;
}

/** The user of a subject; null for one who has never been here. */
export async function findBySubject(
  db: PrismaConnection,
  { issuer, subject }: Pick<OidcPerson, 'issuer' | 'subject'>,
): Promise<User | null> {
  const identity = await db.oidcIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { user: true },
  });
  return identity?.user ?? null;
}

async function linkByEmail(
  tx: PrismaConnection,
  { issuer, subject, email, name }: OidcPerson,
  ipAddress: string,
): Promise<User | Refusal> {
  if (!email) return 'oidc-unverified';
  const known = await tx.user.findUnique({
    where: { email },
    include: { identities: { where: { issuer } } },
  });
  // The address had another owner at the provider before: what that person may see is not for this one.
  if (known && known.identities.length > 0) return 'oidc-other-person';
  const user = known ?? (await tx.user.create({ data: { email, name: name ?? email } }));
  await tx.oidcIdentity.create({ data: { issuer, subject, userId: user.id } });
  const by = { userId: user.id, email, ipAddress };
  if (!known) await recordAudit(tx, { by, action: 'user.create', target: email, detail: { role: 'member' } });
  await recordAudit(tx, { by, action: 'user.link', target: email, detail: { issuer, subject } });
  return user;
}
